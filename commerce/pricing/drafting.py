"""Writing in a price change set while it is a draft: cell by cell, many rows at once, or by percent over a selection.

Each way writes all or nothing, remembers who wrote, and tells it as an event. The same key is written again, not twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce import prepared
from commerce.catalogue.models import Variant
from commerce.events.log import publish as publish_event
from commerce.money import percent_off, to_ore, to_step
from commerce.pricing.change_sets import PriceChangeSet, instant, locked
from commerce.pricing.models import Price, PriceList

Key = tuple[int, int, int]  # variant, price list, from quantity
MOST_ROWS = 200_000
CHUNK = 20_000

WRITE = """
    INSERT INTO pricing_pricechange (change_set_id, variant_id, price_list_id, min_quantity, amount)
    SELECT %s::bigint, * FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::numeric[])
    ON CONFLICT (change_set_id, variant_id, price_list_id, min_quantity) DO UPDATE SET amount = EXCLUDED.amount
    RETURNING 1
"""
FORGET = """
    DELETE FROM pricing_pricechange c USING unnest(%s::bigint[], %s::bigint[], %s::int[]) AS gone (variant, list, least)
    WHERE c.change_set_id = %s::bigint AND c.variant_id = gone.variant AND c.price_list_id = gone.list
      AND c.min_quantity = gone.least
    RETURNING 1
"""


class Ending(models.TextChoices):
    """What the new amounts are rounded to."""

    ORE = "ore", gettext_lazy("öre")
    KRONA = "krona", gettext_lazy("whole kronor")
    NINETY = "ninety", gettext_lazy("amounts that end in ,90")
    NINE = "nine", gettext_lazy("amounts that end in 9 kronor")


STEPS: dict[str, tuple[str, str]] = {
    Ending.KRONA: ("1", "0"),
    Ending.NINETY: ("1", "0.10"),
    Ending.NINE: ("10", "1"),
}  # step, and less than it


class DraftRow(NamedTuple):
    """One new amount, by the words that people and files know it by. Without an amount the price ends."""

    sku: str
    price_list: str
    amount: Decimal | None
    min_quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Which row (counted from 0) and column (`sku`, `price_list`, `min_quantity`, `amount`) cannot be, and why."""

    place: int
    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """New amounts from those that stand: percent up or down, then kronor up or down, then rounded."""

    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    ending: str = Ending.ORE

    def of(self, standing: Decimal) -> Decimal:
        raised = percent_off(standing, -self.percent) + self.amount
        if raised < 0 or self.ending not in STEPS:
            return to_ore(raised)
        step, less = STEPS[self.ending]
        return to_step(raised, step, less=less)


class BelowNothing(Exception):
    """The adjustment would make a price less than nothing; the text names the first."""


def take_rows(set_id: int, rows: Sequence[DraftRow], *, by, now: datetime) -> list[Fault]:
    """Write the rows into the draft, all or none: with any fault nothing is written. Raises SetRefused."""
    wanted, faults = looked_up(rows)
    if not faults:
        write(set_id, wanted, by=by, now=now)
    return faults


def looked_up(rows: Sequence[DraftRow]) -> tuple[dict[Key, Decimal | None], list[Fault]]:
    """What the rows ask for, by key, and what is wrong with those that cannot be. Two queries."""
    variants = dict(Variant.objects.filter(sku__among={row.sku for row in rows}).values_list("sku", "pk"))
    lists = dict(PriceList.objects.filter(code__in={row.price_list for row in rows}).values_list("code", "pk"))
    wanted: dict[Key, Decimal | None] = {}
    faults: list[Fault] = []
    for place, row in enumerate(rows):
        key = (variants.get(row.sku, 0), lists.get(row.price_list, 0), row.min_quantity)
        if not (key[0] and key[1]) or key in wanted:
            faults += (
                Fault(place=place, column=column, message=message) for column, message in _faults(row, key, wanted)
            )
        wanted[key] = row.amount
    return wanted, faults


@transaction.atomic
def write(
    set_id: int, wanted: Mapping[Key, Decimal | None], *, forgotten: Iterable[Key] = (), by, now: datetime
) -> PriceChangeSet:
    """Write new amounts, None where the price ends, and take `forgotten` ones out again. Raises SetRefused.

    Locks the set: two who write in it wait for one another, and the later one stands.
    """
    change_set = locked(set_id, {PriceChangeSet.State.DRAFT})
    gone = [key for key in forgotten if key not in wanted]
    keys = sorted(wanted)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        prepared.rows(WRITE, [set_id, *_columns(chunk), [wanted[key] for key in chunk]])
    if gone:
        prepared.rows(FORGET, [*_columns(gone), set_id])
    told = {"by": by.pk, "written": len(wanted), "forgotten": len(gone)}
    _remember(change_set, by, told, now)
    return change_set


@transaction.atomic
def adjust(set_id: int, variants, lists: Iterable[int], *, how: Adjustment, by, now: datetime) -> int:
    """Draft a new amount for each price of `variants` (a queryset) on `lists`, all tiers, reckoned from what stands.

    Doing it twice gives the same as once. A price that would stay as it is is not drafted. Returns how many were.
    Raises SetRefused and BelowNothing; then nothing is written.
    """
    change_set = locked(set_id, {PriceChangeSet.State.DRAFT})
    wanted: dict[Key, Decimal | None] = {}
    for variant, price_list, least, amount, sku in _standing(change_set, variants, lists, now):
        new = how.of(amount)
        if new < 0:
            raise BelowNothing(_("The price of %(sku)s would be less than nothing.") % {"sku": sku})
        if new != amount:
            wanted[variant, price_list, least] = new
    write(set_id, wanted, by=by, now=now)
    return len(wanted)


@transaction.atomic
def forget(set_id: int, variants, lists: Iterable[int], *, by, now: datetime) -> int:
    """Take the drafted amounts of `variants` (a queryset) on `lists` out of the draft. Returns how many there were."""
    change_set = locked(set_id, {PriceChangeSet.State.DRAFT})
    gone, _of_each = change_set.changes.filter(variant__in=variants.values("pk"), price_list__in=list(lists)).delete()
    _remember(change_set, by, {"by": by.pk, "written": 0, "forgotten": gone}, now)
    return gone


def in_force_at(at: datetime) -> Q:
    """Prices in force at an instant."""
    return Q(Q(valid_from=None) | Q(valid_from__lte=at), Q(valid_until=None) | Q(valid_until__gt=at))


def _standing(change_set: PriceChangeSet, variants, lists: Iterable[int], now: datetime) -> Iterator[tuple]:
    prices = Price.objects.filter(
        in_force_at(instant(change_set, now)), price_list__in=list(lists), variant__in=variants.values("pk")
    )
    names = ("variant_id", "price_list_id", "min_quantity", "amount", "variant__sku")
    return prices.values_list(*names).order_by("variant_id").iterator(chunk_size=CHUNK)


def _faults(row: DraftRow, key: Key, wanted: Mapping[Key, Decimal | None]) -> Iterator[tuple[str, str]]:
    variant, price_list, _least = key
    if not variant:
        yield "sku", _("There is no article %(sku)s.") % {"sku": row.sku}
    if not price_list:
        yield "price_list", _("There is no price list %(code)s.") % {"code": row.price_list}
    if variant and price_list and key in wanted:
        yield "sku", _("The price of %(sku)s is named twice.") % {"sku": row.sku}


def _columns(keys: Iterable[Key]) -> list[list[int]]:
    return [list(column) for column in zip(*keys, strict=True)]


def _remember(change_set: PriceChangeSet, by, told: dict, now: datetime) -> None:
    if not told["written"] and not told["forgotten"]:
        return
    if by.pk not in change_set.drafted_by:
        change_set.drafted_by = [*change_set.drafted_by, by.pk]
        change_set.save(update_fields=["drafted_by"])
    publish_event("prices.drafted", f"prices:{change_set.pk}", told, at=now)
