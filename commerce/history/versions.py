"""A row's versions: who made each, and what the row and its parts were then. Read from what triggers kept (`tracked`).

What stands now is in the tables; going backwards, each kept change is undone in turn. So a row has as many versions as
changes since tracking began, and one more: what it was before the first of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from pghistory.core import event_models
from pghistory.models import Context

from commerce.history.names import Names
from commerce.history.tracked import INSERT

MOST = 2_000  # kept changes of one table that one page reads; earlier ones are told of as such
FIRST = "first"


@dataclass(slots=True)
class State:
    """A row's values by attribute name, None when it is not there, and those of its parts by model and key."""

    values: dict[str, Any] | None
    parts: dict[type[models.Model], dict[int, dict[str, Any]]] = field(default_factory=dict)

    def copy(self) -> "State":
        return State(self.values and dict(self.values), {model: dict(rows) for model, rows in self.parts.items()})

    def rows(self, model: type[models.Model]) -> list[dict[str, Any]]:
        return [self.parts[model][key] for key in sorted(self.parts[model])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a model: its parts by the foreign key that holds them, how those are told, and as a form's data.

    `tell` gives words by label, `typed` the values of the form's fields that are no fields of the model. `also` puts
    back what no form writes, given the saved row, the state, who does it and when; it may raise ValidationError.
    """

    model: type[models.Model]
    parts: Mapping[type[models.Model], str] = field(default_factory=dict)
    tell: Callable[[State, Names], dict[str, str]] = lambda state, names: {}
    typed: Callable[[State], dict[str, Any]] = lambda state: {}
    also: Callable[..., None] = lambda row, state, *, by, now: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`state` is what the change left. `at` is None for what stood before the first kept change."""

    key: str
    state: State
    at: datetime | None = None
    who: Any = None
    where: str = ""
    what: str = ""


@cache
def event_model(model: type[models.Model]) -> type[models.Model]:
    [found] = event_models(tracks_model=model)
    return found


def versions_of(kept: Kept, pk: int) -> list[Version]:
    """The versions of a row, the latest first. Two queries for each table, two for who made them."""
    state = _now(kept, pk)
    changes = _changes(kept, pk)
    found = []
    contexts, people = _makers(changes)
    for key, group in groupby(changes, key=_key):
        undone = list(group)
        facts = contexts.get(undone[0].pgh_context_id, {})
        found.append(
            Version(
                key=key,
                state=state.copy(),
                at=undone[0].pgh_created_at,
                who=people.get(facts.get("user", 0)),
                where=facts.get("where", ""),
                what=facts.get("what", ""),
            )
        )
        for change in undone:
            _undo(change, kept, state)
        if state.values is None and any(one.pgh_label == INSERT for one in undone if _is_of(one, kept.model)):
            return found
    return [*found, Version(key=FIRST, state=state)] if state.values is not None else found


def _now(kept: Kept, pk: int) -> State:
    names = _names(kept.model)
    parts = {}
    for model, owner in kept.parts.items():
        rows = model._default_manager.filter(**{owner: pk}).values("pk", *_names(model))
        parts[model] = {row.pop("pk"): row for row in rows}
    return State(kept.model._default_manager.filter(pk=pk).values(*names).first(), parts)


def _names(model: type[models.Model]) -> list[str]:
    """The attribute names of the fields that are kept."""
    tracked = {one.name for one in event_model(model)._meta.concrete_fields}
    return [one.attname for one in model._meta.concrete_fields if one.name in tracked and not one.primary_key]


def _changes(kept: Kept, pk: int) -> list[Any]:
    """All kept changes of the row and its parts, the latest first, those of one request together."""
    found: list[Any] = []
    since = None
    for model, owner in {kept.model: "pgh_obj", **kept.parts}.items():
        rows: list[Any] = list(event_model(model)._default_manager.filter(**{owner: pk}).order_by("-pgh_id")[:MOST])
        if len(rows) == MOST:
            since = max(filter(None, [since, rows[-1].pgh_created_at]))
        found += rows
    if since:
        found = [one for one in found if one.pgh_created_at > since]
    latest: dict[str, datetime] = {}
    for one in found:
        latest[_key(one)] = max(latest.get(_key(one), one.pgh_created_at), one.pgh_created_at)
    return sorted(found, key=lambda one: (latest[_key(one)], _key(one), one.pgh_created_at, one.pgh_id), reverse=True)


def _key(change: Any) -> str:
    return change.pgh_context_id.hex if change.pgh_context_id else f"{change.pgh_created_at:%Y%m%d%H%M%S%f}"


def _undo(change: Any, kept: Kept, state: State) -> None:
    model = next(one for one in (kept.model, *kept.parts) if _is_of(change, one))
    before = None if change.pgh_label == INSERT else {name: getattr(change, name) for name in _names(model)}
    if model is kept.model:
        state.values = before
    elif before is None:
        state.parts[model].pop(change.pgh_obj_id, None)
    else:
        state.parts[model][change.pgh_obj_id] = before


def _is_of(change: Any, model: type[models.Model]) -> bool:
    return change.pgh_tracked_model is model


def _makers(changes: Iterable[Any]) -> tuple[dict[Any, dict[str, Any]], dict[int, Any]]:
    from_contexts = {one.pgh_context_id for one in changes if one.pgh_context_id}
    rows = Context.objects.filter(pk__in=from_contexts).values_list("pk", "metadata")
    contexts = dict(rows)
    users = {facts["user"] for facts in contexts.values() if facts.get("user")}
    return contexts, get_user_model()._default_manager.in_bulk(users)
