"""The table of what the shop does in a second."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.table import Table
from tests.bench.workloads import Measured


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


TABLE = Table(
    section="bench",
    headings=["workload", "clients", "turns", "per second", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "note"],
    cells=_cells,
    where=_where,
)
