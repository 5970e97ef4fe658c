"""Files as they should not be, made as attackers, old programs and broken transfers make them."""

import io
import struct
import zipfile
import zlib

from integrations.formats.tables import registry
from integrations.formats.tables.column import Column
from tests.integrations.formats.rows import written

A = (Column(name="A"), Column(name="B"))


def of(code, rows=(("1", "2"),), columns=A):
    return written(registry.by_code(code), rows, columns)


def zipped(parts, *, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(package, name, content=b"x"):
    """A document with one part more, or another in place of one."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped({**parts, name: content})


def declaring(size):
    """An archive whose directory says that its only part is so large."""
    made = bytearray(zipped({"a.csv": b"A;B\n1;2\n"}))
    place = made.index(b"PK\x01\x02")
    struct.pack_into("<I", made, place + 24, 0xFFFFFFFF)
    extra = struct.pack("<HHQ", 1, 8, size)
    name_length = struct.unpack_from("<H", made, place + 28)[0]
    struct.pack_into("<H", made, place + 30, len(extra))
    made[place + 46 + name_length : place + 46 + name_length] = extra
    end = made.index(b"PK\x05\x06")
    struct.pack_into("<I", made, end + 12, struct.unpack_from("<I", made, end + 12)[0] + len(extra))
    return bytes(made)


def overlapping():
    """A directory that names the same packed bytes a hundred times (Fifield's bomb)."""
    made = zipped({"a.csv": zlib.compress(b"A;B\n" * 5_000)}, compression=zipfile.ZIP_STORED)
    directory, end = made.index(b"PK\x01\x02"), made.index(b"PK\x05\x06")
    entry, tail = made[directory:end], bytearray(made[end:])
    struct.pack_into("<HHI", tail, 8, 100, 100, len(entry) * 100)
    return made[:directory] + entry * 100 + bytes(tail)


def encrypted():
    """An archive with the mark of encryption on its part."""
    made = bytearray(zipped({"a.csv": b"A;B\n1;2\n"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def ole(stream):
    """An old Office document as far as its directory goes."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    entry = name.ljust(64, b"\x00") + struct.pack("<H", len(name))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + entry.ljust(128, b"\x00")


def sheet(cells, *, more="", dimension="A1:B2"):
    """An XLSX workbook with this in its only sheet."""
    body = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData>{more}</worksheet>'
    )
    return with_part(of("xlsx"), "xl/worksheets/sheet1.xml", body)


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def word_row(*cells):
    """A row of a table in Word, each cell with its look and its words."""
    made = [f"<w:tc><w:tcPr>{look}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>" for look, words in cells]
    return f"<w:tr>{''.join(made)}</w:tr>"


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE rows [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rows><row><A>&c;</A></row></rows>"""


def fetching(address):
    return f'<!DOCTYPE rows [<!ENTITY x SYSTEM "{address}">]><rows><row><A>&x;</A></row></rows>'.encode()
