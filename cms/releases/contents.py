"""What goes into a release and out of it. Only a draft is changed; whoever changes what was approved makes it one."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.releases.models import OPEN, Release, ReleaseItem, ReleaseRefused, State, locked
from commerce.pricing.models import PriceChangeSet

CHANGEABLE = {State.DRAFT}
SETTLED = (PriceChangeSet.State.PUBLISHED, PriceChangeSet.State.UNDONE)


@transaction.atomic
def create(*, name, note="", starts_at=None, by, now):
    release = Release(name=name, note=note, starts_at=starts_at, author=by, created_at=now, live=False)
    release.save()
    release.save_revision(user=by, clean=False)
    log(instance=release, action="wagtail.create", user=by, content_changed=True)
    return release


@transaction.atomic
def describe(release_id, *, name, note, starts_at, by):
    """Give a draft another name, note or instant."""
    release = locked(release_id, CHANGEABLE)
    release.name, release.note, release.starts_at, release.problem = name, note, starts_at, ""
    release.save()
    _keep(release, by=by)
    return release


@transaction.atomic
def put_in(release_id, things, *, by, now):
    """Put the latest versions of pages, and other things with drafts, and price change sets into a draft.

    What is in it already is named by its latest version from now on. Raises ReleaseRefused for a mirror, which follows
    its page, and for prices that have been published.
    """
    release = locked(release_id, CHANGEABLE)
    items = [_put(release, thing, by=by, now=now) for thing in things]
    log(instance=release, action="cms.release.put_in", user=by, data={"names": [one.name for one in items]})
    _keep(release, by=by)


@transaction.atomic
def take_out(release_id, item_id, *, by):
    release = locked(release_id, CHANGEABLE)
    item = release.items.get(pk=item_id)
    item.delete()
    log(instance=release, action="cms.release.take_out", user=by, data={"names": [item.name]})
    _keep(release, by=by)


@transaction.atomic
def keep_version(release_id, item_id, *, by):
    """Somebody has seen what was changed since, and the version that was put in is to go live all the same."""
    release = locked(release_id, {State.DRAFT, State.SUBMITTED, State.APPROVED, State.SCHEDULED})
    item = release.items.select_for_update(of=("self",)).get(pk=item_id)
    thing = item.content_object
    if thing is None or item.revision_id is None:
        raise ReleaseRefused(_("It is gone."))
    _look_at(item, thing)
    item.save()
    log(instance=release, action="cms.release.keep_version", user=by, data={"names": [item.name]})


def _put(release, thing, *, by, now):
    put = _put_prices if isinstance(thing, PriceChangeSet) else _put_version
    return put(release, thing, by=by, now=now)


def _put_version(release, thing, *, by, now):
    if getattr(thing, "alias_of_id", None):
        raise ReleaseRefused(_("“%(name)s” mirrors another page and follows that one.") % {"name": thing})
    revision = thing.latest_revision or thing.save_revision(user=by, clean=False, changed=False)
    item, _made = ReleaseItem.objects.get_or_create(
        release=release,
        content_type=thing.get_base_content_type(),
        object_id=str(thing.pk),
        change_set=None,
        defaults={"added_by": by, "added_at": now},
    )
    item.revision, item.name, item.added_by, item.added_at = revision, revision.object_str[:255], by, now
    thing.latest_revision = revision
    _look_at(item, thing)
    item.save()
    return item


def _look_at(item, thing):
    """How the thing stands now is what the next look is compared with."""
    item.seen_revision = thing.latest_revision_id
    item.seen_published_at, item.seen_live = thing.last_published_at, thing.live


def _put_prices(release, change_set, *, by, now):
    if change_set.state in SETTLED:
        raise ReleaseRefused(
            _("“%(name)s” is %(state)s.") % {"name": change_set, "state": change_set.get_state_display()}
        )
    item, _made = ReleaseItem.objects.update_or_create(
        release=release, change_set=change_set, defaults={"name": change_set.name, "added_by": by, "added_at": now}
    )
    return item


def _keep(release, *, by):
    """What reviewers are asked about is the release's latest version."""
    release.save_revision(user=by, clean=False, log_action=False)


def releases_with(thing):
    """The open releases that a page, another thing with drafts, or a price change set is in. One query."""
    found = Release.objects.filter(state__in=OPEN)
    if isinstance(thing, PriceChangeSet):
        return list(found.filter(items__change_set=thing).order_by("pk"))
    kind = thing.get_base_content_type()
    return list(found.filter(items__content_type=kind, items__object_id=str(thing.pk)).order_by("pk"))
