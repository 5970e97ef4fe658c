"""The table of prices, on the screen and in its own section of docs/benchmarks.md."""

import os
import sys
from datetime import UTC, datetime

from config.schema_stamp import PROJECT
from tests.bench.prices import Compared

PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- prices: begin -->", "<!-- prices: end -->"
HEADINGS = ["moment", "ms", "CPU ms", "bara frågorna, ms", "förhållande", "mål, ms", "anm."]


def show(found: list[Compared]) -> None:
    for cells in [HEADINGS, *map(_cells, found)]:
        sys.stdout.write(f"{cells[0]:36}" + "".join(f"{cell:>18}" for cell in cells[1:6]) + f"  {cells[6]}\n")


def write(found: list[Compared]) -> None:
    """Put the table between the page's markers; what stands around it is written by hand."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = [_markdown(HEADINGS), "| --- |" + " ---: |" * 5 + " --- |", *map(_markdown, map(_cells, found))]
    load = os.getloadavg()[1]
    said = f"Mätt {datetime.now(UTC):%Y-%m-%d} på {os.cpu_count()} kärnor; belastningen var {load:.1f} (5 minuter)."
    PAGE.write_text("\n".join([before + BEGIN, said, "", *table, END + after]), encoding="utf-8")


def _cells(one: Compared) -> list[str]:
    figures = [one.taken, one.cpu, one.bare]
    return [one.name, *(f"{one:,.1f}" for one in figures), f"{one.ratio:.1f}", f"{one.goal:,.0f}", one.note]


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
