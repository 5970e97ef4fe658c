"""Who sees, changes, publishes and takes back releases. What is in them asks for its own rights besides."""

from cms.releases.models import State

SEES, MAKES, CHANGES = "cms.view_release", "cms.add_release", "cms.change_release"
PUBLISHES, UNDOES = "cms.publish_release", "cms.undo_release"


def allowed_moves(release, user, *, now):
    """The names of what the user may do with the release from where it stands, the foremost first."""
    is_planned = release.starts_at is not None and release.starts_at > now
    moves = {
        State.DRAFT: [("submit", CHANGES), ("set_aside", CHANGES)],
        State.SUBMITTED: [("reopen", CHANGES)],
        State.APPROVED: [
            *([("schedule", PUBLISHES)] if is_planned else []),
            ("publish", PUBLISHES),
            ("reopen", CHANGES),
        ],
        State.SCHEDULED: [("publish", PUBLISHES), ("call_off", PUBLISHES), ("reopen", PUBLISHES)],
    }.get(release.state, [])
    decisions = decisions_of(release, user) if release.state == State.SUBMITTED else []
    return [*decisions, *(name for name, permission in moves if user.has_perm(permission))]


def decisions_of(release, user):
    """What the workflow's present task lets the user decide."""
    task = release.current_workflow_task
    names = {name for name, _words, _asks in task.get_actions(release, user)} if task else set()
    return [name for name in ("approve", "reject") if name in names]


def may_change(release, user):
    return release.state == State.DRAFT and user.has_perm(CHANGES)


def may_undo(release, user):
    return release.state == State.PUBLISHED and user.has_perm(UNDOES)
