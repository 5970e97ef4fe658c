"""A ticket comes into being: by a person, by mail, by a program, or by an alarm that asks for one."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from commerce import together
from commerce.customers.models import User
from commerce.customers.organisations import Organisation
from operations.desk import clock, log, targets
from operations.desk.models import MOST_TEXT, MOST_TITLE, Entry, Ticket, TicketCategory
from operations.desk.states import UNFINISHED


def open_ticket(
    *,
    kind: str,
    title: str,
    text: str = "",
    impact: int,
    urgency: int,
    category: TicketCategory | None = None,
    requester: User | None = None,
    organisation: Organisation | None = None,
    source: str = "",
    sender_name: str = "",
    sender_email: str = "",
    locale: str = "sv",
    by: User | None = None,
    solve_within: timedelta | None = None,
    tells_requester: bool = True,
    now: datetime,
) -> Ticket:
    """A new ticket with the priority that the matrix proposes, its log begun and its requester told of what follows.

    With a `source` that has an unfinished ticket that one is given instead, as it is; two at once get one and the same.
    `by` is the one who wrote it down for somebody else. `solve_within` is working time that was promised, whatever the
    priority. With `tells_requester` false the requester is told of all that follows, not of the opening itself.
    """
    found = _unfinished(source)
    if found:
        return found
    try:
        with transaction.atomic():
            ticket = _new(
                kind=kind,
                title=" ".join(title.split())[:MOST_TITLE],
                text=text.strip()[:MOST_TEXT],
                impact=impact,
                urgency=urgency,
                category=category,
                requester=requester,
                organisation=organisation,
                source=source,
                sender_name=sender_name,
                sender_email=sender_email,
                locale=locale,
                promised=solve_within,
                now=now,
            )
            if tells_requester:
                _let_requester_follow(ticket)
            log.begin_following(ticket)
            log.write(ticket, Entry.Kind.OPENED, by=by or requester, by_name=sender_name, now=now)
            if not tells_requester:
                _let_requester_follow(ticket)
            return ticket
    except IntegrityError:
        found = _unfinished(source)
        if found is None:
            raise
        return found


def _unfinished(source: str) -> Ticket | None:
    return Ticket.objects.filter(source=source, state__in=UNFINISHED).first() if source else None


def _let_requester_follow(ticket: Ticket) -> None:
    if ticket.requester:
        log.follow(ticket, ticket.requester, locale=ticket.locale, is_staff=False)
    elif ticket.sender_email:
        log.follow_by_mail(ticket, ticket.sender_email, locale=ticket.locale)


def _new(*, impact: int, urgency: int, promised: timedelta | None, now: datetime, **said) -> Ticket:
    rank = targets.proposed(impact, urgency)
    answer, solve = targets.within(rank)
    solve = promised or solve
    [number] = together.keys("desk_ticket_number")
    return Ticket.objects.create(
        number=number,
        impact=impact,
        urgency=urgency,
        proposed=rank,
        priority=rank,
        opened_at=now,
        changed_at=now,
        answer_within=answer,
        answer_due_at=clock.out_at(answer, since=now),
        solve_within=solve,
        solve_due_at=clock.out_at(solve, since=now),
        has_own_target=promised is not None,
        **said,
    )
