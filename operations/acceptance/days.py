"""The days of the agreement: ten working days to answer, one and three months to claim. By the calendar of Sweden."""

import calendar
from datetime import date, datetime, timedelta

from integrations.flows.rhythm import STOCKHOLM, WORKDAYS, Hours

ONE_DAY = timedelta(days=1)
OFFICE = Hours(weekdays=WORKDAYS, rests_on_holidays=True)
DAYS_TO_ANSWER = 10


def day_of(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()


def working_day_after(day: date, count: int) -> date:
    """The working day that is number `count` after a day. The day itself is not counted."""
    while count:
        day += ONE_DAY
        count -= OFFICE.is_open_day(day)
    return day


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
