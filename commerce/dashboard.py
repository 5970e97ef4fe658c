"""What waits for the owner, on the first page of the admin. Each app tells its own figures through a hook.

    @hooks.register("dashboard_figures")
    def orders_to_pack(request) -> list[Figure]

A hook asks at most one or two queries, and none for somebody who may not see the answer.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.ui.components import Component

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with the list behind it. `is_urgent` marks what must not wait when there is any.

    Nobody needs to know the number exactly once it is `MOST`: a hook may stop counting there.
    """

    label: Any
    count: int
    url: str
    is_urgent: bool = False

    @property
    def is_more(self):
        return self.count >= MOST


def counts(*found: QuerySet) -> list[int]:
    """How many rows each has, in one query."""
    asked = [rows.query.sql_with_params() for rows in found]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS found)" for sql, _values in asked)  # noqa: S608 - the ORM's own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, values in asked for value in values])
        return list(cursor.fetchone())


class ToHandle(Component):
    """The panel "To handle": what there is to do, most pressing first; a calm line when there is nothing."""

    name = "to_handle"
    order = 50
    template_name = "wagtailadmin/home/to_handle.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        told = [figure for tell in hooks.get_hooks("dashboard_figures") for figure in tell(self.request)]
        waiting = [figure for figure in told if figure.count]
        return {
            "waiting": sorted(waiting, key=lambda figure: not figure.is_urgent),
            "done": [figure for figure in told if not figure.count],
            "is_shown": bool(told),
        }
