"""Where an address leads that no longer shows a page: what editors wrote, where its page is now, what took its place.

Asked only when nothing was found, so a page that comes back needs nobody to take a redirect away. Redirects lie in
Wagtail's own register; those of pages that have moved are written by the database (`cms.migrations.0021`).
"""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.links import ProductLink
from cms.pages.product import ProductPage
from cms.storefront.frame import frame_of
from commerce import prepared

# The product that replaced it, or the one that replaced that, the first that is on sale in the language.
REPLACEMENT = """
WITH RECURSIVE after (product_id, step) AS (
    SELECT p.replaced_by_id, 1 FROM cms_productlink k JOIN catalogue_product p ON p.id = k.product_id
    WHERE k.translation_key = %s::uuid
    UNION ALL
    SELECT p.replaced_by_id, a.step + 1 FROM after a JOIN catalogue_product p ON p.id = a.product_id WHERE a.step < 10
)
SELECT l.url_path FROM after a JOIN cms_listedproduct l ON l.product_id = a.product_id
WHERE l.locale_id = %s AND l.is_listed ORDER BY a.step LIMIT 1
"""


class FormerAddresses(RedirectMiddleware):
    def process_response(self, request, response):
        """One query more for a product that has ended than for an address that never was."""
        answer = super().process_response(request, response)
        if answer.status_code == 404 or answer.headers.get("Location") == request.path:
            return _of_ended_product(request) or response
        return answer


def _of_ended_product(request):
    """To what replaced it for good; else, as it may come back, to its category for now."""
    ended = getattr(request, "ended_page", None)
    if not isinstance(ended, ProductPage) or not _has_been_live(ended, request.shopper.at):
        return None
    frame = frame_of(request)
    found = prepared.rows(REPLACEMENT, [str(ended.translation_key), ended.locale_id])
    if found:
        return HttpResponsePermanentRedirect(frame.url_of(found[0][0], frame.languages[ended.locale_id]))
    category = frame.above(ended.path)
    return HttpResponseRedirect(category.url) if category and category.url else None


def _has_been_live(page, at):
    """By then: a day to come may be one when it has both come and gone. A mirror goes by its page.

    Without its product a page does not go live, whatever was scheduled.
    """
    source = page.alias_of if page.alias_of_id else page
    if source.first_published_at is not None:
        return True
    is_due = page.scheduled_at is not None and page.scheduled_at <= at
    return is_due and ProductLink.objects.filter(translation_key=page.translation_key).exists()
