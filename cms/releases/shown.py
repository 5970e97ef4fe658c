"""What of a release is looked at in a preview: its versions of pages, its prices and what its campaigns would offer."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.pages.campaign_phases import draft_offers, has_the_offers
from cms.preview.look import Pinned
from cms.releases.contents import SETTLED
from cms.releases.models import Release
from commerce.pricing.lookup import DRAFT_PRICES


def shown_with(release_id, *, now):
    """What `Shopper.drafts` looks at, and the instant when it would be live.

    Of one that has gone live, or never will, nothing: then the shop is as it is.
    """
    release = Release.objects.filter(pk=release_id).first()
    if release is None or not release.is_open:
        return frozenset(), now
    goes_live = max(release.starts_at or now, now)
    items = list(release.items.select_related("revision__content_type", "content_type", "change_set"))
    kind = ContentType.objects.get_for_model(Page)
    pages = [one for one in items if one.content_type_id == kind.pk and one.revision_id]
    others = [one for one in items if one.content_type_id not in (None, kind.pk) and one.revision_id]
    prices = [one.change_set_id for one in items if one.change_set and one.change_set.state not in SETTLED]
    return (
        frozenset(
            [
                Pinned(
                    tuple((int(one.object_id), one.revision_id) for one in pages),
                    tuple(
                        (one.content_type.model_class()._meta.label_lower, int(one.object_id), one.revision_id)
                        for one in others
                    ),
                )
            ]
        )
        | {f"{DRAFT_PRICES}{pk}" for pk in prices}
        | set(_offers(pages, goes_live=goes_live, now=now)),
        goes_live,
    )


def _offers(pages, *, goes_live, now):
    campaigns = apps.get_model("cms", "CampaignPage")
    for item in pages:
        if item.revision.content_type.model_class() is campaigns:
            draft = item.revision.as_object()
            if has_the_offers(draft):
                draft.go_live_at = goes_live
                yield draft_offers(draft, now=now)
