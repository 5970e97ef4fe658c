"""What happens to a ticket: comment, accept, work, wait, solve, close, reopen, assign, weigh, decide, link.

Each is one transaction that locks the ticket, writes what happened beside it and gives the ticket as it is then. Each
may be called twice: the second call finds the work done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from commerce.customers.models import User
from operations.desk import log, targets
from operations.desk.models import MOST_TEXT, Entry, Ticket, TicketLink
from operations.desk.states import FINISHED, RUNNING, MoveRefused, TicketState, move


class WordsNeeded(Exception):
    """Nothing was said where something must be."""


def comment(
    ticket: Ticket,
    text: str,
    *,
    by: User | None = None,
    by_name: str = "",
    public: bool = False,
    from_customer: bool = False,
    now: datetime,
) -> Entry:
    """Say something of a ticket: to all who follow it, or to staff alone. Raises WordsNeeded.

    The first public word of a person at the desk is the first answer. When the customer answers, a ticket that waited
    is worked on again, and one that was solved is opened again; for one that is closed MoveRefused is raised. The same
    words by the same person with nothing between are one: a form sent twice.
    """
    words = _words(text)
    kind = Entry.Kind.COMMENT if public or from_customer else Entry.Kind.INTERNAL
    with held(ticket, now) as row:
        latest = row.entries.order_by("-pk").first()
        if by is not None and latest and (latest.kind, latest.by_id, latest.text) == (kind, by.pk, words):
            return latest
        if from_customer and row.state == TicketState.CLOSED:
            raise MoveRefused("a closed ticket is not written to")
        if kind == Entry.Kind.COMMENT and not from_customer and by is not None:
            _answered(row, now=now)
        entry = log.write(
            row, kind, by=by, by_name=by_name, text=words, is_internal=kind == Entry.Kind.INTERNAL, now=now
        )
        if from_customer and row.state in (TicketState.WAITING, TicketState.SOLVED):
            _move(row, TicketState.WORKING, by=by, by_name=by_name, now=now)
        return entry


def accept(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """It will be dealt with. Who accepts one that nobody has is the one who handles it. Raises MoveRefused."""
    with held(ticket, now) as row:
        if row.state != TicketState.ACCEPTED:
            _move(row, TicketState.ACCEPTED, by=by, now=now)
            if by is not None and row.assigned_to is None:
                _assign(row, by, by=by, now=now)
        return row


def work(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """Somebody works on it. Raises MoveRefused, also for one that is finished: see `reopen`."""
    with held(ticket, now) as row:
        if row.is_finished:
            raise MoveRefused(f"a ticket that is {row.state} is reopened")
        if row.state != TicketState.WORKING:
            _move(row, TicketState.WORKING, by=by, now=now)
        return row


def wait(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """Ask the requester something; until the answer comes the clocks stand still. Raises MoveRefused, WordsNeeded."""
    return _say_and_move(ticket, TicketState.WAITING, text, by=by, now=now)


def solve(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """Say what was done; that is also an answer. One that is solved or closed stays so. Raises WordsNeeded."""
    return _say_and_move(ticket, TicketState.SOLVED, text, by=by, now=now)


def close(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """Nothing more is to be said. Raises MoveRefused for one that is not solved."""
    with held(ticket, now) as row:
        if row.state != TicketState.CLOSED:
            _move(row, TicketState.CLOSED, by=by, now=now)
        return row


def reopen(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """It was not solved after all; the clock goes on from where it stood. Raises MoveRefused, WordsNeeded."""
    words = _words(text)
    with held(ticket, now) as row:
        if not row.is_finished:
            raise MoveRefused(f"a ticket that is {row.state} is open")
        _move(row, TicketState.WORKING, by=by, text=words, now=now)
        return row


def assign(ticket: Ticket, to: User | None, *, by: User | None = None, now: datetime) -> Ticket:
    """Say who handles it, or that nobody does. Who handles a ticket is told of what happens to it."""
    with held(ticket, now) as row:
        if row.assigned_to != to:
            _assign(row, to, by=by, now=now)
        return row


def weigh(ticket: Ticket, *, impact: int, urgency: int, by: User | None = None, now: datetime) -> Ticket:
    """Another impact or urgency: the matrix proposes anew, and a priority that was decided stays."""
    with held(ticket, now) as row:
        if (row.impact, row.urgency) == (impact, urgency):
            return row
        was_decided = bool(row.priority_reason)
        before = f"{row.impact} × {row.urgency}, {row.get_priority_display()}"
        row.impact, row.urgency, row.proposed = impact, urgency, targets.proposed(impact, urgency)
        if not was_decided:
            row.priority = row.proposed
            targets.follow_priority(row, now=now)
        after = f"{impact} × {urgency}, {row.get_priority_display()}"
        log.write(row, Entry.Kind.PRIORITY, by=by, before=before, after=after, now=now)
        return row


def decide(ticket: Ticket, priority: int, *, reason: str, by: User | None = None, now: datetime) -> Ticket:
    """The owner's word on the priority, which counts before the matrix's. Raises WordsNeeded without a reason."""
    words = _words(reason)[:300]
    with held(ticket, now) as row:
        if (row.priority, row.priority_reason) == (priority, words):
            return row
        before = row.get_priority_display()
        row.priority, row.priority_reason = priority, words
        targets.follow_priority(row, now=now)
        after = row.get_priority_display()
        log.write(row, Entry.Kind.PRIORITY, by=by, before=before, after=after, text=words, now=now)
        return row


def link(
    ticket: Ticket, *, kind: str, key: str, name: str, url: str = "", by: User | None = None, now: datetime
) -> TicketLink:
    """Tie it to what it is about, e.g. an order. Twice is as once."""
    with held(ticket, now) as row:
        tie, is_new = TicketLink.objects.get_or_create(
            ticket=row, kind=kind, key=key, defaults={"name": name, "url": url}
        )
        if is_new:
            log.write(row, Entry.Kind.LINK, by=by, after=name[:200], is_internal=True, now=now)
        return tie


@contextmanager
def held(ticket: Ticket, now: datetime) -> Iterator[Ticket]:
    """The ticket under a lock, saved at the end."""
    with transaction.atomic():
        row = (
            Ticket.objects.select_for_update(of=("self",)).select_related("assigned_to", "requester").get(pk=ticket.pk)
        )
        yield row
        row.changed_at = now
        row.save()


# --- the steps ---


def _say_and_move(ticket: Ticket, after: str, text: str, *, by: User | None, now: datetime) -> Ticket:
    words = _words(text)
    with held(ticket, now) as row:
        if row.state == after or (after == TicketState.SOLVED and row.is_finished):
            return row
        if by is not None or after == TicketState.SOLVED:
            _answered(row, now=now)
        _move(row, after, by=by, text=words, now=now)
        return row


def _move(row: Ticket, after: str, *, by: User | None, by_name: str = "", text: str = "", now: datetime) -> None:
    before = row.state
    row.state = move(before, after)
    if after in RUNNING:
        if before in FINISHED:
            row.reopened += 1
            row.solved_at = row.closed_at = None
        targets.go_on(row, now=now)
    else:
        targets.stop(row, now=now)
    if after == TicketState.SOLVED:
        row.solved_at = now
    if after == TicketState.CLOSED:
        row.closed_at = now
    log.write(row, Entry.Kind.STATE, by=by, by_name=by_name, before=before, after=after, text=text, now=now)


def _answered(row: Ticket, *, now: datetime) -> None:
    if row.answered_at is None:
        targets.stop_answer(row, now=now)
        row.answered_at = now


def _assign(row: Ticket, to: User | None, *, by: User | None, now: datetime) -> None:
    before, row.assigned_to = row.assigned_to, to
    if to is not None:
        log.follow(row, to, is_staff=True)
    log.write(
        row,
        Entry.Kind.ASSIGNMENT,
        by=by,
        before=str(before or "")[:200],
        after=str(to or "")[:200],
        now=now,
    )


def _words(text: str) -> str:
    words = text.strip()[:MOST_TEXT]
    if not words:
        raise WordsNeeded
    return words
