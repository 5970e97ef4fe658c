"""What has to be written for the catalogue to say what the rows say."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from commerce.bulk import copy_in, copy_over, settled_together
from commerce.catalogue.known import (
    PRODUCT_FIELDS,
    VARIANT_FIELDS,
    KnownProduct,
    KnownVariant,
    Property,
    empty_product,
    empty_variant,
)
from commerce.catalogue.models import (
    Product,
    ProductAttribute,
    ProductCategory,
    ProductOption,
    Variant,
    VariantValue,
)
from commerce.catalogue.rows import ProductRow, PropertyRow, ValueRow, VariantRow
from commerce.catalogue.vocabulary import Vocabulary

THOUSANDTH = Decimal("0.001")
PARTS: dict[type[models.Model], tuple[str, ...]] = {
    ProductCategory: ("product_id", "category_id", "is_primary", "position"),
    ProductOption: ("product_id", "attribute_id", "position"),
    ProductAttribute: ("product_id", "attribute_id", "value_id", "number", "boolean", "text"),
    VariantValue: ("variant_id", "value_id"),
}


@dataclass(slots=True)
class Writes:
    """Rows to insert, to write over and to delete, gathered for all products and written in one go."""

    products: list[tuple] = field(default_factory=list)
    variants: list[tuple] = field(default_factory=list)
    changed_products: list[tuple] = field(default_factory=list)
    changed_variants: list[tuple] = field(default_factory=list)
    parts: dict[type[models.Model], list[tuple]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[type[models.Model], list[int]] = field(default_factory=lambda: defaultdict(list))

    def write(self) -> None:
        """The parts first and what they belong to after: triggers then gather a new product's parts once, not for each.

        Foreign keys are checked when the transaction ends.
        """
        rows = [self.products, self.variants, self.changed_products, self.changed_variants]
        if any([*rows, *self.parts.values(), *self.gone.values()]):
            with settled_together():
                self._write()

    def _write(self) -> None:
        for model, keys in self.gone.items():
            model._default_manager.filter(pk__among=keys).delete()
        for model, rows in self.parts.items():
            copy_in(model, PARTS[model], rows)
        if self.variants:
            copy_in(Variant, ("id", "product_id", "sku", *VARIANT_FIELDS), self.variants)
        if self.products:
            copy_in(Product, ("id", "code", "created_at", *PRODUCT_FIELDS, "facet_values", "is_on_sale"), self.products)
        copy_over(Variant, ("id", *VARIANT_FIELDS), self.changed_variants)
        copy_over(Product, ("id", *PRODUCT_FIELDS), self.changed_products)


def compare_product(
    row: ProductRow, known: KnownProduct, words: Vocabulary, writes: Writes, *, now: datetime, is_on_sale: bool
) -> list[str]:
    """Add to `writes` what the row asks for, its variants apart. Returns the names of the fields that differ.

    Only a new product is put on sale: what an owner has taken out of sale stays so.
    """
    return [
        *_compare_fields(row, known, words, writes, now, is_on_sale),
        *_compare_categories(row, known, words, writes),
        *_compare_options(row, known, words, writes),
        *_compare_properties(row, known, words, writes),
    ]


def _kept(fields: dict[str, Any], said: dict[str, Any], emptied: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they shall be: what is not said stays, and what is emptied holds what it does in a new row."""
    wanted = {name: fields[name] if value is None else value for name, value in said.items()}
    return {**wanted, **emptied}


def _nothing(empty: Callable[[], dict[str, Any]], names: Collection[str]) -> dict[str, Any]:
    if not names:
        return {}
    fields = empty()
    return {name: fields[name] for name in names}


def _compare_fields(
    row: ProductRow, known: KnownProduct, words: Vocabulary, writes: Writes, now: datetime, is_on_sale: bool
) -> list[str]:
    said = {
        "name_sv": row.name,
        "name_en": row.name_en,
        "brand_id": words.brands[row.brand] if row.brand else None,
        "manufacturer_id": _maker(row, known, words),
        "tax_class": row.tax_class,
        "is_perishable": row.is_perishable,
        "kind": row.kind,
        "tags": None if row.tags is None else list(row.tags),
    }
    wanted = _kept(known.fields, said, _nothing(empty_product, row.emptied))
    if known.is_new:
        writes.products.append((known.pk, row.code, now, *wanted.values(), _facets(row, words), is_on_sale))
        return []
    changed = [name.removesuffix("_id") for name in PRODUCT_FIELDS if wanted[name] != known.fields[name]]
    if changed:
        writes.changed_products.append((known.pk, *wanted.values()))
    return changed


def _maker(row: ProductRow, known: KnownProduct, words: Vocabulary) -> int | None:
    """The maker that the row names; for a product without one, the maker that is called what its brand is."""
    if row.manufacturer:
        return words.manufacturers[row.manufacturer.name]
    return words.manufacturers.get(row.brand or "") if known.fields["manufacturer_id"] is None else None


def _facets(row: ProductRow, words: Vocabulary) -> list[int]:
    """What the trigger would gather for a new product, once all its parts are there."""
    said = [value for variant in row.variants for value in variant.values or ()]
    said += [said.value for said in row.properties or () if isinstance(said.value, ValueRow)]
    return sorted({words.values[value.key] for value in said})


def _compare_categories(row: ProductRow, known: KnownProduct, words: Vocabulary, writes: Writes) -> list[str]:
    wanted = {words.categories[category.code]: None for category in row.categories}
    if row.is_partial:
        return _replace_categories(list(wanted), known, writes)
    added = [category for category in wanted if category not in known.categories]
    for position, category in enumerate(added):
        is_primary = position == 0 and not known.has_primary
        writes.parts[ProductCategory].append((known.pk, category, is_primary, position))
    return ["categories"] if added else []


def _replace_categories(wanted: list[int], known: KnownProduct, writes: Writes) -> list[str]:
    """The first is the primary one. Nothing is said where none is named."""
    if not wanted or wanted == known.categories_in_order:
        return []
    writes.gone[ProductCategory] += [placed.pk for placed in known.categories.values()]
    writes.parts[ProductCategory] += [
        (known.pk, category, position == 0, position) for position, category in enumerate(wanted)
    ]
    return ["categories"]


def _compare_options(row: ProductRow, known: KnownProduct, words: Vocabulary, writes: Writes) -> list[str]:
    if row.options is None:
        return []
    wanted = [words.attributes[attribute.code] for attribute in row.options]
    if wanted == list(known.options):
        return []
    writes.gone[ProductOption] += known.options.values()
    writes.parts[ProductOption] += [(known.pk, attribute, position) for position, attribute in enumerate(wanted)]
    return ["options"]


def _compare_properties(row: ProductRow, known: KnownProduct, words: Vocabulary, writes: Writes) -> list[str]:
    if row.properties is None:
        return []
    wanted = {_property(said, words): None for said in row.properties}
    gone = [pk for said, pk in known.properties.items() if said not in wanted]
    added = [(known.pk, *said) for said in wanted if said not in known.properties]
    writes.gone[ProductAttribute] += gone
    writes.parts[ProductAttribute] += added
    return ["properties"] if gone or added else []


def _property(said: PropertyRow, words: Vocabulary) -> Property:
    attribute = words.attributes[said.attribute.code]
    if isinstance(said.value, ValueRow):
        return attribute, words.values[said.value.key], None, None, None
    if isinstance(said.value, bool):
        return attribute, None, None, said.value, None
    if isinstance(said.value, Decimal):
        return attribute, None, said.value.quantize(THOUSANDTH), None, None
    return attribute, None, None, None, said.value


def compare_variant(
    row: VariantRow,
    known: KnownVariant,
    words: Vocabulary,
    writes: Writes,
    *,
    product_id: int,
    position: int | None,
    gtin: str | None,
) -> bool:
    """Add to `writes` what the row asks for. Returns whether the variant is new or differs.

    Without a position it stays in its place, and sold or not as it is.
    """
    values = list(known.values) if row.values is None else [words.values[value.key] for value in row.values]
    labels = [words.labels[value] for value in values] if row.values is not None else None
    said = {
        "gtin": gtin,
        "label_sv": None if labels is None else ", ".join(swedish for swedish, _english in labels),
        "label_en": None if labels is None else ", ".join(english or swedish for swedish, english in labels),
        "weight_g": row.weight_g,
        "content_amount": row.content and row.content[0].quantize(THOUSANDTH),
        "content_unit": row.content and row.content[1],
        "position": position,
        "is_active": None if position is None else True,
    }
    wanted = _kept(known.fields, said, _nothing(empty_variant, row.emptied))
    added = [(known.pk, value) for value in values if value not in known.values]
    gone = [pk for value, pk in known.values.items() if value not in values]
    writes.parts[VariantValue] += added
    writes.gone[VariantValue] += gone
    if known.is_new:
        writes.variants.append((known.pk, product_id, row.sku, *wanted.values()))
    elif wanted != known.fields:
        writes.changed_variants.append((known.pk, *wanted.values()))
    return bool(known.is_new or added or gone or wanted != known.fields)


def retire(known: KnownVariant, writes: Writes) -> bool:
    """Take a variant out of sale; its SKU, prices and orders stay. Returns whether it was in sale."""
    if not known.fields["is_active"]:
        return False
    fields = known.fields | {"is_active": False}
    writes.changed_variants.append((known.pk, *(fields[name] for name in VARIANT_FIELDS)))
    return True
