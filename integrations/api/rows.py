"""Lists of rows: the rows of a kind of data (`integrations.gateway.kinds`), those of them that the caller may see.

What a row tells is said once, in its kind: the same columns stand in the files of the gateway, in CSV and XLSX here,
and by their codes in JSON and XML. A kind whose rows are parts of something (an order's lines) is told in JSON and XML
by what they are parts of, with the parts in it.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import pydantic
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Schema

from integrations.api import negotiation, paging
from integrations.api.caller import Caller, call_of
from integrations.api.problems import Problem
from integrations.formats.tables import registry as formats
from integrations.formats.tables.column import Unwritable
from integrations.gateway import exporting
from integrations.gateway.kinds.kind import Field, Filters, Kind, Of, Queried, joined

EARLIEST, LATEST = date(1970, 1, 1), date(9000, 1, 1)
TYPES: dict[Of, Any] = {
    Of.TEXT: str,
    Of.INTEGER: int,
    Of.DECIMAL: Decimal,
    Of.DATE: date,
    Of.DATETIME: datetime,
    Of.YES_NO: bool,
}


class Part(Queried):
    """Those rows of a kind that a condition lets through, with the columns that are told of them."""

    code = title = short = permission = ""
    fields = ()

    def __init__(self, kind: Queried, condition: Q | None = None) -> None:
        self.kind, self.condition = kind, Q() if condition is None else condition
        self.keeps_several = False

    def where(self, more: Q) -> "Part":
        found = copy.copy(self)
        found.condition = self.condition & more
        return found

    def with_several_apart(self) -> "Part":
        """Of what a file tells in one cell with bars between, each by itself."""
        found = copy.copy(self)
        found.keeps_several = True
        return found

    def field(self, code: str) -> Field:
        one = self.kind.field(code)
        return replace(one, made=list) if self.keeps_several and one.made is joined else one  # type: ignore[arg-type]

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return self.kind.query(chosen, now=now).filter(self.condition)


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A list of the API. `whole` are the codes told of what the rows are parts of, and `parts` what these are called.

    `paged_by` are the paths that the pages are told apart by, in the order of the rows: those of the whole, where rows
    are parts.
    """

    name: str
    kind: Queried
    of: Callable[[Caller], Part]
    codes: tuple[str, ...]
    paged_by: tuple[str, ...]
    whole: tuple[str, ...] = ()
    parts: str = ""
    key: str = ""

    @property
    def part_codes(self) -> tuple[str, ...]:
        return tuple(code for code in self.codes if code not in self.whole)

    @property
    def title(self) -> str:
        return "".join(word.capitalize() for word in self.name.split("-"))

    @property
    def operation(self) -> str:
        return f"list_{self.name.replace('-', '_')}"

    def schema(self) -> type[Schema]:
        """What one thing of the list looks like; a caller may ask for less."""
        if not self.whole:
            return _schema(self.title, self.kind, self.codes, {})
        part = _schema(f"{self.title}Part", self.kind, self.part_codes, {})
        return _schema(self.title, self.kind, self.whole, {self.parts: list[part]})  # type: ignore[valid-type]

    def fields_pattern(self) -> str:
        """What `fields` may say: codes with commas between."""
        every = "|".join((*self.codes, *([self.parts] if self.parts else [])))
        return f"^({every})(,({every}))*$"


def _schema(title: str, kind: Kind, codes: Iterable[str], more: Mapping[str, Any]) -> type[Schema]:
    told: dict[str, Any] = {}
    for code in codes:
        one = kind.field(code)
        of = list[str] if one.made is joined else TYPES[one.of]
        told[code] = (of | None, pydantic.Field(default=None))
    told |= {name: (of, pydantic.Field(default=[])) for name, of in more.items()}
    return pydantic.create_model(title, __base__=Schema, **told)


def page_schema(one: type[Schema]) -> type[Schema]:
    return pydantic.create_model(
        f"{one.__name__}Page",
        __base__=Schema,
        data=(list[one], ...),  # type: ignore[valid-type]
        next=(str | None, pydantic.Field(description="The cursor of the next page; null: this is the last.")),
    )


def listed(
    request: HttpRequest, noun: Noun, caller: Caller, chosen: Filters, *, fields: str, cursor: str, limit: int
) -> HttpResponse:
    """One page of the list, in the format that is asked for. Raises Problem."""
    media_type = negotiation.wanted(request, negotiation.OF_LISTS)
    within = noun.of(caller)
    if cursor:
        within = within.where(paging.after(noun.paged_by, paging.opened(noun.name, cursor)))
    keys = _keys(noun, within, chosen, limit + 1, now=caller.now)
    following = paging.sealed(noun.name, keys[limit - 1]) if len(keys) > limit else None
    within = within.where(paging.until(noun.paged_by, keys[:limit][-1])) if keys else within.where(Q(pk__in=[]))
    if following:
        told = request.GET.copy()
        told["cursor"] = following
        call_of(request).headers["Link"] = f'<{request.path}?{told.urlencode()}>; rel="next"'
    if media_type in negotiation.FILES:
        return _file(noun, within, chosen, fields, negotiation.FILES[media_type], now=caller.now)
    found = list(things(noun, within, chosen, fields, now=caller.now))
    return negotiation.answer(request, {"data": found, "next": following}, offered=[media_type], root=noun.name)


def one(request: HttpRequest, noun: Noun, caller: Caller, condition: Q, *, fields: str = "") -> HttpResponse:
    """The one thing that the condition names, if the caller may see it. Raises Problem."""
    return negotiation.answer(request, the_one(noun, caller, condition, fields=fields), root="item")


def the_one(noun: Noun, caller: Caller, condition: Q, *, fields: str = "") -> dict[str, Any]:
    for found in things(noun, noun.of(caller).where(condition), {}, fields, now=caller.now):
        return found
    raise Problem("not-found")


def things(noun: Noun, within: Part, chosen: Filters, fields: str, *, now: datetime) -> Iterator[dict[str, Any]]:
    """The rows by their codes, parts gathered in what they are parts of."""
    codes, has_parts = _wanted(noun, fields)
    asked = codes if not noun.whole or noun.key in codes else (noun.key, *codes)
    rows = within.with_several_apart().rows(asked, chosen, now=now)
    told = (dict(zip(asked, row, strict=True)) for row in rows)
    if not noun.whole:
        yield from told
        return
    for _key, group in groupby(told, lambda row: row[noun.key]):
        rows_of_one = list(group)
        whole: dict[str, Any] = {code: rows_of_one[0][code] for code in codes if code in noun.whole}
        if has_parts:
            parts = [{code: row[code] for code in codes if code not in noun.whole} for row in rows_of_one]
            whole[noun.parts] = parts
        yield whole


def _wanted(noun: Noun, fields: str) -> tuple[tuple[str, ...], bool]:
    """The codes that are asked for, in the order of the kind, and whether parts are."""
    if not fields:
        return noun.codes, bool(noun.parts)
    asked = set(fields.split(","))
    if noun.parts in asked:
        asked |= set(noun.part_codes)
    codes = tuple(code for code in noun.codes if code in asked)
    return codes, any(code not in noun.whole for code in codes)


def _keys(noun: Noun, within: Part, chosen: Filters, count: int, *, now: datetime) -> list[tuple]:
    found = within.query(chosen, now=now).order_by(*noun.paged_by).values_list(*noun.paged_by)
    return list((found.distinct() if noun.whole else found)[:count])


def _file(noun: Noun, within: Part, chosen: Filters, fields: str, code: str, *, now: datetime) -> HttpResponse:
    """The rows of the page as a file, written as the gateway writes all."""
    codes, _has_parts = _wanted(noun, fields)
    held, format = BytesIO(), formats.by_code(code)
    try:
        exporting.write(within, codes, chosen, held, format=code, language=get_language() or "sv", now=now)
    except Unwritable as fault:
        raise Problem("conflict", str(fault)) from fault
    response = HttpResponse(held.getvalue(), content_type=format.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{noun.name}.{format.extension}"'
    return response


def filters_of(day: Mapping[str, Any]) -> dict[str, str]:
    """Filters as kinds take them: days within the years that a clock can be asked about, and nothing for nothing."""
    chosen = {}
    for code, value in day.items():
        if isinstance(value, date):
            value = min(max(value, EARLIEST), LATEST).isoformat()
        if value:
            chosen[code] = str(value)
    return chosen
