"""What a batch is read from, a zip file or a folder, judged before anything in it is unpacked.

What is wrong with one file refuses that file; a zip that is made to swell, or whose list of files cannot be trusted, is
refused whole. No name from outside ever becomes a path of ours.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

MOST_FILES, MOST_DIRECTORY = 20_000, 16 * 2**20
MOST_SWOLLEN, SWOLLEN_FROM = 200, 4 * 2**20  # so many times its packed size may a file of that size be
LEAST_HEADER = 30
END, END_64, TAIL = b"PK\5\6", b"PK\6\6", 66_000
DRIVE = re.compile(r"[A-Za-z]:")
IGNORED = {".ds_store", "thumbs.db", "desktop.ini"}


class Unreadable(Exception):
    """The zip file or the folder cannot be taken in at all; the message says why."""


class Entry(NamedTuple):
    """A file with its place in the source; `why` it is refused, if it is."""

    place: int
    name: str
    why: str = ""


class Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._parts = archive.infolist()
        self._archive = archive

    def entries(self) -> list[Entry]:
        return [
            Entry(place, part.filename, _fault(part))
            for place, part in enumerate(self._parts)
            if not part.is_dir() and not is_ignored(part.filename)
        ]

    def read(self, entry_place: int, name: str) -> bytes:
        """No more than one byte over what is taken in. Raises Unreadable."""
        try:
            with self._archive.open(self._parts[entry_place]) as file:
                return file.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, RuntimeError) as fault:
            raise Unreadable(_("The file is damaged or cut off.")) from fault


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def entries(self) -> list[Entry]:
        found = []
        for path in sorted(self._path.rglob("*")):
            name = path.relative_to(self._path).as_posix()
            if path.is_symlink():
                found.append(Entry(len(found), name, _("It is a link to another file.")))
            elif path.is_file() and not is_ignored(name):
                found.append(Entry(len(found), name))
            if len(found) > MOST_FILES:
                raise Unreadable(too_many())
        return found

    def read(self, entry_place: int, name: str) -> bytes:
        path = self._path / name
        try:
            if path.is_symlink() or not path.resolve().is_relative_to(self._path):
                raise Unreadable(_("It is a link to another file."))
            with path.open("rb") as file:
                return file.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
        except OSError as fault:
            raise Unreadable(_("The file is not there any more.")) from fault


@contextmanager
def opened_zip(file: BinaryIO) -> Iterator[Zip]:
    """The archive, if its list of files can be trusted. Raises Unreadable."""
    size = _judge_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as fault:
        raise Unreadable(_("The zip file is damaged or cut off.")) from fault
    with archive:
        parts = archive.infolist()
        if len(parts) > MOST_FILES:
            raise Unreadable(too_many())
        if _lie_over_each_other(parts, size):
            raise Unreadable(_("The files in the zip lie over each other: it is made to swell."))
        yield Zip(archive)


def _judge_directory(file: BinaryIO) -> int:
    """The size of the file, whose directory is read before it is held in memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    at = tail.rfind(END)
    if at < 0:
        raise Unreadable(_("It is no zip file, or it is cut off."))
    told = [int.from_bytes(tail[at + 12 : at + 16], "little")]
    if (large := tail.rfind(END_64, 0, at)) >= 0:
        told.append(int.from_bytes(tail[large + 40 : large + 48], "little"))
    if max(one for one in told if one != 0xFFFFFFFF or len(told) == 1) > MOST_DIRECTORY:
        raise Unreadable(too_many())
    return size


def _fault(part: zipfile.ZipInfo) -> str:
    if is_astray(part.filename):
        return _("Its name leads out of the zip file.")
    if stat.S_ISLNK(part.external_attr >> 16):
        return _("It is a link to another file.")
    if part.flag_bits & 0x1:
        return _("It is protected by a password.")
    if part.file_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        return too_large()
    if part.file_size > SWOLLEN_FROM and part.file_size > MOST_SWOLLEN * max(part.compress_size, 1):
        return _("It swells when it is unpacked.")
    return ""


def _lie_over_each_other(parts: list[zipfile.ZipInfo], size: int) -> bool:
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + LEAST_HEADER + part.compress_size
    return end > size


def is_astray(name: str) -> bool:
    """Whether a name from outside leads somewhere else than below where it stands."""
    return name.startswith("/") or "\\" in name or "\0" in name or bool(DRIVE.match(name)) or ".." in name.split("/")


def is_ignored(name: str) -> bool:
    """What systems put beside pictures by themselves."""
    parts = PurePosixPath(name.lower()).parts
    return "__macosx" in parts or (bool(parts) and (parts[-1] in IGNORED or parts[-1].startswith("._")))


def too_large() -> str:
    return _("It is larger than %(most)s MB.") % {"most": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 2**20}


def too_many() -> str:
    return _("At most %(most)s files are taken in at a time. Part them.") % {"most": MOST_FILES}
