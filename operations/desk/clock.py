"""The clock of a ticket's targets: it goes on workdays from 08 to 17, rests on Swedish holidays, and can be stopped.

A target is two values of which one is empty. While the clock goes it is the instant at which the time is out; while it
is stopped it is how much working time is left, less than nothing for one that is late.
"""

from datetime import datetime, time, timedelta

from integrations.flows.rhythm import WORKDAYS, Hours, elapsed, openings

HOURS = Hours(opens=time(8), closes=time(17), weekdays=WORKDAYS, rests_on_holidays=True)
NOTHING = timedelta(0)


def worked(since: datetime, until: datetime) -> timedelta:
    """How much working time there is from one instant to a later one."""
    total = NOTHING
    for opens, closes in openings(since, HOURS):
        if opens >= until:
            break
        total += min(closes, until) - max(opens, since)
    return total


def out_at(left: timedelta, *, since: datetime) -> datetime:
    """The instant at which so much working time has passed; at once when nothing is left."""
    return elapsed(left, since=since, hours=HOURS) if left > NOTHING else since


def left_at(due_at: datetime, *, now: datetime) -> timedelta:
    """How much working time is left until then; less than nothing when it has passed."""
    return worked(now, due_at) if now < due_at else -worked(due_at, now)
