"""The table of rows in and out."""

from tests.bench.gateway import Moved
from tests.bench.table import Table


def _cells(one: Moved) -> list[str]:
    figures = [one.rows, one.by_clock, one.by_processor, one.copied]
    goal = f"{one.goal:,}" if one.goal else "–"
    return [one.name, *(f"{figure:,.0f}" for figure in figures), goal, one.note]


TABLE = Table(
    section="gateway",
    headings=["rader", "antal", "rader/s", "rader per CPU-s", "COPY, rader/s", "mål, rader/s", "anm."],
    cells=_cells,
)
