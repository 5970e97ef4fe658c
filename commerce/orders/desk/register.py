"""The registers of orders and delivery methods.

An order is a record of what was bought: it is read and moved on, never edited.
"""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.customers.models import Level
from commerce.orders.desk import conditions
from commerce.orders.desk import views as desk_views
from commerce.orders.desk.register_actions import CANCEL, PACK, PACKING_SLIPS, SHIP
from commerce.orders.desk.register_forms import DeliveryMethodForm
from commerce.orders.desk.register_views import OrderInspect, move, payment_chip
from commerce.orders.desk.search import DocumentSearch, OrderIndex
from commerce.orders.freight.desk import LABELS
from commerce.orders.models import DeliveryMethod, Order, OrderLine, Payment
from commerce.register.columns import EMPTY, chip, column, money, yes_no
from commerce.register.export import OtherSheet
from commerce.register.filters import Choice, Period, one_of, yes_or_no
from commerce.register.register import ReadOnly, Register

STATE_TONES = {"awaiting": "wait", "placed": "wait", "confirmed": "good", "completed": "quiet", "cancelled": "bad"}
FULFILMENT_TONES = {"open": "wait", "partly_shipped": "wait", "packed": "good", "shipped": "quiet"}
MOVING = (Order.State.CONFIRMED, Order.State.COMPLETED)
PROBLEMS = {
    "freight": _("Freight was refused"),
    "refund": _("A refund was refused"),
    "owed": _("Money to pay back arrived"),
    "overcharged": _("Too much was charged"),
    "forgotten": pgettext_lazy("orders", "Forgotten"),
}
LINES = (
    (_("Order number"), "order__number"),
    (_("Placed"), "order__placed_at"),
    (_("State"), "order__state"),
    (_("E-mail address"), "order__email"),
    (_("Line"), "position"),
    (_("SKU"), "sku"),
    (_("Name"), "name"),
    (_("Variant"), "label"),
    (_("Quantity"), "quantity"),
    (_("Each, net"), "unit_net"),
    (_("Each, gross"), "unit_gross"),
    (_("Discount"), "discount"),
    (_("Net"), "net"),
    (_("VAT"), "vat"),
    (_("Total"), "gross"),
    (_("VAT rate"), "vat_rate"),
    (_("Currency"), "order__currency"),
    (_("Delivery group"), "group"),
)
INVOICES = {
    "missing": (_("to invoice"), lambda rows, now: conditions.not_invoiced(rows)),
    "unpaid": (_("unpaid"), lambda rows, now: conditions.unpaid(rows)),
    "overdue": (_("overdue"), conditions.overdue),
}


def _lines_of(orders):
    """The lines of some orders, in the order that the orders came: read along an index, without sorting a million."""
    return OrderLine.objects.filter(order__in=orders.order_by()).order_by("order_id", "position")


class OrderRegister(Register):
    model = Order
    menu_label = pgettext_lazy("admin", "Orders")
    menu_icon = "form"
    search_hint = _("Number, name, e-mail, phone, article, invoice…")
    list_display = ("number", "placed", "customer", "total", "status", "payment", "parcel", "delivery_name")
    ordering = ("-placed_at",)
    is_newest_first = True
    search_fields = ("number",)  # by every word of the order, see `search_handler_class`
    search_handler_class = DocumentSearch
    index_view_class = OrderIndex
    permission_helper_class = ReadOnly
    inspect_view_class = OrderInspect
    inspect_template_name = "modeladmin/orders/order/inspect.html"
    history_view_enabled = False
    filters = (
        one_of("state", _("State"), Order.State),
        Choice(
            name="parcel",
            label=_("Parcel"),
            choices=lambda: Order.Fulfilment.choices,
            narrow=lambda rows, value: rows.filter(state__in=MOVING, fulfilment=value),
        ),
        Choice(
            name="payment",
            label=_("Payment"),
            choices=lambda: Payment.State.choices,
            narrow=lambda rows, value: rows.filter(pk__in=Payment.objects.filter(state=value).values("order")),
        ),
        one_of("paid_state", _("Money"), Order.Paid),
        Choice(
            name="problem",
            label=_("Problem"),
            choices=lambda: PROBLEMS.items(),
            narrow=lambda rows, value: rows.filter(conditions.problem(value, now=timezone.now())),
        ),
        Choice(
            name="invoice",
            label=_("Invoice"),
            choices=lambda: [(value, words) for value, (words, _narrow) in INVOICES.items()],
            narrow=lambda rows, value: INVOICES[value][1](rows, timezone.now()),
        ),
        Choice(
            name="level",
            label=_("Level"),
            choices=lambda: Level.objects.values_list("code", "name"),
            narrow=lambda rows, value: rows.filter(level=value),
        ),
        Period(name="placed", label=_("Placed"), field="placed_at"),
    )
    export = (
        (_("Number"), "number"),
        (_("Placed"), "placed_at"),
        (_("State"), "state"),
        (_("Parcel"), "fulfilment"),
        (_("E-mail address"), "email"),
        (_("Level"), "level"),
        (_("Buyer type"), "buyer_type"),
        (_("Net"), "net"),
        (_("VAT"), "vat"),
        (_("Total"), "gross"),
        (_("Currency"), "currency"),
        (_("Delivery"), "delivery_name"),
        (_("Delivery, total"), "delivery_gross"),
    )
    sheets = {
        "lines": OtherSheet(
            label=_("One row for each line"), name="rader", model=OrderLine, columns=LINES, rows=_lines_of
        )
    }
    actions = (PACK, SHIP, CANCEL)
    documents = (PACKING_SLIPS, LABELS)

    def load(self, rows, request):
        payments = {}
        for payment in Payment.objects.filter(order__in=rows).order_by("pk"):
            payments[payment.order_id] = payment
        for row in rows:
            row.latest_payment = payments.get(row.pk)
        super().load(rows, request)

    @column(_("Placed"), order="placed_at")
    def placed(self, order):
        return order.placed_at

    @column(_("Customer"), order="email")
    def customer(self, order):
        return order.email

    @column(_("Total"), order="gross", number=True)
    def total(self, order):
        return money(order.gross, order.currency)

    @column(_("State"), order="state")
    def status(self, order):
        return chip(order.get_state_display(), STATE_TONES[order.state])

    @column(_("Payment"))
    def payment(self, order):
        return payment_chip(order.latest_payment) if order.latest_payment else EMPTY

    @column(_("Parcel"), order="fulfilment")
    def parcel(self, order):
        if order.state not in MOVING:
            return EMPTY
        return chip(order.get_fulfilment_display(), FULFILMENT_TONES[order.fulfilment])

    def get_admin_urls_for_registration(self):
        return (
            *super().get_admin_urls_for_registration(),
            path("orders/order/move/<int:order_id>/", move, name="order_move"),
            *desk_views.addresses(),
        )

    def get_links(self, instance, request):
        links = super().get_links(instance, request)
        if request.user.has_perm("events.view_event"):
            links = [*links, (_("All events"), f"{reverse('events_event_modeladmin_index')}?q=order:{instance.number}")]
        return links


class DeliveryMethodRegister(Register):
    model = DeliveryMethod
    menu_label = _("Delivery methods")
    menu_icon = "arrow-right-full"
    search_hint = _("Name or code")
    list_display = ("name_sv", "code", "promise_sv", "price", "free", "active", "position")
    ordering = ("position", "name_sv")
    search_fields = ("name_sv", "name_en", "code")
    filters = (yes_or_no("is_active", _("State"), yes=_("active"), no=_("not active")),)
    export = (
        (_("Code"), "code"),
        (_("Name"), "name_sv"),
        (_("Name in English"), "name_en"),
        (_("Promise"), "promise_sv"),
        (_("Price including VAT"), "gross"),
        (_("Free from"), "free_from"),
        (_("Active"), "is_active"),
        (_("Position"), "position"),
    )
    inspect_view_fields = list_display
    form_class = DeliveryMethodForm
    panels = (
        MultiFieldPanel([FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]), FieldPanel("code")], _("Name")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("promise_sv"), FieldPanel("promise_en")])], _("Promise")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("gross"), FieldPanel("free_from")])], _("Price")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("position"), FieldPanel("is_active")])], _("In the checkout")),
        MultiFieldPanel(
            [
                FieldPanel("carrier"),
                FieldRowPanel([FieldPanel("product"), FieldPanel("return_product")]),
                FieldPanel("points_of"),
            ],
            _("Freight"),
        ),
    )

    @column(_("Price including VAT"), order="gross", number=True)
    def price(self, method):
        return money(method.gross, "SEK")

    @column(_("Free from"), order="free_from", number=True)
    def free(self, method):
        return EMPTY if method.free_from is None else money(method.free_from, "SEK")

    @column(_("Active"), order="is_active")
    def active(self, method):
        return yes_no(method.is_active)
