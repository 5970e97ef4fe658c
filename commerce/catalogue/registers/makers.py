from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.catalogue.forms import ManufacturerForm
from commerce.catalogue.models import Brand, Manufacturer, Product
from commerce.history.pages import Versioned
from commerce.history.versions import Kept
from commerce.register.columns import EMPTY, chip, column, link
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
    form_class = ManufacturerForm
    menu_label = _("Manufacturers")
    menu_icon = "cogs"
    search_hint = _("Name or address")
    list_display = ("name", "country", "postal_address", "email", "responsible", "product_count")
    search_fields = ("name", "postal_address", "email", "responsible_name", "responsible_email")
    export = (
        (_("Name"), "name"),
        (_("Country"), "country"),
        (_("Postal address"), "postal_address"),
        (_("E-mail address"), "email"),
        (_("Website"), "website"),
        (_("Responsible person in the EU"), "responsible_name"),
        (_("The responsible person's postal address"), "responsible_postal_address"),
        (_("The responsible person's e-mail address"), "responsible_email"),
        (_("The responsible person's website"), "responsible_website"),
    )
    inspect_view_fields = (
        "name",
        "country",
        "postal_address",
        "email",
        "website",
        "responsible_name",
        "responsible_postal_address",
        "responsible_email",
        "responsible_website",
        "product_count",
    )
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("country")]),
        FieldPanel("postal_address"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("website")]),
        MultiFieldPanel(
            [
                FieldPanel("responsible_name", heading=_("Name")),
                FieldPanel("responsible_postal_address", heading=_("Postal address")),
                FieldRowPanel(
                    [
                        FieldPanel("responsible_email", heading=_("E-mail address")),
                        FieldPanel("responsible_website", heading=_("Website")),
                    ]
                ),
            ],
            heading=_("Responsible person in the EU"),
            help_text=_("Asked for when the manufacturer is outside the EU and EEA. Shown with each of its products."),
        ),
    )

    @column(_("Responsible in the EU"))
    def responsible(self, maker):
        if maker.responsible_name:
            return maker.responsible_name
        return chip(_("Missing"), "bad") if maker.needs_responsible else EMPTY
