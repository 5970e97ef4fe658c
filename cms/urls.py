"""Pages by their address. Wagtail's own addresses for private pages come after, from `wagtail.urls`."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from cms.storefront.serving import serve

urlpatterns = [re_path(serve_pattern, serve, name="wagtail_serve")]
