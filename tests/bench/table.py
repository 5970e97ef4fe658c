"""A table of figures, on the screen and in a section of its own in docs/benchmarks.md."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from config.schema_stamp import PROJECT

PAGE = PROJECT / "docs" / "benchmarks.md"


def where() -> str:
    """When and on what it was measured."""
    load = os.getloadavg()[1]
    return f"Mätt {datetime.now(UTC):%Y-%m-%d} på {os.cpu_count()} kärnor; belastningen var {load:.1f} (5 minuter)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`cells` gives a row as text. The first column is a name and the last a note; between them stand figures."""

    section: str
    headings: Sequence[str]
    cells: Callable[[Any], list[str]]
    where: Callable[[], str] = where

    def show(self, found: Sequence[Any]) -> None:
        rows = [list(self.headings), *map(self.cells, found)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for name, *figures, note in rows:
            aligned = [figure.rjust(width) for figure, width in zip(figures, widths[1:-1], strict=True)]
            sys.stdout.write("  ".join([name.ljust(widths[0]), *aligned, note]).rstrip() + "\n")

    def write(self, found: Sequence[Any]) -> None:
        """Put the table between the section's markers; what stands around it is written by hand."""
        begin, end = f"<!-- {self.section}: begin -->", f"<!-- {self.section}: end -->"
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
        _, _, after = rest.partition(end)
        lines = [_line(self.headings), "| --- |" + " ---: |" * (len(self.headings) - 2) + " --- |"]
        lines += [_line(self.cells(one)) for one in found]
        PAGE.write_text("\n".join([before + begin, self.where(), "", *lines, end + after]), encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
