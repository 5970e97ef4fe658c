"""Where a page leads, and whether it is there: the shop's own pages at once, other sites by what a worker saw."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.checks import rules
from cms.checks.models import OutsideLink
from cms.checks.parts import parts
from cms.checks.rich_text import Link, read
from cms.checks.rule import Fault

CLOSED_PLATFORM = ("ec.europa.eu/consumers/odr", "webgate.ec.europa.eu/odr")
SHOWN_WHILE_LIVE = ["cms.ProductPage"]  # a shelf leaves out what is not on sale, so it leads nowhere wrong
NOT_ASKED = ("mailto:", "tel:", "#", "?")


def links_of(page) -> list[tuple[Link, str]]:
    """Every link of a page with the id of the block it stands in."""
    found = [(Link(page_id=pk, words=words), "") for pk, words in _of_fields(page)]
    for part in parts(page):
        if isinstance(part.block, blocks.RichTextBlock):
            found += [(link, part.block_id) for link in read(part.value).links]
        elif isinstance(part.block, blocks.PageChooserBlock) and part.block.page_type != SHOWN_WHILE_LIVE:
            if part.value or part.block.required:
                found.append((Link(page_id=part.value or 0), part.block_id))
        elif isinstance(part.block, blocks.URLBlock) and part.value:
            found.append((Link(address=part.value), part.block_id))
    return found


def _of_fields(page):
    """Pages that fields of the page's own type name: what its button leads to."""
    for field in page._meta.local_fields:
        chosen = field.is_relation and not field.primary_key and field.remote_field.model is Page
        if chosen and (pk := getattr(page, field.attname)):
            yield pk, ""


def outside(page) -> set[str]:
    """Addresses on other sites that the page leads to."""
    return {link.address for link, _id in links_of(page) if _is_outside(link.address)}


def _is_outside(address):
    return address.startswith(("http://", "https://")) and not _is_ours(address)


def _is_ours(address):
    return urlsplit(address).netloc == urlsplit(settings.SITE_URL).netloc


def inside_links(page, *, together=frozenset(), **_about) -> Iterator[Fault]:
    """Links to pages that are gone or not live. Those in `together` go live with this one. Three queries at most."""
    links = links_of(page)
    pages = _pages({link.page_id for link, _id in links if link.page_id}, page, together)
    wanted = {link.document_id for link, _id in links if link.document_id}
    model = get_document_model()
    files = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    for link, block_id in links:
        if link.page_id is not None and link.page_id not in pages:
            text = _to_page(link, Page.objects.filter(pk=link.page_id).first())
            yield Fault(rule=rules.INSIDE, text=text, about=f"page:{link.page_id}", block_id=block_id)
        elif link.document_id is not None and link.document_id not in files:
            text = _("The link “%(words)s” leads to a file that is gone.") % {"words": link.words}
            yield Fault(rule=rules.INSIDE, text=text, about=f"file:{link.document_id}", block_id=block_id)
        elif link.address and not _is_outside(link.address) and not _is_there(link.address):
            text = _("There is nothing in the shop at %(address)s.") % {"address": link.address}
            yield Fault(rule=rules.INSIDE, text=text, about=link.address, block_id=block_id)


def _pages(wanted, page, together):
    """Those that shoppers reach when the page is live: live now, or approved to be by the time that it goes live."""
    if not wanted:
        return set()
    there = Q(live=True)
    if page.go_live_at:
        there |= Q(_revisions__approved_go_live_at__lte=page.go_live_at)
    found = set(Page.objects.filter(there, pk__in=wanted).values_list("pk", flat=True))
    return found | (wanted & set(together)) | (wanted & {page.pk})


def _to_page(link, target):
    if target is None:
        words = link.words.strip()
        return (
            _("The link “%(words)s” leads to a page that is gone.") % {"words": words}
            if words
            else _("A link or choice names a page that is gone.")
        )
    return _("“%(title)s” is linked to but not published.") % {"title": target.title}


def _is_there(address):
    """Whether an address of ours leads to something: a page, a redirect, a file or one of the shop's own views."""
    if address.startswith(NOT_ASKED):
        return True
    path = unquote(urlsplit(address).path) or "/"
    if not path.startswith("/"):
        return False
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return True
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve" or _is_page(path)


def _is_page(path):
    language, rest = ("en", path[4:]) if path.startswith("/en/") else ("sv", path[1:])
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    roots = Page.objects.filter(translation_key=site.root_page.translation_key, locale__language_code=language)
    root = roots.first()
    rest = rest if not rest or rest.endswith("/") else f"{rest}/"
    return root is not None and Page.objects.filter(url_path=root.url_path + rest, live=True).exists()


def outside_links(page, **_about) -> Iterator[Fault]:
    """Links to other sites that the worker has found broken. One query."""
    found = [(link, block_id) for link, block_id in links_of(page) if _is_outside(link.address)]
    rows = OutsideLink.objects.filter(url__in={link.address for link, _id in found}) if found else []
    broken = {row.url: row for row in rows if row.is_broken}
    for link, block_id in found:
        if row := broken.get(link.address):
            text = _("%(address)s does not answer as it should: %(why)s.")
            told = text % {"address": link.address, "why": row.why}
            yield Fault(rule=rules.OUTSIDE, text=told, about=link.address, block_id=block_id)


def closed_platform(page, **_about) -> Iterator[Fault]:
    """Nobody is sent to the platform that the Union has closed."""
    for link, block_id in links_of(page):
        if any(place in link.address for place in CLOSED_PLATFORM):
            text = _("Take away the link to the Union's closed complaints platform. Name the complaints board instead.")
            yield Fault(rule=rules.ODR, text=text, about=link.address, block_id=block_id)
