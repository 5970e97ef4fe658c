"""The table of the order desk."""

from tests.bench.orders import GOAL, Asked
from tests.bench.table import Table


def _cells(one: Asked) -> list[str]:
    goal = "–" if one.name.startswith(("a file", "a new order")) else f"{GOAL:,.0f}"
    return [one.name, *(f"{value:,.1f}" for value in (one.p50, one.p95, one.worst, one.cpu)), goal, one.note]


TABLE = Table(
    section="orders",
    headings=["moment", "p50 ms", "p95 ms", "sämst ms", "CPU ms", "mål, ms", "anm."],
    cells=_cells,
)
