"""The port of every file format: a file in, rows out; rows in, a file out. Both stream.

One class a format, registered in `registry.py`. What the shop itself calls:

    foreign.read(path, options=Options(columns=wanted))     a file from outside, parsed in a process of its own
    registry.read(path, options=…)                          a file of our own, parsed here
    registry.by_code("xlsx").write(rows, file, columns)     `rows` are sequences of values in the order of `columns`

A value is text, int, Decimal, date, aware datetime, bool, or None for what is missing. `Table.rows` gives each row with
the line it stood on, counted from 1 as the sender counts. Without `Options.columns` the values are as the file has them
(all text in CSV, numbers and dates in a workbook); with it they are of the columns' kinds in the columns' order, found
by their names, and a row with a cell that cannot be is left out and told in `problems`. Take the problems with
`taken_problems()` while reading: they come as they are found.

What every format keeps: letters and emoji, leading zeros, decimals exactly, dates, moments (to the millisecond in
spreadsheets), long text, line breaks (always `\\n`), text that looks like a formula. A row of nothing is no row.
Control characters become U+FFFD. Empty text and missing are told apart where `Format.keeps_empty` says so.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, ClassVar, NamedTuple

from django.utils.functional import Promise

from integrations.formats.problems import Problem
from integrations.formats.tables.column import Column, Value

MOST_COLUMNS = 1_000
MOST_PROBLEMS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is read or written; each format looks at those that concern it."""

    columns: tuple[Column, ...] = ()  # reading: what is wanted; positional text cannot be read without
    format: str = ""  # reading: the code it must be; empty: as its first bytes say
    has_header: bool = True
    header_line: int = 0  # reading a spreadsheet or document: 0 is the first line that holds something
    encoding: str = ""  # of text; empty: found when reading, UTF-8 when writing
    delimiter: str = ""
    decimal_mark: str = ""  # "." or ","; empty: the format's own
    sheet: str = ""  # the sheet, or the file in an archive, by name; empty: the first that holds something
    record: str = ""  # reading: the element (XML) or property (JSON) that holds the rows
    neutralised: bool = True  # delimited text: formulas are made harmless, and again what they were when read
    escaped: bool = True  # positional text: line breaks, edge spaces and empty texts are written with a backslash
    title: str = ""  # of the sheet or document
    inner: str = ""  # the format in an archive: CSV when writing, found when reading
    template: Path | None = None  # writing a Word document: one copy of it a row, its fields filled in
    at: datetime | None = None  # the moment written in a PDF


PLAIN = Options()


class Row(NamedTuple):
    line: int
    values: list[Value]


@dataclass(slots=True)
class Table:
    """A file opened for reading. Close it, or read it to the end: it may have a process behind it."""

    columns: list[Column]
    rows: Iterator[Row]
    format: str = ""
    decimal_mark: str = "."
    problems: list[Problem] = field(default_factory=list)
    close: Callable[[], None] = lambda: None

    def taken_problems(self) -> list[Problem]:
        """What has been found since the last time it was asked."""
        found = list(self.problems)
        del self.problems[: len(found)]
        return found

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


class Format(ABC):
    """One way to write rows in a file. Raises Unreadable for what it cannot read, Unwritable for what has no place."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]
    extension: ClassVar[str]
    media_type: ClassVar[str]
    other_extensions: ClassVar[tuple[str, ...]] = ()
    other_media_types: ClassVar[tuple[str, ...]] = ()
    decimal_mark: ClassVar[str] = "."
    keeps_empty: ClassVar[bool] = True

    @abstractmethod
    def read(self, path: Path, options: Options) -> Table:
        """The file with its values as they stand in it. `registry.read` also makes them what the columns ask for."""

    @abstractmethod
    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        """Write all rows; `file` only needs to go forward."""
