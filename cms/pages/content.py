from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms import pictures
from cms.article_blocks import ArticleBlock
from cms.checks.guarantee import guarantee
from cms.checks.legal import tells_what_it_must
from cms.checks.panel import ChecksPanel
from cms.legal_kinds import Legal
from cms.pages.base import ShopPage
from cms.storefront.editorial_context import editorial_context


class StandardPage(ShopPage):
    """An editorial page: an article, information, terms."""

    intro = models.TextField(_("intro"), blank=True, max_length=400)
    picture = models.ForeignKey(
        "cms.ShopImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(ArticleBlock(required=False), verbose_name=_("body"), blank=True)

    legal = models.CharField(
        _("legal page"),
        max_length=20,
        choices=Legal,
        blank=True,
        default="",
        db_default="",
        help_text=_("What the law says must stand on such a page is looked for before it is published"),
    )

    content_panels = [
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("legal"),
    ]
    search_fields = [*ShopPage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    parent_page_types = ["home.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage", "cms.FormPage"]
    template = "cms/standard_page.html"

    shown_with = ("picture",)
    opening = "intro"
    checks = (*ShopPage.checks, tells_what_it_must, guarantee)

    class Meta:
        verbose_name = _("editorial page")
        verbose_name_plural = _("editorial pages")

    def page_context(self, request):
        return editorial_context(self, request, self.body)

    def picture_to_share(self, request, context):
        return super().picture_to_share(request, context) or (self.picture and pictures.of_image(self.picture))
