"""Searching a register: every word must be found, in any of its columns."""

from django.db.models import ForeignKey, Q
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

MOST_WORDS = 6
LONGEST_TERM = 200
LETTERS_OF_A_TRIGRAM = 3
LOOKUPS = ("exact", "startswith", "istartswith")


class ColumnSearch(DjangoORMSearchHandler):
    """Looks each column up by itself, so that each is served by its own index, also across a join.

    A column holds the word anywhere in it, one or two letters only where a word begins, unless it names its lookup:
    `number__startswith`. With `through`, a foreign key of the register's model, the columns are those of the row that
    it points to, which are searched first.
    """

    def __init__(self, search_fields, through=""):
        super().__init__(search_fields)
        self.through = through

    def search_queryset(self, queryset, search_term, **kwargs):
        model = _target(queryset.model, self.through)
        words = search_term.replace("\x00", " ")[:LONGEST_TERM].split()[:MOST_WORDS]
        for word in words:
            queryset = queryset.filter(**{f"{self.through or 'pk'}__in": self._holding(model, word)})
        return queryset

    def _holding(self, model, word):
        first, *others = (
            model._default_manager.order_by().filter(_condition(column, word)).values("pk")
            for column in self.search_fields
        )
        return first.union(*others, all=True) if others else first


def _condition(column, word):
    if column.rpartition("__")[2] in LOOKUPS:
        return Q(**{column: word})
    if len(word) < LETTERS_OF_A_TRIGRAM:
        return Q(**{f"{column}__istartswith": word}) | Q(**{f"{column}__icontains": f" {word}"})
    return Q(**{f"{column}__icontains": word})


def _target(model, through):
    field = model._meta.get_field(through) if through else None
    return field.related_model if isinstance(field, ForeignKey) else model
