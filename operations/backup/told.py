"""A backup and a drill in words, as the commands print them."""

from django.utils.formats import localize
from django.utils.translation import gettext as _

from operations.backup.models import Backup, Drill

NO_BREAK_SPACE = "\u00a0"
MB = 1_000_000


def of_backup(taken: Backup) -> str:
    seconds = (taken.ended_at - taken.begun_at).total_seconds() if taken.ended_at else 0
    lines = [
        _("The backup %(label)s is taken in %(seconds)s.") % {"label": taken.label, "seconds": seconds_words(seconds)},
    ]
    if taken.kind == Backup.Kind.WHOLE:
        lines.append(_("Database: %(size)s.") % {"size": size_words(taken.database_bytes)})
    said = {"files": taken.files, "size": size_words(taken.file_bytes), "new": taken.new_files}
    lines.append(_("Files: %(files)s, %(size)s; %(new)s of them new or changed.") % said)
    return "\n".join(lines)


def of_drill(done: Drill) -> str:
    lines = [
        _("The copy %(label)s was restored.") % {"label": done.label},
        f"RPO: {seconds_words(done.rpo_seconds)}",
        f"RTO: {seconds_words(done.rto_seconds)}",
        _("Orders: %(back)s of %(all)s came back, the last %(last)s.")
        % {"back": done.orders_back, "all": done.orders, "last": done.last_order_back or "–"},
        _("Files: %(count)s with the right checksum, %(lost)s came after the last copy of the files.")
        % {"count": done.files - done.files_bad, "lost": done.files_lost},
        _("Forgotten again: %(count)s.") % {"count": done.forgotten_again},
        *(f"  {_(name)}: {seconds_words(seconds)}" for name, seconds in done.steps),
    ]
    return "\n".join(lines)


def seconds_words(seconds: float | None) -> str:
    """`0 s`, `12,5 s`, `4,2 min`"""
    if seconds is None:
        return "–"
    if seconds >= 120:
        return f"{localize(round(seconds / 60, 1))}{NO_BREAK_SPACE}min"
    return f"{localize(int(seconds) if seconds == int(seconds) else round(seconds, 1))}{NO_BREAK_SPACE}s"


def size_words(size: int) -> str:
    if size >= 1000 * MB:
        return f"{localize(round(size / MB / 1000, 1))}{NO_BREAK_SPACE}GB"
    return f"{localize(round(size / MB, 1))}{NO_BREAK_SPACE}MB"
