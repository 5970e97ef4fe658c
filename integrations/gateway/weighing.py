"""Whether an import does so much that a second person should look at it first. What is weighed is the kind's to say."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from integrations.gateway.kinds.taking import Given, Taken, Takes

Counts = dict[str, dict[str, int]]  # code of a stop, group, rows


def add(counts: Counts, kind: Takes, rows: Iterable[Given], became: Iterable[Taken]) -> None:
    """Count a chunk of a trial."""
    given, usual = {row.line: row for row in rows}, kind.usual_group()
    for taken in became:
        for stop in kind.stops:
            if taken.line in given and stop.counts(taken):
                group = stop.group(given[taken.line]) or usual
                of_stop = counts.setdefault(stop.code, {})
                of_stop[group] = of_stop.get(group, 0) + 1


def weigh(counts: Mapping[str, Mapping[str, int]], kind: Takes, *, now: datetime) -> list[dict[str, Any]]:
    """What goes beyond its limit: `{"code", "group", "count", "whole", "percent"}` each. One query for each group."""
    found = []
    for stop in kind.stops:
        for group, count in sorted(counts.get(stop.code, {}).items()):
            whole = kind.whole(group, now=now)
            if 100 * count > limit(kind, stop.code, stop.percent) * whole:
                percent = min(round(100 * count / whole), 100) if whole else 100
                found.append({"code": stop.code, "group": group, "count": count, "whole": whole, "percent": percent})
    return found


def limit(kind: Takes, code: str, usual: int) -> int:
    """In percent; more than it stops."""
    return int(settings.IMPORT_STOPS.get(f"{kind.code}.{code}", usual))


def in_words(kind: Takes, found: Iterable[Mapping[str, Any]]) -> list[str]:
    said = {stop.code: stop.said for stop in kind.stops}
    return [str(said[one["code"]]) % one for one in found if one["code"] in said]
