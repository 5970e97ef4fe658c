from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue import kept
from commerce.catalogue.forms import VariantForm
from commerce.catalogue.models import Product, Variant
from commerce.catalogue.registers.variant_actions import ACTIVATE, DEACTIVATE
from commerce.history.pages import Versioned
from commerce.register.columns import EMPTY, chip, column, link, with_unit
from commerce.register.fields import MadeFieldsPanel
from commerce.register.filters import Within, yes_or_no
from commerce.register.ordering import Alphabetical
from commerce.register.register import Register


class VariantRegister(Versioned, Register):
    model = Variant
    kept = kept.VARIANT
    menu_label = _("Variants")
    menu_icon = "list-ul"
    search_hint = _("SKU, GTIN, product or option")
    list_display = ("sku", "product_name", "label_sv", "gtin", "weight", "active")
    list_select_related = ("product",)
    ordering = ("sku",)
    search_fields = ("sku", "gtin__startswith", "label_sv", "product__name_sv", "product__code__startswith")
    filters = (
        Within(name="product", label=_("Product"), rows=Product.objects.all),
        yes_or_no("is_active", _("State"), yes=_("active"), no=_("not active")),
        yes_or_no("product__is_on_sale", _("Sale"), yes=_("on sale"), no=_("not on sale")),
    )
    export = (
        (_("SKU"), "sku"),
        (_("Product"), "product__name_sv"),
        (_("Product code"), "product__code"),
        (_("Label"), "label_sv"),
        (_("GTIN"), "gtin"),
        (_("Weight (g)"), "weight_g"),
        (_("Content"), "content_amount"),
        (_("Unit of the content"), "content_unit"),
        (_("Active"), "is_active"),
    )
    actions = (ACTIVATE, DEACTIVATE)
    inspect_view_fields = ("sku", "product_name", "label_sv", "label_en", "gtin", "weight", "content", "active")
    form_class = VariantForm
    panels = (
        MultiFieldPanel([FieldPanel("product"), FieldRowPanel([FieldPanel("sku"), FieldPanel("gtin")])], _("Article")),
        MultiFieldPanel(
            [
                MadeFieldsPanel("option_fields", empty=_("The product has nothing to choose by.")),
                FieldRowPanel([FieldPanel("label_sv"), FieldPanel("label_en")]),
            ],
            _("Options"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("content_amount"), FieldPanel("content_unit")])],
            _("Content and unit price"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("weight_g"), FieldPanel("position")]), FieldPanel("is_active")],
            _("Delivery and sale"),
        ),
    )

    @column(_("Product"), order=Alphabetical("product__name_sv"))
    def product_name(self, variant):
        return link(product_address(variant.product_id), variant.product.name_sv)

    @column(_("Weight"), order="weight_g", number=True)
    def weight(self, variant):
        return with_unit(variant.weight_g, "g") if variant.weight_g else EMPTY

    @column(_("Content"))
    def content(self, variant):
        if variant.content_amount is None:
            return EMPTY
        return with_unit(Decimal(f"{variant.content_amount.normalize():f}"), variant.get_content_unit_display())

    @column(_("State"), order="is_active")
    def active(self, variant):
        return chip(_("active"), "good") if variant.is_active else chip(_("not active"))

    def get_form_kwargs(self, request, instance):
        return {"product": request.GET.get("product", "")}

    def get_links(self, instance, request):
        return [(_("Product"), product_address(instance.product_id)), *super().get_links(instance, request)]


def product_address(product_id):
    return reverse("catalogue_product_modeladmin_edit", args=[product_id])
