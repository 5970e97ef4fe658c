"""Prices as the caller pays them, worked out by the functions that pages and the checkout ask (`commerce.pricing`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Router

from commerce.catalogue.models import Variant
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import tiers
from commerce.pricing.quote import Quote
from integrations.api.caller import Caller
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.formats.tables.column import Value
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried, article_number

router = Router(tags=["prices"])
AT_ONCE = 500


def _amount(code: str, name: Any) -> Field:
    return Field(code=code, name=name, source="pk", of=Of.DECIMAL, decimals=2, width=14, comes_in=False)


class PaidPrices(Queried):
    """One row for each quantity from which an article on sale costs less. None where the caller has no price."""

    code, title, short = "paid", _("Prices as they are paid"), _("Prices")
    permission = "pricing.view_price"
    fields = (
        article_number("sku"),
        Field(code="currency", name=_("Currency"), source="pk", width=3, comes_in=False),
        _amount("vat_rate", _("VAT rate")),
        _amount("prior", _("Lowest price of 30 days, where it is reduced")),
        Field(code="from_quantity", name=_("From quantity"), source="pk", of=Of.INTEGER, width=12, comes_in=False),
        _amount("net", _("Excluding VAT")),
        _amount("gross", _("Including VAT")),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Variant.objects.filter(is_active=True, product__is_on_sale=True).order_by("pk")


class Paid(Part):
    """What they cost one shopper."""

    def __init__(self, shopper: Shopper) -> None:
        super().__init__(KIND)
        self.shopper = shopper

    def rows(self, codes: Sequence[str], chosen: Filters, *, now: datetime) -> Iterator[Sequence[Value]]:
        variants = self.query(chosen, now=now).values_list("pk", "sku").iterator(chunk_size=AT_ONCE)
        while batch := dict(islice(variants, AT_ONCE)):
            found = tiers(batch, shopper=self.shopper)
            for pk, sku in batch.items():
                for quantity, quote in found.get(pk, ()):
                    told = self._told(sku, quantity, quote)
                    yield [told[code] for code in codes]

    def _told(self, sku: str, quantity: int, quote: Quote) -> dict[str, Value]:
        return {
            "sku": sku,
            "currency": self.shopper.currency,
            "vat_rate": quote.rate,
            "prior": quote.prior_unit,
            "from_quantity": quantity,
            "net": quote.unit_net,
            "gross": quote.unit_gross,
        }


def _of(caller: Caller) -> Part:
    return Paid(caller.shopper)


KIND = PaidPrices()
PRICES = Noun(
    name="prices",
    kind=KIND,
    of=_of,
    codes=KIND.codes,
    paged_by=("pk",),
    whole=("sku", "currency", "vat_rate", "prior"),
    parts="tiers",
    key="sku",
)
lists(router, PRICES, scope=Scope.READ_PRICES, summary=_("Prices, as the caller pays them"))
reads(
    router,
    PRICES,
    scope=Scope.READ_PRICES,
    summary=_("The price of one article"),
    path="/prices/{path:key}",
    name="read_price",
    by=lambda sku: Q(sku=sku),
)
