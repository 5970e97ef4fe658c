from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import GalleryBlock
from cms.checks import goods
from cms.checks.panel import ChecksPanel
from cms.desk.panels import ProductPanel
from cms.pages.address import is_free_address
from cms.pages.base import ShopPage
from cms.pages.needs_product import NeedsProduct
from cms.storefront.product_context import product_context
from cms.story import StoryBlock


class ProductPage(NeedsProduct, ShopPage):
    """What editors tell about a product. Its price, stock, SKU and name are in commerce and on no page."""

    lead = models.TextField(_("lead"), blank=True, max_length=400)
    gallery = StreamField(GalleryBlock(required=False), verbose_name=_("pictures"), blank=True)
    story = StreamField(StoryBlock(required=False), verbose_name=_("story"), blank=True)
    care = models.TextField(_("care"), blank=True)
    safety = models.TextField(_("safety information"), blank=True)

    content_panels = [
        ProductPanel(heading=_("Product")),
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
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

    opening = "lead"
    checks = (*ShopPage.checks, goods.maker, goods.picture, goods.safety, goods.unit_prices)
    parent_page_types = ["cms.CategoryPage", "cms.ShardPage"]
    subpage_types = []
    template = "cms/product_page.html"

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")

    _slug_is_available = staticmethod(is_free_address)

    def page_context(self, request):
        return product_context(self, request)

    def picture_to_share(self, request, context):
        first = next((shown["image"] for shown in context["gallery"]), None)
        return super().picture_to_share(request, context) or first
