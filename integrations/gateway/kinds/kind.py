"""The port of every kind of data that goes out or comes in as rows: what its columns are, and who may have them.

One module a kind, registered in `registry.py`. A kind knows no file format and no page of the admin: the admin, the
API and scheduled work all ask it for the same rows.

    kind = registry.by_code("prices")
    for row in kind.rows(("sku", "amount"), {"price_list": "bas"}, now=now):
        ...                                       # values in the order asked for

Rows stream through a cursor of the server; nothing is kept. What a cell holds is text, int, Decimal, date, aware
datetime, bool or None, as the formats take them. Choices are written as their codes, so that they can be read back.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression, Combinable
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.formats.tables.column import Column, Value
from integrations.formats.tables.column import Kind as Of

CHUNK = 5_000
Filters = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a kind. `source` is where a query finds it: a path from the model, or an expression."""

    code: str  # what machines call it; people see `name`, in Swedish or English
    name: str | Promise
    source: str | BaseExpression | Combinable
    of: Of = Of.TEXT
    width: int = 40  # characters in positional text
    decimals: int | None = None
    is_code: bool = False
    is_key: bool = False  # together the keys name a row
    is_required: bool = False  # of a file that comes in
    comes_in: bool = True  # false: told in exports, and left alone in what comes in
    called: tuple[str, ...] = ()  # what others call it, for suggestions
    made: Callable[[Any], Value] | None = None  # of what the query gives, where it is not the value itself


def article_number(source: str) -> Field:
    """The column that names an article, where it is a key of the rows; found by what suppliers call it as well."""
    return Field(
        code="sku",
        name=_("SKU"),
        source=source,
        is_code=True,
        is_key=True,
        is_required=True,
        width=64,
        called=("artikelnummer", "artikelnr", "art.nr", "artnr", "article number"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the rows can be narrowed by: one of some choices, or, without them, a date."""

    code: str
    name: str | Promise
    choices: Callable[[], list[tuple[str, str]]] | None = None


class Kind(ABC):
    """Products, prices, orders: something that there are rows of. Rows stand in the order of their keys."""

    code: ClassVar[str]
    title: ClassVar[str | Promise]
    short: ClassVar[str | Promise]  # what its files are called
    permission: ClassVar[str]  # the right to see what the rows tell
    is_personal: ClassVar[bool] = False  # tells of people: asks for a right of its own
    fields: ClassVar[tuple[Field, ...]]
    filters: ClassVar[tuple[Filter, ...]] = ()

    @abstractmethod
    def rows(self, codes: Sequence[str], chosen: Filters, *, now: datetime) -> Iterator[Sequence[Value]]:
        """The rows as they stream, narrowed by the filters that are chosen (codes to values, empty where nothing is):
        values in the order of `codes`."""

    @abstractmethod
    def count(self, chosen: Filters, *, now: datetime) -> int:
        """How many rows there are with the filters."""

    def field(self, code: str) -> Field:
        """Raises KeyError for a column that the kind has not."""
        return {one.code: one for one in self.fields}[code]

    def columns(self, codes: Sequence[str], *, language: str) -> tuple[Column, ...]:
        """The columns as formats take them, with the names that they have in the language."""
        with translation.override(language):
            return tuple(column_of(self.field(code), str(self.field(code).name)) for code in codes)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.fields)


class Queried(Kind):
    """A kind whose rows are one query."""

    @abstractmethod
    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        """The rows, narrowed by the filters that are chosen (codes to values, empty where nothing is) and ordered."""

    def rows(self, codes: Sequence[str], chosen: Filters, *, now: datetime) -> Iterator[Sequence[Value]]:
        return self.read_from(self.query(chosen, now=now), codes)

    def read_from(self, query: QuerySet, codes: Sequence[str]) -> Iterator[Sequence[Value]]:
        """The columns of any rows of the kind's model."""
        wanted = [self.field(code) for code in codes]
        named = {f"of_{one.code}": one.source for one in wanted if not isinstance(one.source, str)}
        names = [one.source if isinstance(one.source, str) else f"of_{one.code}" for one in wanted]
        found = query.annotate(**named).values_list(*names).iterator(chunk_size=CHUNK)
        made = [(place, one.made) for place, one in enumerate(wanted) if one.made]
        return _made(found, made) if made else found

    def count(self, chosen: Filters, *, now: datetime) -> int:
        return self.query(chosen, now=now).order_by().count()


def column_of(one: Field, name: str) -> Column:
    return Column(name=name, kind=one.of, width=one.width, decimals=one.decimals, is_code=one.is_code)


def _made(rows: Iterable[Sequence], made: list[tuple[int, Callable[[Any], Value]]]) -> Iterator[Sequence[Value]]:
    for found in rows:
        row = list(found)
        for place, make in made:
            row[place] = make(row[place])
        yield row


def or_missing(value: Any) -> Value:
    """An empty text is nothing that was said."""
    return None if value == "" else value


def joined(values: Any) -> Value:
    """Several words in one cell, with bars between them."""
    return " | ".join(str(value) for value in values) if values else None


def begins(day: str) -> datetime:
    """The first instant of a day written as `2026-01-31`, on the shop's clock."""
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), datetime.min.time()))


def during(chosen: Filters, path: str) -> dict[str, datetime]:
    """What the filters `since` and `until`, both days included, ask of a moment."""
    wanted = {}
    if chosen.get("since"):
        wanted[f"{path}__gte"] = begins(chosen["since"])
    if chosen.get("until"):
        wanted[f"{path}__lt"] = begins(chosen["until"]) + timedelta(days=1)
    return wanted
