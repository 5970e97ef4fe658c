"""Stock: one row for each article in each warehouse that has ever had it."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from commerce.stock.models import StockLevel, Warehouse
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried


def _warehouses() -> list[tuple[str, str]]:
    return list(Warehouse.objects.order_by("rank", "pk").values_list("code", "name"))


class StockFigures(Queried):
    code, title, short = "stock", _("Stock"), _("Stock")
    permission = "stock.view_stock"
    fields = (
        Field(
            code="sku",
            name=_("SKU"),
            source="stock__variant__sku",
            is_code=True,
            is_key=True,
            is_required=True,
            width=64,
            called=("artikelnummer", "artikelnr", "art.nr", "artnr", "article number"),
        ),
        Field(
            code="warehouse",
            name=_("Warehouse"),
            source="warehouse__code",
            is_code=True,
            is_key=True,
            width=20,
            called=("lager", "lagerställe", "lagerkod", "location"),
        ),
        Field(
            code="on_hand",
            name=_("On hand"),
            source="on_hand",
            of=Of.INTEGER,
            width=12,
            is_required=True,
            called=("saldo", "lagersaldo", "antal", "i lager", "quantity", "qty", "stock"),
        ),
        Field(code="allocated", name=_("Allocated"), source="allocated", of=Of.INTEGER, width=12, comes_in=False),
        Field(
            code="free",
            name=_("Free"),
            source=F("on_hand") - F("allocated"),
            of=Of.INTEGER,
            width=12,
            comes_in=False,
        ),
        Field(code="low_from", name=_("Low from"), source="stock__low_from", of=Of.INTEGER, width=12, comes_in=False),
        Field(
            code="expected_on",
            name=_("Expected in stock"),
            source="stock__expected_on",
            of=Of.DATE,
            width=10,
            comes_in=False,
        ),
    )
    filters = (
        Filter(code="warehouse", name=_("Warehouse"), choices=_warehouses),
        Filter(
            code="only",
            name=_("Articles"),
            choices=lambda: [("there", str(_("In stock"))), ("gone", str(_("Out of stock")))],
        ),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = StockLevel.objects.order_by("stock_id", "warehouse_id")
        if chosen.get("warehouse"):
            found = found.filter(warehouse__code=chosen["warehouse"])
        if chosen.get("only"):
            found = found.filter(on_hand__gt=0) if chosen["only"] == "there" else found.filter(on_hand=0)
        return found
