"""Taking a release back as one, at one instant. What has been changed since is not written over without a choice."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.log_actions import log

from cms.checks.door import coming_back
from cms.moments import at_one_instant
from cms.preview.look import moment
from cms.releases import conflicts
from cms.releases.models import ReleaseItem, ReleaseRefused, State, locked
from cms.releases.publishing import hold, tried_again
from commerce.bulk import settled_together
from commerce.pricing import change_sets
from commerce.pricing.change_sets import PriceChangeSet, SetRefused

Outcome = ReleaseItem.Outcome


@dataclass(frozen=True, slots=True)
class Way:
    """What taking back would do with a part: words for it, and what has happened since, if anything."""

    part: conflicts.Part
    does: str
    changed: str = ""
    can: bool = True


def foreseen(release):
    """What taking the release back would do, part by part."""
    return [_way(part) for part in conflicts.parts_of(release)]


def undo(release_id, *, by, now, anyway=(), left=()):
    """Let what stood before stand again, all of it at `now`.

    `anyway` and `left` are the items changed since, that somebody has chosen to take back or to leave. Raises
    ReleaseRefused naming those that nobody has chosen for, and then nothing has changed. A price that somebody has
    changed since is left by itself. Returns the release and how many such prices there were.
    """
    return tried_again(lambda: _undo(release_id, by=by, now=now, anyway=set(anyway), left=set(left)))


def _undo(release_id, *, by, now, anyway, left):
    with transaction.atomic(), at_one_instant(now), coming_back(), settled_together():
        release = locked(release_id, {State.PUBLISHED})
        hold(release)
        ways = foreseen(release)
        unchosen = [way for way in ways if way.changed and way.part.item.pk not in anyway | left]
        if unchosen:
            raise ReleaseRefused(*(f"{way.part.item}: {way.changed}" for way in unchosen))
        prices_left = 0
        for way in ways:
            item = way.part.item
            is_left = item.pk in left or not way.can
            item.outcome = Outcome.LEFT if is_left else Outcome.TAKEN_BACK
            prices_left += 0 if is_left else _take_back(way.part, by=by, now=now)
            item.save(update_fields=["outcome"])
        release.state, release.undone_at, release.undone_by = State.UNDONE, now, by
        release.save(update_fields=["state", "undone_at", "undone_by"])
        log(
            instance=release,
            action="cms.release.undo",
            user=by,
            data={"left": [way.part.item.name for way in ways if way.part.item.outcome == Outcome.LEFT]},
        )
    return release, prices_left


def _take_back(part, *, by, now):
    """Returns how many prices were left alone."""
    item = part.item
    try:
        if item.change_set_id:
            _set, left = change_sets.undo(item.change_set_id, by=by, now=now)
            return len(left)
        if item.was_live and not _has_expired(item.before, now):
            part.thing.publish(item.before, user=by, skip_permission_checks=True)
        elif part.thing.live:
            part.thing.unpublish(user=by)
    except (SetRefused, PublishPermissionError) as refusal:
        raise ReleaseRefused(f"{item}: {refusal}") from refusal
    return 0


def _has_expired(revision, now):
    ends = revision.as_object().expire_at
    return ends is not None and ends <= now


def _way(part):
    item, thing = part.item, part.thing
    if item.change_set_id:
        if thing.state != PriceChangeSet.State.PUBLISHED:
            state = thing.get_state_display()
            return Way(
                part, _("nothing"), _("The price change set is %(state)s already.") % {"state": state}, can=False
            )
        return Way(part, _("the prices before stand again"))
    if thing is None or (item.was_live and item.before is None):
        return Way(part, _("nothing"), _("It, or the version before, is gone."), can=False)
    does = _("the version before is published again") if item.was_live else _("it is taken down")
    if not thing.live:
        return Way(part, does, _("It has been taken down since."))
    if thing.last_published_at != item.made_published_at:
        at = moment(thing.last_published_at)
        return Way(part, does, _("It has been published again since, %(at)s.") % {"at": at})
    return Way(part, does)
