"""What a cart comes to: goods, delivery, total, and how far it is to free delivery."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.cart.contents import Contents
from commerce.catalogue.models import TaxClass
from commerce.customers.shopper import Shopper
from commerce.money import net_of_gross
from commerce.orders.models import DeliveryMethod
from commerce.pricing.vat import rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Amounts incl. VAT for a consumer; for a business the goods are excl. VAT and the total incl."""

    subtotal: Decimal
    shipping: Decimal | None
    shipping_from: Decimal | None
    total: Decimal
    vat: Decimal
    vat_note: str | Promise
    free_shipping_missing: Decimal | None
    free_shipping_at: Decimal | None


def delivery_methods() -> list[DeliveryMethod]:
    return DeliveryMethod.offered()


def summarise(
    goods: Contents, methods: list[DeliveryMethod], *, shopper: Shopper, chosen: DeliveryMethod | None = None
) -> Summary:
    """Sum up a cart. Without a chosen delivery the total is of the goods alone."""
    shipping = chosen.price_for(goods.goods_gross) if chosen else None
    shipping_gross = shipping or Decimal(0)
    shipping_vat = shipping_gross - net_of_gross(shipping_gross, rate(TaxClass.STANDARD, shopper.at))
    limits = [method.free_from for method in methods if method.free_from is not None]
    nearest = min(limits, default=None)
    is_short = nearest is not None and goods.goods_gross < nearest
    return Summary(
        subtotal=goods.goods_net if shopper.buyer_type == "business" else goods.goods_gross,
        shipping=shipping,
        shipping_from=min((method.price_for(goods.goods_gross) for method in methods if method.gross), default=None),
        total=goods.goods_gross + shipping_gross,
        vat=goods.goods_vat + shipping_vat,
        vat_note=_("incl. VAT"),
        free_shipping_missing=nearest - goods.goods_gross if nearest is not None and is_short else None,
        free_shipping_at=nearest,
    )
