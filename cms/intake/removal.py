"""Taking away pages of products that were made by mistake: drafts that nobody has published, worked on or led to."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from cms.links import ProductLink
from cms.listed import ListedProduct
from cms.pages.product import ProductPage
from commerce.references import references

OF_PRODUCT = (ProductLink, ListedProduct)
OF_PAGE = (Page, PageLogEntry, ListedProduct)


def pages_in_use(products: Collection[int]) -> dict[int, str]:
    """By the key of each product why its pages must stay. The caller holds the pages (`hold_pages`)."""
    owners = _owners(products)
    pages = {page.pk: page for page in Page.objects.filter(translation_key__among=owners)}
    why: dict[int, str] = {}
    for page in pages.values():
        if page.live or page.first_published_at:
            why[page.pk] = _("Its page has been published.")
        elif page.latest_revision_id or page.numchild:
            why[page.pk] = _("Its page has been worked on.")
    for model in (Page, ProductPage):
        for pk, what in references(model, pages, besides=OF_PAGE).items():
            why.setdefault(pk, _("Its page is in use: %(what)s.") % {"what": what})
    for pk in _led_to(pages):
        why.setdefault(pk, _("Another page leads to its page."))
    return {owners[pages[pk].translation_key]: reason for pk, reason in why.items()}


def delete_pages(products: Collection[int]) -> None:
    """The pages in every language, and what joins them to the products."""
    Page.objects.filter(translation_key__among=_owners(products)).delete()
    ProductLink.objects.filter(product_id__among=list(products)).delete()


def _owners(products: Collection[int]) -> dict:
    found = ProductLink.objects.filter(product_id__among=list(products))
    return dict(found.values_list("translation_key", "product_id"))


def _led_to(pages: Collection[int]) -> set[int]:
    """Those that something else than themselves leads to."""
    own = [str(pk) for pk in pages]
    kind = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__among=own)
    others = found.exclude(base_content_type=kind, object_id__among=own)
    return {int(pk) for pk in others.values_list("to_object_id", flat=True)}
