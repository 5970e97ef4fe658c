"""What search engines are told: where all pages are, and where not to look."""

from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.storefront.frame import absolute, frame_of

PART_SIZE = 10_000
XML = "application/xml"
CLOSED = ("cart", "checkout", "search", "account_login")


@require_safe
def sitemap(request):
    """The list of the parts; each holds ten thousand addresses, by page number so that parts stay what they are."""
    newest = Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = "".join(
        f"<sitemap><loc>{escape(absolute(reverse('sitemap_part', args=(part,))))}</loc></sitemap>"
        for part in range(newest // PART_SIZE + 1)
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>')


@require_safe
def sitemap_part(request, part):
    """The live, public pages numbered in one span. One query for any number of pages."""
    frame = frame_of(request)
    if frame.has_private_pages:
        public = Page.objects.public()
    else:
        public = Page.objects.all()
    rows = (
        public.filter(live=True, pk__gte=part * PART_SIZE, pk__lt=(part + 1) * PART_SIZE)
        .exclude(content_type__app_label="cms", content_type__model="shardpage")
        .order_by("pk")
        .values_list("url_path", "locale_id", "last_published_at")
    )
    found = [(frame.url_of(path, frame.languages.get(pk)), changed) for path, pk, changed in rows]
    lines = [_url(url, changed) for url, changed in found if url]
    if not lines and part:
        raise Http404
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(lines)}</urlset>')


@require_safe
def robots(request):
    """The test environment is closed to all; production shows everything but what is one shopper's own."""
    if getattr(settings, "ENVIRONMENT", "production") == "test":
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    closed = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            closed += [reverse(name) for name in CLOSED]
    lines = ["User-agent: *", "Disallow: /admin/", *(f"Disallow: {path}" for path in sorted(set(closed)))]
    return HttpResponse("\n".join([*lines, f"Sitemap: {absolute(reverse('sitemap'))}", ""]), content_type="text/plain")


def _url(url: str, changed: datetime | None) -> str:
    date = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return f"<url><loc>{escape(absolute(url))}</loc>{date}</url>"


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type=XML)
