"""What a cart comes to: goods, delivery, total, and how far it is to free delivery."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.cart.contents import Contents
from commerce.cart.division import Division
from commerce.catalogue.models import TaxClass
from commerce.customers.shopper import Shopper
from commerce.orders.models import DeliveryMethod
from commerce.pricing.reckoning import with_delivery
from commerce.pricing.vat import rate
from commerce.quotations.frozen import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Amounts incl. VAT for a consumer; for a business the goods are excl. VAT and the total incl."""

    subtotal: Decimal
    shipping: Decimal | None
    shipping_from: Decimal | None
    offers: list[tuple[str, Decimal]]
    free_delivery_by: str
    total: Decimal
    vat: Decimal
    vat_note: str | Promise
    free_shipping_missing: Decimal | None
    free_shipping_at: Decimal | None
    deliveries: list[Decimal]  # what each of several addresses costs


def delivery_methods(agreed: Terms | None = None) -> list[DeliveryMethod]:
    """Those that are offered; of a quotation in force, its own and no other."""
    return [DeliveryMethod.agreed(agreed)] if agreed else DeliveryMethod.offered()


def summarise(
    goods: Contents,
    methods: list[DeliveryMethod],
    *,
    shopper: Shopper,
    chosen: DeliveryMethod | None = None,
    division: Division | None = None,
) -> Summary:
    """Sum up a cart, and what it costs to send to each address if it is divided among several.

    Without a chosen delivery the total is of the goods alone. How far it is to free delivery is told of one address.
    """
    pieces = division.pieces if division else None
    prices = chosen.prices_for(goods.goods, pieces) if chosen else []
    reckoned = with_delivery(goods.goods, *prices, standard_rate=rate(TaxClass.STANDARD, shopper.at))
    is_business = shopper.buyer_type == "business"
    free = goods.goods.outcome.free_shipping is not None
    limits = [method.free_from for method in methods if method.free_from is not None]
    nearest = min(limits, default=None)
    is_short = nearest is not None and goods.goods_gross < nearest and not free and division is None
    cheapest = min((method.price_for(goods.goods_gross) for method in methods if method.gross), default=None)
    return Summary(
        subtotal=goods.goods_net if is_business else goods.goods_gross,
        shipping=(reckoned.delivery.net if is_business else reckoned.delivery.gross) if chosen else None,
        shipping_from=Decimal(0) if free else cheapest,
        offers=[(discount.offer.name, discount.amount) for discount in goods.goods.outcome.discounts],
        free_delivery_by=goods.goods.outcome.free_shipping.name if goods.goods.outcome.free_shipping else "",
        total=reckoned.gross,
        vat=reckoned.sums.vat,
        vat_note=_("incl. VAT"),
        free_shipping_missing=nearest - goods.goods_gross if nearest is not None and is_short else None,
        free_shipping_at=nearest,
        deliveries=[one.net if is_business else one.gross for one in reckoned.deliveries] if division else [],
    )
