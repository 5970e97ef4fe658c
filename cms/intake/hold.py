"""Holding the pages that an import is going to write. Why: `commerce.catalogue.hold`."""

from collections.abc import Iterable

from wagtail.models import Page, Site

from cms.links import CategoryLink, ProductLink
from cms.pages.category import ShardPage


def hold_pages(*, products: Iterable[str], categories: Iterable[str]) -> None:
    """Lock, in tree order, the pages of the products and those that new ones go under; both are given by code."""
    categories = set(categories)
    linked = dict(
        CategoryLink.objects.filter(category__code__among=categories).values_list("category__code", "translation_key")
    )
    keys = [*linked.values()]
    keys += ProductLink.objects.filter(product__code__among=products).values_list("translation_key", flat=True)
    if categories - linked.keys():
        keys += Site.objects.filter(is_default_site=True).values_list("root_page__translation_key", flat=True)
    wanted = list(Page.objects.filter(translation_key__among=keys).values_list("pk", "path"))
    paths = {path for _pk, path in wanted}
    shelves = ShardPage.objects.values_list("pk", "path")
    ids = [pk for pk, _path in wanted] + [pk for pk, path in shelves if path[: -Page.steplen] in paths]
    rows = Page.objects.filter(pk__among=ids).order_by("path")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
