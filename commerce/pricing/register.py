"""The registers of prices and price lists, and the price column of products and variants."""

from collections import defaultdict

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue.models import Product, Variant
from commerce.catalogue.registers.products import ProductRegister
from commerce.catalogue.registers.variants import VariantRegister, product_address
from commerce.customers.models import Level
from commerce.customers.shopper import Shopper
from commerce.pricing.forms import PriceForm, PriceListForm
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price, PriceList
from commerce.register.columns import EMPTY, chip, column, link, moment, money
from commerce.register.filters import Choice, Within, one_of, related
from commerce.register.register import Register


def in_force(rows, state, *, now):
    """Prices that hold now, will hold, or have held."""
    begun = Q(valid_from=None) | Q(valid_from__lte=now)
    over = Q(valid_until__isnull=False, valid_until__lte=now)
    return rows.filter({"now": begun & ~over, "coming": ~begun, "past": over}[state])


class PriceRegister(Register):
    model = Price
    menu_label = _("Prices")
    menu_icon = "tag"
    search_hint = _("SKU, GTIN, product or option")
    list_display = ("sku", "product_name", "list_name", "from_quantity", "price", "starts", "ends", "state")
    list_select_related = ("variant__product", "price_list")
    ordering = ("variant__sku", "price_list", "min_quantity")
    search_fields = VariantRegister.search_fields
    search_through = "variant"
    filters = (
        Within(name="product", label=_("Product"), rows=Product.objects.all, path="variant__product"),
        Within(name="variant", label=_("Variant"), rows=Variant.objects.all),
        related("price_list", _("Price list"), PriceList.objects.all),
        Choice(
            name="state",
            label=_("State"),
            choices=lambda: [("now", _("in force")), ("coming", _("coming")), ("past", _("past"))],
            narrow=lambda rows, state: in_force(rows, state, now=timezone.now()),
        ),
    )
    export = (
        (_("SKU"), "variant__sku"),
        (_("Product"), "variant__product__name_sv"),
        (_("Price list"), "price_list__code"),
        (_("From quantity"), "min_quantity"),
        (_("Amount"), "amount"),
        (_("Currency"), "price_list__currency"),
        (_("Basis"), "price_list__basis"),
        (_("Valid from"), "valid_from"),
        (_("Valid until"), "valid_until"),
    )
    inspect_view_fields = list_display
    form_class = PriceForm
    panels = (
        MultiFieldPanel([FieldRowPanel([FieldPanel("variant"), FieldPanel("price_list")])], _("What and for whom")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("min_quantity"), FieldPanel("amount")])], _("Price")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")])], _("When")),
    )

    @column(_("SKU"), order="variant__sku")
    def sku(self, price):
        return price.variant.sku

    @column(_("Product"))
    def product_name(self, price):
        return link(product_address(price.variant.product_id), price.variant.product.name_sv)

    @column(_("Price list"))
    def list_name(self, price):
        return price.price_list.name

    @column(_("From quantity"), number=True)
    def from_quantity(self, price):
        return price.min_quantity

    @column(_("Price"), number=True)
    def price(self, price):
        return money(price.amount, price.price_list.currency)

    @column(_("Valid from"))
    def starts(self, price):
        return moment(price.valid_from)

    @column(_("Valid until"))
    def ends(self, price):
        return moment(price.valid_until)

    @column(_("State"))
    def state(self, price):
        now = timezone.now()
        if price.valid_from and price.valid_from > now:
            return chip(_("coming"), "wait")
        if price.valid_until and price.valid_until <= now:
            return chip(_("past"))
        return chip(_("in force"), "good")

    def title_of(self, price):
        return f"{price.variant.sku}, {strip_tags(money(price.amount, price.price_list.currency))}"

    def get_form_kwargs(self, request, instance):
        return {"variant": request.GET.get("variant", "")}

    def get_links(self, instance, request):
        return [
            (_("Variant"), reverse("catalogue_variant_modeladmin_edit", args=[instance.variant_id])),
            (_("All prices of the variant"), prices_address(variant=instance.variant_id)),
        ]


def prices_address(**within):
    (name, pk), *_others = within.items()
    return f"{reverse('pricing_price_modeladmin_index')}?{name}={pk}"


class PriceListRegister(Register):
    model = PriceList
    menu_label = _("Price lists")
    menu_icon = "list-ul"
    search_hint = _("Name or code")
    list_display = ("name", "code", "audience", "basis", "currency", "prices")
    list_select_related = ("level",)
    ordering = (F("level__rank").asc(nulls_first=True), "name")
    search_fields = ("name", "code")
    filters = (
        related("level", _("Level"), Level.objects.all),
        one_of("basis", _("Basis"), PriceList.Basis),
    )
    export = (
        (_("Code"), "code"),
        (_("Name"), "name"),
        (_("Level"), "level__name"),
        (_("For everyone"), "is_for_everyone"),
        (_("Basis"), "basis"),
        (_("Currency"), "currency"),
    )
    inspect_view_fields = list_display
    form_class = PriceListForm
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("currency")]),
        MultiFieldPanel([FieldPanel("level"), FieldPanel("is_for_everyone")], _("For whom")),
    )

    @column(_("For whom"), order="level__rank")
    def audience(self, price_list):
        if price_list.is_for_everyone:
            return _("Everyone")
        return price_list.level.name if price_list.level else chip(_("nobody"), "wait")

    @column(_("Prices"))
    def prices(self, price_list):
        return link(prices_address(price_list=price_list.pk), _("Show"))


@column(_("Price"), number=True)
def consumer_price(row):
    """What one costs a consumer now, VAT included; of a product, its cheapest variant."""
    if not row.consumer_quotes:
        return EMPTY
    lowest, highest = row.consumer_quotes[0], row.consumer_quotes[-1]
    shown = money(lowest, "SEK")
    return shown if lowest == highest else format_html("{} {}", gettext("from"), shown)


def load_variant_prices(rows, request):
    found = _consumer_prices(row.pk for row in rows)
    for row in rows:
        row.consumer_quotes = [found[row.pk]] if row.pk in found else []


def load_product_prices(rows, request):
    owners = dict(Variant.objects.filter(product__in=rows, is_active=True).values_list("pk", "product"))
    found = defaultdict(list)
    for variant_id, amount in _consumer_prices(owners).items():
        found[owners[variant_id]].append(amount)
    for row in rows:
        row.consumer_quotes = sorted(found[row.pk])


def _consumer_prices(variant_ids):
    found = quotes(dict.fromkeys(variant_ids, 1), shopper=Shopper(at=timezone.now()))
    return {variant_id: quote.unit_gross for variant_id, quote in found.items()}


def variant_links(variant, request):
    links = [(_("Prices"), prices_address(variant=variant.pk))]
    if request.user.has_perm("pricing.add_price"):
        links.append((_("Add a price"), f"{reverse('pricing_price_modeladmin_create')}?variant={variant.pk}"))
    return links


def product_links(product, request):
    return [(_("Prices"), prices_address(product=product.pk))]


ProductRegister.contribute(consumer_price, load=load_product_prices, links=product_links, place=10)
VariantRegister.contribute(consumer_price, load=load_variant_prices, links=variant_links, place=10)
