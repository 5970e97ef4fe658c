from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField

from cms import pictures
from cms.blocks import CallToActionBlock, PictureBlock
from cms.checks.panel import ChecksPanel
from cms.pages.base import ShopPage
from cms.selling_blocks import CategoryTilesBlock, CountdownBlock, HeroBlock, ProductCardBlock, ProductShelfBlock
from cms.storefront import structured
from cms.storefront.context import settings_of
from cms.storefront.editorial_context import editorial_context
from cms.storefront.frame import frame_of


class PromiseBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.CharBlock(label=_("Text"), max_length=160)

    class Meta:
        icon = "tick"
        label = _("Promise")


class FrontBlock(blocks.StreamBlock):
    """What the start page is composed of, under its hero."""

    product_shelf = ProductShelfBlock()
    story = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(label=_("Title"))),
            ("text", blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link"])),
            ("picture", PictureBlock()),
            ("page", blocks.PageChooserBlock(label=_("Page"), required=False)),
            ("label", blocks.CharBlock(label=_("Link text"), required=False)),
        ],
        label=_("Story"),
        icon="doc-full",
        template="blocks/story.html",
    )
    promises = blocks.ListBlock(PromiseBlock(), label=_("Promises"), icon="tick", template="blocks/promises.html")
    hero = HeroBlock()
    product_card = ProductCardBlock()
    category_tiles = CategoryTilesBlock()
    countdown = CountdownBlock()
    call_to_action = CallToActionBlock()


class HomePage(ShopPage):
    """The start page: one campaign with one action, then what an editor composes."""

    hero_title = models.CharField(_("headline"), max_length=120, blank=True)
    hero_text = models.CharField(_("text"), max_length=250, blank=True)
    hero_image = models.ForeignKey(
        "cms.ShopImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hero_label = models.CharField(_("button"), max_length=60, blank=True)
    hero_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page the button leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(FrontBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels = [
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_text"),
                FieldPanel("hero_image"),
                FieldPanel("hero_label"),
                FieldPanel("hero_page"),
            ],
            _("Hero"),
        ),
        FieldPanel("body"),
    ]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.CategoryPage", "cms.CampaignPage", "cms.StandardPage", "cms.FormPage"]
    template = "home/home_page.html"
    shown_with = ("hero_image", "hero_page")
    opening = "hero_text"

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def page_context(self, request):
        context = editorial_context(self, request, self.body)
        home_url = frame_of(request).prefixes[request.shopper.locale]
        site = structured.shop(home_url, reverse("search"), settings_of(request))
        return context | {"structured_data": structured.script(site)}

    def picture_to_share(self, request, context):
        chosen = super().picture_to_share(request, context)
        return chosen or (self.hero_image and pictures.of_image(self.hero_image))
