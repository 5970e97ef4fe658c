"""Campaign pages as editors make them, and what goods cost with them."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from wagtail.models import Locale

from cms.links import ProductLink
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.product import ProductPage
from commerce.customers.shopper import Shopper
from commerce.pricing.ledger import because
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price
from tests.factories.catalogue import home_page

NOW = timezone.now().replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TWENTY = {"kind": "percentage", "value": Decimal(20), "audience": "everyone", "scope": "everything"}
QUIET = {**TWENTY, "is_announced": False}
TYPED = {"kind": "percentage", "value": "20", "audience": "everyone", "scope": "everything", "is_announced": "on"}


def campaign(*offers, live=False, language="sv", **fields):
    page = CampaignPage(
        title="Ljusveckor", slug="ljusveckor", live=live, locale=Locale.objects.get(language_code=language)
    )
    for name, value in fields.items():
        setattr(page, name, value)
    page.offers = [CampaignOffer(**offer) for offer in offers]
    home_page(language).add_child(instance=page)
    return CampaignPage.objects.get(pk=page.pk)


def publish(page, *offers, **fields):
    page = CampaignPage.objects.get(pk=page.pk)
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    if offers:
        page.offers = [CampaignOffer(**offer) for offer in offers]
    revision = page.save_revision()
    revision.publish()
    return revision


def price(variant, at=None, **who):
    return int(quotes({variant.pk: 1}, shopper=Shopper(at=at or timezone.now(), **who))[variant.pk].unit_gross)


def prices(variant, *moments):
    return [price(variant, NOW + moment) for moment in moments]


def raised_ten_days_ago(variant, to="120.00"):
    because("", now=NOW - 10 * DAY)
    Price.objects.filter(variant=variant).update(amount=Decimal(to))
    because("", now=NOW)


def page_of(variant):
    return ProductPage.objects.get(translation_key=ProductLink.objects.get(product=variant.product).translation_key)


def form(page, *offers, **fields):
    """What a campaign page's editor sends."""
    sent = {"title": page.title, "slug": page.slug, "intro": "", "picture": "", "action_label": "", "action_page": ""}
    sent |= {"body-count": "0", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0"}
    sent |= {"offers-TOTAL_FORMS": str(len(offers)), "offers-INITIAL_FORMS": "0", "offers-MIN_NUM_FORMS": "0"}
    for number, offer in enumerate(offers):
        sent |= {f"offers-{number}-{name}": value for name, value in offer.items()}
        sent |= {f"offers-{number}-ORDER": str(number + 1), f"offers-{number}-id": ""}
    return sent | {"comments-MAX_NUM_FORMS": "", "offers-MAX_NUM_FORMS": "", **fields}


def edit(browser, page, *offers, **fields):
    return browser.post(f"/admin/pages/{page.pk}/edit/", form(page, *offers, **fields))


def in_english(page):
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    return CampaignPage.objects.get(pk=english.pk)
