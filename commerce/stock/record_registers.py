"""The registers beside stock: warehouses, what is on its way, what moved, what carts hold, sums that are wrong."""

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commerce.catalogue.registers.variants import VariantRegister
from commerce.register.columns import EMPTY, chip, column, link, moment, whole, yes_no
from commerce.register.filters import Choice, Period, Within, one_of, related, yes_or_no
from commerce.register.register import ReadOnly, Register
from commerce.stock.forms import IncomingForm, WarehouseForm
from commerce.stock.models import Drift, IncomingStock, Reservation, Stock, StockMovement, Warehouse
from commerce.stock.register_actions import RECEIVE, REPAIR

OF_STOCK = Within(name="stock", label=_("SKU"), rows=Stock.objects.all)


def signed(number):
    """A change: `+4`, `\N{MINUS SIGN}4`, and nothing where nothing changed."""
    if not number:
        return EMPTY
    return f"+{whole(number)}" if number > 0 else f"\N{MINUS SIGN}{whole(-number)}"


def movement_row(movement):
    """What a movement says, in words and figures."""
    return {
        "at": moment(movement.at),
        "kind": movement.get_kind_display(),
        "warehouse": movement.warehouse or "",
        "on_hand": signed(movement.on_hand),
        "allocated": signed(movement.allocated),
        "reserved": signed(movement.reserved),
        "reference": movement.reference,
        "by": movement.by or "",
        "why": movement.why,
    }


class OfAVariant(Register):
    """What the registers of one variant's rows have in common."""

    search_hint = _("SKU, GTIN, product or option")
    search_through = "stock"
    search_fields = tuple(f"variant__{name}" for name in VariantRegister.search_fields)

    @column(_("SKU"), order="stock__variant__sku")
    def sku(self, row):
        return link(reverse("stock_stock_modeladmin_edit", args=[row.stock_id]), row.stock.variant.sku)

    @column(_("Product"))
    def product_name(self, row):
        return row.stock.variant.product.name_sv

    def title_of(self, row):
        return row.stock.variant.sku


class WarehouseRegister(Register):
    model = Warehouse
    menu_label = _("Warehouses")
    menu_icon = "site"
    list_display = ("name", "code", "rank", "system", "freight", "is_active")
    ordering = ("rank",)
    search_fields = ("name", "code")
    search_hint = _("Name or code")
    export = (
        (_("Name"), "name"),
        (_("Code"), "code"),
        (_("Rank"), "rank"),
        (_("Run by"), "run_by"),
        (_("Freight is booked by"), "freight"),
        (_("Active"), "is_active"),
    )
    inspect_view_fields = list_display
    form_class = WarehouseForm
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("rank"), FieldPanel("is_active")]),
        FieldRowPanel([FieldPanel("run_by"), FieldPanel("freight")]),
    )

    @column(_("Run by"), order="run_by")
    def system(self, warehouse):
        return settings.WAREHOUSE_SYSTEMS.get(warehouse.run_by, warehouse.run_by) or _("the shop itself")


class IncomingRegister(OfAVariant):
    model = IncomingStock
    menu_label = _("Incoming")
    menu_icon = "download"
    list_display = ("sku", "product_name", "warehouse", "quantity", "received", "day", "reference", "expected")
    list_select_related = ("stock__variant__product", "warehouse")
    ordering = ("expected_on",)
    filters = (
        OF_STOCK,
        yes_or_no("is_open", _("Expected still")),
        Choice(
            name="late",
            label=_("Late"),
            choices=lambda: [("1", _("late"))],
            narrow=lambda rows, value: rows.filter(is_open=True, expected_on__lt=timezone.localdate()),
        ),
        related("warehouse", _("Warehouse"), Warehouse.objects.all),
    )
    export = (
        (_("SKU"), "stock__variant__sku"),
        (_("Warehouse"), "warehouse__name"),
        (_("Quantity"), "quantity"),
        (_("Received"), "received"),
        (_("Outstanding"), Greatest(F("quantity") - F("received"), 0)),
        (_("Expected on"), "expected_on"),
        (_("Reference"), "reference"),
    )
    actions = (RECEIVE,)
    inspect_view_fields = list_display
    form_class = IncomingForm
    panels = (
        FieldPanel("stock"),
        FieldRowPanel([FieldPanel("quantity"), FieldPanel("warehouse")]),
        FieldRowPanel([FieldPanel("expected_on"), FieldPanel("reference")]),
    )

    @column(_("Expected on"), order="expected_on")
    def day(self, row):
        return formats.date_format(row.expected_on, "Y-m-d")

    @column(_("State"))
    def expected(self, row):
        if not row.is_open:
            return chip(_("has come"), "good")
        return chip(_("late"), "bad") if row.expected_on < timezone.localdate() else chip(_("expected"), "wait")


class MovementRegister(OfAVariant):
    """Who changed what, when and why. Read, never changed."""

    model = StockMovement
    menu_label = _("Movements")
    menu_icon = "history"
    list_display = (
        "when", "sku", "kind", "warehouse", "shelf", "claimed", "held", "reference", "who", "why",
    )  # fmt: skip
    list_select_related = ("stock__variant__product", "warehouse", "by")
    ordering = ("-pk",)
    is_newest_first = True
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        OF_STOCK,
        one_of("kind", _("Kind"), StockMovement.Kind),
        related("warehouse", _("Warehouse"), Warehouse.objects.all),
        Period(name="at", label=_("When"), field="at"),
    )
    export = (
        (_("When"), "at"),
        (_("SKU"), "stock__variant__sku"),
        (_("Kind"), "kind"),
        (_("Warehouse"), "warehouse__name"),
        (_("On hand"), "on_hand"),
        (_("Allocated"), "allocated"),
        (_("Reserved"), "reserved"),
        (_("Reference"), "reference"),
        (_("By"), "by__email"),
        (_("Reason"), "why"),
    )
    inspect_view_fields = list_display

    @column(_("When"), order="at")
    def when(self, row):
        return moment(row.at)

    @column(_("On hand"), number=True)
    def shelf(self, row):
        return signed(row.on_hand)

    @column(_("Allocated"), number=True)
    def claimed(self, row):
        return signed(row.allocated)

    @column(_("Reserved"), number=True)
    def held(self, row):
        return signed(row.reserved)

    @column(_("By"))
    def who(self, row):
        return row.by or EMPTY


class ReservationRegister(OfAVariant):
    """What is held for carts in checkout just now."""

    model = Reservation
    menu_label = _("Reservations")
    menu_icon = "time"
    list_display = ("sku", "product_name", "quantity", "cart", "until", "holds")
    list_select_related = ("stock__variant__product",)
    ordering = ("expires_at",)
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (OF_STOCK,)
    export = ((_("SKU"), "stock__variant__sku"), (_("Quantity"), "quantity"), (_("Until"), "expires_at"))
    inspect_view_fields = list_display

    @column(_("Cart"))
    def cart(self, row):
        return str(row.holder)[:8]

    @column(_("Until"), order="expires_at")
    def until(self, row):
        return moment(row.expires_at)

    @column(_("Holds"))
    def holds(self, row):
        return yes_no(row.expires_at > timezone.now())


class DriftRegister(OfAVariant):
    """Figures that the nightly recount found to be another than the sum of their records."""

    model = Drift
    menu_label = _("Sums that are wrong")
    menu_icon = "warning"
    list_display = ("sku", "product_name", "warehouse", "figure", "counter", "ledger", "found")
    list_select_related = ("stock__variant__product", "warehouse")
    ordering = ("stock__variant__sku",)
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (OF_STOCK,)
    export = (
        (_("SKU"), "stock__variant__sku"),
        (_("Warehouse"), "warehouse__name"),
        (_("Figure"), "figure"),
        (_("Counter"), "counter"),
        (_("Sum of the records"), "ledger"),
        (_("Found at"), "found_at"),
    )
    actions = (REPAIR,)
    inspect_view_fields = list_display

    @column(_("Found at"), order="found_at")
    def found(self, row):
        return moment(row.found_at)
