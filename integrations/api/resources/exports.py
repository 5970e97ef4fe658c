"""Files made of rows, for systems: asked for, followed, fetched. Made as in the admin, with the rights of a person."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

import pydantic
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router, Schema

from integrations.api import negotiation
from integrations.api.caller import call_of, caller_of
from integrations.api.days import Day
from integrations.api.listing import lists
from integrations.api.operations import operation
from integrations.api.problems import Problem
from integrations.api.resources.files import Moved, noun_of, own, person_of, queued
from integrations.api.scopes import Scope
from integrations.formats.tables import registry as formats
from integrations.gateway import exporting
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.kind import Field, Filter, Kind, Of, or_missing
from integrations.gateway.models import Export

router = Router(tags=["exports"])
Code = Annotated[str, pydantic.Field(pattern="^[a-z0-9_]{1,40}$")]
KINDS: Any = Literal[tuple(registry.KINDS)]  # type: ignore[valid-type]
FORMATS: Any = Literal[tuple(formats.FORMATS)]  # type: ignore[valid-type]
STATES: Any = Literal[tuple(Export.State.values)]  # type: ignore[valid-type]  # an enum's name is another's too


class Exports(Moved):
    code, title, short = "exports", gettext_lazy("Exports"), gettext_lazy("Exports")
    model, moment = Export, "asked_at"
    fields = (
        Field(code="id", name=gettext_lazy("Number"), source="pk", of=Of.INTEGER, is_key=True),
        Field(code="kind", name=gettext_lazy("Kind of data"), source="kind"),
        Field(code="format", name=gettext_lazy("Format"), source="format"),
        Field(code="name", name=gettext_lazy("File name"), source="name"),
        Field(code="state", name=gettext_lazy("State"), source="state"),
        Field(code="asked_at", name=gettext_lazy("Asked for"), source="asked_at", of=Of.DATETIME),
        Field(code="ended_at", name=gettext_lazy("Ended"), source="ended_at", of=Of.DATETIME),
        Field(code="expires_at", name=gettext_lazy("Kept until"), source="expires_at", of=Of.DATETIME),
        Field(code="rows", name=gettext_lazy("Rows"), source="total", of=Of.INTEGER),
        Field(code="written", name=gettext_lazy("Rows written"), source="written", of=Of.INTEGER),
        Field(code="problem", name=gettext_lazy("Problem"), source="problem", made=or_missing),
    )


class FilterIn(Schema):
    model_config = pydantic.ConfigDict(extra="forbid")
    name: str = pydantic.Field(min_length=1, max_length=40)
    value: str = pydantic.Field(min_length=1, max_length=200)


class ExportIn(Schema):
    model_config = pydantic.ConfigDict(extra="forbid")
    kind: KINDS
    format: FORMATS
    columns: list[Code] = pydantic.Field(default_factory=list, min_length=1, max_length=200)  # left out: all
    filters: list[FilterIn] = pydantic.Field(default_factory=list, min_length=1, max_length=20)
    language: Literal["sv", "en"] = "sv"


class ExportOut(Schema):
    id: int
    kind: str
    format: str
    name: str
    state: str
    rows: int
    written: int
    problem: str
    expires_at: str | None
    file: str | None


lists(
    router,
    noun_of(Exports()),
    scope=Scope.WRITE_EXPORTS,
    summary=gettext_lazy("Files that were asked for"),
    filters={"kind": KINDS, "state": STATES, "since": Day, "until": Day},
    is_for_systems=True,
)


@operation(
    router,
    "POST",
    "/exports",
    name="ask_for_export",
    scope=Scope.WRITE_EXPORTS,
    response=ExportOut,
    summary=gettext_lazy("Have a file made"),
    is_for_systems=True,
    answers=202,
    refuses=(409,),
)
def ask_for_export(request: HttpRequest, wanted: ExportIn) -> HttpResponse:
    caller = caller_of(request)
    kind = registry.by_code(wanted.kind)
    unknown = [code for code in wanted.columns if code not in kind.codes]
    if unknown:
        raise Problem("conflict", _("There is no column %(names)s.") % {"names": ", ".join(unknown)})
    asked = Export(
        kind=kind.code,
        columns=wanted.columns or list(kind.codes),
        chosen=_chosen(kind, wanted.filters),
        format=wanted.format,
        language=wanted.language,
    )
    try:
        export = exporting.ask(asked, by=person_of(caller), now=caller.now)
    except exporting.Refused as refusal:
        raise Problem("forbidden", str(refusal)) from refusal
    return queued(request, export, _told(export), noun="exports", task=exporting.TASK)


@operation(
    router,
    "GET",
    "/exports/{int:number}",
    name="read_export",
    scope=Scope.WRITE_EXPORTS,
    response=ExportOut,
    summary=gettext_lazy("How far a file has come"),
    is_for_systems=True,
    refuses=(404,),
)
def read_export(request: HttpRequest, number: int) -> HttpResponse:
    return negotiation.answer(request, _told(own(Export, caller_of(request), number)), root="export")


@operation(
    router,
    "GET",
    "/exports/{int:number}/file",
    name="fetch_export",
    scope=Scope.WRITE_EXPORTS,
    response=bytes,
    summary=gettext_lazy("Fetch a file that is made"),
    is_for_systems=True,
    media_types=(negotiation.BYTES,),
    refuses=(404, 409),
)
def fetch_export(request: HttpRequest, number: int) -> HttpResponseBase:
    caller = caller_of(request)
    export = own(Export, caller, number)
    call_of(request).subject = f"export:{export.pk}"
    try:
        opened = exporting.fetched(export, by=person_of(caller), now=caller.now)
    except exporting.Refused as refusal:
        raise Problem("conflict", str(refusal)) from refusal
    return FileResponse(opened, as_attachment=True, filename=export.name, content_type=negotiation.BYTES)


def _chosen(kind: Kind, asked: Sequence[FilterIn]) -> dict[str, str]:
    """Raises Problem for a filter that the kind has not, or a value that it cannot have."""
    known = {one.code: one for one in kind.filters}
    for one in asked:
        if one.name not in known or not _is_one(known[one.name], one.value):
            raise Problem(
                "conflict", _("%(kind)s cannot be narrowed so: %(name)s.") % {"kind": kind.title, "name": one.name}
            )
    return {one.name: one.value for one in asked}


def _is_one(narrowing: Filter, value: str) -> bool:
    if narrowing.choices is not None:
        return value in {code for code, _words in narrowing.choices()}
    try:
        return 1970 <= date.fromisoformat(value).year <= 9000
    except ValueError:
        return False


def _told(export: Export) -> dict[str, Any]:
    is_ready = export.state == Export.State.READY and bool(export.file)
    return {
        "id": export.pk,
        "kind": export.kind,
        "format": export.format,
        "name": export.name,
        "state": str(export.state),
        "rows": export.total,
        "written": export.written,
        "problem": export.problem,
        "expires_at": export.expires_at,
        "file": f"/api/v1/exports/{export.pk}/file" if is_ready else None,
    }
