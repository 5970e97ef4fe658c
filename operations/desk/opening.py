"""A ticket comes into being: by a person, by mail, by a program, or by an alarm that asks for one."""

from datetime import datetime

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
    now: datetime,
) -> Ticket:
    """A new ticket with the priority that the matrix proposes, its log begun and its requester told of what follows.

    With a `source` that has an unfinished ticket that one is given instead, as it is; two at once get one and the same.
    `by` is the one who wrote it down for somebody else.
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
                now=now,
            )
            if requester:
                log.follow(ticket, requester, locale=locale, is_staff=False)
            elif sender_email:
                log.follow_by_mail(ticket, sender_email, locale=locale)
            log.begin_following(ticket)
            log.write(ticket, Entry.Kind.OPENED, by=by or requester, by_name=sender_name, now=now)
            return ticket
    except IntegrityError:
        found = _unfinished(source)
        if found is None:
            raise
        return found


def _unfinished(source: str) -> Ticket | None:
    return Ticket.objects.filter(source=source, state__in=UNFINISHED).first() if source else None


def _new(*, impact: int, urgency: int, now: datetime, **said) -> Ticket:
    rank = targets.proposed(impact, urgency)
    answer, solve = targets.within(rank)
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
        **said,
    )
