"""When a page is published or taken down, its product's sale opens or closes. Wagtail's signals, received here only.

A product is on sale while its page is live in at least one language. Nothing else of the product is touched: no article
number, price or stock figure is on a page, so none can travel back in time with an old revision.

A campaign's offers follow its page in `cms.pages.carries_offers`; here is what happens to them beside it: a schedule
that is called off, a page that is taken down with its schedule, or deleted.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.checks import outside
from cms.links import ProductLink
from cms.moments import this_instant
from cms.pages.base import ShopPage
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_phases import bring_in_force
from cms.pages.category import ShardPage
from cms.pages.product import ProductPage
from commerce.catalogue.sale import close_sale, open_sale


@receiver(page_published, sender=ProductPage)
def start_sale(instance, **kwargs):
    """Also sent when a draft is scheduled: then the sale waits for its page."""
    if instance.live:
        open_sale(_products(instance), now=this_instant())


@receiver(page_unpublished, sender=ProductPage)
def end_sale(instance, **kwargs):
    """Also sent when a live page is deleted, just before it goes."""
    others = Page.objects.filter(translation_key=instance.translation_key, live=True).exclude(pk=instance.pk)
    if not others.exists():
        close_sale(_products(instance), now=this_instant())


@receiver(post_page_move, sender=ShardPage)
def keep_the_shelf_out_of_addresses(instance, parent_page_after, url_path_after, **kwargs):
    """Wagtail moves pages without asking their type for its address; a shelf has that of its category."""
    Page.objects.filter(pk=instance.pk).update(url_path=parent_page_after.url_path)
    instance._update_descendant_url_paths(url_path_after, parent_page_after.url_path)


@receiver(page_unpublished, sender=CampaignPage)
def end_with_the_page(instance, **kwargs):
    """What was approved to go live is called off with it, after the page is saved. What expires has ended already."""
    if not instance.expired:
        bring_in_force(CampaignPage, instance.translation_key)


@receiver(post_delete, sender=CampaignPage)
def end_with_the_deleted(instance, **kwargs):
    bring_in_force(CampaignPage, instance.translation_key)


@receiver(post_save, sender=Revision)
def follow_the_schedule(instance, created, update_fields, **kwargs):
    """A schedule is called off by emptying its moment; one that is made with the version has no other sign."""
    called_off = update_fields and "approved_go_live_at" in update_fields and instance.approved_go_live_at is None
    if called_off or (created and instance.approved_go_live_at is not None):
        page = CampaignPage.objects.filter(pk=instance.object_id).first() if _is_of_campaign(instance) else None
        if page:
            bring_in_force(CampaignPage, page.translation_key)


@receiver(post_delete, sender=Revision)
def end_with_the_version(instance, **kwargs):
    page = CampaignPage.objects.filter(pk=instance.object_id).first() if _is_of_campaign(instance) else None
    if page and instance.approved_go_live_at is not None:
        bring_in_force(CampaignPage, page.translation_key)


@receiver(post_save, sender=Revision)
def remember_where_it_leads(instance, created, **kwargs):
    """Other sites are asked while the page is still being written, so that the answer is there when it is published."""
    if created and issubclass(instance.content_type.model_class() or Page, ShopPage):
        outside.remember(instance.as_object(), now=this_instant())


def _is_of_campaign(revision):
    return revision.content_type.model_class() is CampaignPage


def _products(page):
    return list(ProductLink.objects.filter(translation_key=page.translation_key).values_list("product_id", flat=True))
