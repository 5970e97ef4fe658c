"""The hours in which the customer's own people work: weekdays 08–17, not on Swedish holidays (4.10.1)."""

from datetime import datetime, time

from integrations.flows.rhythm import WORKDAYS, Hours, openings

OFFICE = Hours(opens=time(8), closes=time(17), weekdays=WORKDAYS, rests_on_holidays=True)


def touches(starts: datetime, ends: datetime) -> bool:
    """Whether any instant from `starts` until just before `ends` lies in office hours."""
    opens, _closes = next(openings(starts, OFFICE))
    return opens < ends
