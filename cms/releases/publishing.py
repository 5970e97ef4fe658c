"""Putting a release in force: everything in it, in one transaction, at one instant.

Prices come first, then pages in the order of the tree, so that a campaign is judged by the prices it will stand beside.
What triggers derive (lists, versions of kept pages) is written once, just before the commit; what Wagtail does after
the commit it does then. A reader's page is one snapshot of the database, and so has all of it or nothing of it.
"""

import logging

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.checks.door import going_together
from cms.moments import at_one_instant
from cms.preview.look import moment
from cms.releases import conflicts
from cms.releases.models import Release, ReleaseRefused, State, locked
from commerce.bulk import settled_together
from commerce.pricing import change_sets
from commerce.pricing.change_sets import SetRefused

logger = logging.getLogger(__name__)

TRIES = 3  # somebody who holds the same rows in another order may win
# Of a page's own row, and no part of what an editor has written.
NOT_CONTENT = ("has_unpublished_changes", "last_published_at", "latest_revision", "live_revision", "expired", "live")


@transaction.atomic
def schedule(release_id, *, by, now):
    """Let it go live at its instant. `by` must be one who could publish it now; what is wrong is said now, not then."""
    release = locked(release_id, {State.APPROVED})
    if release.starts_at is None or release.starts_at <= now:
        raise ReleaseRefused(_("The release has no instant to come. Publish it now, or give it one."))
    _refuse(release, conflicts.parts_of(release), by=by, at=release.starts_at)
    release.state, release.publisher, release.problem = State.SCHEDULED, by, ""
    release.save(update_fields=["state", "publisher", "problem"])
    log(instance=release, action="cms.release.schedule", user=by, data={"at": release.starts_at.isoformat()})
    return release


@transaction.atomic
def call_off(release_id, *, by):
    """It does not go live by itself; it is still approved."""
    release = locked(release_id, {State.SCHEDULED})
    release.state, release.publisher = State.APPROVED, None
    release.save(update_fields=["state", "publisher"])
    log(instance=release, action="cms.release.call_off", user=by)
    return release


def publish(release_id, *, by, now):
    """Put all of it in force now, whatever instant it had. Raises ReleaseRefused, and then nothing is in force."""
    return tried_again(lambda: _publish(release_id, {State.APPROVED, State.SCHEDULED}, by=by, now=now))


def publish_due(*, now):
    """Publish what was to go live by now. Run by the clock; a second run finds nothing left to do.

    One that cannot be published is no longer scheduled, and says why; the others are not held up by it.
    """
    due = Release.objects.filter(state=State.SCHEDULED, starts_at__lte=now).order_by("starts_at", "pk")
    done = 0
    for release in due.select_related("publisher"):
        try:
            tried_again(lambda release=release: _publish(release.pk, {State.SCHEDULED}, by=release.publisher, now=now))
            done += 1
        except ReleaseRefused as refusal:
            _give_up(release.pk, refusal)
    return done


def tried_again(act):
    """`act`, which is one transaction, once more when the database broke a deadlock by ending it."""
    for _attempt in range(TRIES - 1):
        try:
            return act()
        except OperationalError as error:
            if (
                getattr(error.__cause__, "sqlstate", "") not in ("40P01", "40001")
                or transaction.get_connection().in_atomic_block
            ):
                raise
    return act()


def _publish(release_id, states, *, by, now):
    with transaction.atomic(), at_one_instant(now), settled_together():
        release = locked(release_id, states)
        if by is None or not by.is_active:
            raise ReleaseRefused(_("Whoever scheduled it may no longer publish it."))
        hold(release)
        parts = conflicts.parts_of(release)
        _refuse(release, parts, by=by, at=now)
        with going_together(conflicts.page_ids(parts)):
            for part in parts:
                _put_in_force(part, by=by, now=now)
        release.state, release.published_at, release.publisher, release.problem = State.PUBLISHED, now, by, ""
        release.save(update_fields=["state", "published_at", "publisher", "problem"])
        log(instance=release, action="cms.release.publish", user=by)
    return release


def hold(release):
    """Lock its pages, in the order of the tree as all do, so that what is looked at is what is published over."""
    kind = Page.get_first_root_node().get_base_content_type()
    keys = [int(key) for key in release.items.filter(content_type=kind).values_list("object_id", flat=True)]
    rows = Page.objects.filter(pk__in=keys).order_by("path").select_for_update(of=("self",), no_key=True)
    list(rows.values_list("pk"))


def _refuse(release, parts, *, by, at):
    if not parts:
        raise ReleaseRefused(_("There is nothing in the release."))
    if conflicts.look(release, parts, by=by, at=at):
        raise ReleaseRefused(*(f"{part.item}: {why}" for part in parts for why in [*part.faults, *part.conflicts]))


def _put_in_force(part, *, by, now):
    item = part.item
    try:
        if item.change_set_id:
            change_sets.publish(item.change_set_id, by=by, now=now)
        else:
            item.was_live, item.before = part.thing.live, as_it_is(part.thing, before=item.revision)
            part.thing.publish(item.revision, user=by, skip_permission_checks=True)
            item.made_published_at = (
                type(part.thing).objects.values_list("last_published_at", flat=True).get(pk=part.thing.pk)
            )
            item.save(update_fields=["was_live", "before", "made_published_at"])
    except (SetRefused, PublishPermissionError) as refusal:
        raise ReleaseRefused(f"{item}: {refusal}") from refusal


def as_it_is(thing, *, before):
    """The version that is live, to go back to; None when nothing is. What was written without one is made one.

    It is put in the history just before `before`, so that it is nobody's latest draft.
    """
    if not thing.live:
        return None
    known = thing.live_revision
    stored = type(thing).objects.get(pk=thing.pk)
    if known and _content(known.as_object()) == _content(stored):
        return known
    return Revision.objects.create(
        content_object=stored,
        base_content_type=stored.get_base_content_type(),
        content=stored.serializable_data(),
        object_str=str(stored),
        created_at=before.created_at - before.created_at.resolution,
    )


def _content(thing):
    return {name: value for name, value in thing.serializable_data().items() if name not in NOT_CONTENT}


@transaction.atomic
def _give_up(release_id, refusal):
    release = Release.objects.select_for_update(of=("self",)).get(pk=release_id)
    if release.state != State.SCHEDULED:
        return
    release.state, release.problem = State.APPROVED, "\n".join(refusal.reasons)
    release.save(update_fields=["state", "problem"])
    log(
        instance=release,
        action="cms.release.failed",
        data={"why": list(refusal.reasons), "at": moment(release.starts_at)},
    )
    logger.warning("Release %s did not go live: %s", release_id, refusal)
