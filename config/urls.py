"""Every address of the shop. Swedish at `/`, English under `/en/`; what no person reads is outside the languages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.media import media
from cms.storefront import crawling
from cms.storefront.colours import colours
from integrations import callbacks, quick_order
from integrations.feeds import views as feeds
from integrations.flows.healthz import healthz
from integrations.payments import demo
from integrations.payments.swish import page as swish
from operations.inventory.environment_page import described
from operations.status.calendar import calendar
from operations.status.public_views import status

handler500 = "config.disturbance.server_error"
urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<slug:language>-<int:part>.xml", crawling.sitemap_part, name="sitemap_part"),
    path("betalning/<slug:provider>/", callbacks.receive, name="payment_callback"),  # given to providers: never changes
    path("betalning/<slug:provider>/<slug:proof>/", callbacks.receive, name="payment_callback_proved"),
    path("api/v1/", include("integrations.api.urls")),  # given to other systems: never changes
    path("anslutning/", include("integrations.webhooks.urls")),  # given to senders: never changes
    path("overforing/", include("cms.promote.urls")),  # given to other environments: never changes
    path("feeds/<str:language>/<str:name>", feeds.feed, name="feed"),  # given to readers: never changes
    re_path(r"^colours/(?P<pair>[0-9a-f]{6}-[0-9a-f]{6})\.css$", colours, name="colours"),
    path("avbrott.ics", calendar, name="outages_calendar"),  # given to calendars: never changes
    path("status/", status, name="status_page"),  # given to visitors: never changes; nginx answers before it gets here
    path("status/<path:name>", status, name="status_file"),
    path("robots.txt", crawling.robots, name="robots"),
    path("miljo/", described, name="environment"),  # given to other environments: never changes
    path("healthz", healthz, name="healthz"),  # given to monitors: never changes
    path("", include("operations.monitoring.urls")),  # given to monitors: never changes
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", media)]

# What shoppers ask for most stands first: an address is held against one pattern after another.
urlpatterns += i18n_patterns(
    path(pgettext_lazy("address", "payment/demo/<str:key>/"), demo.page, name="payment_demo"),
    path(pgettext_lazy("address", "payment/swish/<str:key>/"), swish.page, name="payment_swish"),
    path(pgettext_lazy("address", "payment/swish/<str:key>/wait/"), swish.waiting, name="payment_swish_waiting"),
    path("", include("commerce.checkout.urls")),
    path("", include("search.urls")),
    path("", include("commerce.orders.returns.urls")),
    path("", include("commerce.privacy.urls")),
    path(
        pgettext_lazy("address", "account/"),
        include(
            [
                path("", include("commerce.customers.urls")),
                path("", include("commerce.orders.urls")),
                path("", include("commerce.orders.approvals.urls")),
                path("", include("commerce.lists.urls")),
                path("", include("operations.desk.urls")),
                path("", include("operations.services.urls")),
                path("", include("operations.status.urls")),
                path("", include("allauth.urls")),
            ]
        ),
    ),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),  # one log-in page
    path(pgettext_lazy("address", "quick-order/"), quick_order.page, name="quick_order"),
    path("", include("cms.preview.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
