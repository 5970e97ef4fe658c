"""Who changed what: every kept change of every tracked table, and what Wagtail's own log says, the latest first.

One page asks each table for its latest few, by its key, and merges them: the cost does not grow with the history.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from pghistory.core import event_models
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from commerce.changed_by import REQUEST
from commerce.history.names import Names
from commerce.history.told import NOTHING, Difference, words
from commerce.history.tracked import DELETE, INSERT

NAMED_BY = ("sku", "code", "name_sv", "name")
SHOP = "shop"  # where Wagtail's log tells of nobody: a moment that came, a command
MOST_NAMED = 1_000  # rows that a search word may name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page was asked for; empty is all. `kind` is a model's label, `before` a moment to go on from."""

    kind: str = ""
    who: int | None = None
    text: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Entry:
    """One change. `row` is the model's label and the key of what it happened to, for whoever has a page of it."""

    at: datetime
    kind: str
    name: str
    action: str
    row: tuple[str, Any]
    who: Any = None
    where: str = ""
    what: str = ""
    fields: list[Difference] = field(default_factory=list)


def tracked_models() -> list[type[models.Model]]:
    found: list[Any] = event_models()
    return [one.pgh_tracked_model for one in found]


def kinds() -> list[tuple[str, str]]:
    """What can be asked for: pairs of label and words."""
    found = [*tracked_models(), apps.get_model("wagtailcore.page")]
    pairs = ((model._meta.label_lower, str(capfirst(model._meta.verbose_name))) for model in found)
    return sorted(pairs, key=lambda pair: pair[1])


def entries(asked: Asked, *, most: int) -> list[Entry]:
    """The latest `most` changes that fit. A fixed number of queries for each tracked table, whatever it holds."""
    found = [*_changes(asked, most), *_log(asked, most)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:most]


def _changes(asked: Asked, most: int) -> list[Entry]:
    rows: list[Any] = []
    kept: list[Any] = event_models()
    for model in kept:
        if not asked.kind or asked.kind == model.pgh_tracked_model._meta.label_lower:
            rows += _latest(model, asked, most)
    rows = sorted(rows, key=lambda row: (row.pgh_created_at, row.pgh_id), reverse=True)[:most]
    followers, names = _followers(rows), Names()
    users = {(row.pgh_context.metadata or {}).get("user") for row in rows if row.pgh_context}
    people = get_user_model()._default_manager.in_bulk([key for key in users if key])
    for row in rows:
        _entry(row, followers, people, names)
    names.load()
    return [_entry(row, followers, people, names) for row in rows]


def _latest(model: Any, asked: Asked, most: int) -> list[Any]:
    found = model._default_manager.select_related("pgh_context").order_by("-pgh_id")
    if asked.since:
        found = found.filter(pgh_created_at__gte=asked.since)
    if asked.before:
        found = found.filter(pgh_created_at__lt=asked.before)
    if asked.who:
        found = found.filter(pgh_context__metadata__user=asked.who)
    if asked.text:
        found = found.filter(_named(model, asked.text))
    return list(found[:most])


def _named(model: Any, text: str) -> Q:
    """What is called so now, or was called so then."""
    tracked, fields = model.pgh_tracked_model, {one.name for one in model._meta.concrete_fields}
    own = [name for name in NAMED_BY if name in fields]
    if not own:
        return Q(pk=None)
    then = Q()
    for name in own:
        then |= Q(**{f"{name}__icontains": text})
    keys = tracked._default_manager.filter(then).values_list("pk", flat=True)[:MOST_NAMED]
    return then | Q(pgh_obj__in=list(keys))


def _followers(rows: list[Any]) -> dict[tuple[Any, int], Any]:
    """What stood after each change: the values before the next one, or the row as it is now. Two queries a table."""
    found: dict[tuple[Any, int], Any] = {}
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, own in by_model.items():
        keys = {row.pgh_obj_id for row in own}
        now = model.pgh_tracked_model._base_manager.in_bulk(keys)
        later: dict[int, list[Any]] = defaultdict(list)
        for row in model._default_manager.filter(pgh_obj__in=keys, pgh_id__gt=min(one.pgh_id for one in own)):
            later[row.pgh_obj_id].append(row)
        for row in own:
            after = [one for one in later[row.pgh_obj_id] if one.pgh_id > row.pgh_id]
            next_one = min(after, key=lambda one: one.pgh_id, default=None)
            found[model, row.pgh_id] = next_one or now.get(row.pgh_obj_id)
    return found


def _entry(row: Any, followers: dict, people: dict[int, Any], names: Names) -> Entry:
    model = row.pgh_tracked_model
    facts = row.pgh_context.metadata if row.pgh_context else {}
    after = None if row.pgh_label == DELETE else followers.get((type(row), row.pgh_id))
    before = None if row.pgh_label == INSERT else row
    return Entry(
        at=row.pgh_created_at,
        kind=str(capfirst(model._meta.verbose_name)),
        name=_name(row, model, names),
        action=row.pgh_label,
        row=(model._meta.label_lower, row.pgh_obj_id),
        who=people.get(facts.get("user", 0)),
        where=facts.get("where", ""),
        what=facts.get("what", ""),
        fields=list(_fields(row, before, after, names)),
    )


def _fields(row: Any, before: Any, after: Any, names: Names):
    kept = {one.name for one in row._meta.concrete_fields}
    for one in row.pgh_tracked_model._meta.concrete_fields:
        if one.primary_key or one.name not in kept:
            continue
        old = words(one, getattr(before, one.attname), names) if before is not None else NOTHING
        new = words(one, getattr(after, one.attname), names) if after is not None else NOTHING
        if old != new:
            yield Difference(str(capfirst(one.verbose_name)), old, new)


def _name(row: Any, model: type[models.Model], names: Names) -> str:
    for name in NAMED_BY:
        if text := getattr(row, name, ""):
            return text
    owners = [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]
    return names.of(owners[0].remote_field.model, getattr(row, owners[0].attname)) if owners else str(row.pgh_obj_id)


def _log(asked: Asked, most: int) -> list[Entry]:
    """Wagtail's log: pages, and what has been made, deleted or set elsewhere in the admin. Two queries."""
    found: list[Any] = []
    tracked = {model._meta.label_lower for model in tracked_models()}
    for model in (PageLogEntry, ModelLogEntry):
        rows = model.objects.select_related("user", "content_type").order_by("-timestamp")
        if asked.kind and (model is ModelLogEntry or asked.kind in tracked):
            continue
        if asked.since:
            rows = rows.filter(timestamp__gte=asked.since)
        if asked.before:
            rows = rows.filter(timestamp__lt=asked.before)
        if asked.who:
            rows = rows.filter(user=asked.who)
        if asked.text:
            rows = rows.filter(label__icontains=asked.text)
        found += rows[:most]
    return [_logged(row) for row in found if _label(row) not in tracked]


def _label(row: Any) -> str:
    return f"{row.content_type.app_label}.{row.content_type.model}" if row.content_type else ""


def _logged(row: Any) -> Entry:
    is_page = isinstance(row, PageLogEntry)
    kind = apps.get_model("wagtailcore.page") if is_page else row.content_type and row.content_type.model_class()
    formatter = registry.get_formatter(row)  # unlike `get_action_label`, also in a process that has told of none yet
    return Entry(
        at=row.timestamp,
        kind=str(capfirst(kind._meta.verbose_name)) if kind else "",
        name=row.label,
        action=str(formatter.label if formatter else row.action),
        row=("wagtailcore.page", row.page_id) if is_page else (_label(row), row.object_id),
        who=row.user,
        where=REQUEST if row.user_id else SHOP,
    )
