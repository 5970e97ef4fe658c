"""When a page is published or taken down, its product's sale opens or closes. Wagtail's signals, received here only.

A product is on sale while its page is live in at least one language. Nothing else of the product is touched: no article
number, price or stock figure is on a page, so none can travel back in time with an old revision.
"""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.links import ProductLink
from cms.pages.category import ShardPage
from cms.pages.product import ProductPage
from commerce.catalogue.sale import close_sale, open_sale


@receiver(page_published, sender=ProductPage)
def start_sale(instance, **kwargs):
    open_sale(_products(instance), now=timezone.now())


@receiver(page_unpublished, sender=ProductPage)
def end_sale(instance, **kwargs):
    """Also sent when a live page is deleted, just before it goes."""
    others = Page.objects.filter(translation_key=instance.translation_key, live=True).exclude(pk=instance.pk)
    if not others.exists():
        close_sale(_products(instance), now=timezone.now())


@receiver(post_page_move, sender=ShardPage)
def keep_the_shelf_out_of_addresses(instance, parent_page_after, url_path_after, **kwargs):
    """Wagtail moves pages without asking their type for its address; a shelf has that of its category."""
    Page.objects.filter(pk=instance.pk).update(url_path=parent_page_after.url_path)
    instance._update_descendant_url_paths(url_path_after, parent_page_after.url_path)


def _products(page):
    return list(ProductLink.objects.filter(translation_key=page.translation_key).values_list("product_id", flat=True))
