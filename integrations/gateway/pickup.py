"""Files that come by themselves: put in a watched folder, or fetched from an address by the clock.

A file in a folder is left alone until it has stopped growing, is received, and goes to `klart` or `fel` when it is
known what became of it, with a receipt beside it. What is broken off in between is found again by the file's checksum:
the same file of the same source is never taken in twice. Addresses lead to the public internet alone.
"""

import io
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from integrations.client import Client
from integrations.errors import NotSent, Unknown
from integrations.gateway import importing, saving, working
from integrations.gateway.import_models import Import, ImportSource
from integrations.gateway.kinds.taking import Outcome

DONE, WRONG = "klart", "fel"
UNFINISHED = (".tmp", ".part", ".filepart", ".crdownload")
LARGEST, SECONDS = 256 * 1024 * 1024, 300.0
HEADERS = {"User-Agent": "webshop-import"}
MOST_TOLD = 200
State, Where, Origin = Import.State, ImportSource.Where, Import.Origin
SETTLED = (*Import.OVER, State.TRIED, State.HELD)


def look(*, now: datetime) -> int:
    """Look in every folder, and fetch from every address whose time has come. Returns how many files were received.

    What is wrong with one source is said on it and stops no other.
    """
    count = 0
    for source in ImportSource.objects.filter(is_active=True).select_related("made_by", "mapping").order_by("pk"):
        count += look_at(source, now=now)
    return count


def look_at(source: ImportSource, *, now: datetime) -> int:
    """The same for one source."""
    if source.where == Where.FOLDER:
        return _said(source, in_folder, now)
    return _said(source, from_address, now) if _is_due(source, now) else 0


def in_folder(source: ImportSource, *, now: datetime) -> int:
    """Receive what has stopped growing, and put away what is settled. Raises OSError where there is no such folder."""
    folder, seen, count = place(source), {}, 0
    for path in waiting(folder):
        status = path.stat()
        known = source.seen.get(path.name, [])
        seen[path.name] = [status.st_size, status.st_mtime_ns, *known[2:]]
        if known[:2] != seen[path.name][:2]:
            seen[path.name] = seen[path.name][:2]
            continue
        with path.open("rb") as file:
            row = _received(source, file, path.name, Origin.FOLDER, now)
        is_new = row.received_at == now
        count += is_new
        if is_new or row.pk in known[2:]:
            seen[path.name] = [*seen[path.name][:2], row.pk]
        row = working.run(row)
        if row.state in SETTLED:
            is_known = row.pk not in seen[path.name][2:]
            put_away(path, folder / (WRONG if row.state == State.FAILED else DONE), receipt(row, is_known=is_known))
            del seen[path.name]
    ImportSource.objects.filter(pk=source.pk).update(seen=seen)
    source.seen = seen
    return count


def from_address(source: ImportSource, *, now: datetime) -> int:
    """Fetch what is there; what has not changed since the last time is known again. Raises NotSent or Unknown."""
    client = Client(public_only=True, read=60.0, total=SECONDS, largest=LARGEST, headers=HEADERS)
    answer = client.call("GET", source.address)
    if not answer.is_ok:
        raise Unknown(_("The server answers %(status)s.") % {"status": answer.status})
    name = unquote(PurePosixPath(urlsplit(source.address).path).name) or source.name
    row = _received(source, io.BytesIO(answer.body), name, Origin.ADDRESS, now)
    is_new = row.received_at == now
    working.run(row)
    return int(is_new)


def place(source: ImportSource) -> Path:
    """The folder of a source, made where it is not there. Raises OSError."""
    if not settings.IMPORT_FOLDER:
        raise NotADirectoryError(_("No folder is set for imports (IMPORT_FOLDER)."))
    root = Path(settings.IMPORT_FOLDER)
    if not root.is_dir():
        raise NotADirectoryError(_("The folder for imports is not there. Is its disk mounted?"))
    folder = root / source.folder
    folder.mkdir(exist_ok=True)
    return folder


def waiting(folder: Path) -> list[Path]:
    """Files by name; what is hidden, unfinished or only points somewhere else is left alone."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and path.suffix.casefold() not in UNFINISHED
    ]


def put_away(path: Path, folder: Path, words: str) -> Path:
    """Move a file under a name that none there has, with a receipt beside it."""
    folder.mkdir(exist_ok=True)
    target, count = folder / path.name, 1
    while target.exists():
        count += 1
        target = folder / f"{path.stem}-{count}{path.suffix}"
    target.with_name(f"{target.name}.kvitto.txt").write_text(words, encoding="utf-8")
    path.replace(target)
    return target


def receipt(row: Import, *, is_known: bool = False) -> str:
    """What became of a file, in Swedish, for whoever put it there."""
    with translation.override("sv"):
        received = f"{timezone.localtime(row.received_at):%Y-%m-%d %H:%M}"
        lines = [f"{row.name} (sha256 {row.sha256})"]
        if is_known:
            lines.append(_("The same file came %(when)s, and was not taken in again.") % {"when": received})
        else:
            lines.append(_("It came %(when)s.") % {"when": received})
        state = {"state": row.get_state_display()}
        lines.append(_("Import number %(number)s: %(state)s.") % {"number": row.pk, **state})
        if row.problem:
            lines.append(row.problem)
        counts = row.outcome or row.tried
        words = {
            Outcome.NEW: _("New rows"),
            Outcome.CHANGED: _("Changed rows"),
            Outcome.UNCHANGED: _("Unchanged rows"),
            Outcome.REFUSED: _("Refused rows"),
        }
        lines += [f"{words[outcome]}: {counts[outcome]}" for outcome in Outcome if outcome in counts]
        refused = row.rows.filter(outcome=Outcome.REFUSED).order_by("line", "pk")[:MOST_TOLD]
        lines += [_("Row %(line)s: %(reason)s") % {"line": one.line, "reason": one.reason} for one in refused]
    return "\n".join(lines) + "\n"


def next_time(source: ImportSource, *, after: datetime) -> datetime | None:
    if source.where == Where.FOLDER:
        return None
    if source.rhythm == ImportSource.Rhythm.HOUR:
        return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return saving.next_time(source.rhythm, source.hour, after=after)


# --- the steps ---


def _received(source: ImportSource, file, name: str, origin: str, now: datetime) -> Import:
    goes_to = Import.GoesTo.TAKEN if source.takes_in else Import.GoesTo.TRIAL
    with translation.override("sv"):
        return importing.receive(
            file,
            name,
            source.kind,
            by=source.made_by,
            now=now,
            origin=origin,
            source=source,
            goes_to=goes_to,
            mapped=source.mapping.mapped if source.mapping else None,
            options=source.mapping.options if source.mapping else None,
        )


def _said(source: ImportSource, get, now: datetime) -> int:
    try:
        count, problem = get(source, now=now), ""
    except (importing.Refused, OSError, NotSent, Unknown) as fault:
        count, problem = 0, str(fault)
    ImportSource.objects.filter(pk=source.pk).update(asked_at=now, problem=problem)
    return count


def _is_due(source: ImportSource, now: datetime) -> bool:
    """Whether its time has come, and nobody else has begun. Its next time is set before it is asked."""
    with transaction.atomic():
        due = ImportSource.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            pk=source.pk, next_at__lte=now
        )
        if not (found := due.first()):
            return False
        found.next_at = next_time(found, after=now)
        found.save(update_fields=["next_at"])
    return True
