"""What has been sold: orders line by line, invoices and credit notes, parcels line by line. They only go out."""

from datetime import datetime

from django.db.models import CharField, QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from commerce.orders.models import Invoice, OrderLine, ShipmentLine
from commerce.orders.states import OrderState, ShipmentState
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, during, or_missing

PERIOD = (
    Filter(code="since", name=_("From and including")),
    Filter(code="until", name=_("Until and including")),
)


def _words(states) -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in states.choices]


def _amount(code: str, name, source: str) -> Field:
    return Field(code=code, name=name, source=source, of=Of.DECIMAL, decimals=2, width=16, comes_in=False)


def _told(code: str, name, source, width: int, **more) -> Field:
    return Field(code=code, name=name, source=source, width=width, comes_in=False, **more)


class Orders(Queried):
    """One row for each line; what is said of the whole order stands on each of its rows."""

    code, title, short = "orders", _("Orders, line by line"), _("Orders")
    permission = "orders.view_order"
    is_personal = True
    fields = (
        _told("number", _("Order"), "order__number", 20, is_code=True, is_key=True),
        _told("position", _("Line"), "position", 6, of=Of.INTEGER, is_key=True),
        _told("placed_at", _("Placed at"), "order__placed_at", 32, of=Of.DATETIME),
        _told("state", _("State"), "order__state", 12),
        _told("paid_state", _("Paid"), "order__paid_state", 16),
        _told("fulfilment", _("Fulfilment"), "order__fulfilment", 16),
        _told("email", _("E-mail address"), "order__email", 254, made=or_missing),
        _told("organisation", _("Organisation"), "order__organisation__name", 120),
        _told("po_number", _("Customer's order number"), "order__po_number", 40, made=or_missing, is_code=True),
        _told("sku", _("SKU"), "sku", 64, is_code=True),
        _told("name", _("Article"), "name", 255),
        _told("label", _("Variant"), "label", 255, made=or_missing),
        _told("quantity", _("Quantity"), "quantity", 10, of=Of.INTEGER),
        _amount("unit_net", _("Each excluding VAT"), "unit_net"),
        _amount("net", _("Line excluding VAT"), "net"),
        _amount("vat", _("Line's VAT"), "vat"),
        _amount("gross", _("Line including VAT"), "gross"),
        _amount("vat_rate", _("VAT rate"), "vat_rate"),
        _amount("delivery_gross", _("Order's delivery"), "order__delivery_gross"),
        _amount("order_gross", _("Order's total"), "order__gross"),
        _told("currency", _("Currency"), "order__currency", 3),
        _told("delivery_method", _("Delivery method"), "order__delivery_method", 40),
    )
    filters = (*PERIOD, Filter(code="state", name=_("State"), choices=lambda: _words(OrderState)))

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = OrderLine.objects.filter(**during(chosen, "order__placed_at")).order_by("order_id", "position")
        return found.filter(order__state=chosen["state"]) if chosen.get("state") else found


class Invoices(Queried):
    code, title, short = "invoices", _("Invoices and credit notes"), _("Invoices")
    permission = "orders.view_invoice"
    is_personal = True
    fields = (
        _told(
            "number",
            _("Number"),
            Concat("series_id", Cast("number", CharField()), output_field=CharField()),
            28,
            is_code=True,
            is_key=True,
        ),
        _told("kind", _("Kind"), "kind", 11),
        _told("order", _("Order"), "order__number", 20, is_code=True),
        _told(
            "credits",
            _("Credits"),
            Concat("credits__series_id", Cast("credits__number", CharField()), output_field=CharField()),
            28,
            is_code=True,
            made=or_missing,
        ),
        _told("issued_on", _("Issued on"), "issued_on", 10, of=Of.DATE),
        _told("due_on", _("Due on"), "due_on", 10, of=Of.DATE),
        _told("organisation", _("Organisation"), "order__organisation__name", 120),
        _amount("net", _("Excluding VAT"), "net"),
        _amount("vat", _("VAT"), "vat"),
        _amount("gross", _("Including VAT"), "gross"),
        _told("currency", _("Currency"), "currency", 3),
    )
    filters = PERIOD

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        days = {
            f"issued_on__{how}": chosen[code] for code, how in (("since", "gte"), ("until", "lte")) if chosen.get(code)
        }
        return Invoice.objects.filter(**days).order_by("series_id", "number")


class Deliveries(Queried):
    """One row for each line of a parcel."""

    code, title, short = "deliveries", _("Deliveries, line by line"), _("Deliveries")
    permission = "orders.view_order"
    fields = (
        _told(
            "parcel",
            _("Parcel"),
            Concat(
                "shipment__order__number",
                Constant("-"),
                Cast("shipment__number", CharField()),
                output_field=CharField(),
            ),
            26,
            is_code=True,
            is_key=True,
        ),
        _told("order", _("Order"), "shipment__order__number", 20, is_code=True),
        _told("state", _("State"), "shipment__state", 10),
        _told("carrier", _("Carrier"), "shipment__carrier", 80, made=or_missing),
        _told("tracking_number", _("Tracking number"), "shipment__tracking_number", 80, made=or_missing, is_code=True),
        _told("packed_at", _("Packed at"), "shipment__packed_at", 32, of=Of.DATETIME),
        _told("shipped_at", _("Shipped at"), "shipment__shipped_at", 32, of=Of.DATETIME),
        _told("delivered_at", _("Delivered at"), "shipment__delivered_at", 32, of=Of.DATETIME),
        _told("sku", _("SKU"), "line__sku", 64, is_code=True, is_key=True),
        _told("name", _("Article"), "line__name", 255),
        _told("quantity", _("Quantity"), "quantity", 10, of=Of.INTEGER),
    )
    filters = (*PERIOD, Filter(code="state", name=_("State"), choices=lambda: _words(ShipmentState)))

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = ShipmentLine.objects.filter(**during(chosen, "shipment__packed_at")).order_by("shipment_id", "pk")
        return found.filter(shipment__state=chosen["state"]) if chosen.get("state") else found
