"""Which format a file is in, by its own bytes; what it is called proves nothing."""

import codecs
import json
import re
from pathlib import Path

from django.utils.translation import gettext as _

from integrations.formats.delimited import Delimited
from integrations.formats.problems import Unreadable
from integrations.formats.tables.json_stream import first_line
from integrations.formats.tables.package import opened

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_NAMES = {
    "EncryptedPackage": "encrypted",
    "_VBA_PROJECT": "macros",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
}
BY_DELIMITER = {",": "csv", ";": "semicolon", "\t": "tsv"}
OTHERS = [
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x09\x08", "Excel 2–4"),
]
HEAD = 65_536


def format_of(path: Path) -> str:
    """The code of the format. Raises Unreadable, saying why, for what is none of ours or must not be opened."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Unreadable(_("The file is empty."))
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_archive(path)
    if head.startswith(OLE):
        return _in_ole(path)
    for mark, name in OTHERS:
        if head.startswith(mark):
            raise Unreadable(_("The file is of the kind %(name)s, which is not read.") % {"name": name})
    return _of_text(head, path)


def _in_archive(path: Path) -> str:
    with opened(path) as package:
        return package.format()


def _in_ole(path: Path) -> str:
    """Old Excel, old Word, and what is behind a password: by the names of the streams, in UTF-16."""
    content = path.read_bytes()
    kind = next((kind for name, kind in OLE_NAMES.items() if _has_stream(content, name)), "")
    if kind == "xls":
        return "xls"
    if kind == "encrypted":
        raise Unreadable(_("The file is protected by a password. Save it without one."))
    if kind == "macros":
        raise Unreadable(_("The file has macros, which are never taken in. Save it without."))
    if not kind:
        raise Unreadable(_("The file is damaged or cut off."))
    raise Unreadable(_("It is an old Office document that is no workbook. Save it as DOCX or XLSX."))


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory has it: 64 bytes of name, and then how long that is."""
    written = name.encode("utf-16-le") + b"\x00\x00"
    return (
        re.search(
            re.escape(written) + b"\x00" * (64 - len(written)) + re.escape(len(written).to_bytes(2, "little")), content
        )
        is not None
    )


def _of_text(head: bytes, path: Path) -> str:
    text = _decoded(head)
    begins = text.lstrip("\ufeff \t\r\n")
    if begins[:1] == "[":
        return "json"
    if begins[:1] == "{":
        return "jsonl" if _is_whole(first_line(path)) else "json"
    if begins[:1] == "<":
        return _of_markup(begins)
    if "\x00" in text:
        raise Unreadable(_("The file is none of those that are read."))
    return BY_DELIMITER.get(Delimited.opened(path).delimiter, "csv")


def _decoded(head: bytes) -> str:
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return head.decode("utf-16", "replace")
    if head[1:64:2].count(0) > 20:
        return head.decode("utf-16-le", "replace")
    if head[:64:2].count(0) > 20:
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _is_whole(line: str) -> bool:
    """Whether the first line is an object of its own, and not one that holds the rows."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return not any(isinstance(value, list) and value and isinstance(value[0], dict) for value in found.values())


def _of_markup(text: str) -> str:
    lowered = text[:2_000].casefold()
    if "<!doctype html" in lowered or "<html" in lowered or lowered.startswith("<table"):
        raise Unreadable(_("It is a web page, whatever it is called. Open it in a spreadsheet and save it as XLSX."))
    if "urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        raise Unreadable(_("It is a workbook in Excel 2003's XML. Save it as XLSX."))
    return "xml"
