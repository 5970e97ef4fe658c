"""Tickets for tests, opened as the desk opens them."""

from datetime import UTC, datetime

from operations.desk import life
from operations.desk.models import Ticket
from operations.desk.opening import open_ticket

MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm
OPENED = {"kind": "incident", "title": "Kassan svarar inte", "impact": 2, "urgency": 2, "now": MONDAY_NINE}


def ticket(**said) -> Ticket:
    """A new incident of priority P2, opened on a Monday at nine; `ticket(impact=4)` says otherwise."""
    return open_ticket(**(OPENED | said))


def ticket_in(state: str, **said) -> Ticket:
    """A ticket that has come by allowed moves to `state`, all at the instant it was opened."""
    made = ticket(**said)
    now = made.opened_at
    for step in {
        "new": (),
        "accepted": (life.accept,),
        "working": (life.accept, life.work),
        "waiting": (life.accept, lambda one, now: life.wait(one, "Vilken webbläsare?", now=now)),
        "solved": (lambda one, now: life.solve(one, "Startad om.", now=now),),
        "closed": (lambda one, now: life.solve(one, "Startad om.", now=now), life.close),
    }[state]:
        made = step(made, now=now)
    return made
