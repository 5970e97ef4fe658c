"""What the catalogue holds of the products that an intake names, read in a handful of queries to compare with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from commerce.catalogue.models import (
    Product,
    ProductAttribute,
    ProductCategory,
    ProductOption,
    TaxClass,
    Variant,
    VariantValue,
)

PRODUCT_FIELDS = ("name_sv", "name_en", "brand_id", "manufacturer_id", "tax_class", "is_perishable", "kind", "tags")
VARIANT_FIELDS = (
    "gtin",
    "label_sv",
    "label_en",
    "weight_g",
    "content_amount",
    "content_unit",
    "position",
    "is_active",
)

PLACE = ("is_primary", "position")
Property = tuple[int, int | None, Decimal | None, bool | None, str | None]


def empty_product() -> dict[str, Any]:
    return dict.fromkeys(PRODUCT_FIELDS, "") | {
        "brand_id": None,
        "manufacturer_id": None,
        "tax_class": TaxClass.STANDARD.value,
        "is_perishable": False,
        "tags": [],
    }


def empty_variant() -> dict[str, Any]:
    return dict.fromkeys(VARIANT_FIELDS, "") | {
        "gtin": None,
        "weight_g": 0,
        "content_amount": None,
        "position": 0,
        "is_active": True,
    }


@dataclass(slots=True, kw_only=True)
class KnownVariant:
    """A variant as it is, or as an empty one that is to be made. `values` maps a value to the row that chose it."""

    pk: int
    fields: dict[str, Any] = field(default_factory=empty_variant)
    values: dict[int, int] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """That a product lies in a category."""

    pk: int
    is_primary: bool
    position: int


@dataclass(slots=True, kw_only=True)
class KnownProduct:
    pk: int
    fields: dict[str, Any] = field(default_factory=empty_product)
    categories: dict[int, Placed] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    properties: dict[Property, int] = field(default_factory=dict)
    variants: dict[str, KnownVariant] = field(default_factory=dict)
    is_new: bool = False

    @property
    def has_primary(self) -> bool:
        return any(placed.is_primary for placed in self.categories.values())

    @property
    def categories_in_order(self) -> list[int]:
        """The primary one first."""
        places = sorted(self.categories.items(), key=lambda one: (not one[1].is_primary, one[1].position, one[1].pk))
        return [category for category, _placed in places]


@dataclass(slots=True, kw_only=True)
class Known:
    """Products by code; and whose each SKU and GTIN is, also where it belongs to a product that no row names."""

    products: dict[str, KnownProduct]
    sku_owners: dict[str, str] = field(default_factory=dict)
    gtin_owners: dict[str, str] = field(default_factory=dict)


def look_up(codes: Iterable[str], *, skus: Iterable[str], gtins: Iterable[str]) -> Known:
    """Six queries, and rows only for what is found."""
    found = Product.objects.filter(code__among=codes).values_list("code", "pk", *PRODUCT_FIELDS)
    known = Known(
        products={
            code: KnownProduct(pk=pk, fields=dict(zip(PRODUCT_FIELDS, fields, strict=True)))
            for code, pk, *fields in found
        }
    )
    by_pk = {product.pk: product for product in known.products.values()}
    if by_pk:
        _add_parts(by_pk)
    _add_variants(known, by_pk, Q(product_id__among=by_pk) | Q(sku__among=skus) | Q(gtin__among=gtins))
    return known


def _add_parts(by_pk: dict[int, KnownProduct]) -> None:
    sorted_in = ProductCategory.objects.filter(product_id__among=by_pk)
    for pk, product, category, *place in sorted_in.values_list("pk", "product_id", "category_id", *PLACE):
        by_pk[product].categories[category] = Placed(pk=pk, is_primary=place[0], position=place[1])
    options = ProductOption.objects.filter(product_id__among=by_pk).order_by("product_id", "position")
    for pk, product, attribute in options.values_list("pk", "product_id", "attribute_id"):
        by_pk[product].options[attribute] = pk
    properties = ProductAttribute.objects.filter(product_id__among=by_pk)
    columns = ("attribute_id", "value_id", "number", "boolean", "text")
    for pk, product, *said in properties.values_list("pk", "product_id", *columns):
        by_pk[product].properties[tuple(said)] = pk  # type: ignore[index]


def _add_variants(known: Known, by_pk: dict[int, KnownProduct], wanted: Q) -> None:
    by_variant: dict[int, KnownVariant] = {}
    found = Variant.objects.filter(wanted)
    for product, code, sku, pk, *rest in found.values_list("product_id", "product__code", "sku", "pk", *VARIANT_FIELDS):
        fields = dict(zip(VARIANT_FIELDS, rest, strict=True))
        known.sku_owners[sku] = code
        if fields["gtin"]:
            known.gtin_owners[fields["gtin"]] = sku
        if product in by_pk:
            by_variant[pk] = by_pk[product].variants[sku] = KnownVariant(pk=pk, fields=fields)
    if by_variant:
        chosen = VariantValue.objects.filter(variant_id__among=by_variant)
        for pk, variant, value in chosen.values_list("pk", "variant_id", "value_id"):
            by_variant[variant].values[value] = pk
