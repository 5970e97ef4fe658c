"""The register of invoices and credit notes. Read only: what is issued stays."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.orders.invoices.models import Invoice
from commerce.register.columns import chip, column, link, money
from commerce.register.filters import Period, one_of
from commerce.register.register import ReadOnly, Register

TONES = {"invoice": "good", "credit_note": "wait"}


class InvoiceRegister(Register):
    model = Invoice
    menu_label = _("Invoices")
    menu_icon = "doc-full"
    search_hint = _("Order number")
    list_display = ("document", "what", "issued_on", "due_on", "order_link", "total", "vat_of_it")
    list_select_related = ("order",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("order__number__startswith",)
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        one_of("kind", _("Kind"), Invoice.Kind),
        Period(name="issued", label=_("Issued"), field="issued_on"),
        Period(name="due", label=_("Due date"), field="due_on"),
    )
    export = (
        (_("Series"), "series_id"),
        (_("Number"), "number"),
        (_("Kind"), "kind"),
        (_("Issued"), "issued_on"),
        (_("Due date"), "due_on"),
        (_("Order number"), "order__number"),
        (_("Net"), "net"),
        (_("VAT"), "vat"),
        (_("Total"), "gross"),
        (_("Currency"), "currency"),
    )
    inspect_view_fields = ("document", "what", "issued_on", "due_on", "order_link", "net", "vat", "gross", "currency")

    def get_queryset(self, request):
        """Without what stands on them: that is in the document."""
        return super().get_queryset(request).defer("content")

    def get_links(self, invoice, request):
        document = reverse("order_document", args=["invoice", invoice.pk])
        return [(_("The document (PDF)"), document), *super().get_links(invoice, request)]

    @column(_("Number"))
    def document(self, invoice):
        return str(invoice)

    @column(_("Kind"), order="kind")
    def what(self, invoice):
        return chip(invoice.get_kind_display(), TONES[invoice.kind])

    @column(_("Order number"))
    def order_link(self, invoice):
        return link(reverse("orders_order_modeladmin_inspect", args=[invoice.order_id]), invoice.order.number)

    @column(_("Total"), order="gross", number=True)
    def total(self, invoice):
        return money(invoice.gross, invoice.currency)

    @column(_("VAT"), order="vat", number=True)
    def vat_of_it(self, invoice):
        return money(invoice.vat, invoice.currency)
