"""The life of a ticket as one table of allowed moves. The database holds the same table, in a trigger."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MoveRefused(Exception):
    """The ticket is not in a state from which this can be done."""


class TicketState(models.TextChoices):
    NEW = "new", pgettext_lazy("ticket", "new")
    ACCEPTED = "accepted", pgettext_lazy("ticket", "accepted")
    WORKING = "working", pgettext_lazy("ticket", "worked on")
    WAITING = "waiting", pgettext_lazy("ticket", "waits for the requester")
    SOLVED = "solved", pgettext_lazy("ticket", "solved")
    CLOSED = "closed", pgettext_lazy("ticket", "closed")


RUNNING = (TicketState.NEW, TicketState.ACCEPTED, TicketState.WORKING)
UNFINISHED = (*RUNNING, TicketState.WAITING)
FINISHED = (TicketState.SOLVED, TicketState.CLOSED)
MOVES: dict[str, tuple[str, ...]] = {
    TicketState.NEW: (TicketState.ACCEPTED, TicketState.SOLVED),
    TicketState.ACCEPTED: (TicketState.WORKING, TicketState.WAITING, TicketState.SOLVED),
    TicketState.WORKING: (TicketState.WAITING, TicketState.SOLVED),
    TicketState.WAITING: (TicketState.WORKING, TicketState.SOLVED),
    TicketState.SOLVED: (TicketState.CLOSED, TicketState.WORKING),
    TicketState.CLOSED: (TicketState.WORKING,),
}


def move(before: str, after: str) -> str:
    """The state after a move that the table allows. Raises MoveRefused."""
    if after not in MOVES.get(before, ()):
        raise MoveRefused(f"a ticket that is {before} does not become {after}")
    return after
