"""The files that are exchanged with a warehouse: numbered, of one kind, with a count and a checksum at the end.

CSV (UTF-8, semicolons), one word first on each line:

    H;orders;123;2026-11-27T02:00:00+00:00;0     header: kind, number, when it was made, the last of ours that was seen
    C;order;row;sku;pieces                       columns
    R;10001;17;SKU-1;2                           records
    T;1;<sha256 of all bytes above>              trailer: records and checksum

XML says the same: `<file kind number made seen>`, `<record .../>`, `<trailer records sha256/>`, the checksum being
that of all bytes before the trailer. A file without its trailer is half a file; whatever is not right refuses it whole.
"""

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST = 50 * 1024 * 1024
CSV, XML = "csv", "xml"
TRAILER = re.compile(rb"^T;(\d+);([0-9a-f]{64})\r?\n?\Z", re.MULTILINE)
XML_TRAILER = re.compile(rb'<trailer records="(\d+)" sha256="([0-9a-f]{64})" ?/>\s*</file>\s*\Z')
Record = Mapping[str, str]


class Broken(Exception):
    """The file is not whole, or not what it says: nothing of it may be used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says. `seen`: the last file of ours that figures of stock know of."""

    kind: str
    number: int
    made_at: datetime
    records: Sequence[Record] = field(default_factory=tuple)
    seen: int = 0


def write(sheet: Sheet, form: str) -> bytes:
    return _xml(sheet) if form == XML else _csv(sheet)


def read(raw: bytes) -> Sheet:
    """Raises Broken unless every part of the file is there and right."""
    if len(raw) > LARGEST:
        raise Broken("The file is too large.")
    is_xml = raw.lstrip()[:1] == b"<"
    found = (XML_TRAILER if is_xml else TRAILER).search(raw)
    if found is None:
        raise Broken("The trailer is missing: the file is not whole.")
    if hashlib.sha256(raw[: found.start()]).hexdigest() != found[2].decode():
        raise Broken("The checksum is another: the file has been changed or damaged.")
    try:
        sheet = _of_xml(raw) if is_xml else _of_csv(raw[: found.start()].decode("utf-8"))
    except (ValueError, KeyError, IndexError, ParseError, DefusedXmlException, csv.Error) as error:
        raise Broken(f"The file cannot be read: {type(error).__name__}.") from error
    if len(sheet.records) != int(found[1]):
        raise Broken(f"There are {len(sheet.records)} records, not {int(found[1])}.")
    if sheet.number < 1 or sheet.made_at.tzinfo is None:
        raise Broken("The header has no number, or no time with its zone.")
    return sheet


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\n")
    columns = list(dict.fromkeys(name for record in sheet.records for name in record))
    lines.writerow(["H", sheet.kind, sheet.number, sheet.made_at.isoformat(), sheet.seen])
    lines.writerow(["C", *columns])
    for record in sheet.records:
        lines.writerow(["R", *(record.get(name, "") for name in columns)])
    body = text.getvalue().encode()
    return body + f"T;{len(sheet.records)};{hashlib.sha256(body).hexdigest()}\n".encode()


def _of_csv(text: str) -> Sheet:
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=";", strict=True) if row]
    header, columns, *records = rows
    if header[0] != "H" or columns[0] != "C" or any(record[0] != "R" for record in records):
        raise ValueError
    if any(len(record) != len(columns) for record in records):
        raise ValueError
    named = [dict(zip(columns[1:], record[1:], strict=True)) for record in records]
    seen = int(header[4]) if len(header) > 4 and header[4] else 0
    return Sheet(header[1], int(header[2]), datetime.fromisoformat(header[3]), named, seen)


def _xml(sheet: Sheet) -> bytes:
    told = {"kind": sheet.kind, "number": str(sheet.number), "made": sheet.made_at.isoformat(), "seen": str(sheet.seen)}
    whole = Element("file", told)
    for record in sheet.records:
        SubElement(whole, "record", {name: _clean(value) for name, value in record.items()})
    SubElement(whole, "end")
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(whole, encoding="utf-8").rpartition(b"<end")[0]
    checksum = hashlib.sha256(body).hexdigest()
    return body + f'<trailer records="{len(sheet.records)}" sha256="{checksum}" /></file>\n'.encode()


def _of_xml(raw: bytes) -> Sheet:
    whole = fromstring(raw, forbid_dtd=True)
    records = [dict(one.attrib) for one in whole if one.tag == "record"]
    if whole.tag != "file" or any(one.tag not in ("record", "trailer") for one in whole):
        raise ValueError
    told = whole.attrib
    made_at = datetime.fromisoformat(told["made"])
    return Sheet(told["kind"], int(told["number"]), made_at, records, int(told.get("seen") or 0))


def _clean(value: str) -> str:
    """XML takes no control characters."""
    return "".join(letter for letter in value if letter >= " " or letter in "\t\n")
