"""The registers of prices, price lists and the ledger of prices."""

from django.db.models import F, Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue.models import Product, Variant
from commerce.catalogue.registers.variants import VariantRegister, product_address
from commerce.customers.models import Level
from commerce.customers.organisations import Organisation
from commerce.pricing import overview_views
from commerce.pricing.forms import PriceForm, PriceListForm
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.models import Price, PriceList
from commerce.pricing.words import POLICY_WORDS, audience, state_of
from commerce.register.columns import EMPTY, chip, column, link, moment, money
from commerce.register.filters import Choice, Period, Within, one_of, related, states
from commerce.register.register import ReadOnly, Register


def in_force(rows, state, *, now):
    """Prices that hold now, will hold, or have held. Each as its index has it."""
    begun = Q(valid_from=None) | Q(valid_from__lte=now)
    open_ended = Q(valid_until=None) | Q(valid_until__gt=now)
    return rows.filter(
        {"now": begun & open_ended, "coming": Q(valid_from__gt=now), "past": Q(valid_until__lte=now)}[state]
    )


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
        return state_of(price, timezone.now())

    def get_form_kwargs(self, request, instance):
        return {"variant": request.GET.get("variant", "")}

    def get_admin_urls_for_registration(self):
        page = path("pricing/product/<int:product_id>/", overview_views.overview, name="price_overview")
        return (*super().get_admin_urls_for_registration(), page)

    def get_links(self, instance, request):
        overview = f"{overview_address(instance.variant.product_id)}?variant={instance.variant_id}"
        return [
            (_("Variant"), reverse("catalogue_variant_modeladmin_edit", args=[instance.variant_id])),
            (_("All prices of the variant"), overview),
        ]


def prices_address(**within):
    (name, pk), *_others = within.items()
    return f"{reverse('pricing_price_modeladmin_index')}?{name}={pk}"


def overview_address(product_id):
    return reverse("price_overview", args=[product_id])


class PriceListRegister(Register):
    model = PriceList
    menu_label = _("Price lists")
    menu_icon = "list-ul"
    search_hint = _("Name or code")
    list_display = ("name", "code", "audience", "how_it_counts", "basis", "currency", "validity", "prices")
    list_select_related = ("level", "organisation")
    ordering = (F("level__rank").asc(nulls_first=True), "name")
    search_fields = ("name", "code", "organisation__name")
    filters = (
        related("level", _("Level"), Level.objects.all),
        states(
            "audience",
            _("For whom"),
            {
                "everyone": (_("Everyone"), Q(is_for_everyone=True)),
                "level": (_("A level"), Q(level__isnull=False)),
                "organisation": (_("An organisation"), Q(organisation__isnull=False)),
                "nobody": (_("nobody"), Q(is_for_everyone=False, level=None, organisation=None)),
            },
        ),
        one_of("policy", _("Policy"), PriceList.Policy),
        one_of("basis", _("Basis"), PriceList.Basis),
        Within(name="organisation", label=_("Organisation"), rows=Organisation.objects.all),
    )
    export = (
        (_("Code"), "code"),
        (_("Name"), "name"),
        (_("Level"), "level__name"),
        (_("Organisation"), "organisation__name"),
        (_("For everyone"), "is_for_everyone"),
        (_("Basis"), "basis"),
        (_("Currency"), "currency"),
        (_("Policy"), "policy"),
        (_("Rank"), "rank"),
        (_("In use"), "is_active"),
        (_("Valid from"), "valid_from"),
        (_("Valid until"), "valid_until"),
    )
    inspect_view_fields = list_display
    form_class = PriceListForm
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldRowPanel([FieldPanel("level"), FieldPanel("organisation")])], _("For whom")
        ),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("currency")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("policy"), FieldPanel("rank")])], _("How it counts")),
        MultiFieldPanel(
            [FieldPanel("is_active"), FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")])], _("When")
        ),
    )

    @column(_("For whom"), order="level__rank")
    def audience(self, price_list):
        return audience(price_list) or chip(_("nobody"), "wait")

    @column(_("How it counts"), order="policy")
    def how_it_counts(self, price_list):
        words = POLICY_WORDS[price_list.policy]
        return f"{words} ({price_list.rank})" if price_list.rank else words

    @column(_("Valid"), order="valid_from")
    def validity(self, price_list):
        if not price_list.is_active:
            return chip(_("not in use"))
        return state_of(price_list, timezone.now())

    @column(_("Prices"))
    def prices(self, price_list):
        return link(prices_address(price_list=price_list.pk), _("Show"))


class PriceRecordRegister(Register):
    """The ledger: what was known to be the price, from when, and why."""

    model = PriceRecord
    menu_label = _("Price ledger")
    menu_icon = "history"
    search_hint = _("SKU, GTIN, product or option")
    list_display = ("sku", "who", "from_quantity", "price", "starts", "ends", "reason", "recorded")
    list_select_related = ("variant", "price_list")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = VariantRegister.search_fields
    search_through = "variant"
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        Within(name="variant", label=_("Variant"), rows=Variant.objects.all),
        related("price_list", _("Price list"), PriceList.objects.all),
        Period(name="recorded", label=_("Recorded"), field="recorded_at"),
    )
    export = (
        (_("SKU"), "variant__sku"),
        (_("Price list"), "price_list__code"),
        (_("Audience"), "audience"),
        (_("From quantity"), "min_quantity"),
        (_("Amount"), "amount"),
        (_("Currency"), "currency"),
        (_("Excluding VAT"), "is_net"),
        (_("In force from"), "in_force_from"),
        (_("In force until"), "in_force_until"),
        (_("Cause"), "cause"),
        (_("Recorded"), "recorded_at"),
    )
    inspect_view_fields = list_display

    @column(_("SKU"))
    def sku(self, record):
        return record.variant.sku

    @column(_("Price list"))
    def who(self, record):
        return record.price_list.name

    @column(_("From quantity"), number=True)
    def from_quantity(self, record):
        return record.min_quantity

    @column(_("Price"), number=True)
    def price(self, record):
        return money(record.amount, record.currency)

    @column(_("In force from"))
    def starts(self, record):
        return moment(record.in_force_from)

    @column(_("In force until"))
    def ends(self, record):
        return moment(record.in_force_until)

    @column(_("Cause"))
    def reason(self, record):
        return record.cause or EMPTY

    @column(_("Recorded"), order="recorded_at")
    def recorded(self, record):
        return moment(record.recorded_at)
