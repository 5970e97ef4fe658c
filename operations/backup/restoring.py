"""A copy put back to be used, when the shop's own database or disk is lost. Nothing here needs the shop's database."""

from datetime import datetime
from pathlib import Path

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from operations.backup import media, method, programs, scratch, taking
from operations.backup.method import Kept
from operations.backup.programs import Failed


def named() -> list[str]:
    """A line for each copy, the newest first."""
    return [f"{one.label}  {_moment(one.taken_at)}  PostgreSQL {one.major}" for one in method.chosen().kept()]


def restore(folder: Path, *, until: datetime | None = None) -> str:
    """Into `folder/data` and `folder/files`, which may not be there. What to do next, in words. Raises Failed."""
    if folder.exists() and any(folder.iterdir()):
        raise Failed(_("%(folder)s is not empty: nothing is written over.") % {"folder": folder})
    by = method.chosen()
    kept = _copy_for(by.kept(), until)
    data = programs.own(programs.own(folder) / "data")
    by.restore(kept, data)
    scratch.settle(data, fetch=by.fetch(kept.major), until=until, is_alone=False)
    bad = _files(folder, until)
    said = {"label": kept.label, "folder": folder, "count": len(bad), "names": ", ".join(bad[:5])}
    lines = [
        _("The copy %(label)s is in %(folder)s/data, with how the log is to be replayed.") % said,
        _("Start PostgreSQL on it. Archiving and receivers are off in postgresql.auto.conf until you take that out."),
        _("The files are in %(folder)s/files.") % said,
    ]
    if bad:
        lines.append(_("%(count)s files are not what they were: %(names)s") % said)
    return "\n".join(lines)


def _copy_for(kept: list[Kept], until: datetime | None) -> Kept:
    """The newest that was whole by then."""
    found = next((one for one in kept if until is None or one.taken_at <= until), None)
    if found is None:
        raise Failed(_("There is no copy from before that moment.") if kept else _("There is no copy to restore."))
    return found


def _files(folder: Path, until: datetime | None) -> list[str]:
    """The list of files that was made first after the moment: each row has its file. Else the newest."""
    store = taking.files_in()
    lists = [media.read(path) for path in media.lists(store)]
    after = [one for one in lists if until is not None and one.taken_at >= until]
    copied = after[-1] if after else next(iter(lists), None)
    return media.restore(store, copied, folder / "files") if copied else []


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y H:i")
