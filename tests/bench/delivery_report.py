"""The tables of deliveries: how many a second, and the pages that show a million of them."""

from tests.bench.deliveries import GOAL as SHOWN_WITHIN
from tests.bench.orders import Asked
from tests.bench.outbox import GOAL as A_SECOND
from tests.bench.outbox import Measured
from tests.bench.table import Table


def _a_second(one: Measured) -> list[str]:
    return [one.name, f"{one.per_second:,.0f}", f"{one.cpu:.2f}", f"{A_SECOND:,.0f}", ""]


def _page(one: Asked) -> list[str]:
    figures = (one.p50, one.p95, one.worst, one.cpu)
    return [one.name, *(f"{value:,.1f}" for value in figures), f"{SHOWN_WITHIN:,.0f}", one.note]


SENT = Table(section="sent", headings=["moment", "i sekunden", "CPU ms var", "mål", "anm."], cells=_a_second)
SHOWN = Table(
    section="deliveries",
    headings=["moment", "p50 ms", "p95 ms", "sämst ms", "CPU ms", "mål, ms", "anm."],
    cells=_page,
)
