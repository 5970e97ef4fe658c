"""Taking in products from rows: what is new is made, what differs is changed, what is the same is left untouched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.bulk import take_ids
from commerce.catalogue import soundness
from commerce.catalogue.differences import Writes, compare_product, compare_variant, retire
from commerce.catalogue.hold import hold_products, take_turn
from commerce.catalogue.known import Known, KnownProduct, KnownVariant, look_up
from commerce.catalogue.models import Product, Variant
from commerce.catalogue.rows import ProductRow, VariantRow
from commerce.catalogue.sale import tell_of_opening
from commerce.catalogue.vocabulary import Vocabulary, learn

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of one row: the fields that changed, why it was refused, and what of it was left out."""

    code: str
    outcome: str
    product_id: int | None = None
    changed: tuple[str, ...] = ()
    reason: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    products: list[Taken] = field(default_factory=list)
    variants: dict[str, int] = field(default_factory=dict)  # keys by SKU, of the rows that were taken in

    def having(self, outcome: str) -> list[Taken]:
        return [taken for taken in self.products if taken.outcome == outcome]

    def refuse(self, row: ProductRow, reason: str) -> None:
        self.products.append(Taken(code=row.code, outcome=REFUSED, reason=reason))


def take_in(
    rows: Sequence[ProductRow], *, now: datetime, on_sale: Collection[str] = frozenset(), dry_run: bool = False
) -> Report:
    """Make or change the products of `rows`, in one transaction and as few statements for thousands as for one.

    Intakes wait for each other. A row that cannot be taken is refused with its reason and stops no other. Rows that say
    what the catalogue holds write nothing. A dry run answers the same and leaves nothing behind.

    `on_sale` are codes of products that can be bought from the start if they are new: the caller makes their pages in
    the same transaction.
    """
    with transaction.atomic():
        take_turn()
        hold_products([row.code for row in rows])
        report = _take_in(rows, now, on_sale)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _take_in(rows: Sequence[ProductRow], now: datetime, on_sale: Collection[str]) -> Report:
    report = Report()
    sound = _without_faults(rows, report)
    variants = [variant for row in sound for variant in row.variants]
    known = look_up(
        [row.code for row in sound],
        skus=[variant.sku for variant in variants],
        gtins=[variant.gtin for variant in variants if variant.gtin],
    )
    own = [row for row in sound if not _takes_another_sku(row, known, report)]
    words = learn(own)
    told = [row for row in own if not _changes_a_kind(row, words, report)]
    _give_keys(told, known)
    writes = Writes()
    for row in told:
        report.products.append(_compare(row, known, words, writes, now, row.code in on_sale))
        report.variants |= {sku: variant.pk for sku, variant in known.products[row.code].variants.items()}
    writes.write()
    tell_of_opening([taken.code for taken in report.having(NEW) if taken.code in on_sale], now=now)
    return report


def _without_faults(rows: Sequence[ProductRow], report: Report) -> list[ProductRow]:
    sound = []
    seen = soundness.Seen()
    for row in rows:
        if fault := soundness.fault_of(row, seen):
            report.refuse(row, fault)
        else:
            sound.append(row)
    return sound


def _takes_another_sku(row: ProductRow, known: Known, report: Report) -> bool:
    for variant in row.variants:
        owner = known.sku_owners.get(variant.sku, row.code)
        if owner != row.code:
            said = {"sku": variant.sku, "product": owner}
            report.refuse(row, _("SKU %(sku)s belongs to the product %(product)s.") % said)
            return True
    return False


def _changes_a_kind(row: ProductRow, words: Vocabulary, report: Report) -> bool:
    for attribute in [*(row.options or ()), *(said.attribute for said in row.properties or ())]:
        if words.kinds[attribute.code] != attribute.kind:
            report.refuse(row, _("The attribute %(code)s is of another kind.") % {"code": attribute.code})
            return True
    return False


def _give_keys(rows: Sequence[ProductRow], known: Known) -> None:
    """Reserve keys for the products and variants that are not known, so that their parts can be written with them."""
    unknown = [row for row in rows if row.code not in known.products]
    for row, pk in zip(unknown, take_ids(Product, len(unknown)), strict=True):
        known.products[row.code] = KnownProduct(pk=pk, is_new=True)
    missing = [
        (known.products[row.code], variant.sku)
        for row in rows
        for variant in row.variants
        if variant.sku not in known.products[row.code].variants
    ]
    for (product, sku), pk in zip(missing, take_ids(Variant, len(missing)), strict=True):
        product.variants[sku] = KnownVariant(pk=pk, is_new=True)


def _compare(
    row: ProductRow, known: Known, words: Vocabulary, writes: Writes, now: datetime, is_on_sale: bool
) -> Taken:
    product = known.products[row.code]
    taken = Taken(code=row.code, outcome=NEW if product.is_new else UNCHANGED, product_id=product.pk)
    changed = compare_product(row, product, words, writes, now=now, is_on_sale=is_on_sale)
    differs = False
    places = _places(row, product)
    for variant in row.variants:
        differs |= compare_variant(
            variant,
            product.variants[variant.sku],
            words,
            writes,
            product_id=product.pk,
            position=places[variant.sku],
            gtin=_free_gtin(variant, known, taken),
        )
    if row.ends_others:
        for sku in product.variants.keys() - {variant.sku for variant in row.variants}:
            differs |= retire(product.variants[sku], writes)
    if (changed or differs) and not product.is_new:
        taken.outcome = CHANGED
        taken.changed = (*changed, *(["variants"] if differs else []))
    return taken


def _places(row: ProductRow, product: KnownProduct) -> dict[str, int | None]:
    """Where each variant stands. Of a row that does not tell of all those that there are stay where they are (None),
    and new ones come last."""
    if not row.is_partial:
        return {variant.sku: position for position, variant in enumerate(row.variants)}
    known = [variant.fields["position"] for variant in product.variants.values() if not variant.is_new]
    after = count(max(known, default=-1) + 1)
    return {one.sku: next(after) if product.variants[one.sku].is_new else None for one in row.variants}


def _free_gtin(row: VariantRow, known: Known, taken: Taken) -> str | None:
    """The row's GTIN if it is right and nobody else's; otherwise it is left out with a note."""
    if not row.gtin:
        return None
    gtin = soundness.gtin_or_none(row.gtin)
    if gtin is None:
        taken.notes.append(_("%(gtin)s is not a valid GTIN and was left out.") % {"gtin": row.gtin})
        return None
    owner = known.gtin_owners.setdefault(gtin, row.sku)
    if owner != row.sku:
        taken.notes.append(_("GTIN %(gtin)s belongs to %(sku)s and was left out.") % {"gtin": gtin, "sku": owner})
        return None
    return gtin
