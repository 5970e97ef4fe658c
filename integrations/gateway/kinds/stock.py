"""Stock: one row for each article in each warehouse that has ever had it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.stock.intake import take_in_stock
from commerce.stock.models import StockLevel, Warehouse
from commerce.stock.reserve import hold
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, article_number
from integrations.gateway.kinds.taking import Given, Stop, Taken, Takes, compared, is_missing, refused


def _warehouses() -> list[tuple[str, str]]:
    return list(Warehouse.objects.order_by("rank", "pk").values_list("code", "name"))


class StockFigures(Queried, Takes):
    code, title, short = "stock", _("Stock"), _("Stock")
    permission, take_permission = "stock.view_stock", "stock.change_stock"
    stops = (
        Stop(
            code="emptied",
            percent=10,
            said=_("%(count)s of %(whole)s articles in stock in %(group)s would be gone (%(percent)s %%)."),
            counts=lambda taken: taken.changes.get("on_hand", (0, 1))[1] == 0,
            group=lambda row: str(row.values.get("warehouse") or ""),
        ),
    )
    fields = (
        article_number("stock__variant__sku"),
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
            name=_("Not promised"),
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

    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        """Set what is on the shelf. Locks the stock of all rows first, in SKU order, then each warehouse in turn."""
        warehouses = {warehouse.code: warehouse for warehouse in Warehouse.in_use()}
        first = next(iter(warehouses), "")
        became: list[Taken] = []
        sorted_in: dict[str, dict[str, Given]] = {}
        for row in rows:
            code = str(row.values.get("warehouse") or first)
            if fault := _fault(row, code, warehouses, sorted_in):
                became.append(fault)
            else:
                sorted_in.setdefault(code, {})[str(row.values["sku"])] = row
        skus = {sku for given in sorted_in.values() for sku in given}
        variants = dict(Variant.objects.filter(sku__among=skus).values_list("sku", "pk"))
        if len(sorted_in) > 1:
            hold(variants.values())
        for code, given in sorted_in.items():
            became += _set(warehouses[code], given, variants, by=by, now=now, reference=reference)
        return sorted(became, key=lambda taken: taken.line)

    def usual_group(self) -> str:
        first = Warehouse.in_use().first()
        return first.code if first else ""

    def whole(self, group: str, *, now: datetime) -> int:
        return self.count({"warehouse": group, "only": "there"}, now=now)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """A figure where there was none before is none again: nothing on the shelf."""
        emptied = [Given(row.line, {**row.values, "on_hand": 0}) for row in rows]
        return self.take(emptied, into=None, by=by, now=now, reference=reference)


def _fault(row: Given, code: str, warehouses: Mapping[str, Warehouse], sorted_in) -> Taken | None:
    for column in ("sku", "on_hand"):
        if is_missing(row.values.get(column)):
            return refused(row, column, gettext("It is missing."))
    if code not in warehouses:
        return refused(row, "warehouse", gettext("There is no warehouse %(code)s in use.") % {"code": code})
    if warehouses[code].run_by:
        said = gettext("What is on the shelves of %(name)s is told by the system that runs it.")
        return refused(row, "warehouse", said % {"name": warehouses[code].name})
    if row.values["sku"] in sorted_in.get(code, {}):
        return refused(row, "sku", gettext("The stock of %(sku)s is named twice.") % {"sku": row.values["sku"]})
    return None


def _set(warehouse, given: Mapping[str, Given], variants, *, by, now: datetime, reference: str) -> list[Taken]:
    figures = {sku: int(str(row.values["on_hand"])) for sku, row in given.items()}
    report = take_in_stock(figures, variants=variants, warehouse=warehouse, reference=reference, by=by.pk, now=now)
    return [
        refused(row, "sku" if sku not in variants else "on_hand", report.refused[sku])
        if sku in report.refused
        else compared(row, "on_hand", report.before[sku], figures[sku])
        for sku, row in given.items()
    ]
