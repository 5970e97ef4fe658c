"""What is new in the shop, for readers of RSS 2.0: articles and campaigns of a language, the latest first."""

from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.campaign import CampaignPage
from cms.pages.content import StandardPage
from cms.storefront.frame import absolute, frame_of

MOST = 30


class News(Feed):
    """Public pages that are live, without the legal ones. Two queries, whatever the shop holds."""

    feed_type = Rss201rev2Feed

    def get_object(self, request):
        return frame_of(request), get_language()

    def title(self, of):
        frame, language = of
        return frame.roots[language].title

    def description(self, of):
        return _("Articles and campaigns")

    def link(self, of):
        frame, language = of
        return absolute(frame.roots[language].url)

    def feed_url(self, of):
        return absolute(reverse("news"))

    def items(self, of):
        frame, language = of
        told = Q(standardpage__legal="") | Q(campaignpage__isnull=False)
        pages = Page.objects.live().public().type(StandardPage, CampaignPage)
        found = pages.filter(told, locale_id=frame.locale_ids[language], first_published_at__isnull=False)
        latest = found.order_by("-first_published_at", "-pk").specific()[:MOST]
        return [(page, url) for page in latest if (url := frame.url_of(page.url_path, language))]

    def item_title(self, item):
        return item[0].title

    def item_description(self, item):
        return item[0].search_description or item[0].intro

    def item_link(self, item):
        return absolute(item[1])

    def item_guid(self, item):
        return absolute(item[1])

    def item_pubdate(self, item):
        return item[0].first_published_at

    def item_updateddate(self, item):
        return item[0].last_published_at
