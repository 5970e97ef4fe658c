"""The register of stock, and the stock column of products and variants."""

from collections import defaultdict

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue.models import Product
from commerce.catalogue.registers.products import ProductRegister
from commerce.catalogue.registers.variants import VariantRegister, product_address
from commerce.register.columns import EMPTY, chip, column, link, whole
from commerce.register.filters import Choice, Within, states
from commerce.register.register import Register
from commerce.stock.forms import StockForm
from commerce.stock.models import Stock
from commerce.stock.register_actions import COUNT
from commerce.stock.states import AVAILABLE, SOLD, STATES, state_chip


class StockRegister(Register):
    model = Stock
    menu_label = _("Stock")
    menu_icon = "table"
    menu_order = 230
    search_hint = _("SKU, GTIN, product or option")
    list_display = ("sku", "product_name", "label", "on_hand", "allocated", "available", "low_from", "state")
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
        (_("Available"), AVAILABLE),
        (_("Low from"), "low_from"),
    )
    actions = (COUNT,)
    inspect_view_fields = list_display
    form_class = StockForm
    panels = (
        FieldPanel("variant"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("on_hand"), FieldPanel("low_from")])], _("On the shelf")),
    )
    edit_template_name = "modeladmin/stock/stock/edit.html"

    @column(_("SKU"), order="variant__sku")
    def sku(self, stock):
        return stock.variant.sku

    @column(_("Product"))
    def product_name(self, stock):
        return link(product_address(stock.variant.product_id), stock.variant.product.name_sv)

    @column(_("Variant"))
    def label(self, stock):
        return stock.variant.label_sv or EMPTY

    @column(_("Available"), order=AVAILABLE, number=True)
    def available(self, stock):
        return stock.available

    @column(_("State"))
    def state(self, stock):
        return state_chip(stock)

    def title_of(self, stock):
        return stock.variant.sku

    def get_form_kwargs(self, request, instance):
        return {"variant": request.GET.get("variant", "")}

    def get_links(self, instance, request):
        return [
            (_("Variant"), reverse("catalogue_variant_modeladmin_edit", args=[instance.pk])),
            (_("Product"), product_address(instance.variant.product_id)),
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
