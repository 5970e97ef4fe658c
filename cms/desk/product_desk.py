"""Where an editor works with a product's page: which page it is, and how a product gets one."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Locale, Page, Site

from cms.intake.page_changes import ProductPageRow
from cms.intake.page_text import PageText
from cms.intake.product_pages import write_product_pages
from cms.links import CategoryLink, ProductLink
from commerce.catalogue.models import ProductCategory


class NotSortedIn(Exception):
    """The product has no primary category, so nobody knows where its page would stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A product's page in the main language, as an editor meets it."""

    page_id: int
    is_live: bool
    has_draft: bool

    @property
    def url(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])


def desks(product_ids):
    """`{product id: Desk}` for those that have a page. Two queries."""
    keys = dict(ProductLink.objects.filter(product__in=product_ids).values_list("translation_key", "product"))
    pages = Page.objects.filter(translation_key__in=keys, locale=Locale.get_default())
    rows = pages.values_list("translation_key", "pk", "live", "has_unpublished_changes")
    return {keys[key]: Desk(page_id=pk, is_live=live, has_draft=draft) for key, pk, live, draft in rows}


def place_for(product):
    """The page that a page of the product would stand under, or the start page while its category has none."""
    link = CategoryLink.objects.filter(category__in=_primary(product)).first()
    page = link and Page.objects.filter(translation_key=link.translation_key, locale=Locale.get_default()).first()
    return page or Site.objects.select_related("root_page").get(is_default_site=True).root_page


def make_page(product, *, now):
    """Draft pages for the product in every language, under its primary category. Raises NotSortedIn.

    Another call finds the pages and makes none.
    """
    category_id = _primary(product).first()
    if category_id is None:
        raise NotSortedIn(product.code)
    texts = {"sv": PageText(title=product.name_sv)}
    if product.name_en:
        texts["en"] = PageText(title=product.name_en)
    row = ProductPageRow(product_id=product.pk, code=product.code, category_id=category_id, texts=texts, is_live=False)
    if product.pk not in desks([product.pk]):
        write_product_pages([row], now=now)
    return desks([product.pk])[product.pk]


def _primary(product):
    return ProductCategory.objects.filter(product=product, is_primary=True).values_list("category", flat=True)
