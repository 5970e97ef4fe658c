"""Finding an order by anything that stands on it, among a million.

The words of an order lie in one document (`OrderSearch`), which triggers keep. A search finds how words begin, all of
them, in any order: `öberg kalmar`, `ll-1001`, `070-123 45 67`. What counts as a word is said once, in the database
(`order_query`, `order_document`), so that what is asked for and what is written are cut in the same way.
"""

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from commerce.orders.desk.models import OrderSearch
from commerce.register.paging import RegisterPaginator
from commerce.register.search import LONGEST_TERM
from commerce.register.views import RegisterIndex

MOST_FOUND = 1_000


class Wanted(SearchQuery):
    """What somebody searches for, as the database cuts it into words. Nothing but marks finds nothing."""

    def __init__(self, term: str):
        super().__init__(term.replace("\x00", " ")[:LONGEST_TERM])
        self.function = "order_query"


def found(term: str) -> QuerySet[OrderSearch]:
    return OrderSearch.objects.filter(words=Wanted(term))


class DocumentSearch(DjangoORMSearchHandler):
    def __init__(self, search_fields, through=""):
        super().__init__(search_fields)

    def search_queryset(self, queryset, search_term, **kwargs):
        return queryset.filter(pk__in=found(search_term).values("pk")) if search_term.strip() else queryset


class FoundPaginator(RegisterPaginator):
    """Of what a common word finds, the newest thousand: nobody looks further, and half of all orders may match."""

    most = MOST_FOUND


class OrderIndex(RegisterIndex):
    """A search goes through the table of words, which knows in which order the orders came: the newest come first.

    Filters are asked about those alone. Sorted by a column, every order that is found has to be looked at.
    """

    def paginator(self):
        if not self.query.strip():
            return super().paginator()
        keys = self.queryset
        if self.ORDER_VAR not in self.request.GET:
            keys = found(self.query).order_by("-placed_at", "-pk")
            if self.is_filtered:
                keys = keys.filter(order__in=self.filtered().order_by())
        return FoundPaginator(keys, self.items_per_page, rows=self._whole_rows())
