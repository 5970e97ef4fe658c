"""What a quotation says, as prices: the same `Quote` that the price lists give, made of its kept lines.

The draft at the desk, the page, the PDF, the cart, the checkout and the order all reckon with these, so the figures are
the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from commerce.catalogue.models import TaxClass
from commerce.customers.shopper import Shopper
from commerce.pricing.quote import EXCLUSIVE, Candidate, Quote, quote
from commerce.pricing.reckoning import Reckoning, goods, with_delivery
from commerce.pricing.vat import DOMESTIC, charged, rate
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import QuotationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a cart is bound to. In force when `over` is empty; else it says why not, and `quotes` are none:

    expired, used, declined, withdrawn, another (not for this shopper), changed (the cart holds something else).
    """

    quotation_id: int
    number: str
    valid_through: date | None
    over: str = ""
    quotes: Mapping[int, Quote] = field(default_factory=dict)
    tax_classes: Mapping[int, str] = field(default_factory=dict)
    delivery_method: str = ""
    delivery_name: str = ""
    delivery_gross: Decimal = Decimal(0)

    @property
    def in_force(self) -> bool:
        return not self.over


def terms(
    quotation_id: int,
    quantities: Mapping[int, int],
    *,
    shopper: Shopper,
    user_id: int | None,
    now: datetime,
    is_locked: bool = False,
) -> Terms:
    """What a cart that is bound to a quotation and holds these quantities, by variant, costs this shopper. Two queries.

    With `is_locked` the quotation is held until the transaction ends, so that it can be used once (`life.use`).
    """
    found = Quotation.objects.select_for_update(no_key=True) if is_locked else Quotation.objects
    quotation = found.get(pk=quotation_id)
    lines = list(quotation.lines.order_by("position"))
    over = _over(quotation, lines, quantities, shopper=shopper, user_id=user_id, now=now)
    standing = [] if over else lines
    return Terms(
        quotation_id=quotation.pk,
        number=str(quotation),
        valid_through=quotation.valid_through,
        over=over,
        quotes={line.variant_id: _quote(quotation, line, zone=shopper.vat_zone, now=now) for line in standing},
        tax_classes={line.variant_id: line.tax_class for line in standing},
        delivery_method=quotation.delivery_method,
        delivery_name=quotation.delivery_name,
        delivery_gross=quotation.delivery_gross,
    )


def is_for(quotation: Quotation, *, shopper: Shopper, user_id: int | None) -> bool:
    """Whether the shopper may buy by it: he whom it was made for, or anyone who buys for the same organisation."""
    if shopper.organisation != quotation.organisation_id or shopper.buyer_type != quotation.buyer_type:
        return False
    return quotation.organisation_id is not None or (user_id is not None and user_id == quotation.user_id)


def reckon(quotation: Quotation, lines: Iterable[QuotationLine], *, now: datetime) -> Reckoning:
    """What it comes to, delivered in Sweden; lines without a price are not counted. No query."""
    priced = [_quote(quotation, line, zone=DOMESTIC, now=now) for line in lines if line.unit is not None]
    return with_delivery(
        goods(priced, buyer_type=quotation.buyer_type),
        quotation.delivery_gross,
        standard_rate=rate(TaxClass.STANDARD, now),
    )


def _over(quotation, lines, quantities, *, shopper, user_id, now) -> str:
    if quotation.is_ended(now):
        return "expired"
    if quotation.state != QuotationState.SENT:
        return {QuotationState.ACCEPTED: "used", QuotationState.DECLINED: "declined"}.get(quotation.state, "withdrawn")
    if not is_for(quotation, shopper=shopper, user_id=user_id):
        return "another"
    return "" if {line.variant_id: line.quantity for line in lines} == dict(quantities) else "changed"


def _quote(quotation: Quotation, line: QuotationLine, *, zone: str, now: datetime) -> Quote:
    """The kept price as the one candidate there is; where the sale is taxed elsewhere, the buyer's side stays."""
    price = Candidate(
        variant_id=line.variant_id,
        price_id=line.pk or 0,
        list_code="",
        level=None,
        level_name=None,
        is_net=quotation.is_business,
        min_quantity=1,
        amount=line.unit or Decimal(0),
        policy=EXCLUSIVE,
        quotation=str(quotation),
    )
    made = quote(
        line.variant_id,
        line.quantity,
        [price],
        rate=line.vat_rate,
        buyer_type=quotation.buyer_type,
        charged=line.vat_rate if zone == DOMESTIC else charged(zone, line.tax_class, now),
    )
    assert made is not None  # noqa: S101  one piece is enough for the only candidate
    return made
