"""From an address to a page: one look-up however deep the page lies, then Wagtail's own serving of it."""

from functools import wraps

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.url_routing import RouteResult

from cms.storefront.frame import TAG, frame_of
from cms.storefront.instant import shown_at, stored_at
from cms.storefront.page_cache import seen
from cms.storefront.snapshot import one_snapshot
from commerce.events import versions


@require_safe
def serve(request, path):
    """The live page at an address, rendered in one snapshot; says what it was made of, so that it can be kept."""
    request.shopper.audience  # noqa: B018 - reads session and user before the snapshot, which allows no writes
    with one_snapshot():
        as_of_the_snapshot(request)
        page = find(request, path)
        request._wagtail_route_for_request = RouteResult(page)
        response = wagtail_views.serve(request, path)
        if hasattr(response, "render"):
            response.render()
        made_of = seen(request)
        made_of.add(TAG, f"page:{page.pk}")
        found = versions.current(made_of.tags)
        if response.status_code == 200 and found[TAG] == request.shop_frame.version:
            made_of.versions = found
    return response


def of_one_snapshot(view):
    """The view, with all that it reads from one snapshot. Not for one that asks another server."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        request.shopper.audience  # noqa: B018 - as in `serve`
        with one_snapshot():
            as_of_the_snapshot(request)
            return view(request, *args, **kwargs)

    return shown


def as_of_the_snapshot(request):
    """Let the shopper look at an instant that is not before the snapshot: what has gone live in it has then begun.

    A price begins at the instant of a release, before its commit. One who asked just before that instant and reads just
    after the commit would else see the new page with the old price.
    """
    frame_of(request)  # its query takes the snapshot
    if not request.shopper.drafts and not hasattr(request, "look"):
        request.shopper = request.shopper.looking_at(max(request.shopper.at, timezone.now()))


def find(request, path):
    """The page of an address in the language in force, as its own type. Raises Http404."""
    frame = frame_of(request)
    root = frame.roots.get(get_language())
    if root is None:
        raise Http404
    stored = stored_at(frame, root.url_path + path)
    page = stored and shown_at(stored, request.shopper.at, request.shopper.drafts)
    if page is None:
        request.ended_page = stored  # where it leads on to: `cms.storefront.former`
        raise Http404
    page.is_surely_public = not frame.has_private_pages
    seen(request).expire(page.changes_at)
    return page
