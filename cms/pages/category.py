from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.checks.panel import ChecksPanel
from cms.pages.address import is_free_address
from cms.pages.base import ShopPage
from cms.storefront.category_context import category_context
from cms.storefront.frame import frame_of


class CategoryPage(ShopPage):
    """A category as shoppers see it: its title, one line about it, its products."""

    intro = models.TextField(_("intro"), blank=True, max_length=300)
    picture = models.ForeignKey(
        "cms.ShopImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("picture"),
    ]
    search_fields = [*ShopPage.search_fields, index.SearchField("intro")]

    opening = "intro"
    parent_page_types = ["home.HomePage", "cms.CategoryPage"]
    subpage_types = ["cms.CategoryPage", "cms.ProductPage", "cms.ShardPage"]
    template = "cms/category_page.html"

    class Meta:
        verbose_name = _("category page")
        verbose_name_plural = _("category pages")

    _slug_is_available = staticmethod(is_free_address)

    def page_context(self, request):
        return category_context(self, request)

    def picture_to_share(self, request, context):
        node = frame_of(request).nodes.get(self.url_path)
        return super().picture_to_share(request, context) or (node and node.picture)

    def route(self, request, path_components):
        """Find what is asked for by its address, whether it stands right under the category or on a shelf of it."""
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        found = Page.objects.filter(url_path=f"{self.url_path}{slug}/", path__startswith=self.path).first()
        if found is None:
            raise Http404
        if found.depth == self.depth + 1:
            found._cached_parent_obj = self
        return found.specific.route(request, rest)


class ShardPage(Page):
    """Holds a thousand or two of a category's product pages. Appears in no address, menu, search or breadcrumb."""

    search_fields = []
    parent_page_types = ["cms.CategoryPage"]
    subpage_types = ["cms.ProductPage"]
    content_panels = [FieldPanel("title")]
    promote_panels = []
    is_creatable = False

    class Meta:
        verbose_name = _("shelf of product pages")
        verbose_name_plural = _("shelves of product pages")

    def set_url_path(self, parent):
        """The category's own address, so that pages on the shelf get the address they would have beside it."""
        self.url_path = parent.url_path
        return self.url_path

    def route(self, request, path_components):
        raise Http404

    def get_sitemap_urls(self, request=None):
        return []
