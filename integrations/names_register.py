"""The register of what other systems call things of ours: customers, articles, orders, vouchers."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.register.columns import EMPTY, column, link
from commerce.register.filters import Choice
from commerce.register.register import ReadOnly, Register
from integrations.models import ExternalRef

KINDS = {
    "customer": _("customer"),
    "article": _("article"),
    "order": _("order"),
    "voucher": _("voucher"),
    "sales order": _("sales order"),
}


class NamesRegister(Register):
    model = ExternalRef
    menu_label = _("Names in other systems")
    menu_icon = "link"
    search_hint = _("Our name, or theirs")
    list_display = ("theirs", "whose", "what", "ours", "leads_to")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("ours__startswith", "theirs__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        Choice(
            name="system",
            label=_("System"),
            choices=lambda: [(code, code.capitalize()) for code in _distinct("system")],
            narrow=lambda rows, value: rows.filter(system=value),
        ),
        Choice(
            name="kind",
            label=_("Kind"),
            choices=lambda: [(code, KINDS.get(code, code)) for code in _distinct("kind")],
            narrow=lambda rows, value: rows.filter(kind=value),
        ),
    )
    export = ((_("System"), "system"), (_("Kind"), "kind"), (_("Ours"), "ours"), (_("Theirs"), "theirs"))
    inspect_view_fields = list_display

    @column(_("System"), order="system")
    def whose(self, row):
        return row.system.capitalize()

    @column(_("Kind"), order="kind")
    def what(self, row):
        return KINDS.get(row.kind, row.kind)

    @column(_("Leads to"))
    def leads_to(self, row):
        address = _address(row)
        return link(address, gettext("Show")) if address else EMPTY


def _distinct(field: str) -> list[str]:
    return list(ExternalRef.objects.order_by(field).values_list(field, flat=True).distinct()[:20])


def _address(row: ExternalRef) -> str:
    """Where ours is found in the admin; empty where it is not a row of its own."""
    if row.kind == "customer" and row.ours.startswith("organisation:"):
        return reverse("customers_organisation_modeladmin_inspect", args=[row.ours.partition(":")[2]])
    register = {"article": "catalogue_variant", "order": "orders_order"}.get(row.kind)
    return f"{reverse(f'{register}_modeladmin_index')}?{urlencode({'q': row.ours})}" if register else ""
