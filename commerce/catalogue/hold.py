"""Holding what an intake is going to write, before it writes anything.

Every written row bumps versions, and whoever edits one of these rows elsewhere holds the row while waiting for the
versions. An intake that took the versions first and the rows after would stop the other, and be stopped by it.
"""

from collections.abc import Iterable

from django.db import connection

from commerce.catalogue.models import Product, Variant


def take_turn() -> None:
    """Wait until no other intake is running; the turn lasts as long as the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.intake'))")


def variants_of(codes: Iterable[str]) -> list[int]:
    """The variants that the products have, read without locks."""
    return list(Variant.objects.filter(product__code__among=codes).values_list("pk", flat=True))


def hold_products(codes: Iterable[str]) -> None:
    """Lock the variants of the products, and then the products, each in the order of their keys.

    Rows that point at them can still be written: a shopper can put one of them in the cart meanwhile.
    """
    found = list(Product.objects.filter(code__among=codes).values_list("pk", flat=True))
    for rows in (Variant.objects.filter(product_id__among=found), Product.objects.filter(pk__among=found)):
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
