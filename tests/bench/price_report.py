"""The table of prices."""

from tests.bench.prices import Compared
from tests.bench.table import Table


def _cells(one: Compared) -> list[str]:
    figures = [one.taken, one.cpu, one.bare]
    return [one.name, *(f"{one:,.1f}" for one in figures), f"{one.ratio:.1f}", f"{one.goal:,.0f}", one.note]


TABLE = Table(
    section="prices",
    headings=["moment", "ms", "CPU ms", "bara frågorna, ms", "förhållande", "mål, ms", "anm."],
    cells=_cells,
)
