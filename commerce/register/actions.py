"""Doing one thing to many rows: what can be done, to which rows, and what came of it.

An action is asked about every row twice: for the page that says what will happen, and again under a lock before
anything happens. It is carried out once, however often the page is sent. One that takes a row at a time goes on in
turns of some seconds, with what has been done so far told between them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from commerce.register.models import BulkRun

AT_ONCE = 10


class Refused(Exception):
    """One row cannot be changed so; the text says why, to the person at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asked to have done. `seen` is what the list showed of each row, where the action minds that."""

    user: Any
    now: Any
    values: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Action:
    """`refuse(row, asked)` gives words where the row cannot be changed; `do(rows, asked)` changes the others.

    All rows are changed in one transaction, locked in the order of `lock_by`, unless `is_each`: then `do` gets one row
    at a time, is its own transaction, may raise Refused, and must find its own work done when called again: a turn that
    was interrupted goes through its rows once more.
    `load(rows, asked)` fetches what `refuse` and `do` need beside the rows.
    `question(count)` and `told(count)` are the words before and after.
    """

    name: str
    label: Any
    permission: str
    question: Callable
    told: Callable
    do: Callable
    refuse: Callable = lambda row, asked: None
    form_class: type[forms.Form] = forms.Form
    see: Callable | None = None
    load: Callable = lambda rows, asked: None
    name_of: Callable = str
    select_related: tuple = ()
    lock_by: str = "pk"
    is_each: bool = False
    is_logged: bool = True
    is_serious: bool = False
    explanation: Any = ""
    most: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file made of many rows, which are left as they are: `make(rows, asked)` gives the response."""

    name: str
    label: Any
    permission: str
    make: Callable
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Which rows are, or would be, changed; and which not: pairs of name and reason."""

    rows: list
    refused: list


def foresee(action, rows, *, keys, asked):
    """What would happen to the rows `keys`, with nothing locked and nothing changed."""
    return _sort(action, _found(action, rows, keys), keys, asked)


def carry_out(action, rows, *, token, keys, asked, register, patience=None):
    """Do it, once for each `token`: a second call gives the first one's BulkRun back.

    After `patience` seconds an action that takes a row at a time stops between two rows, its run not finished; the same
    call once more goes on from there.
    """
    told = {"register": register, "action": action.name, "user": asked.user, "started_at": asked.now}
    told |= {"total": len(keys)}
    told["values"] = {name: str(value) for name, value in asked.values.items()}
    if action.is_each:
        run, _is_new = BulkRun.objects.get_or_create(pk=token, defaults=told)
        return _go_on(run, action, rows, keys, asked, until=None if patience is None else time.monotonic() + patience)
    with transaction.atomic():
        run, is_new = BulkRun.objects.get_or_create(pk=token, defaults=told)  # waits for a rival with the same token
        return _finish(run, _do_all(action, rows, keys, asked), asked) if is_new else run


def by_reason(refused):
    """Pairs of reason and the names that it holds for, the most frequent first."""
    groups = {}
    for name, reason in refused:
        groups.setdefault(reason, []).append(name)
    return sorted(groups.items(), key=lambda pair: -len(pair[1]))


def _found(action, rows, keys):
    found = rows.select_related(*action.select_related) if action.select_related else rows.select_related(None)
    return found.filter(pk__in=keys)


def _do_all(action, rows, keys, asked):
    locked = _found(action, rows, keys).order_by(action.lock_by).select_for_update(of=("self",))
    outcome = _sort(action, locked, keys, asked)
    if outcome.rows:
        action.do(outcome.rows, asked)
        _log(action, outcome.rows, asked)
    return outcome


def _go_on(run, action, rows, keys, asked, *, until):
    """Take the rows that are left, a few at a time. Where somebody else goes on with the same run, he has the word."""
    while not run.finished_at:
        turn = keys[run.handled : run.handled + AT_ONCE]
        outcome = _do_each(action, rows, turn, asked)
        handled = run.handled + len(turn)
        told = {
            "handled": handled,
            "done": run.done + len(outcome.rows),
            "refused": [*run.refused, *map(list, outcome.refused)],
            "finished_at": asked.now if handled >= len(keys) else None,
        }
        is_mine = BulkRun.objects.filter(pk=run.pk, handled=run.handled, finished_at=None).update(**told)
        run.refresh_from_db()
        if not is_mine or (until is not None and time.monotonic() >= until):
            break
    return run


def _do_each(action, rows, keys, asked):
    foreseen = foresee(action, rows, keys=keys, asked=asked)
    done, refused = [], list(foreseen.refused)
    for row in foreseen.rows:
        try:
            action.do(row, asked)
            done.append(row)
        except Refused as refusal:
            refused.append((action.name_of(row), str(refusal)))
    _log(action, done, asked)
    return Outcome(rows=done, refused=refused)


def _sort(action, rows, keys, asked):
    free, refused, known = [], [], {row.pk: row for row in rows}
    action.load(list(known.values()), asked)
    for row in known.values():
        reason = action.refuse(row, asked)
        if reason:
            refused.append((action.name_of(row), str(reason)))
        else:
            free.append(row)
    refused.extend((str(key), _("is no longer in the register")) for key in keys if key not in known)
    return Outcome(rows=free, refused=refused)


def _finish(run, outcome, asked):
    run.done, run.refused, run.finished_at = len(outcome.rows), outcome.refused, asked.now
    run.handled = run.total
    run.save(update_fields=["done", "refused", "finished_at", "handled"])
    return run


def _log(action, rows, asked):
    """The history of each row says who changed it, as when it is changed on its own page."""
    if not action.is_logged or not rows:
        return
    kind = ContentType.objects.get_for_model(rows[0], for_concrete_model=False)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(row.pk),
            label=action.name_of(row),
            action="wagtail.edit",
            user=asked.user,
            timestamp=asked.now,
            content_changed=True,
            data={"bulk": action.name},
        )
        for row in rows
    )
