"""What stands around every page: the site, its languages, the tree of pages that are no products, menus, settings.

Read in a handful of queries and kept by the process for as long as the version of `site` stands; a publication, a move
or a renamed attribute bumps it (`cms.migrations.0004`), and every process reads anew at its next request.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists
from django.db.models.functions import JSONArray
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction, Site, get_page_models
from wagtail.models.sites import SiteRootPath

from cms import pictures
from cms.links import CategoryLink
from cms.menus import drawn
from cms.menus.menu import FOOT, HEAD, Menu
from cms.site import notices, shown
from cms.storefront.vocabulary import Vocabulary
from commerce.events import versions
from commerce.orders.models import DeliveryMethod

TAG = "site"
CATALOGUE = "catalogue"
STEP = Page.steplen


@dataclass(slots=True, eq=False)
class Node:
    """A live page that is not a product: enough to find it, link to it and stand in a menu or a breadcrumb."""

    id: int
    path: str
    title: str
    url_path: str
    content_type_id: int
    language: str
    translation_key: object
    in_menus: bool
    is_category: bool = False
    url: str = ""
    picture: object = None
    category_id: int | None = None
    parent: object = None
    children: list = field(default_factory=list)

    def ancestors(self):
        """From the start page down to this one."""
        return [*(self.parent.ancestors() if self.parent else []), self]

    def categories(self):
        """Ids of the categories of this page and of those below it."""
        own = [self.category_id] if self.category_id else []
        return own + [pk for child in self.children for pk in child.categories()]


class Frame:
    """The site as it is at one version of `site`."""

    def __init__(self, version):
        self.version = version
        self.site = _site()
        self.languages = dict(self.site.languages if self.site else Locale.objects.values_list("pk", "language_code"))
        self.locale_ids = {code: pk for pk, code in self.languages.items()}
        self.prefixes = {code: _prefix(code) for code in self.locale_ids}
        self.fragments = {}  # by template and language, see `cms.templatetags.framed`
        self.roots = {}
        self.nodes = {}  # by url_path
        self.by_path = {}
        if self.site:
            self._read_nodes()
        self.has_private_pages = self.site is not None and self.site.has_private_pages
        composed = self._composed_menus()
        self.menus = {code: self._menu(HEAD, code, composed) for code in self.roots}
        self.footers = {code: self._menu(FOOT, code, composed) for code in self.roots}
        live_settings = shown.live(self.languages)
        self.settings_source = live_settings.get(shown.SOURCE)
        self.settings = shown.by_language(live_settings, self.locale_ids)
        self.notices = notices.coming()

    def _read_nodes(self):
        rows = list(
            Page.objects.filter(live=True, depth__gte=2, content_type_id__in=_types_that_stand_here())
            .order_by("path")
            .values_list(
                "id",
                "path",
                "title",
                "url_path",
                "content_type_id",
                "locale_id",
                "translation_key",
                "show_in_menus",
                "categorypage__page_ptr_id",
                "categorypage__picture_id",
            )
        )
        shown = pictures.load(row[-1] for row in rows)
        categories = dict(CategoryLink.objects.values_list("translation_key", "category_id"))
        for pk, path, title, url_path, type_id, locale_id, key, in_menus, is_category, picture_id in rows:
            language = self.languages.get(locale_id)
            node = Node(
                pk,
                path,
                title,
                url_path,
                type_id,
                language,
                key,
                in_menus,
                is_category=bool(is_category),
                picture=shown.get(picture_id),
                category_id=categories.get(key),
            )
            if key == self.site.root_page.translation_key:
                self.roots.setdefault(language, node)
            root = self.roots.get(language)
            if root and path.startswith(root.path):
                node.url = self.url_of(url_path, language)
                self._add(node)

    def _composed_menus(self):
        """What editors have composed, by place and language. One query."""
        live = Menu.objects.filter(live=True)
        rows = live.values_list("place", "locale_id", "entries")
        return {(place, self.languages.get(pk)): entries.get_prep_value() for place, pk, entries in rows}

    def _menu(self, place, language, composed):
        if (place, language) in composed:
            return drawn.of_editors(composed[place, language], self, language)
        return drawn.of_the_tree(self.roots[language], place)

    def _add(self, node):
        node.parent = self.above(node.path)
        if node.parent and node.parent.path == node.path[:-STEP]:
            node.parent.children.append(node)
        self.nodes.setdefault(node.url_path, node)
        self.by_path[node.path] = node

    @cached_property
    def by_id(self):
        return {node.id: node for node in self.by_path.values()}

    @cached_property
    def by_key(self):
        """A page in its other languages: nodes by translation key and language."""
        return {(node.translation_key, node.language): node for node in self.by_path.values()}

    @cached_property
    def vocabulary(self):
        """The attributes that products are described and filtered by; their tables bump `site` too."""
        return Vocabulary()

    @cached_property
    def delivery_methods(self):
        """Ways of delivery in the shop's order, so that a product page promises what the checkout does."""
        return list(DeliveryMethod.objects.filter(is_active=True).order_by("position", "id"))

    @cached_property
    def site_root_paths(self):
        """What Wagtail asks its cache for to build an address, one row a language."""
        return [
            SiteRootPath(self.site.pk, root.url_path, self.site.root_url, code)
            for code, root in sorted(self.roots.items(), key=lambda pair: pair[1].url_path, reverse=True)
        ]

    def url_of(self, url_path, language):
        """The address of a page by its `url_path`, without loading it; empty when it is outside the site."""
        root = self.roots.get(language)
        if root is None or not url_path.startswith(root.url_path):
            return ""
        return self.prefixes[language] + url_path[len(root.url_path) :]

    def above(self, path):
        """The nearest page above a tree path that is live: a product's category, however its shelves are nested."""
        while len(path) > STEP:
            path = path[:-STEP]
            if path in self.by_path:
                return self.by_path[path]
        return None


_kept = None
_looked_at = ContextVar("the frame of a preview", default=None)


def frame_of(request):
    """The frame for this request, and for Wagtail's own look-ups in it. One query when nothing has changed."""
    try:
        return request.shop_frame
    except AttributeError:
        request.shop_versions = versions.current([TAG, CATALOGUE])
        request.shop_frame = frame = now(request.shop_versions[TAG])
        request._wagtail_site = frame.site
        request._wagtail_cached_site_root_paths = frame.site_root_paths
        return frame


def now(version=None):
    """The frame at the version that `site` has now."""
    global _kept
    if (there := _looked_at.get()) is not None:
        return there
    version = versions.current([TAG])[TAG] if version is None else version
    found = _kept  # another thread, in another snapshot, may put its own there meanwhile
    if found is None or found.version != version:
        found = _kept = Frame(version)
    return found


@contextmanager
def looking_at(there):
    """Let this be the frame of what is done within: a preview's, which nobody else may see and nothing keeps."""
    token = _looked_at.set(there)
    try:
        yield
    finally:
        _looked_at.reset(token)


def forget():
    """Read anew at the next request: for tests, where a version number can mean two things."""
    global _kept
    _kept = None


def absolute(url):
    """An address with the shop's own domain before it, unless it has one: pictures may lie elsewhere."""
    return url if "://" in url else settings.SITE_URL.rstrip("/") + url


def _types_that_stand_here():
    """Named one by one, so that a million product pages are passed by and not looked through."""
    types = ContentType.objects.get_for_models(*get_page_models()).values()
    return [one.pk for one in types if one.model not in ("productpage", "shardpage")]


def _site():
    """The default site, if any, with its languages and whether it has private pages. One query."""
    languages = Locale.objects.order_by("language_code").values(pair=JSONArray("pk", "language_code"))
    private = Exists(PageViewRestriction.objects.all())
    sites = Site.objects.select_related("root_page").filter(is_default_site=True)
    return sites.annotate(has_private_pages=private, languages=ArraySubquery(languages)).first()


def _prefix(language):
    with override(language):
        return reverse("wagtail_serve", args=("",))
