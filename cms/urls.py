"""Pages by their address. Wagtail's own addresses for private pages come after, from `wagtail.urls`."""

from django.urls import path, re_path
from django.utils.translation import pgettext_lazy
from wagtail.urls import serve_pattern

from cms.consent import views as consent
from cms.form_pages import views as form_pages
from cms.storefront.news import News
from cms.storefront.serving import serve

urlpatterns = [
    path(pgettext_lazy("address", "video/<int:page_id>/<slug:provider>/<str:key>/"), consent.video, name="video"),
    path(pgettext_lazy("address", "cookies-and-consent/"), consent.choices, name="consent_choices"),
    path(pgettext_lazy("address", "form/<int:page_id>/"), form_pages.send, name="form_send"),
    path(pgettext_lazy("address", "form/<int:page_id>/thanks/"), form_pages.thanks, name="form_thanks"),
    path(pgettext_lazy("address", "news/rss/"), News(), name="news"),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
