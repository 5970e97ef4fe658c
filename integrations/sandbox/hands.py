"""What people do at partners, in the time that they take: a warehouse that picks, a van that drives, a phone in a hand.

Each is done at the press of a button, or by itself where that is switched on.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from integrations.sandbox.ongoing_books import OVER
from integrations.sandbox.world import World

A_WHILE = timedelta(seconds=20)
ON_THE_WAY = ("packed", "sent", "ready_for_pickup", "picked_up")  # as Shipmondo calls them
AT_POSTNORD = {
    "sent": ("EN_ROUTE", "Försändelsen är på väg"),
    "ready_for_pickup": ("AVAILABLE_FOR_DELIVERY", "Försändelsen kan hämtas"),
    "picked_up": ("DELIVERED", "Försändelsen är utlämnad"),
}
A_BOX = 10  # pieces


@contextlib.contextmanager
def at_work(world: World) -> Iterator[None]:
    """Somebody looks round each second for what is to be done by itself."""
    is_over = threading.Event()

    def look_round() -> None:
        while not is_over.wait(1):
            by_themselves(world, now=datetime.now(UTC))

    hand = threading.Thread(target=look_round, daemon=True)
    hand.start()
    try:
        yield
    finally:
        is_over.set()
        hand.join(timeout=10)


def by_themselves(world: World, *, now: datetime) -> None:
    """What has waited a while is done, where that is switched on."""
    if world.by_itself["ongoing"]:
        for number in _waiting(world, now - A_WHILE):
            do(world, "ongoing", "ship", number)
    if world.by_itself["shipmondo"]:
        for order in _to_move(world, now - A_WHILE):
            do(world, "shipmondo", ON_THE_WAY[ON_THE_WAY.index(order["order_status"]) + 1], order["order_id"])


def do(world: World, code: str, act: str, number: str) -> None:
    """What a button says. Raises what the partner's books raise, and KeyError for what nobody can do."""
    partner = world.partners[code]
    with partner.lock:
        ACTS[code][act](world, number)
    world.changed(code)


def _waiting(world: World, until: datetime) -> list[str]:
    with world.ongoing.lock:
        orders = world.ongoing.books.orders.values()
        return [one["number"] for one in orders if one["status"] not in OVER and one["updated_at"] < until]


def _to_move(world: World, until: datetime) -> list[Any]:
    with world.shipmondo.lock:
        orders = world.shipmondo.books.orders.values()
        return [
            one
            for one in orders
            if one["order_status"] in ON_THE_WAY[:-1] and datetime.fromisoformat(one["updated_at"]) < until
        ]


def _move(status: str) -> Callable[[World, str], None]:
    def move(world: World, anchor: str) -> None:
        world.shipmondo.books.move(anchor, status)
        for shipment in world.shipmondo.bookings(anchor):
            _scan(world, shipment["pkg_no"], status)

    return move


def _scan(world: World, parcel: str, status: str) -> None:
    told, words = AT_POSTNORD[status]
    with world.postnord.lock:
        if parcel in world.postnord.items:
            world.postnord.scan(parcel, told, words, at=datetime.now(UTC))
    world.changed("postnord")


def _pay_by_bank(world: World, number: str) -> None:
    invoice = world.fortnox.books.found("Invoice", number)
    day = datetime.now(UTC).date().isoformat()
    world.fortnox.books.pay_by_bank(invoice, str(invoice["Balance"]), day=day)


def _take_back(world: World, number: str) -> None:
    asked = world.ongoing.books.returns[number]["asked"]["returnOrderLines"]
    came = {one["returnOrderRowNumber"]: int(one["toBeReturnedNumberOfItems"]) for one in asked}
    world.ongoing.books.take_back(number, came)


ACTS: dict[str, dict[str, Callable[[World, str], Any]]] = {
    "swish": {
        "approve": lambda world, name: world.swish.books.approve(name),
        "decline": lambda world, name: world.swish.books.decline(name),
    },
    "fortnox": {"pay": _pay_by_bank},
    "ongoing": {
        "begin": lambda world, number: world.ongoing.books.begin(number),
        "ship": lambda world, number: world.ongoing.books.ship(number),
        "cancel": lambda world, number: world.ongoing.books.cancel(number),
        "receive": lambda world, article: world.ongoing.books.receive(article, A_BOX),
        "take_back": _take_back,
    },
    "shipmondo": {status: _move(status) for status in ON_THE_WAY[1:]},
    "postnord": {
        status: lambda world, parcel, status=status: _scan(world, parcel, status)  # type: ignore[misc]
        for status in AT_POSTNORD
    },
}
