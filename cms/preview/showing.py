"""Show one request of the shop as a look says: who looks, the pages as they will be, and nothing to be changed."""

from contextlib import contextmanager
from dataclasses import replace

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from cms.pages.campaign_phases import draft_offers, has_the_offers
from cms.preview.shadows import as_it_will_be
from cms.releases.shown import shown_with
from cms.storefront import frame
from commerce.events import versions
from commerce.pricing.offers import DraftOffers


@contextmanager
def showing(request, look, *, locale, cart=None, offers=frozenset()):
    """Within this the request is looked at with `look`. Raises LookGone when nobody is as it says any more.

    `offers` are drafts of campaigns that are looked at beside those of the look, and stand in for them.
    """
    now = timezone.now()
    shopper = look.shopper(now=now, locale=locale)
    if look.release:
        released, goes_live = shown_with(look.release, now=now)
        offers = beside(offers, frozenset(one for one in released if isinstance(one, DraftOffers)))
        shopper = replace(
            shopper,
            at=max(shopper.at, goes_live) if look.at is None else shopper.at,
            drafts=shopper.drafts | {one for one in released if not isinstance(one, DraftOffers)},
        )
    if look.campaigns:
        offers = beside(offers, drafts_of_campaigns(now=now))
    shopper = replace(shopper, drafts=shopper.drafts | offers)
    with as_it_will_be(at=shopper.at, drafts=shopper.drafts, cart=cart):
        there = frame.Frame(versions.current([frame.TAG])[frame.TAG])
        with frame.looking_at(there):
            request.look = look
            request.shopper = shopper
            yield


def drafts_of_campaigns(*, now):
    """What the drafts of campaigns would offer if they were published now."""
    pages = apps.get_model("cms", "CampaignPage").objects.filter(Q(has_unpublished_changes=True) | Q(live=False))
    return frozenset(
        draft_offers(page.get_latest_revision_as_object(), now=now) for page in pages if has_the_offers(page)
    )


def beside(offers, others):
    """Drafts of offers, one of each campaign: the first named."""
    known = {one.campaign for one in offers if isinstance(one, DraftOffers)}
    return offers | {one for one in others if one.campaign not in known}
