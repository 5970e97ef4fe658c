"""What there is to buy of each article; and, for systems, what lies in each warehouse."""

from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from commerce.stock.models import Stock
from integrations.api.caller import Caller
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried, article_number
from integrations.gateway.kinds.stock import StockFigures

router = Router(tags=["stock"])
ON_SALE = Q(variant__is_active=True, variant__product__is_on_sale=True)


class Available(Queried):
    """What can be bought: what is on the shelves and spoken for by nobody, in all warehouses."""

    code, title, short = "available", _("Available in stock"), _("Stock")
    permission = "stock.view_stock"
    fields = (
        article_number("variant__sku"),
        Field(
            code="available",
            name=_("Available"),
            source=Greatest("available", 0),
            of=Of.INTEGER,
            width=12,
            comes_in=False,
        ),
        Field(
            code="backorder", name=_("Back-order"), source="backorder_limit", of=Of.INTEGER, width=12, comes_in=False
        ),
        Field(
            code="expected_on", name=_("Expected in stock"), source="expected_on", of=Of.DATE, width=10, comes_in=False
        ),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Stock.objects.order_by("pk")


def _of(caller: Caller) -> Part:
    return Part(AVAILABLE, ON_SALE if caller.organisation else None)


AVAILABLE, FIGURES = Available(), StockFigures()
STOCK = Noun(name="stock", kind=AVAILABLE, of=_of, codes=AVAILABLE.codes, paged_by=("pk",))
LEVELS = Noun(
    name="stock-levels",
    kind=FIGURES,
    of=lambda _caller: Part(FIGURES),
    codes=FIGURES.codes,
    paged_by=("stock_id", "warehouse_id"),
)
lists(router, STOCK, scope=Scope.READ_STOCK, summary=_("What there is to buy of each article"))
lists(
    router,
    LEVELS,
    scope=Scope.READ_STOCK,
    summary=_("What there is in each warehouse"),
    filters={"warehouse": str, "only": Literal["there", "gone"]},
    is_for_systems=True,
)
reads(
    router,
    STOCK,
    scope=Scope.READ_STOCK,
    summary=_("What there is to buy of one article"),
    path="/stock/{path:key}",
    name="read_stock",
    by=lambda sku: Q(variant__sku=sku),
)
