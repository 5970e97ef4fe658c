from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import GalleryBlock, StoryBlock
from cms.pages.base import ShopPage


class ProductPage(ShopPage):
    """What editors tell about a product. Its price, stock, SKU and name are in commerce and on no page."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    gallery = StreamField(GalleryBlock(required=False), verbose_name=_("pictures"), blank=True)
    story = StreamField(StoryBlock(required=False), verbose_name=_("story"), blank=True)
    care = models.TextField(_("care"), blank=True)
    safety = models.TextField(_("safety information"), blank=True)

    content_panels = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("gallery"),
        FieldPanel("story"),
        FieldPanel("care"),
        FieldPanel("safety"),
    ]
    search_fields = [
        *ShopPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("story"),
    ]

    parent_page_types = ["cms.CategoryPage", "cms.ShardPage"]
    subpage_types = []
    template = "cms/product_page.html"

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")
