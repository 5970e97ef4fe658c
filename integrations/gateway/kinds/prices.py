"""Prices: one row for each amount on a list, from a quantity, with the time in which it is in force."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commerce.pricing.models import Price, PriceList
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried


def _lists() -> list[tuple[str, str]]:
    return list(PriceList.objects.order_by("name").values_list("code", "name"))


class Prices(Queried):
    code, title, short = "prices", _("Prices"), _("Prices")
    permission = "pricing.view_price"
    fields = (
        Field(
            code="sku",
            name=_("SKU"),
            source="variant__sku",
            is_code=True,
            is_key=True,
            is_required=True,
            called=("artikelnummer", "artikelnr", "art.nr", "artnr", "article number"),
            width=64,
        ),
        Field(
            code="price_list",
            name=_("Price list"),
            source="price_list__code",
            is_key=True,
            width=60,
            called=("prislista", "lista", "listkod", "list"),
        ),
        Field(
            code="min_quantity",
            name=_("From quantity"),
            source="min_quantity",
            of=Of.INTEGER,
            width=12,
            is_key=True,
            called=("från", "fr.o.m. antal", "antal", "quantity"),
        ),
        Field(
            code="amount",
            name=_("Amount"),
            source="amount",
            of=Of.DECIMAL,
            decimals=2,
            width=14,
            is_required=True,
            called=("pris", "nytt pris", "belopp", "price", "new price"),
        ),
        Field(code="currency", name=_("Currency"), source="price_list__currency", width=8, comes_in=False),
        Field(code="basis", name=_("Basis"), source="price_list__basis", width=8, comes_in=False),
        Field(
            code="valid_from",
            name=_("Valid from"),
            source="valid_from",
            of=Of.DATETIME,
            width=32,
            is_key=True,
            comes_in=False,
        ),
        Field(
            code="valid_until", name=_("Valid until"), source="valid_until", of=Of.DATETIME, width=32, comes_in=False
        ),
    )
    filters = (
        Filter(code="price_list", name=_("Price list"), choices=_lists),
        Filter(
            code="time",
            name=_("In force"),
            choices=lambda: [("now", str(_("Now"))), ("later", str(_("Later"))), ("past", str(_("Before now")))],
        ),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = Price.objects.order_by("variant_id", "price_list_id", "min_quantity", "valid_from")
        if chosen.get("price_list"):
            found = found.filter(price_list__code=chosen["price_list"])
        return found.filter(_in_time(chosen.get("time", ""), now))


def _in_time(which: str, now: datetime) -> Q:
    has_begun = Q(valid_from=None) | Q(valid_from__lte=now)
    goes_on = Q(valid_until=None) | Q(valid_until__gt=now)
    return {"now": has_begun & goes_on, "later": Q(valid_from__gt=now), "past": ~goes_on}.get(which, Q())
