"""A part of a service order in plain words: what, for whom, where it stands."""

from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from commerce.register.columns import chip
from operations.desk.words import state_chip
from operations.services.ordered import PartState, ServicePart

TONES = {
    PartState.HELD: "quiet",
    PartState.AWAITING: "wait",
    PartState.ORDERED: "wait",
    PartState.REFUSED: "quiet",
    PartState.CANCELLED: "quiet",
}


class Line(NamedTuple):
    """One part as it is read in a letter."""

    name: str
    recipient: str
    state: str
    ticket: str


def line(part: ServicePart) -> Line:
    """`version` and `ticket` are loaded."""
    return Line(part.version.shown_name, part.recipient_name, state(part), str(part.ticket or ""))


def state(part: ServicePart) -> str:
    """Its own state, and its ticket's once that has taken over."""
    is_ticket = part.state == PartState.ORDERED and part.ticket is not None
    shown = part.ticket.get_state_display() if is_ticket else part.get_state_display()  # type: ignore[union-attr]
    return capfirst(str(shown))


def part_chip(part: ServicePart) -> SafeString:
    if part.state == PartState.ORDERED and part.ticket is not None:
        return state_chip(part.ticket)
    return chip(state(part), TONES[PartState(part.state)])
