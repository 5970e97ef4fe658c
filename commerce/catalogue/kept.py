"""What the versions of products and variants hold, in words and as their forms take it."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from commerce.catalogue.models import (
    Attribute,
    AttributeValue,
    Category,
    Product,
    ProductAttribute,
    ProductCategory,
    ProductOption,
    Variant,
    VariantValue,
)
from commerce.history.names import Names
from commerce.history.told import words
from commerce.history.versions import Kept, State

COLUMNS = ("value_id", "number", "boolean", "text")


def _tell_product(state: State, names: Names) -> dict[str, str]:
    placed = state.rows(ProductCategory)
    options = sorted(state.rows(ProductOption), key=lambda row: row["position"])
    said: dict[str, list[str]] = defaultdict(list)
    for row in state.rows(ProductAttribute):
        said[names.of(Attribute, row["attribute_id"])].append(_property_words(row, names))
    return {
        _("Primary category"): ", ".join(names.of(Category, row["category_id"]) for row in placed if row["is_primary"]),
        _("Also in"): ", ".join(
            sorted(names.of(Category, row["category_id"]) for row in placed if not row["is_primary"])
        ),
        _("What the shopper chooses by"): ", ".join(names.of(Attribute, row["attribute_id"]) for row in options),
        **{label: ", ".join(sorted(values)) for label, values in sorted(said.items())},
    }


def _property_words(row: dict[str, Any], names: Names) -> str:
    column = next(name for name in COLUMNS if row[name] is not None)
    field = next(one for one in ProductAttribute._meta.concrete_fields if one.attname == column)
    return words(field, row[column], names)


def _typed_product(state: State) -> dict[str, Any]:
    placed = state.rows(ProductCategory)
    options = sorted(state.rows(ProductOption), key=lambda row: row["position"])
    chosen = [row["attribute_id"] for row in options] + [None] * 3
    said: dict[int, Any] = dict.fromkeys(Attribute.objects.values_list("pk", flat=True))
    for row in state.rows(ProductAttribute):
        if row["value_id"]:
            said[row["attribute_id"]] = [*(said.get(row["attribute_id"]) or []), str(row["value_id"])]
        elif row["boolean"] is not None:
            said[row["attribute_id"]] = "1" if row["boolean"] else "0"
        else:
            said[row["attribute_id"]] = row["text"] if row["number"] is None else row["number"]
    return {
        "primary_category": next((row["category_id"] for row in placed if row["is_primary"]), None),
        "more_categories": [row["category_id"] for row in placed if not row["is_primary"]],
        **{f"option_{place}": chosen[place - 1] for place in (1, 2, 3)},
        **{f"property_{pk}": value for pk, value in said.items()},
    }


def _tell_variant(state: State, names: Names) -> dict[str, str]:
    chosen = [names.row(AttributeValue, row["value_id"]) for row in state.rows(VariantValue)]
    found = sorted((value for value in chosen if value), key=lambda value: value.attribute.position)
    return {value.attribute.name_sv: value.name_sv for value in found}


def _typed_variant(state: State) -> dict[str, Any]:
    keys = [row["value_id"] for row in state.rows(VariantValue)]
    return {f"option_{value.attribute_id}": value.pk for value in AttributeValue.objects.filter(pk__in=keys)}


PRODUCT = Kept(
    model=Product,
    parts={ProductCategory: "product", ProductOption: "product", ProductAttribute: "product"},
    tell=_tell_product,
    typed=_typed_product,
)
VARIANT = Kept(model=Variant, parts={VariantValue: "variant"}, tell=_tell_variant, typed=_typed_variant)
