"""What a service costs: a price excluding VAT in its version, and the rate that holds when it is ordered."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from commerce.money import gross_of_net, to_ore
from commerce.pricing import vat
from operations.services.catalogue import ServiceVersion


class Price(NamedTuple):
    """In kronor. `rate` is percent."""

    unit_net: Decimal
    quantity: int
    rate: Decimal
    net: Decimal
    gross: Decimal

    def told(self, buyer_type: str) -> Decimal:
        """As this buyer counts: a business without VAT, a consumer with it."""
        return self.net if buyer_type == "business" else self.gross


def price(version: ServiceVersion, *, quantity: int = 1, now: datetime) -> Price:
    rate = vat.rate(version.tax_class, now)
    net = to_ore(version.price * quantity)
    return Price(version.price, quantity, rate, net, gross_of_net(net, rate))
