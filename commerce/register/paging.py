"""Pages of a register. Nobody turns ten thousand rows page by page, so no database is asked to count further."""

from django.core.paginator import Page
from django.db import connection
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

MOST_ROWS = 10_000


class RegisterPaginator(WagtailPaginator):
    """Looks through the register once, for the keys of its first rows in order; then fetches those of one page.

    `has_more` says that there are more than `most`, `estimate` about how many the whole table holds. `rows` is the
    queryset to fetch from, without conditions and order.
    """

    most = MOST_ROWS

    def __init__(self, object_list, per_page, *, rows):
        super().__init__(object_list, per_page)
        self.rows = rows

    @cached_property
    def _keys(self):
        return list(self.object_list.values_list("pk", flat=True)[: self.most + 1])

    @cached_property
    def count(self):
        return min(len(self._keys), self.most)

    @property
    def has_more(self):
        return len(self._keys) > self.most

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self._keys[start : min(start + self.per_page, self.count)]
        found = self.rows.in_bulk(keys)
        return Page([found[key] for key in keys if key in found], number, self)

    def estimate(self):
        """What the planner thinks the table holds, to two figures. None while that is less than was counted."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
                [f'"{self.rows.model._meta.db_table}"'],
            )
            rows = cursor.fetchone()[0]
        return round(rows, 2 - len(str(rows))) if rows > MOST_ROWS else None
