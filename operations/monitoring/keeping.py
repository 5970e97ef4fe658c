"""Written down: answers added to their hour and to all time, readings of figures, and what is old forgotten."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from operations.monitoring.models import AnswerHour, FigureHour, Reading

if TYPE_CHECKING:
    from operations.monitoring.counting import Key, Tally

KEPT = timedelta(days=731)
HOUR = timedelta(hours=1)
SUMS = (
    "count",
    "failed",
    "milliseconds",
    "within_100",
    "within_250",
    "within_500",
    "within_1000",
    "within_2000",
    "within_5000",
)
_NAMES = ("hour", "source", "route", "role", *SUMS)
_KINDS = ("timestamptz", "text", "text", "text", *("bigint" for _sum in SUMS))


def _adding(table: str, names: tuple[str, ...]) -> str:
    """Add each row to the one that stands there. Sorted, so that two processes never wait for each other."""
    key = ", ".join(name for name in names if name not in SUMS)
    sums = ", ".join(f"sum({name})" for name in SUMS)
    kept = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)
    given = ", ".join(f"%s::{kind}[]" for kind in _KINDS)
    return (
        f"INSERT INTO {table} ({key}, {', '.join(SUMS)}) "  # noqa: S608 - names of our own tables
        f"SELECT {key}, {sums} FROM unnest({given}) AS given ({', '.join(_NAMES)}) "
        f"GROUP BY {key} ORDER BY {key} ON CONFLICT ({key}) DO UPDATE SET {kept}"
    )


ADD_TO_HOUR = _adding("monitoring_answerhour", _NAMES)
ADD_TO_TOTAL = _adding("monitoring_answertotal", _NAMES[1:])


def add_answers(tallies: Mapping["Key", "Tally"]) -> None:
    """In one transaction, two statements however many rows there are."""
    if not tallies:
        return
    columns = [list(column) for column in zip(*(_row(key, tally) for key, tally in tallies.items()), strict=True)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD_TO_HOUR, columns)
        cursor.execute(ADD_TO_TOTAL, columns)


def _row(key: "Key", tally: "Tally") -> list[Any]:
    hour, source, route, role = key
    within, so_far = [], 0
    for slot in tally.slots[:-1]:
        so_far += slot
        within.append(so_far)
    began = datetime.fromtimestamp(hour * 3600, tz=UTC)
    return [began, source, route, role, tally.count, tally.failed, round(tally.seconds * 1000), *within]


ADD_READING = """
INSERT INTO monitoring_reading (code, value, at)
SELECT * FROM unnest(%s::text[], %s::float8[], %s::timestamptz[])
ON CONFLICT (code) DO UPDATE SET value = excluded.value, at = excluded.at
WHERE monitoring_reading.at <= excluded.at
"""
ADD_TO_FIGURE_HOUR = """
INSERT INTO monitoring_figurehour AS kept (code, hour, count, total, lowest, highest)
SELECT code, hour, 1, value, value, value
FROM unnest(%s::text[], %s::timestamptz[], %s::float8[]) AS given (code, hour, value)
ON CONFLICT (code, hour) DO UPDATE SET
    count = kept.count + 1, total = kept.total + excluded.total,
    lowest = least(kept.lowest, excluded.lowest), highest = greatest(kept.highest, excluded.highest)
"""


def add_readings(values: Mapping[str, float], *, now: datetime) -> None:
    """The last reading of each figure, and its hour."""
    codes, numbers = list(values), [float(value) for value in values.values()]
    if not codes:
        return
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD_READING, [codes, numbers, [now] * len(codes)])
        cursor.execute(ADD_TO_FIGURE_HOUR, [codes, [hour] * len(codes), numbers])


def forget(*, now: datetime) -> int:
    """What has been kept for two years."""
    before = now - KEPT
    answers = AnswerHour.objects.filter(hour__lt=before).delete()[0]
    figures = FigureHour.objects.filter(hour__lt=before).delete()[0]
    gone = Reading.objects.filter(at__lt=before).delete()[0]
    return answers + figures + gone
