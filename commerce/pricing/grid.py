"""The grid in which a price change set is drafted: variants down, price lists and tiers across.

A cell shows what stands when the set begins, what the draft makes of it, the change in percent and what is left of the
price over cost. Four queries for a page, whatever it holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from commerce.catalogue.models import ProductCategory, Variant
from commerce.catalogue.registers.variants import VariantRegister
from commerce.money import HUNDRED, net_of_gross, to_ore
from commerce.pricing.change_sets import PriceChangeSet, instant
from commerce.pricing.drafting import Key, in_force_at
from commerce.pricing.models import Price, PriceList
from commerce.pricing.vat import rate
from commerce.register.search import ColumnSearch

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which variants: found by words, in a category, with a price on a list, or only those that the set changes."""

    words: str = ""
    category: int | None = None
    on_list: int | None = None
    only_drafted: bool = False

    def variants(self, change_set: PriceChangeSet) -> QuerySet[Variant]:
        rows = Variant.objects.all()
        if self.category:
            within = Q(category=self.category) | Q(category__parent=self.category)
            sorted_in = ProductCategory.objects.filter(within, product=OuterRef("product"))
            rows = rows.filter(Exists(sorted_in))
        if self.on_list:
            rows = rows.filter(Exists(Price.objects.filter(variant=OuterRef("pk"), price_list=self.on_list)))
        if self.only_drafted:
            rows = rows.filter(Exists(change_set.changes.filter(variant=OuterRef("pk"))))
        if self.words.strip():
            rows = ColumnSearch(VariantRegister.search_fields).search_queryset(rows, self.words)
        return rows.order_by("sku")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    price_list: PriceList
    min_quantity: int


@dataclass(slots=True, kw_only=True)
class Cell:
    """`drafted` is the new amount; `is_drafted` without one says that the price ends. `typed` is what was refused."""

    key: Key
    column: Column
    standing: Decimal | None = None
    drafted: Decimal | None = None
    is_drafted: bool = False
    cost: Decimal | None = None
    rate: Decimal
    typed: str = ""
    fault: str = ""

    @property
    def name(self) -> str:
        return "-".join(map(str, self.key))

    @property
    def percent(self) -> Decimal | None:
        if not self.is_drafted or self.drafted is None or not self.standing:
            return None
        return ((self.drafted - self.standing) * HUNDRED / self.standing).quantize(TENTH)

    @property
    def margin(self) -> Decimal | None:
        """What is left over cost, in percent of the price excluding VAT."""
        amount = self.drafted if self.is_drafted else self.standing
        if not amount or self.cost is None:
            return None
        net = amount if self.column.price_list.basis == PriceList.Basis.NET else net_of_gross(amount, self.rate)
        return ((net - self.cost) * HUNDRED / net).quantize(TENTH) if net else None

    @property
    def is_under_cost(self) -> bool:
        return self.margin is not None and self.margin < 0


@dataclass(slots=True, kw_only=True)
class Line:
    variant: Variant
    cells: list[Cell] = field(default_factory=list)


def columns(variants: Sequence[Variant], lists: Iterable[PriceList], change_set, *, more_tiers=(), now) -> list[Column]:
    """Each list with each quantity from which one of the variants has a price on it, or is drafted one. Two queries."""
    asked = list(lists)
    tiers: dict[int, set[int]] = defaultdict(lambda: {1, *more_tiers})
    standing = Price.objects.filter(in_force_at(instant(change_set, now)), variant__in=variants, price_list__in=asked)
    drafted = change_set.changes.filter(variant__in=variants, price_list__in=asked)
    for rows in (standing, drafted):
        for price_list, least in rows.order_by().values_list("price_list", "min_quantity").distinct():
            tiers[price_list].add(least)
    return [Column(price_list=one, min_quantity=least) for one in asked for least in sorted(tiers[one.pk])]


def lines(variants: Sequence[Variant], across: Sequence[Column], change_set: PriceChangeSet, *, now) -> list[Line]:
    """The variants' cells. Two queries; variants come with their products."""
    at = instant(change_set, now)
    lists = {column.price_list.pk for column in across}
    standing = Price.objects.filter(in_force_at(at), variant__in=variants, price_list__in=lists)
    drafted = change_set.changes.filter(variant__in=variants, price_list__in=lists)
    names = ("variant_id", "price_list_id", "min_quantity", "amount")
    stands = {(v, t, q): amount for v, t, q, amount in standing.values_list(*names)}
    drafts = {(v, t, q): amount for v, t, q, amount in drafted.values_list(*names)}
    return [
        Line(variant=variant, cells=[_cell(variant, column, stands, drafts, at) for column in across])
        for variant in variants
    ]


def _cell(variant: Variant, column: Column, stands: Mapping, drafts: Mapping, at: datetime) -> Cell:
    key = (variant.pk, column.price_list.pk, column.min_quantity)
    return Cell(
        key=key,
        column=column,
        standing=stands.get(key),
        drafted=drafts.get(key),
        is_drafted=key in drafts,
        cost=None if variant.cost is None else to_ore(variant.cost),
        rate=rate(variant.product.tax_class, at),
    )
