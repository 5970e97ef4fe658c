"""Searching a register: every word must be found, in any of its columns."""

from wagtail_modeladmin.helpers import DjangoORMSearchHandler

MOST_WORDS = 6
LONGEST_TERM = 200


class ColumnSearch(DjangoORMSearchHandler):
    """Looks each column up by itself, so that each is served by its own trigram index, also across a join."""

    def search_queryset(self, queryset, search_term, **kwargs):
        words = search_term.replace("\x00", " ")[:LONGEST_TERM].split()[:MOST_WORDS]
        for word in words:
            queryset = queryset.filter(pk__in=self._holding(queryset.model, word))
        return queryset

    def _holding(self, model, word):
        first, *others = (
            model._default_manager.order_by().filter(**{f"{path}__icontains": word}).values("pk")
            for path in self.search_fields
        )
        return first.union(*others, all=True) if others else first
