from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue import kept
from commerce.catalogue.forms import ProductForm
from commerce.catalogue.models import Brand, Category, Product, ProductCategory, TaxClass, Variant
from commerce.catalogue.withdrawal import Exempt
from commerce.history.pages import Versioned
from commerce.register.columns import EMPTY, chip, column, link
from commerce.register.fields import MadeFieldsPanel
from commerce.register.filters import one_of, related, yes_or_no
from commerce.register.ordering import Alphabetical
from commerce.register.register import Register


def variants_address(product):
    return f"{reverse('catalogue_variant_modeladmin_index')}?product={product.pk}"


class ProductRegister(Versioned, Register):
    model = Product
    kept = kept.PRODUCT
    menu_label = _("Products")
    menu_icon = "pick"
    search_hint = _("Name, code, SKU or brand")
    list_display = ("name_sv", "code", "brand_name", "category", "variant_count", "sale")
    list_select_related = ("brand",)
    ordering = (Alphabetical("name_sv"),)
    sorting = {"name_sv": Alphabetical("name_sv")}
    search_fields = ("name_sv", "name_en", "code__startswith", "variants__sku", "brand__name")
    filters = (
        yes_or_no("is_on_sale", _("Sale"), yes=_("on sale"), no=_("not on sale")),
        related("category", _("Category"), Category.objects.all, path="categories", title="name_sv"),
        related("brand", _("Brand"), Brand.objects.all),
        one_of("tax_class", _("VAT"), TaxClass),
        yes_or_no("is_perishable", _("Durability"), yes=_("perishable"), no=_("durable")),
        one_of("withdrawal_exempt", _("Exempt from withdrawal"), Exempt),
    )
    export = (
        (_("Code"), "code"),
        (_("Name"), "name_sv"),
        (_("Name in English"), "name_en"),
        (_("Brand"), "brand__name"),
        (_("Manufacturer"), "manufacturer__name"),
        (_("Kind of product"), "kind"),
        (_("Tags"), "tags"),
        (_("VAT"), "tax_class"),
        (_("Perishable"), "is_perishable"),
        (_("Exempt from withdrawal"), "withdrawal_exempt"),
        (_("On sale"), "is_on_sale"),
        (_("Replaced by"), "replaced_by__code"),
        (_("Created"), "created_at"),
    )
    inspect_view_fields = (
        "name_sv",
        "name_en",
        "code",
        "brand_name",
        "manufacturer",
        "category",
        "kind",
        "tags",
        "tax_class",
        "is_perishable",
        "withdrawal_exempt",
        "sale",
        "replaced_by",
        "created_at",
    )
    form_class = ProductForm
    panels = (
        MultiFieldPanel([FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]), FieldPanel("code")], _("Name")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("brand"), FieldPanel("manufacturer")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("tax_class")]),
                FieldPanel("is_perishable"),
                FieldPanel("withdrawal_exempt"),
                FieldPanel("tags"),
                FieldPanel("replaced_by"),
            ],
            _("Article"),
        ),
        MultiFieldPanel([FieldPanel("primary_category"), FieldPanel("more_categories")], _("Categories")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("option_1"), FieldPanel("option_2"), FieldPanel("option_3")])],
            _("What the shopper chooses by"),
        ),
        MultiFieldPanel([MadeFieldsPanel("property_fields")], _("Properties")),
    )

    def load(self, rows, request):
        primary = ProductCategory.objects.filter(product__in=rows, is_primary=True).select_related("category")
        categories = {row.product_id: row.category for row in primary}
        counts = dict(Variant.objects.filter(product__in=rows).values_list("product").annotate(Count("pk")))
        for row in rows:
            row.primary_category = categories.get(row.pk)
            row.counted_variants = counts.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Brand"), order="brand__name")
    def brand_name(self, product):
        return product.brand.name if product.brand else EMPTY

    @column(_("Category"))
    def category(self, product):
        return product.primary_category or EMPTY

    @column(_("Variants"), number=True)
    def variant_count(self, product):
        return link(variants_address(product), product.counted_variants)

    @column(_("Sale"), order="is_on_sale")
    def sale(self, product):
        return chip(_("on sale"), "good") if product.is_on_sale else chip(_("not on sale"))

    def get_links(self, instance, request):
        add = f"{reverse('catalogue_variant_modeladmin_create')}?product={instance.pk}"
        links = [(_("Variants"), variants_address(instance)), *super().get_links(instance, request)]
        return [*links, (_("Add a variant"), add)] if request.user.has_perm("catalogue.add_variant") else links
