"""What stands in the way of a release, or has happened to its contents since they were put in it.

A conflict is something that a person decides: it is shown, and nothing is overwritten until somebody has chosen. A
fault cannot be chosen away. Both are looked for again, under lock, in the transaction that publishes.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.checks.faults import blocking
from cms.pages.base import ShopPage
from cms.preview.look import moment
from cms.releases.models import OPEN, ReleaseItem
from commerce.pricing.change_sets import PriceChangeSet

SEES_PRICES = "pricing.view_pricechangeset"
PUBLISHES_PRICES = "pricing.publish_pricechangeset"


@dataclass(slots=True)
class Part:
    """An item of a release with what it is of, and what was found about it."""

    item: ReleaseItem
    thing: object = None  # as it stands, as its own type
    draft: object = None  # as the release would have it
    faults: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_newer: bool = False  # there is a later version to take instead

    @property
    def is_page(self):
        return isinstance(self.thing, Page)


def parts_of(release, *, items=None):
    """The items with what they are of: prices first, then pages in the order of the tree, then the rest.

    A fixed number of queries and one for each type of page.
    """
    items = list(release.items.select_related("change_set", "revision")) if items is None else items
    prefetch_related_objects([one for one in items if one.content_type_id], "content_object")
    pages = [one.content_object for one in items if isinstance(one.content_object, Page)]
    typed = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
    parts = []
    for item in items:
        thing = item.change_set or item.content_object
        thing = typed.get(thing.pk, thing) if isinstance(thing, Page) else thing
        parts.append(Part(item, thing, _draft(item, thing)))
    return sorted(parts, key=_order)


def look(release, parts, *, by, at):
    """Write into the parts what stands in the way of `by` publishing them at `at`. Returns whether anything does."""
    others = _in_other_releases(release, parts)
    together = page_ids(parts)
    for part in parts:
        if part.item.change_set_id:
            _look_at_prices(part, by=by)
        elif part.thing is None or part.draft is None:
            part.faults.append(_("It, or the version that was put in, is gone. Take it out."))
        else:
            _look_at_version(part, by=by, at=at)
            part.faults += _faults_of_checks(part, together, at=at)
        for other in others.get(_key(part.item), []):
            part.notes.append(_("It is also in the release “%(name)s”.") % {"name": other})
    return any(part.faults or part.conflicts for part in parts)


def _look_at_prices(part, *, by):
    change_set = part.thing
    if change_set.state != PriceChangeSet.State.APPROVED:
        part.faults.append(_("The price change set is %(state)s.") % {"state": change_set.get_state_display()})
    if not by.has_perm(PUBLISHES_PRICES):
        part.faults.append(_("You may not publish prices: somebody who may has to publish the release."))
    if change_set.starts_at:
        part.faults.append(
            _("The prices have an instant of their own, %(at)s. Empty it: the release has one.")
            % {"at": moment(change_set.starts_at)}
        )


def _look_at_version(part, *, by, at):
    item, thing, draft = part.item, part.thing, part.draft
    part.is_newer = thing.latest_revision_id != item.revision_id
    if thing.latest_revision_id != item.seen_revision:
        part.conflicts.append(_("There is a newer draft than the one that was put in."))
    if (thing.last_published_at, thing.live) != (item.seen_published_at, item.seen_live):
        part.conflicts.append(
            _("It was published on its own %(at)s. The release would put its version over that one.")
            % {"at": moment(thing.last_published_at)}
            if thing.live
            else _("It was taken down since. The release would publish it.")
        )
    if thing.scheduled_revision is not None and thing.scheduled_revision.pk != item.revision_id:
        part.notes.append(
            _("It goes live on its own %(at)s. The release calls that off.")
            % {"at": moment(thing.scheduled_revision.approved_go_live_at)}
        )
    if draft.go_live_at and draft.go_live_at > at:
        part.faults.append(
            _("The draft has an instant of its own, %(at)s. Empty it: the release has one.")
            % {"at": moment(draft.go_live_at)}
        )
    if draft.expire_at and draft.expire_at <= at:
        part.faults.append(_("The draft expires before it would go live."))
    if not _may_publish(thing, by):
        part.faults.append(_("You may not publish it: somebody who may has to publish the release."))
    if getattr(thing, "locked", False) and thing.locked_by_id != by.pk:
        part.faults.append(_("It is locked by %(who)s.") % {"who": thing.locked_by or "–"})
    try:
        draft.full_clean()
    except ValidationError as error:
        part.faults.append(_("It is not complete: %(why)s") % {"why": " ".join(error.messages)})


def _faults_of_checks(part, together, *, at):
    """What every page is held against before it goes live; links between the pages of a release are whole."""
    if not isinstance(part.draft, ShopPage):
        return []
    found = blocking(part.draft, now=at, together=together, skip=part.draft.checked_elsewhere)
    return [fault.text for fault in found]


def page_ids(parts):
    return [part.thing.pk for part in parts if part.is_page]


def _may_publish(thing, by):
    if isinstance(thing, Page):
        return thing.permissions_for_user(by).can_publish()
    return by.has_perm(f"{thing._meta.app_label}.publish_{thing._meta.model_name}")


def _draft(item, thing):
    if item.revision is None or thing is None:
        return None
    return thing.with_content_json(item.revision.content)


def _in_other_releases(release, parts):
    """`{key: [release's name, ...]}` for what is in another open release as well. One query."""
    keys = [part.item for part in parts]
    found: dict = {}
    others = ReleaseItem.objects.filter(release__state__in=OPEN).exclude(release=release).select_related("release")
    mine = {_key(one) for one in keys}
    for other in others:
        if _key(other) in mine:
            found.setdefault(_key(other), []).append(other.release.name)
    return found


def _key(item):
    return (item.content_type_id, item.object_id, item.change_set_id)


def _order(part):
    if part.item.change_set_id:
        return (0, "", part.item.pk)
    return (1, part.thing.path, part.item.pk) if part.is_page else (2, "", part.item.pk)
