"""Adding the operations that read a noun: its list, and one of it."""

from collections.abc import Callable, Mapping
from typing import Any

import pydantic
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from ninja import Query, Router, Schema

from integrations.api import paging, rows
from integrations.api.caller import call_of, caller_of
from integrations.api.negotiation import OF_LISTS
from integrations.api.operations import operation
from integrations.api.rows import Noun
from integrations.api.scopes import Scope

NOUNS: list[Noun] = []


def lists(
    router: Router,
    noun: Noun,
    *,
    scope: Scope,
    summary: str | Promise,
    filters: Mapping[str, Any] | None = None,
    is_for_systems: bool = False,
) -> None:
    """`GET /noun`. `filters` are those of its kind, by their codes, each with the type of its values."""
    known = filters or {}
    NOUNS.append(noun)
    asks: dict[str, Any] = {code: (type_ | None, pydantic.Field(default=None)) for code, type_ in known.items()}
    asks |= {
        "fields": (str, pydantic.Field(default="", pattern=noun.fields_pattern())),
        "cursor": (str, pydantic.Field(default="")),
        "limit": (int, pydantic.Field(default=paging.USUAL, ge=1, le=paging.MOST)),
    }
    of: Any = pydantic.create_model(f"{noun.title}Query", __base__=Schema, **asks)

    def read_list(request: HttpRequest, asked: Query[of]) -> HttpResponse:  # type: ignore[valid-type]
        told = asked.dict()  # type: ignore[attr-defined]
        page = {name: told.pop(name) for name in ("fields", "cursor", "limit")}
        return rows.listed(request, noun, caller_of(request), rows.filters_of(told), **page)

    operation(
        router,
        "GET",
        f"/{noun.name}",
        name=noun.operation,
        scope=scope,
        response=rows.page_schema(noun.schema()),
        summary=summary,
        is_for_systems=is_for_systems,
        media_types=OF_LISTS,
        is_list=True,
    )(read_list)


def reads(
    router: Router,
    noun: Noun,
    *,
    scope: Scope,
    summary: str | Promise,
    path: str,
    name: str,
    by: Callable[[str], Q],
    person: Callable[[str], str] | None = None,
) -> None:
    """`GET path`, where the path ends with `{key}`: the one thing that `by` finds by it.

    `person` is for keys that name somebody: the subject, by number, that is written down in place of the address.
    """
    pattern = noun.fields_pattern()

    def read_one(
        request: HttpRequest,
        key: str,
        fields: str = Query("", pattern=pattern),
    ) -> HttpResponse:
        if person:
            call_of(request).subject = person(key)
        return rows.one(request, noun, caller_of(request), by(key), fields=fields)

    operation(
        router,
        "GET",
        path,
        name=name,
        scope=scope,
        response=noun.schema(),
        summary=summary,
        refuses=(404,),
        names_people=person is not None,
    )(read_one)
