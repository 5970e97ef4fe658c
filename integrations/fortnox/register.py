"""The registers of what Fortnox has of ours: each invoice and credit note there, and what has been set against them."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.orders.desk.views import issued
from commerce.orders.documents.links import OrderRegister
from commerce.orders.models import Invoice, Payment
from commerce.register.columns import EMPTY, chip, column, link, moment, money
from commerce.register.filters import Choice, Period, one_of, states, yes_or_no
from commerce.register.register import ReadOnly, Register
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment

BOOKED = Q(booked_at__isnull=False)
ASKED = Q(booked_at=None, booking_asked_at__isnull=False)
MADE = Q(booking_asked_at=None, booked_at=None)
BOOKING = {
    "made": (_("not in the books yet"), MADE),
    "asked": (_("to go into the books"), ASKED),
    "booked": (_("in the books"), BOOKED),
}
TONES = {"made": "wait", "asked": "wait", "booked": "good"}


class FortnoxDocumentRegister(Register):
    """What is in the books, order by order. It is changed in Fortnox, by what the shop sends there."""

    model = FortnoxDocument
    menu_label = _("Documents in Fortnox")
    menu_icon = "doc-full"
    search_hint = _("Number in Fortnox, or the order's number")
    list_display = ("number", "document", "order_link", "total", "made", "booking", "left", "settled")
    list_select_related = ("invoice__order",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("number__startswith", "invoice__order__number__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        states("booking", _("Bookkeeping"), BOOKING),
        one_of("kind", _("Kind"), Invoice.Kind, field="invoice__kind"),
        yes_or_no("is_settled", _("Settled")),
        Period(name="made", label=_("Made at"), field="made_at"),
    )
    export = (
        (_("Number in Fortnox"), "number"),
        (_("Invoice"), "invoice__number"),
        (_("Kind"), "invoice__kind"),
        (_("Order"), "invoice__order__number"),
        (_("Total"), "invoice__gross"),
        (_("Currency"), "invoice__currency"),
        (_("Left to pay"), "balance"),
        (_("Made at"), "made_at"),
        (_("Booked at"), "booked_at"),
        (_("Settled"), "is_settled"),
    )
    inspect_view_fields = (
        "number", "document", "order_link", "total", "left", "settled", "made", "booking", "booked",
        "paid",
    )  # fmt: skip

    @column(_("Invoice"), order="invoice__number")
    def document(self, row):
        issued = row.invoice
        return link(reverse("order_document", args=["invoice", issued.pk]), f"{issued.get_kind_display()} {issued}")

    @column(_("Order"), order="invoice__order__number")
    def order_link(self, row):
        return _order(row.invoice.order)

    @column(_("Total"), order="invoice__gross", number=True)
    def total(self, row):
        return money(row.invoice.gross, row.invoice.currency)

    @column(_("Made at"), order="made_at")
    def made(self, row):
        return moment(row.made_at)

    @column(_("Bookkeeping"), order="booked_at")
    def booking(self, row):
        return _booking(row)

    @column(_("Booked at"), order="booked_at")
    def booked(self, row):
        return moment(row.booked_at)

    @column(_("Left to pay"), order="balance", number=True)
    def left(self, row):
        """As Fortnox last said; of what is settled nothing is."""
        return EMPTY if row.is_settled or row.balance is None else money(row.balance, row.invoice.currency)

    @column(_("Settled"), order="is_settled")
    def settled(self, row):
        return chip(gettext("settled"), "good") if row.is_settled else chip(gettext("open"), "wait")

    @column(_("Payments set against it"))
    def paid(self, row):
        payments = FortnoxPayment.objects.filter(document=row).order_by("pk")
        shown = [(one.number or gettext("on its way"), money(one.amount, row.invoice.currency)) for one in payments]
        return format_html_join(", ", "{}: {}", shown) or EMPTY


class FortnoxPaymentRegister(Register):
    """What providers took and gave back, as it is set against documents in Fortnox."""

    model = FortnoxPayment
    menu_label = _("Payments in Fortnox")
    menu_icon = "list-ol"
    search_hint = _("Number in Fortnox, or the order's number")
    list_display = ("name", "order_link", "provider", "document_link", "sum", "asked", "booking")
    list_select_related = ("document__invoice__order", "event__payment")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = (
        "number__startswith",
        "document__number__startswith",
        "document__invoice__order__number__startswith",
    )
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        states("booking", _("Bookkeeping"), BOOKING),
        Choice(
            name="provider",
            label=_("Payment provider"),
            choices=lambda: [(code, code) for code in settings.PAYMENT_PROVIDERS],
            narrow=lambda rows, value: rows.filter(event__payment__in=Payment.objects.filter(provider=value)),
        ),
        Period(name="asked", label=_("Asked for at"), field="asked_at"),
    )
    export = (
        (_("Number in Fortnox"), "number"),
        (_("Document"), "document__number"),
        (_("Order"), "document__invoice__order__number"),
        (_("Payment provider"), "event__payment__provider"),
        (_("Amount"), "amount"),
        (_("Asked for at"), "asked_at"),
        (_("Booked at"), "booked_at"),
    )
    inspect_view_fields = (
        "name", "order_link", "provider", "document_link", "sum", "asked", "booking", "booked",
    )  # fmt: skip

    @column(_("Number in Fortnox"), order="number")
    def name(self, row):
        return row.number or gettext("on its way")

    @column(_("Order"), order="document__invoice__order__number")
    def order_link(self, row):
        return _order(row.document.invoice.order)

    @column(_("Payment provider"), order="event__payment__provider")
    def provider(self, row):
        return row.event.payment.provider

    @column(_("Document"), order="document__number")
    def document_link(self, row):
        address = reverse("integrations_fortnoxdocument_modeladmin_inspect", args=[row.document_id])
        return link(address, row.document.number)

    @column(_("Amount"), order="amount", number=True)
    def sum(self, row):
        return money(row.amount, row.document.invoice.currency)

    @column(_("Asked for at"), order="asked_at")
    def asked(self, row):
        return moment(row.asked_at)

    @column(_("Bookkeeping"), order="booked_at")
    def booking(self, row):
        return _booking(row)

    @column(_("Booked at"), order="booked_at")
    def booked(self, row):
        return moment(row.booked_at)


def order_links(order, request):
    """From an order to its documents in Fortnox, where it has any."""
    if not request.user.has_perm("integrations.view_fortnoxdocument"):
        return []
    invoices = issued(order)
    if not invoices or not FortnoxDocument.objects.filter(invoice__in=invoices).exists():
        return []
    return [(_("In Fortnox"), f"{reverse('integrations_fortnoxdocument_modeladmin_index')}?q={order.number}")]


OrderRegister.contribute(load=lambda rows, request: None, links=order_links, place=45)


# --- the steps ---


def _order(order):
    return link(reverse("orders_order_modeladmin_inspect", args=[order.pk]), order.number)


def _booking(row):
    """How far a document or a payment has come into the books."""
    state = "booked" if row.booked_at else "asked" if row.booking_asked_at else "made"
    return chip(BOOKING[state][0], TONES[state])
