from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commerce.catalogue.models import Brand, Manufacturer, Product
from commerce.history.pages import Versioned
from commerce.history.versions import Kept
from commerce.register.columns import column, link
from commerce.register.ordering import Alphabetical
from commerce.register.register import Register


class Makers(Register):
    """What brands and manufacturers have in common: how many products are theirs."""

    model = Brand
    ordering = (Alphabetical("name"),)
    sorting = {"name": Alphabetical("name")}
    search_fields = ("name",)

    def load(self, rows, request):
        field = self.opts.model_name
        theirs = Product.objects.filter(**{f"{field}__in": rows})
        counts = dict(theirs.values_list(field).annotate(Count("pk")))
        for row in rows:
            row.counted_products = counts.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Products"), number=True)
    def product_count(self, maker):
        address = f"{reverse('catalogue_product_modeladmin_index')}?{self.opts.model_name}={maker.pk}"
        return link(address, maker.counted_products)


class BrandRegister(Versioned, Makers):
    model = Brand
    kept = Kept(model=Brand)
    menu_label = _("Brands")
    menu_icon = "rotate"
    search_hint = _("Name")
    list_display = ("name", "product_count")
    export = ((_("Name"), "name"),)
    inspect_view_fields = list_display
    panels = (FieldPanel("name"),)


class ManufacturerRegister(Versioned, Makers):
    model = Manufacturer
    kept = Kept(model=Manufacturer)
    menu_label = _("Manufacturers")
    menu_icon = "cogs"
    search_hint = _("Name or address")
    list_display = ("name", "postal_address", "email", "product_count")
    search_fields = ("name", "postal_address", "email")
    export = (
        (_("Name"), "name"),
        (_("Postal address"), "postal_address"),
        (_("E-mail address"), "email"),
        (_("Website"), "website"),
    )
    inspect_view_fields = ("name", "postal_address", "email", "website", "product_count")
    panels = (
        FieldPanel("name"),
        FieldPanel("postal_address"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("website")]),
    )
