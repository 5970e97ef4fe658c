"""What search engines are told: where all pages are, and where not to look."""

from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.storefront.frame import absolute, frame_of

PART_SIZE = 10_000
MOST_PARTS = 200_000  # page numbers end at two thousand million
XML = "application/xml"
CLOSED = ("cart", "checkout", "search", "account_login")


# A span of page numbers is in the index where a live page of the language has one: a look at each, not at each page.
PARTS = """
SELECT o.language_code, part
FROM wagtailcore_locale o
CROSS JOIN generate_series(0, COALESCE((SELECT max(id) FROM wagtailcore_page), 0) / %(size)s) AS part
CROSS JOIN LATERAL (
    SELECT FROM wagtailcore_page p
    WHERE p.id >= part * %(size)s AND p.id < (part + 1) * %(size)s AND p.live AND p.depth > 1 AND p.locale_id = o.id
    ORDER BY p.id LIMIT 1) AS first
ORDER BY o.id, part
"""


@require_safe
def sitemap(request):
    """The list of the parts of each language. A part is a span of ten thousand page numbers, so it stays what it is."""
    frame = frame_of(request)
    with connection.cursor() as cursor:
        cursor.execute(PARTS, {"size": PART_SIZE})
        found = [(language, part) for language, part in cursor.fetchall() if language in frame.roots]
    parts = "".join(
        f"<sitemap><loc>{escape(absolute(reverse('sitemap_part', args=one)))}</loc></sitemap>" for one in found
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>')


@require_safe
def sitemap_part(request, language, part):
    """The live, public pages of a language numbered in one span. One query, and no more memory for a larger shop."""
    frame = frame_of(request)
    if language not in frame.roots or part > MOST_PARTS:
        raise Http404
    pages = Page.objects.public() if frame.has_private_pages else Page.objects.all()
    rows = (
        pages.filter(
            live=True,
            locale_id=frame.locale_ids[language],
            pk__gte=part * PART_SIZE,
            pk__lt=(part + 1) * PART_SIZE,
        )
        .exclude(content_type__app_label="cms", content_type__model="shardpage")
        .order_by("pk")
        .values_list("url_path", "last_published_at")
    )
    found = ((frame.url_of(path, language), changed) for path, changed in rows.iterator())
    lines = "".join(_url(url, changed) for url, changed in found if url)
    if not lines and part:
        raise Http404
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>')


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
