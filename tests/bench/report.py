"""The table, on the screen and in docs/benchmarks.md."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from config.schema_stamp import PROJECT
from tests.bench.workloads import Measured

PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEADINGS = ["workload", "clients", "turns", "per second", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "note"]


def show(measured: list[Measured]) -> None:
    rows = [HEADINGS, *map(_cells, measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        line = "  ".join(
            cell.rjust(width) if 0 < column < len(HEADINGS) - 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        sys.stdout.write(line.rstrip() + "\n")


def write(measured: list[Measured]) -> None:
    """Put the table between the page's markers; what stands around it is written by hand."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = [_markdown(HEADINGS), "|" + " --- |" + " ---: |" * (len(HEADINGS) - 2) + " --- |"]
    table += [_markdown(_cells(one)) for one in measured]
    PAGE.write_text("\n".join([before + BEGIN, _where(), "", *table, END + after]), encoding="utf-8")


def _where() -> str:
    load = os.getloadavg()[1]
    return (
        f"Mätt {datetime.now(UTC):%Y-%m-%d} på {os.cpu_count()} kärnor ({_processor()}), Python "
        f"{platform.python_version()}; belastningen på maskinen var {load:.1f} (5 minuter) när mätningen slutade."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _cells(one: Measured) -> list[str]:
    times = [f"{value:.1f}" if value else "–" for value in (one.p50, one.p95, one.p99, one.cpu)]
    rate = f"{one.per_second:,.0f}" if one.per_second >= 100 else f"{one.per_second:.1f}" if one.per_second else "–"
    return [one.name, str(one.clients), f"{one.turns:,}", rate, *times, one.note]


def _markdown(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
