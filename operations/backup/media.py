"""Copies of files, each kept once by the checksum of its content; a list says what was where at one moment.

    media/objects/ab/abcdef…    contents, by SHA-256
    media/<label>.json          name, checksum, size and time of each file

What has the size and time that it had in the last list is not read again.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

SUFFIX = ".json"
AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """`name` begins with the storage: `default/images/a.webp`."""

    name: str
    sha256: str
    size: int
    changed: int

    @property
    def object(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Copied:
    label: str
    taken_at: datetime
    files: list[File]
    new: int

    @property
    def bytes(self) -> int:
        return sum(one.size for one in self.files)


def folders() -> dict[str, Path]:
    """Where the shop keeps files on this machine, by the name of the storage. None of those in a bucket."""
    found = {}
    for name in settings.STORAGES:
        if name == "staticfiles":
            continue
        storage = storages[name]
        if isinstance(storage, FileSystemStorage):
            found[name] = Path(storage.location)
    return found


def copy(store: Path, label: str, *, now: datetime) -> Copied:
    """Copy what is new or changed, then write the list: it never names a content that is not there."""
    (store / "objects").mkdir(parents=True, exist_ok=True)
    before = last(store)
    known = {one.name: one for one in before.files} if before else {}
    files, new = [], 0
    for name, path in _all():
        try:
            told = path.stat()
        except FileNotFoundError:  # gone since the folder was read
            continue
        file = known.get(name)
        if file is None or (file.size, file.changed) != (told.st_size, told.st_mtime_ns):
            try:
                file = _take(store, name, path)
            except FileNotFoundError:
                continue
            new += 1
        files.append(file)
    os.sync()
    _write(store / f"{label}{SUFFIX}", now, files)
    return Copied(label, now, files, new)


def lists(store: Path) -> list[Path]:
    """The newest first: labels sort as time does."""
    return sorted(store.glob(f"[!.]*{SUFFIX}"), reverse=True)


def last(store: Path) -> Copied | None:
    found = lists(store)
    return read(found[0]) if found else None


def restore(store: Path, copied: Copied, into: Path) -> list[str]:
    """Put every file of the list back, and give the names of those whose content is not what it was."""
    bad = []
    for file in copied.files:
        target = into / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if _copy_and_sum(store / "objects" / file.object, target) != file.sha256:
                bad.append(file.name)
        except FileNotFoundError:
            bad.append(file.name)
    return bad


def forget(store: Path, *, before: datetime) -> int:
    """Lists from before, but for the last of them, and contents that no list names any more. How many contents."""
    found = [(path, read(path)) for path in lists(store)]
    needed = next((at for at, (_path, one) in enumerate(found) if one.taken_at <= before), len(found))
    for path, _one in found[needed + 1 :]:
        path.unlink()
    named = {file.object for _path, one in found[: needed + 1] for file in one.files}
    gone = 0
    for path in (store / "objects").glob("??/*"):
        if f"{path.parent.name}/{path.name}" not in named:
            path.unlink()
            gone += 1
    return gone


def _all() -> Iterator[tuple[str, Path]]:
    for storage, folder in folders().items():
        for where, _folders, names in os.walk(folder):
            for name in sorted(names):
                path = Path(where) / name
                if path.is_file() and not path.is_symlink():
                    yield f"{storage}/{path.relative_to(folder)}", path


def _take(store: Path, name: str, path: Path) -> File:
    """Read once: copied and summed at the same time."""
    told = path.stat()
    handle, unfinished = tempfile.mkstemp(dir=store / "objects", prefix=".")
    os.close(handle)
    try:
        summed = _copy_and_sum(path, Path(unfinished))
        file = File(name, summed, Path(unfinished).stat().st_size, told.st_mtime_ns)
        target = store / "objects" / file.object
        target.parent.mkdir(exist_ok=True)
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return file


def _copy_and_sum(source: Path, target: Path) -> str:
    summed = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while part := read.read(AT_ONCE):
            summed.update(part)
            written.write(part)
    return summed.hexdigest()


def _write(path: Path, now: datetime, files: list[File]) -> None:
    said = {"taken_at": now.isoformat(), "files": [[one.name, one.sha256, one.size, one.changed] for one in files]}
    unfinished = path.with_name(f".{path.name}")
    with unfinished.open("w", encoding="utf-8") as written:
        json.dump(said, written)
        written.flush()
        os.fsync(written.fileno())
    unfinished.replace(path)


def read(path: Path) -> Copied:
    said = json.loads(path.read_text(encoding="utf-8"))
    files = [File(*one) for one in said["files"]]
    return Copied(path.name.removesuffix(SUFFIX), datetime.fromisoformat(said["taken_at"]), files, new=0)


def room(folder: Path) -> int:
    """Bytes that are free where a folder is or is to be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
