"""The lines of a cart with what is sold and what there is of it. One query, for the cart's pages and for the order."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import models

from commerce import prepared
from commerce.catalogue.models import Product, Variant


def _in_order(model: type[models.Model], *names: str) -> list[str]:
    """The fields in the order in which their model takes them from the database."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


OF_VARIANT = _in_order(Variant, "id", "sku", "label_sv", "label_en", "is_active")
OF_PRODUCT = _in_order(Product, "id", "name_sv", "name_en", "is_on_sale", "tax_class", "withdrawal_exempt")
# Written out, since every step of a purchase asks it: through models it took four times as long.
STATEMENT = f"""
SELECT l.id, l.quantity, l.seen_net, l.seen_gross,
       {", ".join(f"v.{name}" for name in OF_VARIANT)}, {", ".join(f"p.{name}" for name in OF_PRODUCT)},
       greatest(COALESCE(s.available + s.backorder_limit, 0) + COALESCE(r.quantity, 0), 0), COALESCE(s.low_from, 0),
       greatest(COALESCE(s.available, 0) + COALESCE(r.quantity, 0), least(r.quantity, (
           SELECT sum(w.on_hand - w.allocated) FROM stock_stocklevel w WHERE w.stock_id = r.stock_id)), 0)::int,
       s.expected_on
FROM cart_cartline l
JOIN catalogue_variant v ON v.id = l.variant_id
JOIN catalogue_product p ON p.id = v.product_id
LEFT JOIN stock_stock s ON s.variant_id = v.id
LEFT JOIN stock_reservation r ON r.holder = l.cart_id AND r.stock_id = v.id
WHERE l.cart_id = %s::uuid
ORDER BY l.id
"""  # noqa: S608  the names are those of our own fields


class Row(NamedTuple):
    """`variant` and its product hold what a cart and an order need of them, and are not for saving.

    `seen_net` and `seen_gross` are what a piece cost when the shopper last chose the quantity; None where unknown.
    `available` is what may be bought, what is held for this cart and what has not come yet included; `at_hand` is what
    can be had from the shelf.
    """

    id: int
    quantity: int
    seen_net: Decimal | None
    seen_gross: Decimal | None
    variant: Variant
    available: int
    low_from: int
    at_hand: int
    expected_on: date | None

    @property
    def later(self) -> int:
        """How many of those that can be bought have not come yet."""
        return max(min(self.quantity, self.available) - self.at_hand, 0)

    @property
    def is_for_sale(self) -> bool:
        return self.variant.is_active and self.variant.product.is_on_sale


def read(cart_token: UUID) -> list[Row]:
    """The cart's lines in the order they were added."""
    return [_row(*columns) for columns in prepared.rows(STATEMENT, [cart_token])]


def _row(line_id, quantity, seen_net, seen_gross, *columns) -> Row:
    variant = Variant.from_db("default", OF_VARIANT, columns[: len(OF_VARIANT)])
    variant.product = Product.from_db("default", OF_PRODUCT, columns[len(OF_VARIANT) : -4])
    return Row(line_id, quantity, seen_net, seen_gross, variant, *columns[-4:])
