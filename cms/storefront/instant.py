"""The page at an address as it is at an instant: what is approved to go live by then, and not what has expired.

A visitor asks about now, so nothing waits for the scheduler to wake; a preview asks about any day, with drafts or not.
"""

from functools import lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.expressions import RawSQL
from wagtail.models import Page, Revision

from cms.pages.campaign import CampaignPage
from cms.pages.category import ShardPage
from cms.pages.product import ProductPage
from cms.preview.look import CAMPAIGNS, PAGES, pinned
from commerce import prepared

# Wagtail keeps one revision of a page, at most, that is approved to go live. A mirror (alias) goes live with its page.
SCHEDULED = """
(SELECT {column} FROM wagtailcore_revision r
 WHERE r.object_id = COALESCE(wagtailcore_page.alias_of_id, wagtailcore_page.id)::varchar
   AND r.approved_go_live_at IS NOT NULL AND r.base_content_type_id =
     (SELECT id FROM django_content_type WHERE app_label = 'wagtailcore' AND model = 'page')
 ORDER BY r.approved_go_live_at DESC LIMIT 1)
"""
SCHEDULE = {
    "scheduled_revision": RawSQL(SCHEDULED.format(column="r.id"), ()),  # noqa: S611 - our words
    "scheduled_at": RawSQL(SCHEDULED.format(column="r.approved_go_live_at"), ()),  # noqa: S611 - our words
}


def stored_at(frame, url_path):
    """The page that has an address, as its own type, whether it is shown there or not. One query, or two for none."""
    node = frame.nodes.get(url_path)
    if node is None:
        return _product_page(url_path) or _not_live(url_path)
    return _typed(Page(content_type_id=node.content_type_id, id=node.id))


def looks_at_drafts_of(model, drafts):
    return (CAMPAIGNS if issubclass(model, CampaignPage) else PAGES) in drafts


def _product_page(url_path):
    """The product page of an address."""
    return _planned(ProductPage, "url_path", url_path)


def _planned(model, key, value):
    """A page of a type by one field. The statement is written once, by the model, and planned once."""
    statement, converters, names = _page_statement(model, key)
    found = prepared.rows(statement, [value])
    if not found:
        return None
    values = list(found[0])
    for place, (convert, expression) in converters.items():
        for one in convert:
            values[place] = one(values[place], expression, connection)
    page = model.from_db(connection.alias, names, values[: len(names)])
    page.scheduled_revision, page.scheduled_at = values[len(names) :]
    return page


@lru_cache(maxsize=64)
def _page_statement(model, key):
    """The words of the look-up, what makes a page's fields of its columns, and the names of the fields."""
    wanted = RawSQL("%s", ())  # a place for the value, which is passed beside the statement
    query = model.objects.filter(**{key: wanted}).annotate(**SCHEDULE).order_by("pk")[:1].query
    compiler = query.get_compiler(connection.alias)
    statement, values = compiler.as_sql()
    if values:
        raise TypeError("the look-up of a page takes the value of its field and nothing else")
    columns = [column for column, _sql, _alias in compiler.select]
    fields = columns[: -len(SCHEDULE)]
    return statement, compiler.get_converters(columns), [column.target.attname for column in fields]


def _typed(page):
    """The page of a key, read as its own type in one query."""
    model = page.specific_class
    if model is None:
        return None
    relations = getattr(model, "shown_with", ())
    if not relations:
        return _planned(model, "pk", page.pk)
    return model.objects.filter(pk=page.pk).annotate(**SCHEDULE).select_related(*relations).first()


def _not_live(url_path):
    """A page that is in no frame because it is not live: the only other kind that an address can lead to."""
    shelves = ContentType.objects.get_for_model(ShardPage)
    page = Page.objects.filter(url_path=url_path, depth__gt=1).exclude(content_type=shelves).first()
    return page and _typed(page)


def shown_at(page, at, drafts=frozenset()):
    """The page as it is at `at`; None when there is none then. No query while nothing is scheduled.

    `changes_at` of it is the next moment at which the address shows something else by itself, or None.
    """
    goes_live, shown = page.scheduled_at, page
    version = pinned(drafts).get(page.alias_of_id or page.pk) if drafts else None
    if version is not None:
        shown, goes_live = _version(page, version), None
    elif looks_at_drafts_of(type(page), drafts):
        source = page.alias_of if page.alias_of_id else page
        if source.latest_revision_id and (source.has_unpublished_changes or not source.live):
            shown = _version(page, source.latest_revision_id)
        goes_live = None
    elif goes_live is not None and goes_live <= at:
        if isinstance(page, ProductPage) and not page.has_product():
            return None  # it never goes live, whatever was scheduled (`cms.pages.needs_product`)
        shown, goes_live = _version(page, page.scheduled_revision), None
    elif not page.live:
        return None
    if shown.expire_at is not None and shown.expire_at <= at:
        return None
    shown.changes_at = min(filter(None, [goes_live, shown.expire_at]), default=None)
    return shown


def _version(page, revision_id):
    """The page as a revision of it says, or of the page that it mirrors: then at its own address."""
    shown = page.with_content_json(Revision.objects.get(pk=revision_id).content)
    if page.alias_of_id:
        shown.slug, shown.url_path = page.slug, page.url_path
    return shown
