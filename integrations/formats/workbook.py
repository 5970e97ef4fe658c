"""The first sheet of an XLSX workbook as rows of text, for short lists that people send (ECMA-376).

Bounded before it is opened: a workbook is a compressed archive, and a small one can hold very much.
"""

import zipfile
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES, MOST_PARTS, MOST_ROWS, MOST_COLUMNS = 50_000_000, 1_000, 5_000, 20


class UnreadableWorkbook(Exception):
    """It is no workbook, or too large a one; the text says so."""


def rows(file: BinaryIO) -> list[list[str]]:
    """The filled rows of the first sheet, at most 20 columns of each. Raises UnreadableWorkbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise UnreadableWorkbook(_("The workbook is too large."))
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        held = islice(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), MOST_ROWS)
        found = [cells for row in held if (cells := _filled([_text(cell) for cell in row]))]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError, OSError) as fault:
        raise UnreadableWorkbook(_("The file is not an Excel workbook (XLSX).")) from fault
    return found


def _filled(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _text(cell: object) -> str:
    """A number that was typed as 4711 is kept by the sheet as 4711.0."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
