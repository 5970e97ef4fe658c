"""A cart as a shopper sees it: each line with picture, price and what is wrong with it. Four queries for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.cart import lines
from commerce.cart.models import Cart
from commerce.catalogue.showcase import Shown, showcase
from commerce.customers.shopper import Shopper
from commerce.pricing.discounts import CartOffer, Outcome
from commerce.pricing.lookup import cart_offers, quotes
from commerce.pricing.quote import Quote
from commerce.pricing.reckoning import Goods, goods
from commerce.pricing.templatetags.prices import money
from commerce.pricing.unit_price import UnitPrice
from commerce.quotations.frozen import Terms, terms
from commerce.stock.told import partly


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is priced is what can be bought: `buyable` pieces, at most `quantity`. `problem` says why it is fewer."""

    id: int
    variant_id: int
    sku: str
    title: str
    variant_label: str
    url: str
    picture: object
    quantity: int
    quote: Quote | None
    unit_price: Decimal | None
    measured: UnitPrice | None  # what that is per kilogram, litre or another measure
    line_total: Decimal | None
    offers: list[tuple[str, Decimal]]
    list_price: Decimal | None
    available: int
    stock_state: str
    stock_text: str | Promise
    later: int  # of these, so many have not come yet
    buyable: int
    problem: str | Promise
    risen: str | Promise
    withdrawal: str | Promise  # said when the right of withdrawal does not cover it as usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Lines in the order they were added; those of which nothing can be bought now stand `apart`.

    Totals are of what can be bought, less offers for the whole cart. `goods_gross` is incl. VAT. `codes` are those
    given, each with why it took nothing off, or nothing. `terms` are those of the quotation that the cart is bound to:
    in force, its prices are the quotation's and a line is bought whole or not at all; else they are today's.
    """

    lines: list[Line]
    apart: list[Line]
    goods: Goods
    codes: list[tuple[str, str | Promise]]
    terms: Terms | None = None

    @property
    def agreed(self) -> Terms | None:
        """The terms, where they are in force."""
        return self.terms if self.terms and self.terms.in_force else None

    @property
    def goods_net(self) -> Decimal:
        return self.goods.sums.net

    @property
    def goods_gross(self) -> Decimal:
        return self.goods.sums.gross

    @property
    def goods_vat(self) -> Decimal:
        return self.goods_gross - self.goods_net

    @property
    def count(self) -> int:
        """Pieces in the cart, whether they can be bought or not."""
        return sum(line.quantity for line in [*self.lines, *self.apart])

    @property
    def later(self) -> int:
        """Pieces that can be bought and have not come yet."""
        return sum(line.later for line in self.lines)

    @property
    def problems(self) -> list[Line]:
        """The lines that cannot be bought as they are."""
        return [line for line in [*self.lines, *self.apart] if line.problem]

    @property
    def changed(self) -> list[Line]:
        """The lines about which there is something to say before they are paid for."""
        return [line for line in [*self.lines, *self.apart] if line.problem or line.risen]


def contents(cart: Cart | None, *, shopper: Shopper) -> Contents:
    """What is in the cart now, priced for this shopper at `shopper.at`."""
    rows = lines.read(cart.pk) if cart else []
    bound = terms_of(cart, rows, shopper=shopper) if cart else None
    agreed = bound if bound and bound.in_force else None
    priced = agreed.quotes if agreed else _todays(rows, shopper)
    pages = showcase().shown({row.variant.product_id for row in rows}, locale=shopper.locale) if rows else {}
    codes = cart.codes if cart else []
    could = {row.variant.pk: _pieces_to_buy(row, priced, is_whole=agreed is not None) for row in rows}
    bought = {row.variant.pk: priced[row.variant.pk] for row in rows if could[row.variant.pk]}
    offers = cart_offers(bought, shopper=shopper, codes=codes) if bought and not agreed else []
    found = goods(bought.values(), offers=offers, codes=codes, buyer_type=shopper.buyer_type)
    shown = [
        _line(row, priced.get(row.variant.pk), pages.get(row.variant.product_id), found, could[row.variant.pk], shopper)
        for row in rows
    ]
    return Contents(
        lines=[line for line in shown if line.buyable],
        apart=[line for line in shown if not line.buyable],
        goods=found,
        codes=[(code, _use_of(code, offers, found.outcome)) for code in codes],
        terms=bound,
    )


def terms_of(cart: Cart, rows: Iterable[lines.Row], *, shopper: Shopper) -> Terms | None:
    """What the quotation says that the cart is bound to; None, without a query, for one that is not."""
    if cart.quotation_id is None:
        return None
    held = {row.variant.pk: row.quantity for row in rows}
    return terms(cart.quotation_id, held, shopper=shopper, user_id=cart.user_id, now=shopper.at)


def _todays(rows: list[lines.Row], shopper: Shopper) -> Mapping[int, Quote]:
    wanted = {row.variant.pk: min(row.quantity, row.available) or row.quantity for row in rows}
    return quotes(wanted, shopper=shopper) if rows else {}


def _pieces_to_buy(row: lines.Row, priced: Mapping[int, Quote], *, is_whole: bool) -> int:
    """How many pieces of a line can be bought; `is_whole` for all or none."""
    if not row.is_for_sale or row.variant.pk not in priced or (is_whole and row.available < row.quantity):
        return 0
    return min(row.quantity, row.available)


def _use_of(code: str, offers: list[CartOffer], outcome: Outcome) -> str | Promise:
    """Why a code takes nothing off; empty when it does."""
    if any(offer.code == code for offer in outcome.used):
        return ""
    why = next((reason for offer, reason in outcome.unused if offer.code == code), "unknown")
    least = min((offer.minimum_sum for offer in offers if offer.code == code and offer.minimum_sum), default=None)
    if why == "below the minimum sum" and least is not None:
        return _("The code holds from %(amount)s.") % {"amount": money(least)}
    return {
        "used up": _("The code has been used by as many as it was for."),
        "nothing that it fits": _("The code is for other goods than those in the cart."),
        "another offer is better": _("Another offer gives you more, and they cannot be used together."),
        "contract price": _("The code cannot be used on prices that are reduced or agreed already."),
        "no lower": _("The code gives no lower price on these goods."),
    }.get(why, _("There is no such code, or it is not in force."))


def _line(
    row: lines.Row, quote: Quote | None, page: Shown | None, found: Goods, buyable: int, shopper: Shopper
) -> Line:
    variant, available = row.variant, row.available
    is_low = 0 < row.at_hand <= row.low_from and not row.later
    list_price = quote.list_unit(shopper.buyer_type) if quote else None
    unit_price = quote.unit(shopper.buyer_type) if quote else None
    return Line(
        id=row.id,
        variant_id=variant.pk,
        sku=variant.sku,
        title=variant.product.name_in(shopper.locale),
        variant_label=variant.label_in(shopper.locale),
        url=f"{page.url}?variant={variant.sku}" if page and page.is_live else "",
        picture=page.picture_of(variant.sku, variant.label_in(shopper.locale)) if page else None,
        quantity=row.quantity,
        quote=quote,
        unit_price=unit_price,
        measured=quote.unit_price(shopper.buyer_type) if quote else None,
        line_total=quote.line(shopper.buyer_type) - found.outcome.off(row.variant.pk) if quote else None,
        offers=[
            (discount.offer.name, discount.by_variant[row.variant.pk])
            for discount in found.outcome.discounts
            if row.variant.pk in discount.by_variant
        ],
        list_price=list_price if list_price != unit_price else None,
        available=available,
        stock_state=_stock_state(row),
        stock_text=_("Only %(count)s left") % {"count": row.at_hand} if is_low else _later(row, shopper),
        later=row.later,
        buyable=buyable,
        problem=_problem(row, quote, buyable),
        risen=_risen(row, quote, shopper),
        withdrawal=variant.product.withdrawal_told,
    )


def _stock_state(row: lines.Row) -> str:
    if not row.available:
        return "out"
    if row.later:
        return "order"
    return "low" if row.at_hand <= row.low_from else "in"


def _later(row: lines.Row, shopper: Shopper) -> str:
    """That some of it has not come yet, and when it does."""
    return partly(row.at_hand, row.later, row.expected_on, today=timezone.localdate(shopper.at))


def _problem(row: lines.Row, quote: Quote | None, buyable: int) -> str | Promise:
    if not row.is_for_sale or quote is None:
        return _("This is no longer sold.")
    if not row.available:
        return _("Sold out while it was in your cart.")
    if not buyable:
        return _("Only %(count)s left, and the quotation is for %(quantity)s.") % {
            "count": row.available,
            "quantity": row.quantity,
        }
    if row.quantity > row.available:
        return _("Only %(count)s left, and the sum is for those.") % {"count": row.available}
    return ""


def _risen(row: lines.Row, quote: Quote | None, shopper: Shopper) -> str | Promise:
    """That a piece costs more than when the quantity was chosen. Of what cannot be bought nothing is said."""
    seen = row.seen_net if shopper.buyer_type == "business" else row.seen_gross
    if quote is None or seen is None or not row.is_for_sale or not row.available:
        return ""
    now = quote.unit(shopper.buyer_type)
    if now <= seen:
        return ""
    return _("The price has risen from %(seen)s to %(now)s since you put it here.") % {
        "seen": money(seen),
        "now": money(now),
    }
