from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commerce.catalogue.forms import CategoryForm
from commerce.catalogue.models import Category, ProductCategory
from commerce.history.pages import Versioned
from commerce.history.versions import Kept
from commerce.register.columns import EMPTY, column, link
from commerce.register.filters import related
from commerce.register.ordering import Alphabetical
from commerce.register.register import Register


class CategoryRegister(Versioned, Register):
    model = Category
    kept = Kept(model=Category)
    menu_label = _("Categories")
    menu_icon = "folder-open-inverse"
    search_hint = _("Name or code")
    list_display = ("name_sv", "name_en", "code", "parent_name", "product_count", "position")
    list_select_related = ("parent",)
    ordering = (Alphabetical("name_sv"),)
    sorting = {"name_sv": Alphabetical("name_sv")}
    search_fields = ("name_sv", "name_en", "code")
    filters = (related("parent", _("Under"), lambda: Category.objects.filter(parent=None), title="name_sv"),)
    export = (
        (_("Code"), "code"),
        (_("Name"), "name_sv"),
        (_("Name in English"), "name_en"),
        (_("Under"), "parent__code"),
        (_("Position"), "position"),
    )
    inspect_view_fields = list_display
    form_class = CategoryForm
    panels = (
        FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("position")]),
    )

    def load(self, rows, request):
        placed = ProductCategory.objects.filter(category__in=rows)
        counts = dict(placed.values_list("category").annotate(Count("pk")))
        for row in rows:
            row.counted_products = counts.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Under"), order="parent__name_sv")
    def parent_name(self, category):
        return category.parent or EMPTY

    @column(_("Products"), number=True)
    def product_count(self, category):
        address = f"{reverse('catalogue_product_modeladmin_index')}?category={category.pk}"
        return link(address, category.counted_products)
