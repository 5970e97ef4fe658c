"""The table of the order desk, on the screen and in its own section of docs/benchmarks.md."""

import os
import sys
from datetime import UTC, datetime

from config.schema_stamp import PROJECT
from tests.bench.orders import GOAL, Asked

PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- orders: begin -->", "<!-- orders: end -->"
HEADINGS = ["moment", "p50 ms", "p95 ms", "sämst ms", "CPU ms", "mål, ms", "anm."]


def show(found: list[Asked]) -> None:
    for cells in [HEADINGS, *map(_cells, found)]:
        sys.stdout.write(f"{cells[0]:46}" + "".join(f"{cell:>10}" for cell in cells[1:6]) + f"  {cells[6]}\n")


def write(found: list[Asked]) -> None:
    """Put the table between the page's markers; what stands around it is written by hand."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = [_markdown(HEADINGS), "| --- |" + " ---: |" * 5 + " --- |", *map(_markdown, map(_cells, found))]
    load = os.getloadavg()[1]
    said = f"Mätt {datetime.now(UTC):%Y-%m-%d} på {os.cpu_count()} kärnor; belastningen var {load:.1f} (5 minuter)."
    PAGE.write_text("\n".join([before + BEGIN, said, "", *table, END + after]), encoding="utf-8")


def _cells(one: Asked) -> list[str]:
    goal = "–" if one.name.startswith(("a file", "a new order")) else f"{GOAL:,.0f}"
    return [one.name, *(f"{value:,.1f}" for value in (one.p50, one.p95, one.worst, one.cpu)), goal, one.note]


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
