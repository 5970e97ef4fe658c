"""What waits on this floor, for the first page of the admin: every room says what it counts, and one query counts all.

@hooks.register("operations_to_handle")
def alarms_that_are_open(request) -> list[Waiting]
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks

from commerce.dashboard import Figure, counts

HOOK = "operations_to_handle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Rows that wait for whoever asks, and the list that shows them."""

    label: Any
    rows: QuerySet
    url: str
    is_urgent: bool = True


def figures(request: HttpRequest) -> list[Figure]:
    """At most one query; none when no room has anything for whoever asks."""
    told: list[Waiting] = [one for tell in hooks.get_hooks(HOOK) for one in tell(request)]
    found = counts(*(one.rows for one in told)) if told else []
    return [
        Figure(label=one.label, count=count, url=one.url, is_urgent=one.is_urgent)
        for one, count in zip(told, found, strict=True)
    ]
