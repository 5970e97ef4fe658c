"""All partners of a shop in one process: they remember between starts, and tell each other what they must.

What a shop on this machine is told to find them by is in `integrations.sandbox.environment`.
"""

import contextlib
import threading
from functools import partial
from pathlib import Path

from integrations.sandbox import environment
from integrations.sandbox.fortnox import FortnoxSandbox
from integrations.sandbox.memory import Memory
from integrations.sandbox.nexi import NexiSandbox
from integrations.sandbox.nshift import NshiftSandbox
from integrations.sandbox.ongoing import OngoingSandbox
from integrations.sandbox.postnord import PostnordSandbox
from integrations.sandbox.server import Counterpart
from integrations.sandbox.shipmondo import ShipmondoSandbox
from integrations.sandbox.stripe import StripeSandbox
from integrations.sandbox.swish import Papers, SwishSandbox

CALLED_AT = "/betalning/{}/"
KEPT_REQUESTS = 200
SOON = 5.0  # seconds until a phone has been picked up
SERVICES = {"PN_SE_COLLECT": "19", "PN_SE_HOME": "17", "PN_SE_RETURN": "24"}  # PostNord's codes of what others book
# What happens by itself, and whether it does so from the start.
BY_ITSELF = {"swish": True, "ongoing": False, "shipmondo": False}


class World:
    """Use as a context. The shop is at `shop`; while that is empty calls to it wait. `base` is the first port, or 0."""

    def __init__(self, *, base: int, folder: Path, shop: str):
        self.folder, self.shop, self.lock = folder, shop, threading.RLock()
        self.memory = Memory(folder)
        ports = {code: base + place if base else 0 for code, place in environment.PLACES.items()}
        self.stripe = StripeSandbox(port=ports["stripe"], call_url=shop and shop + CALLED_AT.format("stripe"))
        self.swish = SwishSandbox(Papers.kept_in(folder / "papers"), port=ports["swish"], shop=shop)
        self.nexi = NexiSandbox(port=ports["nexi"], shop=shop)
        self.fortnox = FortnoxSandbox(port=ports["fortnox"], shop=shop)
        self.ongoing = OngoingSandbox(port=ports["ongoing"], shop=shop, hook=CALLED_AT.format("ongoing"))
        self.shipmondo = ShipmondoSandbox(port=ports["shipmondo"], shop=shop)
        self.nshift = NshiftSandbox(port=ports["nshift"], shop=shop)
        self.postnord = PostnordSandbox(port=ports["postnord"], shop=shop)
        self.by_itself: dict[str, bool] = {}
        self._stack = contextlib.ExitStack()
        self._recall()
        self._number_from(self.memory.recall("floor") or 0)

    @property
    def partners(self) -> dict[str, Counterpart]:
        return {code: getattr(self, code) for code in environment.PLACES}

    def __enter__(self) -> "World":
        for code, partner in self.partners.items():
            partner.remember = partial(self.changed, code)
            self._stack.enter_context(partner)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def changed(self, code: str) -> None:
        """A partner may hold something else than before: it is written down, and others are told what they must."""
        partner = self.partners[code]
        with partner.lock:
            del partner.requests[:-KEPT_REQUESTS]
        self.memory.keep_partner(code, partner)
        if code in ("shipmondo", "nshift"):
            self._tell_postnord()

    def does_by_itself(self, code: str, is_on: bool) -> None:
        self.by_itself[code] = is_on
        self.swish.approves_after = SOON if self.by_itself["swish"] else None
        self.memory.keep("world", self.by_itself)

    # --- the steps ---

    def _recall(self) -> None:
        for code, partner in self.partners.items():
            self.memory.recall_partner(code, partner)
        self.by_itself = BY_ITSELF | (self.memory.recall("world") or {})
        self.swish.approves_after = SOON if self.by_itself["swish"] else None
        for article, pieces in (self.memory.recall("shelves") or {}).items():
            self._shelve(article, pieces)
        if not self.shipmondo.books.webhooks:
            told = {"endpoint": self.shop + CALLED_AT.format("shipmondo"), "key": environment.SHIPMONDO_SECRET,
                    "resource_name": "Orders", "action": "status_update", "name": "Butiken"}  # fmt: skip
            self.shipmondo.books.create_webhook({}, {}, told)

    def _number_from(self, floor: int) -> None:
        """What an earlier world has called something is not the name of something else: the shop remembers it."""
        self.fortnox.books.floor = floor
        self.swish.books.made = max(self.swish.books.made, floor)
        self.ongoing.books.made = max(self.ongoing.books.made, floor)
        for counting in (self.shipmondo.books, self.nshift, self.postnord):
            counting._last = max(counting._last, floor)  # type: ignore[attr-defined]

    def _shelve(self, article: str, pieces: int) -> None:
        """The goods that lay in the shop's warehouse when Ongoing took it over."""
        books = self.ongoing.books
        if article not in books.articles:
            books.put_article({"goodsOwnerId": books.goods_owner, "articleNumber": article})
            books.receive(article, pieces)

    def _tell_postnord(self) -> None:
        """Parcels that others have booked with PostNord are known there, and can be followed."""
        booked = self._booked_elsewhere()
        with self.postnord.lock:
            for number, service in booked:
                if number not in self.postnord.items:
                    self.postnord.items[number] = {"status": "INFORMED", "events": [], "service": service}
        self.memory.keep_partner("postnord", self.postnord)

    def _booked_elsewhere(self) -> list[tuple[str, str]]:
        with self.shipmondo.lock:
            parcels = self.shipmondo.books.shipments.values()
            found = [(one["pkg_no"], SERVICES[one["product_code"]]) for one in parcels]
        with self.nshift.lock:
            stored = self.nshift.shipments.values()
            return found + [(one["shipmentNo"], one["serviceId"].removeprefix("P")) for one in stored]


def begun_anew(folder: Path, shelves: dict[str, int], *, floor: int = 0) -> None:
    """Nobody holds anything but the warehouse, which has what lies on the shelves. Numbers begin above the floor."""
    for path in folder.glob("*.kept"):
        path.unlink()
    Memory(folder).keep("shelves", shelves)
    Memory(folder).keep("floor", floor)
    Papers.kept_in(folder / "papers")
