"""Files sent in by systems, through the door that all files come in by: tried, and taken in as far as they may."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Literal

import pydantic
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from integrations.api import negotiation
from integrations.api.caller import call_of, caller_of
from integrations.api.days import Day
from integrations.api.listing import lists
from integrations.api.operations import operation
from integrations.api.problems import Problem
from integrations.api.resources.files import Moved, noun_of, own, person_of, queued
from integrations.api.scopes import Scope
from integrations.gateway import importing
from integrations.gateway.import_models import Import, ImportRow
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.kind import Field, Of, or_missing
from integrations.gateway.kinds.taking import Outcome

router = Router(tags=["imports"])
LARGEST = 30_000_000  # bytes: the web server in front of the shop lets no more through
MOST_REFUSED = 100
KINDS: Any = Literal[tuple(registry.TAKEN_IN)]  # type: ignore[valid-type]
STATES: Any = Literal[tuple(Import.State.values)]  # type: ignore[valid-type]  # an enum's name is another's too
UNTIL = {"trial": Import.GoesTo.TRIAL, "taken": Import.GoesTo.TAKEN}


def _counted(outcome: Outcome) -> Coalesce:
    """Of the taking in, or else of the trial."""
    key = outcome.value
    return Coalesce(KeyTransform(key, "outcome"), KeyTransform(key, "tried"))


class Imports(Moved):
    code, title, short = "imports", _("Imports"), _("Imports")
    model, moment = Import, "received_at"
    fields = (
        Field(code="id", name=_("Number"), source="pk", of=Of.INTEGER, is_key=True),
        Field(code="kind", name=_("Kind of data"), source="kind"),
        Field(code="name", name=_("File name"), source="name"),
        Field(code="origin", name=_("Origin"), source="origin"),
        Field(code="state", name=_("State"), source="state"),
        Field(code="received_at", name=_("Came"), source="received_at", of=Of.DATETIME),
        Field(code="ended_at", name=_("Ended"), source="ended_at", of=Of.DATETIME),
        Field(code="new", name=_("New rows"), source=_counted(Outcome.NEW), of=Of.INTEGER),
        Field(code="changed", name=_("Changed rows"), source=_counted(Outcome.CHANGED), of=Of.INTEGER),
        Field(code="unchanged", name=_("Unchanged rows"), source=_counted(Outcome.UNCHANGED), of=Of.INTEGER),
        Field(code="refused", name=_("Refused rows"), source=_counted(Outcome.REFUSED), of=Of.INTEGER),
        Field(code="problem", name=_("Problem"), source="problem", made=or_missing),
    )


class ImportQuery(Schema):
    kind: KINDS
    name: str = pydantic.Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._ -]*$")
    until: Literal["trial", "taken"] = "trial"


class RefusedRow(Schema):
    line: int
    column: str
    value: str
    reason: str


class ImportOut(Schema):
    id: int
    kind: str
    name: str
    state: str
    received_at: str
    ended_at: str | None
    tried: dict[str, int]
    outcome: dict[str, int]
    stops: list[str]
    problem: str
    refused: list[RefusedRow]


lists(
    router,
    noun_of(Imports()),
    scope=Scope.WRITE_IMPORTS,
    summary=_("Files that were sent in"),
    filters={"kind": KINDS, "state": STATES, "since": Day, "until": Day},
    is_for_systems=True,
)


@operation(
    router,
    "POST",
    "/imports",
    name="send_import",
    scope=Scope.WRITE_IMPORTS,
    response=ImportOut,
    summary=_("Send a file in: it is tried, or taken in"),
    is_for_systems=True,
    answers=202,
    refuses=(409,),
    takes_files=True,
    largest=LARGEST,
)
def send_import(request: HttpRequest, asked: Query[ImportQuery]) -> HttpResponse:
    """It is queued, and a worker does the rest. Should the transaction fail, the file goes with its row."""
    caller = caller_of(request)
    try:
        row = importing.receive(
            BytesIO(request.api_body),  # type: ignore[attr-defined]
            asked.name,
            asked.kind,
            by=person_of(caller),
            now=caller.now,
            origin=Import.Origin.API,
            goes_to=UNTIL[asked.until],
        )
    except importing.Refused as refusal:
        raise Problem("forbidden", str(refusal)) from refusal
    call_of(request).if_undone.append(lambda: row.file.delete(save=False))
    return queued(request, row, _told(row), noun="imports", task=importing.TASK)


@operation(
    router,
    "GET",
    "/imports/{int:number}",
    name="read_import",
    scope=Scope.WRITE_IMPORTS,
    response=ImportOut,
    summary=_("What has become of a file"),
    is_for_systems=True,
    refuses=(404,),
)
def read_import(request: HttpRequest, number: int) -> HttpResponse:
    row = own(Import, caller_of(request), number)
    return negotiation.answer(request, _told(row, refused=_refused(row)), root="import")


def _refused(row: Import) -> list[ImportRow]:
    """The first rows that were refused: when they were taken in, or else when they were tried."""
    stage = ImportRow.Stage.TAKEN if row.outcome else ImportRow.Stage.TRIED
    return list(row.rows.filter(stage=stage, outcome=Outcome.REFUSED).order_by("line")[:MOST_REFUSED])


def _told(row: Import, *, refused: Iterable[ImportRow] = ()) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "state": str(row.state),
        "received_at": row.received_at,
        "ended_at": row.ended_at,
        "tried": row.tried,
        "outcome": row.outcome,
        "stops": [str(one) for one in row.stops],
        "problem": row.problem,
        "refused": [
            {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason} for one in refused
        ],
    }
