"""What each partner holds."""

from collections.abc import Callable

from integrations.sandbox.held import books, goods, money
from integrations.sandbox.held.rows import Holding
from integrations.sandbox.world import World

HELD: dict[str, Callable[[World], list[Holding]]] = {
    "stripe": money.stripe,
    "swish": money.swish,
    "nexi": money.nexi,
    "fortnox": books.fortnox,
    "ongoing": goods.ongoing,
    "shipmondo": goods.shipmondo,
    "nshift": goods.nshift,
    "postnord": goods.postnord,
}


def by(world: World, code: str) -> list[Holding]:
    """Everything that a partner holds, read under its lock."""
    with world.partners[code].lock:
        return HELD[code](world)
