"""Zip archives and the documents that are ones: judged by their directory before anything in them is unpacked."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from integrations.formats.problems import Unreadable, grouped

MOST_PARTS = 10_000
MOST_BYTES = 2_000_000_000  # unpacked, all parts together
MOST_SWOLLEN, SWOLLEN_FROM = 200, 10_000_000  # so many times its packed size may a part of that size be
DRIVE = re.compile(r"[A-Za-z]:")
OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
}
MIMETYPES = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    "application/vnd.oasis.opendocument.text-template": "odt",
}
LEAST_HEADER = 30  # bytes before the packed ones of each part
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(slots=True)
class Package:
    """An archive whose directory has been judged."""

    archive: zipfile.ZipFile
    parts: list[zipfile.ZipInfo]

    def format(self) -> str:
        """Which document it is, or `zip`. Raises Unreadable for one that must not be opened."""
        names = {part.filename for part in self.parts}
        if "mimetype" in names and "content.xml" in names:
            return self._open_document(names)
        code = next((code for name, code in OFFICE.items() if name in names), "")
        if code and any(name.endswith("vbaProject.bin") for name in names):
            raise Unreadable(_("The file has macros, which are never taken in. Save it without."))
        if code in ("xlsb", "pptx"):
            raise Unreadable(_("The file is of the kind %(name)s, which is not read.") % {"name": code.upper()})
        return code or "zip"

    def _open_document(self, names: set[str]) -> str:
        mimetype = self.archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise Unreadable(_("The file has macros, which are never taken in. Save it without."))
        if "META-INF/manifest.xml" in names and b"encryption-data" in self.archive.read("META-INF/manifest.xml"):
            raise Unreadable(_("The file is protected by a password. Save it without one."))
        if mimetype not in MIMETYPES:
            raise Unreadable(_("The file is of the kind %(name)s, which is not read.") % {"name": mimetype})
        return MIMETYPES[mimetype]

    def files(self) -> list[zipfile.ZipInfo]:
        """What a person put in it, in order of name."""
        found = [part for part in self.parts if not part.is_dir() and not _is_ignored(part.filename)]
        return sorted(found, key=lambda part: part.filename)


@contextmanager
def opened(source: Path | BytesIO) -> Iterator[Package]:
    """The archive, a file or its content, if its directory can be trusted. Raises Unreadable."""
    packed = source.getbuffer().nbytes if isinstance(source, BytesIO) else source.stat().st_size
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            _judge(parts, packed=packed)
            yield Package(archive, parts)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as fault:
        raise Unreadable(_("The file is damaged or cut off.")) from fault


def _judge(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    if len(parts) > MOST_PARTS:
        said = {"found": grouped(len(parts)), "most": grouped(MOST_PARTS)}
        raise Unreadable(_("The archive has %(found)s parts; at most %(most)s are taken in.") % said)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        said = {"size": f"{sum(part.file_size for part in parts) / 1e9:.1f}".replace(".", ",")}
        raise Unreadable(_("Unpacked the file would be %(size)s GB; at most 2 GB are taken in.") % said)
    if _lie_over_each_other(parts, packed):
        raise Unreadable(_("The parts of the archive lie over each other: it is made to swell."))
    for part in parts:
        if _is_astray(part.filename):
            raise Unreadable(_("The archive has a part called %(name)s, outside of itself.") % {"name": part.filename})
        if part.flag_bits & 0x1:
            raise Unreadable(_("The file is protected by a password. Save it without one."))
        if part.file_size > SWOLLEN_FROM and part.file_size > MOST_SWOLLEN * max(part.compress_size, 1):
            said = {
                "name": part.filename,
                "times": grouped(part.file_size // max(part.compress_size, 1)),
            }
            raise Unreadable(_("%(name)s swells %(times)s times when it is unpacked, and is not taken in.") % said)


def _lie_over_each_other(parts: list[zipfile.ZipInfo], packed: int) -> bool:
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + LEAST_HEADER + part.compress_size
    return end > packed


def _is_astray(name: str) -> bool:
    """Absolute, of another drive, or up and away; archives part folders by a slash and nothing else."""
    return (
        name.startswith("/")
        or "\\" in name
        or "\x00" in name
        or bool(DRIVE.match(name))
        or ".." in posixpath.normpath(name).split("/")
        or ".." in name.split("/")
    )


def _is_ignored(name: str) -> bool:
    return name.startswith(IGNORED[0]) or posixpath.basename(name) in IGNORED[1:]
