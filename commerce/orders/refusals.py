"""Why an order is not placed: what has changed since the shopper looked, or cannot be. Nothing has happened then.

That stock or credit does not suffice is told by those who count it: `commerce.stock.reserve`, `commerce.orders.limits`.
"""

from decimal import Decimal

from commerce.quotations.frozen import Terms


class CartGone(Exception):
    """There is no such cart for this shopper, and no order of his came of it."""


class CartEmpty(Exception):
    """Nothing to buy."""


class NotForSale(Exception):
    """Lines that can no longer be bought: taken down, or without a price. `skus` names them."""

    def __init__(self, skus: list[str]):
        super().__init__(f"not for sale: {skus}")
        self.skus = skus


class TotalChanged(Exception):
    """The total is not what the shopper saw; show it and ask again. `seen` and `total` are amounts incl. VAT."""

    def __init__(self, *, seen: Decimal, total: Decimal):
        super().__init__(f"{seen} became {total}")
        self.seen, self.total = seen, total


class TermsChanged(Exception):
    """The cart is bound to a quotation and the shopper saw other prices, or he saw it and it is over; ask again.

    `terms` say which one, and what it is now.
    """

    def __init__(self, terms: Terms | None):
        super().__init__(f"{terms.number}: {terms.over or 'in force'}" if terms else "no quotation")
        self.terms = terms


class ComesLater(Exception):
    """More has not come yet than the shopper was told; show it and ask again. `later` maps variant id to pieces."""

    def __init__(self, later: dict[int, int]):
        super().__init__(f"yet to come: {later}")
        self.later = later


class DivisionChanged(Exception):
    """The goods do not go to the addresses that the shopper saw, or not so many to each; show it and ask again."""


class UnknownChoice(Exception):
    """A delivery method or payment provider that is not offered."""
