"""Who may look at the shop as somebody else, and as whom."""

from cms.desk.scheduled import may_see
from cms.releases.models import OPEN, Release
from commerce.customers.organisations import Organisation
from commerce.pricing.models import PriceChangeSet

EDITS_PRICES = "pricing.change_pricechangeset"
SEES_PRICES = "pricing.view_pricechangeset"
SEES_RELEASES = "cms.view_release"
SEES_ORGANISATIONS = "customers.view_organisation"
SEES_ALL_LINKS = "cms.view_previewlink"
WITHDRAWS_ALL_LINKS = "cms.change_previewlink"


def may_preview(user):
    """Whoever may edit pages or prices."""
    return (
        user.is_active and user.has_perm("wagtailadmin.access_admin") and (may_see(user) or user.has_perm(EDITS_PRICES))
    )


def stands(link):
    """Whether a link that was found is still good: whoever made it may still look at the shop as somebody else."""
    return link is not None and may_preview(link.made_by)


def organisations_for(user):
    """As whom a user may look: an organisation's prices are its own business."""
    return (
        Organisation.objects.filter(is_active=True)
        if user.has_perm(SEES_ORGANISATIONS)
        else Organisation.objects.none()
    )


def releases_for(user):
    """The releases that can be looked at before they go live; one with prices in it by those who may see prices."""
    if not user.has_perm(SEES_RELEASES):
        return Release.objects.none()
    found = Release.objects.filter(state__in=OPEN).order_by("-pk")
    return found if user.has_perm(SEES_PRICES) else found.exclude(items__change_set__isnull=False)


def change_sets_for(user):
    """The change sets that can be looked at before they are published."""
    if not user.has_perm(SEES_PRICES):
        return PriceChangeSet.objects.none()
    done = (PriceChangeSet.State.PUBLISHED, PriceChangeSet.State.UNDONE)
    return PriceChangeSet.objects.exclude(state__in=done).order_by("-pk")
