"""The history cannot be rewritten unseen: each night what is a day old is sealed, and every seal is looked at again.

Triggers refuse to change or delete a version (`PGHISTORY_APPEND_ONLY`). Whoever owns the database can take a trigger
away; then the sums differ. Whoever makes new sums too cannot make the sum that the log was told the night before.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.db.models import Max
from pghistory.core import event_models
from psycopg import sql

from commerce.history.models import HistorySeal

logger = logging.getLogger(__name__)

# A version is written in a statement; nothing that a transaction has begun can come in behind what is so old.
SETTLED = timedelta(days=1)
STRETCH = 50_000  # versions at most in one seal
LOCK = 4_711_008  # of this work alone, so that it never runs twice at once

DIGEST = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(one.sum, '' ORDER BY one.pgh_id), ''), 'UTF8')), 'hex')
FROM (
    SELECT t.pgh_id, encode(sha256(convert_to(ROW({columns}, c.metadata)::text, 'UTF8')), 'hex') AS sum
    FROM {table} t LEFT JOIN pghistory_context c ON c.id = t.pgh_context_id
    WHERE t.pgh_id > %s AND t.pgh_id <= %s
) AS one
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A seal that what stands in the database does not fit. `what` is `chain`, `versions` or `columns`."""

    seal: HistorySeal
    what: str


def seal(*, now: datetime) -> int:
    """Seal what is settled and has no seal yet; how many seals were made."""
    made = 0
    for model in _models():
        table = model._meta.db_table
        settled = model._default_manager.filter(pgh_created_at__lte=now - SETTLED).aggregate(last=Max("pgh_id"))["last"]
        while settled is not None:
            after = HistorySeal.objects.filter(table=table).aggregate(last=Max("until"))["last"] or 0
            keys = model._default_manager.filter(pgh_id__gt=after, pgh_id__lte=settled).order_by("pgh_id")
            stretch = list(keys.values_list("pgh_id", flat=True)[:STRETCH])
            if not stretch:
                break
            _append(model, after, stretch[-1], now=now)
            made += 1
    return made


def broken() -> Iterator[Broken]:
    """Every seal that does not hold: its place in the chain, and what it seals. Reads every sealed version."""
    models = {model._meta.db_table: model for model in _models()}
    before, latest = "", {}
    for one in HistorySeal.objects.order_by("pk").iterator():
        if one.chain != _chained(before, one):
            yield Broken(seal=one, what="chain")
        before = one.chain
        latest[one.table, one.after] = one
    for one in latest.values():
        model = models.get(one.table)
        if model is None or not set(one.columns) <= set(_columns(model)):
            yield Broken(seal=one, what="columns")
        elif _digest(one.table, one.columns, one.after, one.until) != (one.rows, one.digest):
            yield Broken(seal=one, what="versions")


def seal_and_look(*, now: datetime) -> list[Broken]:
    """The work of a night: what does not hold of what was sealed before, and the sum of the chain for the log.

    Whatever does not hold is not mended and not sealed anew: what tells of it stays. Does nothing where it runs.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return []
        found = list(broken())
        seal(now=now)
        head = HistorySeal.objects.order_by("-pk").first()
    if head:
        logger.info("the history is sealed until %s: %s", head.pk, head.chain)
    return found


@contextmanager
def rewriting(model: type, *, reason: str, now: datetime) -> Iterator[Any]:
    """For what the law says must be forgotten: gives the manager of `model`'s versions, which may then be changed.

    Stretches that are changed are sealed anew with the reason. All or nothing: a transaction of its own, or the one it
    stands in. Raises ValueError for a model that has no versions.
    """
    versions = next((one for one in _models() if one.pgh_tracked_model is model), None)
    if versions is None:
        raise ValueError(f"{model.__name__} keeps no versions")
    name = f"{versions._meta.label}:append_only"
    with transaction.atomic():
        with pgtrigger.ignore(name), transaction.atomic():
            yield versions._default_manager
        _seal_anew(versions, reason=reason, now=now)


def _seal_anew(model: Any, *, reason: str, now: datetime) -> None:
    table = model._meta.db_table
    latest = {one.after: one for one in HistorySeal.objects.filter(table=table).order_by("pk")}
    for one in latest.values():
        columns = [name for name in one.columns if name in _columns(model)]
        if _digest(table, columns, one.after, one.until) != (one.rows, one.digest):
            _append(model, one.after, one.until, now=now, reason=reason)


def _append(model: Any, after: int, until: int, *, now: datetime, reason: str = "") -> HistorySeal:
    table, columns = model._meta.db_table, _columns(model)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 1)", [LOCK])
        rows, digest = _digest(table, columns, after, until)
        one = HistorySeal(table=table, after=after, until=until, columns=columns, rows=rows, digest=digest)
        one.reason, one.sealed_at = reason, now
        one.chain = _chained(HistorySeal.objects.order_by("-pk").values_list("chain", flat=True).first() or "", one)
        one.save()
    return one


def _chained(before: str, one: HistorySeal) -> str:
    told = [one.table, one.after, one.until, one.columns, one.rows, one.digest, one.reason, one.sealed_at.isoformat()]
    return hashlib.sha256(json.dumps([before, *told]).encode()).hexdigest()


def _digest(table: str, columns: list[str], after: int, until: int) -> tuple[int, str]:
    """How many versions the stretch has, and the sum of them as they are, with who made each."""
    names = sql.SQL(", ").join(sql.Identifier("t", name) for name in columns)
    asked = sql.SQL(DIGEST).format(columns=names, table=sql.Identifier(table))
    with connection.cursor() as cursor:
        cursor.execute(asked, [after, until])
        rows, digest = cursor.fetchone()
    return rows, digest


def _columns(model: Any) -> list[str]:
    return sorted(field.column for field in model._meta.concrete_fields)


def _models() -> list[Any]:
    return sorted(event_models(), key=lambda model: model._meta.db_table)
