"""The first sheet of a workbook as rows of text, for short lists that people send: XLSX, XLS or ODS."""

import csv
import io
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from integrations.formats.problems import Unreadable
from integrations.formats.tables import foreign
from integrations.formats.tables.format import Options
from integrations.formats.tables.values import read_text

MOST_ROWS, MOST_COLUMNS = 5_000, 20
ENDINGS = (".xlsx", ".xls", ".ods")
BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LIMITS = foreign.Limits(memory=1_000_000_000, cpu_seconds=20, seconds=60, unpacked=100_000_000)


def is_workbook(file: IO[bytes]) -> bool:
    """Whether it begins as one; what it is, reading it tells."""
    file.seek(0)
    return file.read(4) in BEGINNINGS


def rows(file: IO[bytes], *, most: int = MOST_ROWS) -> list[list[str]]:
    """The filled rows, at most 20 columns of each. Raises Unreadable."""
    with foreign.read_upload(file, Options(has_header=False), limits=LIMITS) as table:
        if table.format not in ("xlsx", "xls", "ods"):
            raise Unreadable(_("The file is not a workbook (XLSX, XLS or ODS)."))
        found = islice(table.rows, most)
        return [cells for row in found if (cells := _filled([_text(value) for value in row.values[:MOST_COLUMNS]]))]


def as_text(file: IO[bytes], *, most: int) -> str:
    """The same as it would be pasted: cells parted by tabs, every row at least as long as the first."""
    text = io.StringIO(newline="")
    found = rows(file, most=most)
    width = len(found[0]) if found else 0
    csv.writer(text, delimiter="\t").writerows([row + [""] * (width - len(row)) for row in found])
    return text.getvalue()


def _filled(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _text(value: object) -> str:
    return (read_text(value) or "").strip()  # type: ignore[arg-type]
