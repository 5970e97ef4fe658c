from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.base import ShopPage


class CategoryPage(ShopPage):
    """A category as shoppers see it: its title, one line about it, its products."""

    intro = models.TextField(_("intro"), blank=True, max_length=300)
    picture = models.ForeignKey(
        "cms.ShopImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("picture")]
    search_fields = [*ShopPage.search_fields, index.SearchField("intro")]

    parent_page_types = ["home.HomePage", "cms.CategoryPage"]
    subpage_types = ["cms.CategoryPage", "cms.ProductPage", "cms.ShardPage"]
    template = "cms/category_page.html"

    class Meta:
        verbose_name = _("category page")
        verbose_name_plural = _("category pages")


class ShardPage(Page):
    """Holds a thousand or two of a category's product pages. Appears in no address, menu or breadcrumb."""

    parent_page_types = ["cms.CategoryPage"]
    subpage_types = ["cms.ProductPage"]
    content_panels = [FieldPanel("title")]
    promote_panels = []
    is_creatable = False

    class Meta:
        verbose_name = _("shelf of product pages")
        verbose_name_plural = _("shelves of product pages")
