"""What a ticket's priority is proposed to be, how soon it is to be answered and solved, and where its clocks stand.

Nothing here saves: the caller holds the ticket locked.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from operations.desk import clock
from operations.desk.models import MatrixCell, Priority, Ticket
from operations.desk.states import UNFINISHED


def proposed(impact: int, urgency: int) -> int:
    """The matrix's word for the two."""
    return MatrixCell.objects.get(impact=impact, urgency=urgency).priority


def within(rank: int) -> tuple[timedelta, timedelta]:
    """The working time in which a ticket of that priority is to be answered, and solved."""
    row = Priority.objects.get(rank=rank)
    return timedelta(minutes=row.answer_minutes), timedelta(minutes=row.solve_minutes)


def stop(ticket: Ticket, *, now: datetime) -> None:
    """Both clocks stand still: the ticket waits, or is solved."""
    stop_answer(ticket, now=now)
    if ticket.solve_due_at is not None:
        ticket.solve_left, ticket.solve_due_at = clock.left_at(ticket.solve_due_at, now=now), None


def stop_answer(ticket: Ticket, *, now: datetime) -> None:
    if ticket.answer_due_at is not None:
        ticket.answer_left, ticket.answer_due_at = clock.left_at(ticket.answer_due_at, now=now), None


def go_on(ticket: Ticket, *, now: datetime) -> None:
    """The clocks go again from where they stood; that of the answer only while none has been given."""
    if ticket.solve_left is not None:
        ticket.solve_due_at, ticket.solve_left = clock.out_at(ticket.solve_left, since=now), None
    if ticket.answer_left is not None and ticket.answered_at is None:
        ticket.answer_due_at, ticket.answer_left = clock.out_at(ticket.answer_left, since=now), None


def follow_priority(ticket: Ticket, *, now: datetime) -> None:
    """The targets of another priority, less the working time that has been used already. What was promised stays."""
    answer, solve = within(ticket.priority)
    if ticket.has_own_target:
        solve = ticket.solve_within
    is_running = ticket.solve_due_at is not None
    stop(ticket, now=now)
    ticket.solve_left += solve - ticket.solve_within  # type: ignore[operator]  # stopped: it has a value
    if ticket.answered_at is None:
        ticket.answer_left += answer - ticket.answer_within  # type: ignore[operator]
        ticket.answer_within = answer
    ticket.solve_within = solve
    if is_running:
        go_on(ticket, now=now)


def late(now: datetime) -> Q:
    """Unfinished tickets whose time to be answered or solved is out."""
    solving = Q(solve_due_at__lte=now) | Q(solve_left__lte=clock.NOTHING)
    answering = Q(answer_due_at__lte=now) | Q(answered_at=None, answer_left__lte=clock.NOTHING)
    return Q(state__in=UNFINISHED) & (solving | answering)
