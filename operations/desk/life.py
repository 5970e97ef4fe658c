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
    with _held(ticket, now) as held:
        latest = held.entries.order_by("-pk").first()
        if by is not None and latest and (latest.kind, latest.by_id, latest.text) == (kind, by.pk, words):
            return latest
        if from_customer and held.state == TicketState.CLOSED:
            raise MoveRefused("a closed ticket is not written to")
        if kind == Entry.Kind.COMMENT and not from_customer and by is not None:
            _answered(held, now=now)
        entry = log.write(
            held, kind, by=by, by_name=by_name, text=words, is_internal=kind == Entry.Kind.INTERNAL, now=now
        )
        if from_customer and held.state in (TicketState.WAITING, TicketState.SOLVED):
            _move(held, TicketState.WORKING, by=by, by_name=by_name, now=now)
        return entry


def accept(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """It will be dealt with. Who accepts one that nobody has is the one who handles it. Raises MoveRefused."""
    with _held(ticket, now) as held:
        if held.state != TicketState.ACCEPTED:
            _move(held, TicketState.ACCEPTED, by=by, now=now)
            if by is not None and held.assigned_to is None:
                _assign(held, by, by=by, now=now)
        return held


def work(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """Somebody works on it. Raises MoveRefused, also for one that is finished: see `reopen`."""
    with _held(ticket, now) as held:
        if held.is_finished:
            raise MoveRefused(f"a ticket that is {held.state} is reopened")
        if held.state != TicketState.WORKING:
            _move(held, TicketState.WORKING, by=by, now=now)
        return held


def wait(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """Ask the requester something; until the answer comes the clocks stand still. Raises MoveRefused, WordsNeeded."""
    return _say_and_move(ticket, TicketState.WAITING, text, by=by, now=now)


def solve(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """Say what was done; that is also an answer. One that is solved or closed stays so. Raises WordsNeeded."""
    return _say_and_move(ticket, TicketState.SOLVED, text, by=by, now=now)


def close(ticket: Ticket, *, by: User | None = None, now: datetime) -> Ticket:
    """Nothing more is to be said. Raises MoveRefused for one that is not solved."""
    with _held(ticket, now) as held:
        if held.state != TicketState.CLOSED:
            _move(held, TicketState.CLOSED, by=by, now=now)
        return held


def reopen(ticket: Ticket, text: str, *, by: User | None = None, now: datetime) -> Ticket:
    """It was not solved after all; the clock goes on from where it stood. Raises MoveRefused, WordsNeeded."""
    words = _words(text)
    with _held(ticket, now) as held:
        if not held.is_finished:
            raise MoveRefused(f"a ticket that is {held.state} is open")
        _move(held, TicketState.WORKING, by=by, text=words, now=now)
        return held


def assign(ticket: Ticket, to: User | None, *, by: User | None = None, now: datetime) -> Ticket:
    """Say who handles it, or that nobody does. Who handles a ticket is told of what happens to it."""
    with _held(ticket, now) as held:
        if held.assigned_to != to:
            _assign(held, to, by=by, now=now)
        return held


def weigh(ticket: Ticket, *, impact: int, urgency: int, by: User | None = None, now: datetime) -> Ticket:
    """Another impact or urgency: the matrix proposes anew, and a priority that was decided stays."""
    with _held(ticket, now) as held:
        if (held.impact, held.urgency) == (impact, urgency):
            return held
        was_decided = bool(held.priority_reason)
        before = f"{held.impact} × {held.urgency}, {held.get_priority_display()}"
        held.impact, held.urgency, held.proposed = impact, urgency, targets.proposed(impact, urgency)
        if not was_decided:
            held.priority = held.proposed
            targets.follow_priority(held, now=now)
        after = f"{impact} × {urgency}, {held.get_priority_display()}"
        log.write(held, Entry.Kind.PRIORITY, by=by, before=before, after=after, now=now)
        return held


def decide(ticket: Ticket, priority: int, *, reason: str, by: User | None = None, now: datetime) -> Ticket:
    """The owner's word on the priority, which counts before the matrix's. Raises WordsNeeded without a reason."""
    words = _words(reason)[:300]
    with _held(ticket, now) as held:
        if (held.priority, held.priority_reason) == (priority, words):
            return held
        before = held.get_priority_display()
        held.priority, held.priority_reason = priority, words
        targets.follow_priority(held, now=now)
        after = held.get_priority_display()
        log.write(held, Entry.Kind.PRIORITY, by=by, before=before, after=after, text=words, now=now)
        return held


def link(
    ticket: Ticket, *, kind: str, key: str, name: str, url: str = "", by: User | None = None, now: datetime
) -> TicketLink:
    """Tie it to what it is about, e.g. an order. Twice is as once."""
    with _held(ticket, now) as held:
        row, is_new = TicketLink.objects.get_or_create(
            ticket=held, kind=kind, key=key, defaults={"name": name, "url": url}
        )
        if is_new:
            log.write(held, Entry.Kind.LINK, by=by, after=name[:200], is_internal=True, now=now)
        return row


# --- the steps ---


@contextmanager
def _held(ticket: Ticket, now: datetime) -> Iterator[Ticket]:
    """The ticket under a lock, saved at the end."""
    with transaction.atomic():
        held = (
            Ticket.objects.select_for_update(of=("self",)).select_related("assigned_to", "requester").get(pk=ticket.pk)
        )
        yield held
        held.changed_at = now
        held.save()


def _say_and_move(ticket: Ticket, after: str, text: str, *, by: User | None, now: datetime) -> Ticket:
    words = _words(text)
    with _held(ticket, now) as held:
        if held.state == after or (after == TicketState.SOLVED and held.is_finished):
            return held
        if by is not None or after == TicketState.SOLVED:
            _answered(held, now=now)
        _move(held, after, by=by, text=words, now=now)
        return held


def _move(held: Ticket, after: str, *, by: User | None, by_name: str = "", text: str = "", now: datetime) -> None:
    before = held.state
    held.state = move(before, after)
    if after in RUNNING:
        if before in FINISHED:
            held.reopened += 1
            held.solved_at = held.closed_at = None
        targets.go_on(held, now=now)
    else:
        targets.stop(held, now=now)
    if after == TicketState.SOLVED:
        held.solved_at = now
    if after == TicketState.CLOSED:
        held.closed_at = now
    log.write(held, Entry.Kind.STATE, by=by, by_name=by_name, before=before, after=after, text=text, now=now)


def _answered(held: Ticket, *, now: datetime) -> None:
    if held.answered_at is None:
        targets.stop_answer(held, now=now)
        held.answered_at = now


def _assign(held: Ticket, to: User | None, *, by: User | None, now: datetime) -> None:
    before, held.assigned_to = held.assigned_to, to
    if to is not None:
        log.follow(held, to, is_staff=True)
    log.write(
        held,
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
