from dataclasses import replace

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms import pictures
from cms.checks import campaigns
from cms.checks.panel import ChecksPanel
from cms.desk.campaign_panels import EffectPanel, OffersPanel
from cms.pages.base import ShopPage
from cms.pages.campaign_offers import CampaignOffer  # noqa: F401 - a model of this app
from cms.pages.campaign_phases import draft_offers
from cms.pages.carries_offers import CarriesOffers
from cms.storefront.campaign_context import campaign_context
from cms.storefront.editorial_context import editorial_context
from cms.story import StoryBlock


class CampaignPage(CarriesOffers, ShopPage):
    """A campaign: one picture, one sentence, one action, a story with products, and the offers it is about."""

    intro = models.TextField(_("intro"), blank=True, max_length=300)
    picture = models.ForeignKey(
        "cms.ShopImage", verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action_label = models.CharField(_("button"), max_length=60, blank=True)
    action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page the button leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(StoryBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels = [
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("picture"),
        MultiFieldPanel([FieldPanel("action_label"), FieldPanel("action_page")], _("Button")),
        FieldPanel("body"),
        OffersPanel("offers", heading=_("Offers"), label=_("Offer")),
        EffectPanel(heading=_("What the offers do")),
    ]
    search_fields = [*ShopPage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "cms/campaign_page.html"

    shown_with = ("picture", "action_page")
    opening = "intro"
    checks = (*ShopPage.checks, campaigns.reductions, campaigns.percentages)
    checked_elsewhere = (campaigns.reductions,)

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")

    def page_context(self, request):
        return editorial_context(self, request, self.body) | campaign_context(self, request)

    def serve_preview(self, request, mode_name):
        """Shows what the draft's offers would make of prices, on the day when it goes live."""
        shopper = request.shopper.as_level(mode_name or request.shopper.level)
        at = max(self.go_live_at or shopper.at, shopper.at)
        offers = draft_offers(self, now=shopper.at)
        request.shopper = replace(shopper, at=at, drafts=shopper.drafts | {offers})
        return super().serve_preview(request, mode_name)

    def picture_to_share(self, request, context):
        return super().picture_to_share(request, context) or (self.picture and pictures.of_image(self.picture))
