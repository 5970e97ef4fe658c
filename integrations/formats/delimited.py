"""Text files in columns, as strangers send them: any usual encoding and delimiter, and every fault named by its line.

Memory stays bounded whatever the file: lines and fields have limits, and one row is held at a time.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable

LONGEST_LINE = 1_000_000
MOST_BROKEN_ROWS = 1_000
DELIMITERS = ",;\t"
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
QUOTED = re.compile(r'"(?:[^"]|"")*"')
LIMIT_IN_WORDS = {"limit": f"{LONGEST_LINE:,}".replace(",", " ")}
BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Delimited:
    """A file opened for reading: `columns` are its header's names, `problems` what has been found so far."""

    path: Path
    encoding: str
    delimiter: str = ","
    columns: list[str] = field(default_factory=list)
    header_line: int = 0
    problems: list[Problem] = field(default_factory=list)
    _reading: "_Lines | None" = None

    @classmethod
    def opened(cls, path: Path, *, encoding: str = "", delimiter: str = "") -> "Delimited":
        """Find out how the file is written, and read its header. Raises Unreadable when it is empty or not text."""
        encoding, is_guess = (encoding, False) if encoding else encoding_of(path)
        file = cls(path=path, encoding=encoding)
        if is_guess:
            said = _("The file is not UTF-8; it was read as Windows-1252. Check letters such as å, ä and ö.")
            file.problems.append(Problem(message=said))
        with file._open() as text:
            first = next((line for line in iter(lambda: text.readline(LONGEST_LINE), "") if line.strip()), "")
        if not first:
            raise Unreadable(_("The file is empty."))
        file.delimiter = delimiter or _delimiter(first)
        file.header_line, header = next(file._records(), (0, []))
        file.columns = [name.strip() for name in header]
        return file

    def rows(self) -> Iterator[Row]:
        """The rows under the header that have as many cells as it. What is wrong with the others goes to `problems`."""
        for line, cells in self.records():
            yield Row(line, dict(zip(self.columns, cells, strict=False)))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The same rows, each as its line and its cells in the order of `columns`."""
        for line, cells in self._records():
            if line <= self.header_line:
                continue
            if fault := self._fault(line, cells):
                self.problems.append(fault)
                continue
            yield line, cells

    def blanks(self) -> list[bool]:
        """Which cells of the record read last hold nothing at all, not even the quotation marks of an empty text."""
        record = self._reading.record_text().rstrip("\r\n") if self._reading else ""
        mark = re.escape(self.delimiter)
        return [not cell for cell in re.findall(rf'(?:\A|{mark})("(?:[^"]|"")*"|[^{mark}]*)', record)]

    def taken_problems(self) -> list[Problem]:
        """What has been found since the last time it was asked."""
        found = list(self.problems)
        self.problems.clear()
        return found

    def complain(self, line: int, text: str, message: str, *, is_cut: bool = False) -> None:
        """Note what is wrong with a record that cannot be parsed, and the column that is never closed."""
        before, mark, _rest = QUOTED.sub("", text).partition('"')
        place = before.count(self.delimiter)
        column = self.columns[place] if (mark or is_cut) and place < len(self.columns) else ""
        self.problems.append(Problem(line=line, column=column, message=message))

    def _open(self) -> TextIO:
        errors = "replace" if self.encoding.startswith("utf-16") else "surrogateescape"
        return open(self.path, encoding=self.encoding, errors=errors, newline="")

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each record that is not blank.

        One that cannot be parsed is skipped, and reading goes on after its first line, so that a quotation mark that is
        never closed takes no other row with it.
        """
        broken = 0
        with self._open() as text:
            lines = self._reading = _Lines(text, self)
            while broken < MOST_BROKEN_ROWS:
                try:
                    for cells in csv.reader(lines, delimiter=self.delimiter, strict=True):
                        if any(cell.strip() for cell in cells) and not (lines.first == 1 and _says_delimiter(cells)):
                            yield lines.first, cells
                        lines.begin_record()
                except csv.Error as error:
                    self.complain(lines.first, lines.record_text(), _quoting_fault(error))
                    broken += 1
                    lines.go_back()
                else:
                    return
        self.problems.append(Problem(message=_("Too many broken rows; the rest was not read.")))

    def _fault(self, line: int, cells: list[str]) -> Problem | None:
        wanted = len(self.columns)
        if len(cells) < wanted or any(cells[wanted:]):
            said = {"found": len(cells), "wanted": wanted}
            return Problem(line=line, message=_("The row has %(found)s cells, the header %(wanted)s.") % said)
        if UNREADABLE.search("".join(cells)):
            for column, cell in zip(self.columns, cells, strict=False):
                if found := UNREADABLE.search(cell):
                    return Problem(line=line, column=column, message=_character_fault(found[0]))
        return None


class _Lines:
    """The lines of a file, numbered, with those of the record being read at hand to go back to."""

    def __init__(self, text: TextIO, file: Delimited) -> None:
        self.text = text
        self.file = file
        self.number = 0
        self.first = 1
        self.waiting: deque[tuple[int, str]] = deque()
        self.record: list[tuple[int, str]] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        number, line = self.waiting.popleft() if self.waiting else self._read()
        if not self.record:
            self.first = number
        self.record.append((number, line))
        return line

    def _read(self) -> tuple[int, str]:
        while True:
            line = self.text.readline(LONGEST_LINE)
            if not line:
                raise StopIteration
            self.number += 1
            if len(line) < LONGEST_LINE or line[-1] in "\r\n":
                return self.number, line
            head = line
            while line and line[-1] not in "\r\n":
                line = self.text.readline(LONGEST_LINE)
            said = _("The line is longer than %(limit)s characters.") % LIMIT_IN_WORDS
            self.file.complain(self.number, head, said, is_cut=True)

    def record_text(self) -> str:
        return "".join(line for _number, line in self.record)

    def begin_record(self) -> None:
        self.record = []

    def go_back(self) -> None:
        """Read again from the line after the record's first."""
        self.waiting.extendleft(reversed(self.record[1:]))
        self.record = []


def encoding_of(path: Path) -> tuple[str, bool]:
    """The encoding, and whether it is a guess. Mixed files are UTF-8 with unreadable characters."""
    with open(path, "rb") as file:
        head = file.read(4096)
        for mark, encoding in BOMS:
            if head.startswith(mark):
                return encoding, False
        if unmarked := _utf16_without_mark(head):
            return unmarked, False
        file.seek(0)
        right, wrong = _count_lines(file)
    return ("cp1252", True) if wrong and not right else ("utf-8", False)


def _utf16_without_mark(head: bytes) -> str:
    """Latin letters in UTF-16 are every second byte a NUL."""
    if len(head) < 4:
        return ""
    if head[1::2].count(0) > 0.4 * len(head) / 2 and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * len(head) / 2 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _count_lines(file: BinaryIO) -> tuple[int, int]:
    """How many lines with letters beyond ASCII are right UTF-8, and how many are not."""
    right = wrong = 0
    while line := file.readline(LONGEST_LINE):
        if line.isascii():
            continue
        try:
            line.decode()
            right += 1
        except UnicodeDecodeError as error:
            is_cut = error.start >= len(line) - 3 and not line.endswith(b"\n")
            right, wrong = (right + 1, wrong) if is_cut else (right, wrong + 1)
    return right, wrong


def _delimiter(first: str) -> str:
    if said := re.match(r"sep=(.)\s*$", first):
        return said[1]
    return max(DELIMITERS, key=QUOTED.sub("", first).count)


def _says_delimiter(cells: list[str]) -> bool:
    """Excel may say `sep=;` on a line of its own before the header."""
    return cells[0] == "sep=" and not any(cells[1:])


def _quoting_fault(error: csv.Error) -> str:
    if "field larger" in str(error):
        limit = f"{csv.field_size_limit():,}".replace(",", " ")
        return _("A cell is longer than %(limit)s characters, or a quotation mark is never closed.") % {"limit": limit}
    return _("The quotation marks do not match.")


def _character_fault(character: str) -> str:
    if character == "\x00":
        return _("The cell holds a NUL character.")
    if "\ud800" <= character <= "\udfff":
        return _("The cell holds a character that is not in the file's encoding.")
    return _("The cell holds a control character.")
