"""A ticket's log and targets in plain words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.register.columns import chip, moment
from operations.desk.models import Entry, Ticket
from operations.desk.states import TicketState

STATE_TONES = {
    TicketState.NEW: "bad",
    TicketState.ACCEPTED: "wait",
    TicketState.WORKING: "wait",
    TicketState.WAITING: "quiet",
    TicketState.SOLVED: "good",
    TicketState.CLOSED: "quiet",
}
SYSTEM = gettext_lazy("the shop, by itself")
WHAT = {
    Entry.Kind.OPENED: gettext_lazy("The ticket was opened"),
    Entry.Kind.STATE: gettext_lazy("The state was changed"),
    Entry.Kind.PRIORITY: gettext_lazy("The priority was changed"),
    Entry.Kind.ASSIGNMENT: gettext_lazy("It was given to another handler"),
    Entry.Kind.COMMENT: gettext_lazy("Comment"),
    Entry.Kind.INTERNAL: gettext_lazy("Internal comment"),
    Entry.Kind.ATTACHMENT: gettext_lazy("A file was attached"),
    Entry.Kind.LINK: gettext_lazy("It was tied to something"),
}


class Told(NamedTuple):
    """One entry as it is read. `facts` says from what to what; `who` is a name."""

    at: datetime
    what: str
    facts: str
    text: str
    who: str
    is_internal: bool
    attachment: int | None = None


def told(entries: Iterable[Entry]) -> list[Told]:
    """Entries with `by` loaded, as sentences in the reader's language."""
    return [
        Told(
            at=entry.at,
            what=str(WHAT[Entry.Kind(entry.kind)]),
            facts=facts(entry),
            text=entry.text,
            who=str(entry.by or entry.by_name or SYSTEM),
            is_internal=entry.is_internal,
            attachment=_file_of(entry),
        )
        for entry in entries
    ]


def facts(entry: Entry) -> str:
    """From what to what: “new → accepted”, or what was added."""
    before, after = (_shown(entry, value) for value in (entry.before, entry.after))
    if entry.kind == Entry.Kind.ASSIGNMENT:
        before, after = before or _("nobody"), after or _("nobody")
    return f"{before} → {after}" if before and after else after


def state_chip(ticket: Ticket) -> SafeString:
    return chip(ticket.get_state_display(), STATE_TONES[TicketState(ticket.state)])


def priority_chip(ticket: Ticket) -> SafeString:
    return chip(ticket.get_priority_display(), {1: "bad", 2: "wait"}.get(ticket.priority, "quiet"))


def answer_words(ticket: Ticket, now: datetime) -> str:
    if ticket.answered_at is not None:
        return _("in time") if not ticket.is_answer_late(now) else _("late")
    return _target(ticket.answer_due_at, ticket.answer_left, ticket.is_answer_late(now))


def solve_words(ticket: Ticket, now: datetime) -> str:
    if ticket.is_finished:
        return _("in time") if not ticket.is_solving_late(now) else _("late")
    return _target(ticket.solve_due_at, ticket.solve_left, ticket.is_solving_late(now))


def span(length: timedelta) -> str:
    """Working time in hours and minutes: “4 h 30 min”."""
    minutes = round(abs(length).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    parts = [_("%(count)s h") % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(_("%(count)s min") % {"count": rest})
    return " ".join(parts)


def _file_of(entry: Entry) -> int | None:
    """The key of its file, where the caller has loaded it."""
    found = entry.__dict__.get("_state").fields_cache.get("attachment")  # type: ignore[union-attr]
    return found.pk if found else None


def _target(due_at: datetime | None, left: timedelta | None, is_late: bool) -> str:
    if due_at is not None:
        return (_("late since %(at)s") if is_late else _("at the latest %(at)s")) % {"at": moment(due_at)}
    if left is None:
        return ""
    if is_late:
        return _("late; the clock stands still")
    return _("%(time)s of working time left; the clock stands still") % {"time": span(left)}


def _shown(entry: Entry, value: str) -> str:
    if entry.kind == Entry.Kind.STATE and value:
        return capfirst(str(TicketState(value).label))
    return value
