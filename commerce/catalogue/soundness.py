"""Whether a row can be taken in at all, told without asking the database."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from stdnum import ean
from stdnum.exceptions import ValidationError as NumberError

from commerce.catalogue.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    ContentUnit,
    Product,
    ProductAttribute,
    Variant,
)
from commerce.catalogue.rows import AttributeRow, CategoryRow, ProductRow, PropertyRow, ValueRow

LARGEST_WEIGHT = 2_147_483_647
LEAST_CONTENT, LARGEST_CONTENT = Decimal("0.001"), Decimal(10) ** 9


def _limit(model, name: str) -> int:
    return model._meta.get_field(name).max_length


NAME, CODE, KIND = _limit(Product, "name_sv"), _limit(Product, "code"), _limit(Product, "kind")
BRAND, SKU, TAG = _limit(Brand, "name"), _limit(Variant, "sku"), 80
CATEGORY, ATTRIBUTE = _limit(Category, "code"), _limit(Attribute, "code")
VALUE, TEXT = _limit(AttributeValue, "code"), _limit(ProductAttribute, "text")
IS_CODE = re.compile(validate_slug.regex.pattern).search  # type: ignore[union-attr]
KINDS = {Attribute.Kind.CHOICE: ValueRow, Attribute.Kind.NUMBER: Decimal, Attribute.Kind.BOOLEAN: bool}


@dataclass(slots=True)
class Seen:
    """What earlier rows of the same intake have claimed."""

    codes: set[str] = field(default_factory=set)
    skus: set[str] = field(default_factory=set)


def gtin_or_none(text: str) -> str | None:
    """The number in its stored form, or None if its length or check digit is wrong."""
    try:
        return ean.validate(text)
    except NumberError:
        return None


def fault_of(row: ProductRow, seen: Seen) -> str:
    """Why the row cannot be taken in, or nothing. A sound row's code and SKUs are remembered in `seen`."""
    fault = _code_fault(row, seen) or _length_fault(row) or _property_fault(row) or _variant_fault(row, seen)
    if not fault:
        seen.codes.add(row.code)
        seen.skus.update(variant.sku for variant in row.variants)
    return fault


def _code_fault(row: ProductRow, seen: Seen) -> str:
    if row.code in seen.codes:
        return _("The product is named twice.")
    if not IS_CODE(row.code):
        return _("%(code)s is not a code: only letters a to z, digits, hyphen and underscore.") % {"code": row.code}
    return "" if row.name.strip() else _("The product has no name.")


def _texts(row: ProductRow) -> Iterator[tuple[str, int]]:
    """Every text of the row with the most characters it may have."""
    yield row.code, CODE
    yield row.name, NAME
    yield row.name_en or "", NAME
    yield row.brand or "", BRAND
    yield row.kind or "", KIND
    yield from ((tag, TAG) for tag in row.tags or ())
    for category in row.categories:
        yield from _category_texts(category)
    for attribute in row.options or ():
        yield attribute.code, ATTRIBUTE
        yield attribute.name, NAME
    for value in _values(row):
        yield value.code, VALUE
        yield value.name, NAME
    for variant in row.variants:
        yield variant.sku, SKU
        yield ", ".join(value.name for value in variant.values or ()), NAME


def _category_texts(category: CategoryRow) -> Iterator[tuple[str, int]]:
    yield category.code, CATEGORY
    yield category.name, NAME
    if category.parent:
        yield from _category_texts(category.parent)


def _values(row: ProductRow) -> Iterable[ValueRow]:
    for variant in row.variants:
        yield from variant.values or ()
    for said in row.properties or ():
        if isinstance(said.value, ValueRow):
            yield said.value


def _length_fault(row: ProductRow) -> str:
    for text, limit in _texts(row):
        if len(text) > limit:
            start = text[:40]
            return _("“%(start)s…” is longer than %(limit)s characters.") % {"start": start, "limit": limit}
    return ""


def _property_fault(row: ProductRow) -> str:
    for said in row.properties or ():
        if not _fits(said):
            return _("The value of %(code)s is of the wrong kind.") % {"code": said.attribute.code}
    return ""


def _fits(said: PropertyRow) -> bool:
    wanted = KINDS.get(Attribute.Kind(said.attribute.kind), str)
    if wanted is Decimal and isinstance(said.value, Decimal):
        return said.value.is_finite() and abs(said.value) < 1_000_000_000
    return isinstance(said.value, wanted) and not (wanted is str and len(str(said.value)) > TEXT)


def _variant_fault(row: ProductRow, seen: Seen) -> str:
    if not row.variants and row.ends_others:
        return _("The product has no variants.")
    skus: set[str] = set()
    choices: set[tuple] = set()
    for variant in row.variants:
        choice = None if variant.values is None else tuple(sorted(value.key for value in variant.values))
        if not variant.sku.strip():
            return _("A variant has no SKU.")
        if variant.sku in skus or variant.sku in seen.skus:
            return _("SKU %(sku)s is named twice.") % {"sku": variant.sku}
        if choice is not None and choice in choices:
            return _("Two variants have the same options: %(sku)s.") % {"sku": variant.sku}
        if row.options is not None and variant.values is not None and not _answers(row.options, variant.values):
            return _("%(sku)s does not answer the product's options.") % {"sku": variant.sku}
        if variant.weight_g is not None and not 0 <= variant.weight_g <= LARGEST_WEIGHT:
            return _("The weight of %(sku)s is out of bounds.") % {"sku": variant.sku}
        if variant.content and not _holds(*variant.content):
            return _("The content of %(sku)s is out of bounds or in a unit that is not known.") % {"sku": variant.sku}
        skus.add(variant.sku)
        choices |= set() if choice is None else {choice}
    return ""


def _holds(amount: Decimal, unit: str) -> bool:
    return unit in ContentUnit.values and amount.is_finite() and LEAST_CONTENT <= amount < LARGEST_CONTENT


def _answers(options: tuple[AttributeRow, ...], values: tuple[ValueRow, ...]) -> bool:
    """Each option has exactly one value."""
    return [option.code for option in options] == [value.attribute.code for value in values]
