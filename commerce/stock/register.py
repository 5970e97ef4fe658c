"""The register of stock, and the stock column of products and variants."""

from collections import defaultdict

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue.models import Product
from commerce.catalogue.registers.products import ProductRegister
from commerce.catalogue.registers.variants import VariantRegister, product_address
from commerce.register.columns import EMPTY, chip, column, link, whole
from commerce.register.fields import MadeFieldsPanel
from commerce.register.filters import Choice, Within, states
from commerce.register.register import Register
from commerce.register.views import RegisterEdit
from commerce.stock.forms import StockForm
from commerce.stock.models import IncomingStock, Stock
from commerce.stock.record_registers import movement_row
from commerce.stock.register_actions import COUNT, TRANSFER
from commerce.stock.states import SOLD, STATES, state_chip

OUTSTANDING = Greatest(F("quantity") - F("received"), 0)
COMING = Coalesce(
    Sum(Greatest(F("incoming__quantity") - F("incoming__received"), 0), filter=Q(incoming__is_open=True)), 0
)
LATEST = 10


class StockEdit(RegisterEdit):
    """One variant: its figures in each warehouse, what is on its way, and what moved last."""

    def get_context_data(self, **kwargs):
        stock = self.instance
        movements = stock.movements.select_related("warehouse", "by").order_by("-pk")[:LATEST]
        return super().get_context_data(
            levels=stock.levels.select_related("warehouse").order_by("warehouse__rank", "warehouse"),
            coming=stock.incoming.filter(is_open=True).select_related("warehouse").order_by("expected_on", "pk"),
            waiting=stock.allocations.filter(warehouse=None).aggregate(count=Sum("quantity"))["count"] or 0,
            movements=[movement_row(one) for one in movements],
            movements_url=f"{reverse('stock_stockmovement_modeladmin_index')}?stock={stock.pk}",
            **kwargs,
        )


class StockRegister(Register):
    model = Stock
    menu_label = _("Stock")
    menu_icon = "table"
    menu_order = 230
    search_hint = _("SKU, GTIN, product or option")
    list_display = (
        "sku", "product_name", "label", "on_hand", "allocated", "reserved", "safety", "coming", "free", "state",
    )  # fmt: skip
    list_select_related = ("variant__product",)
    ordering = ("variant__sku",)
    search_fields = VariantRegister.search_fields
    search_through = "variant"
    filters = (
        Within(name="product", label=_("Product"), rows=Product.objects.all, path="variant__product"),
        states("state", _("State"), STATES),
        Choice(
            name="sale",
            label=_("Sale"),
            choices=lambda: [("1", _("on sale")), ("0", _("not on sale"))],
            narrow=lambda rows, value: rows.filter(SOLD) if value == "1" else rows.exclude(SOLD),
        ),
    )
    export = (
        (_("SKU"), "variant__sku"),
        (_("Product"), "variant__product__name_sv"),
        (_("Label"), "variant__label_sv"),
        (_("On hand"), "on_hand"),
        (_("Allocated"), "allocated"),
        (_("Reserved"), "reserved"),
        (_("Safety stock"), "safety"),
        (_("Incoming"), COMING),
        (_("Available"), "available"),
        (_("Back-order"), "backorder_limit"),
        (_("Expected in stock"), "expected_on"),
        (_("Low from"), "low_from"),
    )
    actions = (COUNT, TRANSFER)
    inspect_view_fields = (*list_display, "low_from", "backorder_limit", "expected_on")
    form_class = StockForm
    panels = (
        FieldPanel("variant"),
        MultiFieldPanel([FieldPanel("on_hand"), MadeFieldsPanel("in_places"), FieldPanel("why")], _("On the shelf")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("safety"), FieldPanel("low_from")]),
                FieldRowPanel([FieldPanel("backorder_limit"), FieldPanel("expected_on")]),
            ],
            _("How it is sold"),
        ),
    )
    edit_template_name = "modeladmin/stock/stock/edit.html"
    edit_view_class = StockEdit

    @column(_("SKU"), order="variant__sku")
    def sku(self, stock):
        return stock.variant.sku

    @column(_("Product"))
    def product_name(self, stock):
        return link(product_address(stock.variant.product_id), stock.variant.product.name_sv)

    @column(_("Variant"))
    def label(self, stock):
        return stock.variant.label_sv or EMPTY

    @column(_("Incoming"), number=True)
    def coming(self, stock):
        return whole(stock.coming) if stock.coming else EMPTY

    @column(_("Available"), order="available", number=True)
    def free(self, stock):
        return stock.available

    @column(_("State"))
    def state(self, stock):
        return state_chip(stock)

    def load(self, rows, request):
        super().load(rows, request)
        coming = IncomingStock.objects.filter(stock__in=[row.pk for row in rows], is_open=True).values_list("stock")
        found = dict(coming.annotate(count=Sum(OUTSTANDING)))
        for row in rows:
            row.coming = found.get(row.pk, 0)

    def title_of(self, stock):
        return stock.variant.sku

    def get_form_kwargs(self, request, instance):
        return {"variant": request.GET.get("variant", "")}

    def get_links(self, instance, request):
        return [
            (_("Variant"), reverse("catalogue_variant_modeladmin_edit", args=[instance.pk])),
            (_("Product"), product_address(instance.variant.product_id)),
            (_("Movements"), f"{reverse('stock_stockmovement_modeladmin_index')}?stock={instance.pk}"),
        ]


def stock_address(variant_id):
    return reverse("stock_stock_modeladmin_edit", args=[variant_id])


@column(_("Available"), number=True)
def available(row):
    """Of a variant what is free to sell, of a product the sum of its variants."""
    if not row.stocks:
        return EMPTY
    total = sum(stock.available for stock in row.stocks)
    return whole(total) if total else chip(_("none left"), "bad")


def load_variant_stock(rows, request):
    found = Stock.objects.in_bulk([row.pk for row in rows])
    for row in rows:
        row.stocks = [found[row.pk]] if row.pk in found else []


def load_product_stock(rows, request):
    found = defaultdict(list)
    for stock in Stock.objects.filter(variant__product__in=rows).annotate(product_id=F("variant__product")):
        found[stock.product_id].append(stock)
    for row in rows:
        row.stocks = found[row.pk]


def variant_links(variant, request):
    if Stock.objects.filter(pk=variant.pk).exists():
        return [(_("Stock"), stock_address(variant.pk))]
    if request.user.has_perm("stock.add_stock"):
        return [(_("Add stock"), f"{reverse('stock_stock_modeladmin_create')}?variant={variant.pk}")]
    return []


def product_links(product, request):
    return [(_("Stock"), f"{reverse('stock_stock_modeladmin_index')}?product={product.pk}")]


ProductRegister.contribute(available, load=load_product_stock, links=product_links, place=20)
VariantRegister.contribute(available, load=load_variant_stock, links=variant_links, place=20)
