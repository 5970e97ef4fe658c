"""From an address to a page: one look-up however deep the page lies, then Wagtail's own serving of it."""

from functools import lru_cache

from django.db import connection
from django.http import Http404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.pages.product import ProductPage
from cms.storefront.frame import TAG, frame_of
from cms.storefront.page_cache import seen
from cms.storefront.snapshot import one_snapshot
from commerce import prepared
from commerce.events import versions


@require_safe
def serve(request, path):
    """The live page at an address, rendered in one snapshot; says what it was made of, so that it can be kept."""
    request.shopper.audience  # noqa: B018 - reads session and user before the snapshot, which allows no writes
    with one_snapshot():
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


def find(request, path):
    """The page of an address in the language in force, as its own type. Raises Http404."""
    frame = frame_of(request)
    root = frame.roots.get(get_language())
    if root is None:
        raise Http404
    url_path = root.url_path + path
    node = frame.nodes.get(url_path)
    if node is None:
        page = _product_page(url_path)
    else:
        page = _typed(node)
    if page is None:
        raise Http404
    page.is_surely_public = not frame.has_private_pages
    return page


def _product_page(url_path):
    """The live product page of an address. Its statement is written once, by the model, and planned once."""
    statement, converters, names = _product_page_statement()
    found = prepared.rows(statement, [url_path])
    if not found:
        return None
    values = list(found[0])
    for place, (convert, expression) in converters.items():
        for one in convert:
            values[place] = one(values[place], expression, connection)
    return ProductPage.from_db(connection.alias, names, values)


@lru_cache(maxsize=1)
def _product_page_statement():
    """The words of the look-up, what makes a page's fields of its columns, and the names of the fields."""
    query = ProductPage.objects.filter(url_path="", live=True).order_by("pk")[:1].query
    compiler = query.get_compiler(connection.alias)
    statement, values = compiler.as_sql()
    if list(values) != [""]:
        raise TypeError("the look-up of a product page takes its address and nothing else")
    columns = [column for column, _sql, _alias in compiler.select]
    return statement, compiler.get_converters(columns), [column.target.attname for column in columns]


def _typed(node):
    """The page of a node, read as its own type in one query."""
    model = Page(content_type_id=node.content_type_id, id=node.id).specific_class
    if model is None:
        return None
    pages = model.objects.filter(pk=node.id, live=True)
    relations = getattr(model, "shown_with", ())
    return (pages.select_related(*relations) if relations else pages).first()
