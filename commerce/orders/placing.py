"""A cart at the moment it becomes an order: held, looked at again and priced, used up.

Called in the transaction of `flow.place`. Nothing is written before all of it has been looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commerce import prepared
from commerce.cart import lines as cart_lines
from commerce.cart.division import Division, division_of
from commerce.cart.lines import Row
from commerce.cart.models import Cart
from commerce.catalogue.models import TaxClass
from commerce.customers.shopper import Shopper
from commerce.orders import limits
from commerce.orders.details import Details
from commerce.orders.models import DeliveryMethod
from commerce.orders.payments import PaymentProvider, providers
from commerce.orders.refusals import CartEmpty, DivisionChanged, NotForSale, TermsChanged, TotalChanged, UnknownChoice
from commerce.orders.taxed import Taxed, taxed
from commerce.pricing.lookup import cart_offers, quotes
from commerce.pricing.offers import redeem
from commerce.pricing.quote import Quote
from commerce.pricing.reckoning import Reckoning, goods, with_delivery
from commerce.pricing.vat import rate
from commerce.quotations.frozen import Terms, terms

LOCK_CART = "SELECT user_id, codes, quotation_id, division FROM cart_cart WHERE token = %s::uuid FOR UPDATE"
DROP_CART = """
WITH emptied AS (DELETE FROM cart_cartline WHERE cart_id = %(cart)s::uuid)
DELETE FROM cart_cart WHERE token = %(cart)s::uuid RETURNING token
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What is bought, from whom to where and for how much. The shopper is taxed as where the goods go says."""

    cart: Cart
    lines: list[Row]
    shopper: Shopper
    tax: Taxed
    agreed: Terms | None
    division: Division | None
    delivery: DeliveryMethod
    provider: PaymentProvider
    reckoned: Reckoning

    @property
    def pieces(self) -> dict[int, int]:
        """By variant."""
        return {line.variant.pk: line.quantity for line in self.lines}

    @property
    def counted_offers(self) -> list[int]:
        """The offers that were used and that only so many may have, by id."""
        return [offer.offer_id for offer in self.reckoned.goods.outcome.used if offer.is_counted]


def lock(cart_token: UUID) -> Cart | None:
    """The cart, held until the transaction ends; None when there is none any more."""
    for user_id, codes, quotation_id, text in prepared.rows(LOCK_CART, [cart_token]):
        division = Cart.division_in(text)
        return Cart(token=cart_token, user_id=user_id, codes=codes, quotation_id=quotation_id, division=division)
    return None


def look_again(cart: Cart, details: Details, *, shopper: Shopper, now: datetime) -> Purchase:
    """What the cart comes to now, bound by its quotation where it has one; the shopper has seen just that.

    Raises CartEmpty, DivisionChanged, TermsChanged, NotForSale, UnknownChoice, TotalChanged.
    """
    lines = cart_lines.read(cart.token)
    if not lines:
        raise CartEmpty
    division = _division(cart, lines, details, shopper=shopper)
    tax = taxed(shopper, country=division.country if division else details.address["country"], now=now)
    shopper = shopper.taxed_in(tax.zone)
    agreed = _agreed(cart, lines, details, shopper=shopper, now=now)
    priced = _price(lines, agreed, shopper=shopper)
    delivery = _delivery(details, agreed)
    provider = providers().get(details.payment)
    if delivery is None or provider is None:
        raise UnknownChoice
    reckoned = _reckon(priced, cart.codes, delivery, agreed, division, shopper=shopper, now=now)
    if not provider.is_offered(shopper=shopper, total=reckoned.gross):
        raise UnknownChoice
    if details.seen_total != reckoned.gross:
        raise TotalChanged(seen=details.seen_total, total=reckoned.gross)
    return Purchase(
        cart=cart,
        lines=lines,
        shopper=shopper,
        tax=tax,
        agreed=agreed,
        division=division,
        delivery=delivery,
        provider=provider,
        reckoned=reckoned,
    )


def use_up(bought: Purchase, *, now: datetime) -> None:
    """Count the use of offers that only so many may have. Raises TotalChanged when somebody else took the last."""
    used = bought.counted_offers
    gone = redeem(used) if used else []
    if gone:
        priced = {quote.variant_id: quote for quote in bought.reckoned.goods.quotes}
        without = _reckon(
            priced,
            bought.cart.codes,
            bought.delivery,
            None,
            bought.division,
            shopper=bought.shopper,
            now=now,
            without=gone,
        )
        raise TotalChanged(seen=bought.reckoned.gross, total=without.gross)


def drop(cart: Cart) -> None:
    prepared.rows(DROP_CART, {"cart": cart.token})


def _division(cart: Cart, lines: Iterable[Row], details: Details, *, shopper: Shopper) -> Division | None:
    """How the goods are divided among addresses. Raises DivisionChanged when the shopper saw another division."""
    found = division_of(cart, lines, shopper=shopper)
    if details.division != (found.seen if found else "") or (found and not found.can_be_sent):
        raise DivisionChanged
    return found


def _agreed(cart: Cart, lines: Iterable[Row], details: Details, *, shopper: Shopper, now: datetime) -> Terms | None:
    """The quotation that binds the cart, held, if it is in force. Raises TermsChanged when the shopper saw another."""
    found = None
    if cart.quotation_id is not None:
        limits.lock_credit(shopper.organisation)
        held = {line.variant.pk: line.quantity for line in lines}
        found = terms(cart.quotation_id, held, shopper=shopper, user_id=cart.user_id, now=now, is_locked=True)
    agreed = found if found and found.in_force else None
    if details.quotation != (agreed.number if agreed else ""):
        raise TermsChanged(found)
    return agreed


def _price(lines: Iterable[Row], agreed: Terms | None, *, shopper: Shopper) -> Mapping[int, Quote]:
    priced = agreed.quotes if agreed else quotes({one.variant.pk: one.quantity for one in lines}, shopper=shopper)
    refused = [line.variant.sku for line in lines if line.variant.pk not in priced or not line.is_for_sale]
    if refused:
        raise NotForSale(refused)
    return priced


def _delivery(details: Details, agreed: Terms | None) -> DeliveryMethod | None:
    """How it comes: as the quotation says, else as the shopper chose, if that is offered."""
    if agreed:
        return DeliveryMethod.agreed(agreed)
    return next((one for one in DeliveryMethod.offered() if one.code == details.delivery), None)


def _reckon(
    priced: Mapping[int, Quote],
    codes: list[str],
    delivery: DeliveryMethod,
    agreed: Terms | None,
    division: Division | None,
    *,
    shopper: Shopper,
    now: datetime,
    without: Iterable[int] = (),
) -> Reckoning:
    every = [] if agreed else cart_offers(priced, shopper=shopper, codes=codes)
    offers = [one for one in every if one.offer_id not in without]
    found = goods(priced.values(), offers=offers, codes=codes, buyer_type=shopper.buyer_type)
    prices = delivery.prices_for(found, division.pieces if division else None)
    return with_delivery(found, *prices, standard_rate=rate(TaxClass.STANDARD, now))
