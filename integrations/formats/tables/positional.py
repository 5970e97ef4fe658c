"""Fixed-width positional text: every column has its place. Text stands to the left, numbers to the right.

So that everything can stand in it, a line break is written `\\n`, a tab `\\t`, a space at either end `\\s`, an empty
text `\\e` and a backslash twice, unless `Options.escaped` is off: then line breaks become spaces and empty is missing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.formats.delimited import LONGEST_LINE, UNREADABLE, encoding_of
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables.column import Column, Kind, Unwritable, Value, checked, writers
from integrations.formats.tables.format import PLAIN, Format, Options, Row, Table

ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t"}
ESCAPED = re.compile(r"[\\\n\t]")
WRITTEN = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\s": " ", "\\e": ""}
ESCAPE = re.compile(r"\\[\\ntse]")
LINE_BREAKS = re.compile(r"[\n\t\v\f\x1c-\x1e\x85\u2028\u2029]")


class Positional(Format):
    code, name, extension = "positional", gettext_lazy("Positional text"), "txt"
    media_type = "text/plain"
    other_extensions = ("dat", "prn", "fix")

    def read(self, path: Path, options: Options) -> Table:
        if not options.columns or any(column.width < 1 for column in options.columns):
            raise Unreadable(_("Positional text cannot be read without the width of every column."))
        encoding, is_guess = (options.encoding, False) if options.encoding else encoding_of(path)
        problems: list[Problem] = []
        if is_guess:
            said = _("The file is not UTF-8; it was read as Windows-1252. Check letters such as å, ä and ö.")
            problems.append(Problem(message=said))
        return Table(
            columns=list(options.columns),
            rows=_rows(path, encoding, options, problems),
            decimal_mark=options.decimal_mark or self.decimal_mark,
            problems=problems,
        )

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        if any(column.width < 1 for column in columns):
            raise Unwritable(_("Positional text needs the width of every column."))
        mark, encoding = options.decimal_mark or self.decimal_mark, options.encoding or "utf-8"
        made = writers(columns, decimal_mark=mark, yes=_("yes"), no=_("no"))
        escaped = _escaped if options.escaped else _flattened
        fields = [_field(column, write, escaped) for column, write in zip(columns, made, strict=True)]
        if options.has_header:
            names = [_cut(column.name, column.width).ljust(column.width) for column in columns]
            file.write(_encoded("".join(names), encoding, 0))
        for number, row in checked(rows, columns):
            line = "".join([field(value, number) for value, field in zip(row, fields, strict=True)])
            file.write(_encoded(line, encoding, number))


def _field(column: Column, write: Callable[[Value], str], escaped: Callable[[str], str]) -> Callable[[Value, int], str]:
    width, is_text = column.width, column.kind == Kind.TEXT
    is_right = column.kind in (Kind.INTEGER, Kind.DECIMAL)
    blank = " " * width

    def made(value: Value, number: int) -> str:
        if value is None:
            return blank
        text = escaped(str(value)) if is_text else write(value)
        if len(text) > width:
            said = {"text": text[:40], "length": len(text), "width": width}
            message = _("“%(text)s” takes %(length)s positions, and the column has %(width)s.") % said
            raise Unwritable(message, row=number, column=column.name)
        return text.rjust(width) if is_right else text.ljust(width)

    return made


def _escaped(text: str) -> str:
    if not text:
        return "\\e"
    if ESCAPED.search(text):
        text = ESCAPED.sub(lambda found: ESCAPES[found[0]], text)
    if text[0] == " ":
        text = "\\s" + text[1:]
    return text[:-1] + "\\s" if text[-1] == " " else text


def _flattened(text: str) -> str:
    return LINE_BREAKS.sub(" ", text)


def _as_was(text: str) -> str:
    return ESCAPE.sub(lambda found: WRITTEN[found[0]], text) if "\\" in text else text


def _cut(name: str, width: int) -> str:
    return _flattened(name)[:width]


def _encoded(line: str, encoding: str, number: int) -> bytes:
    try:
        return f"{line}\r\n".encode(encoding)
    except UnicodeEncodeError as fault:
        said = {"character": fault.object[fault.start], "encoding": encoding}
        raise Unwritable(_("“%(character)s” does not exist in %(encoding)s.") % said, row=number) from fault


def _rows(path: Path, encoding: str, options: Options, problems: list[Problem]) -> Iterator[Row]:
    places = []
    start = 0
    for column in options.columns:
        places.append((start, start + column.width, column.kind == Kind.TEXT and options.escaped))
        start += column.width
    least = start - options.columns[-1].width + 1
    with open(path, encoding=encoding, errors="surrogateescape", newline="\n") as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            line = line.rstrip("\r\n")
            if not line.strip() or (options.has_header and number == 1):
                continue
            if len(line) > start and line[start:].strip():
                said = {"length": len(line), "width": start}
                message = _("The line has %(length)s positions, the columns %(width)s.") % said
                problems.append(Problem(line=number, message=message, refuses=True))
                continue
            if len(line) < least:
                said = {"length": len(line), "width": start}
                message = _("The line ends at position %(length)s of %(width)s, before the last column.") % said
                problems.append(Problem(line=number, message=message, refuses=True))
                continue
            if UNREADABLE.search(line):
                said_too = _("The cell holds a character that is not in the file's encoding.")
                problems.append(Problem(line=number, message=said_too, refuses=True))
                continue
            cells = [(line[first:last].strip(" ") or None, is_escaped) for first, last, is_escaped in places]
            yield Row(number, [_as_was(cell) if cell and is_escaped else cell for cell, is_escaped in cells])
