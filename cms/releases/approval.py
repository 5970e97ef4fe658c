"""The way of a release to its approval: Wagtail's own workflows, as for pages. Its state follows them."""

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.signals import workflow_cancelled, workflow_rejected

from cms.releases.models import Release, ReleaseRefused, State, locked

REOPENED = {State.SUBMITTED, State.APPROVED, State.SCHEDULED}


@transaction.atomic
def submit(release_id, *, by, now):
    """The release is ready. It waits for the tasks of its workflow; where the shop has none it is approved at once."""
    release = locked(release_id, {State.DRAFT})
    if not release.items.exists():
        raise ReleaseRefused(_("There is nothing in the release."))
    asked = release.current_workflow_state
    if asked:  # it was sent back: whoever approved a part of it has not seen what it is now
        asked.cancel(user=by)
    release.save_revision(user=by, clean=False)
    workflow = release.get_workflow()
    release.state, release.problem = State.SUBMITTED, ""
    if workflow is None:
        release.state, release.approved_at = State.APPROVED, now
    release.save(update_fields=["state", "approved_at", "problem"])
    if workflow:
        workflow.start(release, by)
    release.refresh_from_db()
    return release


def decide(release_id, *, action, comment, by):
    """Approve, or ask for changes, as the task that it waits for lets `by` do. Raises ReleaseRefused."""
    with transaction.atomic():
        release = locked(release_id, {State.SUBMITTED})
        asked = release.current_workflow_task_state
        allowed = {name for name, _words, _asks in asked.task.specific.get_actions(release, by)} if asked else set()
        if action not in allowed:
            raise ReleaseRefused(_("It is not yours to decide on."))
        asked.task.specific.on_action(asked, by, action, comment=comment)
    release.refresh_from_db()
    return release


@transaction.atomic
def reopen(release_id, *, by):
    """Back to a draft that can be changed: what was approved, or was planned, no longer is."""
    release = locked(release_id, REOPENED)
    release.state, release.approved_at, release.publisher = State.DRAFT, None, None
    release.save(update_fields=["state", "approved_at", "publisher"])
    asked = release.current_workflow_state
    if asked:
        asked.cancel(user=by)
    log(instance=release, action="cms.release.reopen", user=by)
    return release


@transaction.atomic
def set_aside(release_id, *, by):
    """It will not be released. What is in it stays as it is, and can be put in another one."""
    release = locked(release_id, {State.DRAFT})
    release.state = State.SET_ASIDE
    release.save(update_fields=["state"])
    log(instance=release, action="cms.release.set_aside", user=by)


@receiver([workflow_rejected, workflow_cancelled])
def a_draft_again(instance, **kwargs):
    """Also when it is done in Wagtail's own pages."""
    if instance.content_type.model_class() is Release:
        Release.objects.filter(pk=instance.object_id, state=State.SUBMITTED).update(state=State.DRAFT)
