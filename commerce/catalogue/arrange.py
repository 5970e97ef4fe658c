"""Sorting a product in and describing it: its categories, what shoppers choose by, its properties."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from commerce.catalogue.models import ProductAttribute, ProductCategory, ProductOption


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property as said by a person: the column that the attribute's kind asks for is set, the others are None."""

    attribute_id: int
    value_id: int | None = None
    number: Decimal | None = None
    boolean: bool | None = None
    text: str | None = None


@transaction.atomic
def sort_into(product, *, primary, others):
    """Put the product in these categories and no others. Positions of those it was in are kept."""
    wanted = {category.pk: category for category in [*others, *([primary] if primary else [])]}
    rows = ProductCategory.objects.filter(product=product)
    rows.exclude(category__in=wanted).delete()
    rows.exclude(category=primary).filter(is_primary=True).update(is_primary=False)
    present = set(rows.values_list("category", flat=True))
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category=category) for pk, category in wanted.items() if pk not in present
    )
    rows.filter(category=primary).update(is_primary=True)


@transaction.atomic
def choose_by(product, attributes):
    """Shoppers choose by these attributes, in this order."""
    wanted = [attribute.pk for attribute in attributes]
    options = ProductOption.objects.filter(product=product)
    if list(options.order_by("position").values_list("attribute", flat=True)) == wanted:
        return
    options.delete()
    ProductOption.objects.bulk_create(
        ProductOption(product=product, attribute_id=pk, position=place) for place, pk in enumerate(wanted)
    )


@transaction.atomic
def describe(product, properties, *, among):
    """Of the attributes `among`, the product has exactly these properties; those of other attributes stay."""
    rows = ProductAttribute.objects.filter(product=product, attribute__in=among)
    kept = {_of(row): row.pk for row in rows}
    wanted = set(properties)
    ProductAttribute.objects.filter(pk__in=[pk for said, pk in kept.items() if said not in wanted]).delete()
    ProductAttribute.objects.bulk_create(
        ProductAttribute(
            product=product,
            attribute_id=said.attribute_id,
            value_id=said.value_id,
            number=said.number,
            boolean=said.boolean,
            text=said.text,
        )
        for said in wanted - set(kept)
    )


def _of(row):
    return Property(
        attribute_id=row.attribute_id, value_id=row.value_id, number=row.number, boolean=row.boolean, text=row.text
    )
