"""What the counterpart of Ongoing WMS remembers: articles, orders, returns, and what is on its shelves.

Behaves as `contracts/ongoing-1.json` says; what is assumed is listed there. Not for production code. `ledger` is what
has happened in the warehouse, one entry for each thing that was done: tests count in it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Thing = dict[str, Any]
STATUSES = {150: "Error", 200: "Open", 300: "Released", 320: "Allocated", 400: "Picked", 450: "Sent",
            500: "Collected", 1000: "Cancelled"}  # fmt: skip
RETURN_STATUSES = {100: "Open", 200: "Returned"}
BEGUN, PICKED, SENT, CANCELLED = 300, 400, 450, 1000
OVER = (SENT, 500, CANCELLED)
STOCK_LOOK_BACK, UPDATED_LOOK_BACK = timedelta(hours=24), timedelta(days=2)


class No(Exception):
    """An answer that is no: its status and what is said."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Books:
    """Of one goods owner. Not safe by itself: the server holds its lock around every call."""

    def __init__(self, *, goods_owner: int):
        self.goods_owner = goods_owner
        self.articles: dict[str, Thing] = {}
        self.orders: dict[str, Thing] = {}
        self.returns: dict[str, Thing] = {}
        self.ledger: list[tuple[str, str]] = []
        self.heard: list[Callable[[Thing], None]] = []
        self.skew = timedelta(0)
        self.made = 50_000
        self._last = datetime.min.replace(tzinfo=UTC)

    # --- the interface ---

    def put_article(self, asked: Thing) -> int:
        number = asked["articleNumber"]
        known = self.articles.get(number)
        if known is None:
            known = self.articles[number] = {"id": self._next(), "on_shelf": 0, "locked": 0}
            self._note("article created", number)
        known |= {"asked": {**known.get("asked", {}), **asked}, "changed_at": self.now()}
        self._note("article put", number)
        return known["id"]

    def put_order(self, asked: Thing) -> int:
        """Create or update; refused once the warehouse has begun."""
        number, lines = asked["orderNumber"], asked.get("orderLines") or []
        if unknown := sorted({one["articleNumber"] for one in lines} - self.articles.keys()):
            raise No(400, f"Article {', '.join(unknown)} does not exist.")
        if len({one["rowNumber"] for one in lines}) != len(lines):
            raise No(400, "Row numbers are not unique.")
        known = self.orders.get(number)
        if known is None:
            known = self.orders[number] = self._order(number)
            self._note("order created", number)
        elif known["status"] >= BEGUN:
            raise No(400, f"Order {number} has status {STATUSES.get(known['status'], '?')} and cannot be updated.")
        had = {line["row"]: line for line in known["lines"]}
        known["lines"] = [
            {"id": had.get(one["rowNumber"], {}).get("id") or self._next(), "row": one["rowNumber"],
             "article": one["articleNumber"], "ordered": int(one["numberOfItems"]), "picked": [], "returned": 0}
            for one in lines
        ]  # fmt: skip
        known |= {"asked": asked, "updated_at": self.now()}
        self._stir(*(line["article"] for line in [*had.values(), *known["lines"]]))
        self._note("order put", number)
        return known["id"]

    def delete_order(self, number: str) -> int:
        known = self._known(number)
        if known["status"] >= BEGUN and known["status"] != CANCELLED:
            raise No(400, f"Order {number} has status {STATUSES.get(known['status'], '?')} and cannot be deleted.")
        self._move(known, CANCELLED)
        return known["id"]

    def put_return(self, asked: Thing) -> int:
        number = asked["returnOrderNumber"]
        of_order = next((one for one in self.orders.values() if one["id"] == asked["customerOrder"]["orderId"]), None)
        if of_order is None:
            raise No(400, f"Customer order {asked['customerOrder']['orderId']} does not exist.")
        rows = {line["id"]: line for line in of_order["lines"]}
        if any(one["customerOrderLine"]["orderLineId"] not in rows for one in asked["returnOrderLines"]):
            raise No(400, "A customer order line does not exist.")
        known = self.returns.get(number)
        if known is None:
            known = self.returns[number] = {"id": self._next(), "status": 100, "came_at": None}
            self._note("return created", number)
        elif known["status"] != 100:
            raise No(400, f"Return order {number} cannot be updated.")
        known |= {"order": of_order, "asked": asked, "came": {}, "removed": {}}
        return known["id"]

    def listed_orders(self, which: Thing) -> list[Thing]:
        """Those that the filters let through, by id; never more than are asked for."""
        since = _time(which.get("orderStatusChangedTimeFrom"))
        updated = _time(which.get("orderUpdatedTimeFrom"))
        if updated and updated < self.now() - UPDATED_LOOK_BACK:
            raise No(400, "orderUpdatedTimeFrom may be at most two days back.")
        numbers = {*which.get("orderNumbers", []), *([which["orderNumber"]] if which.get("orderNumber") else [])}
        found = [
            one
            for one in self.orders.values()
            if one["id"] >= int(which.get("orderIdFrom") or 0)
            and (not numbers or one["number"] in numbers)
            and (since is None or one["moved_at"] >= since)
            and (updated is None or one["updated_at"] >= updated)
            and one["status"] >= int(which.get("orderStatusFrom") or 0)
            and one["status"] <= int(which.get("orderStatusTo") or 1_000_000)
            and int(which.get("backOrderForOrderId") or one["back_order_for"] or 0) == (one["back_order_for"] or 0)
        ]
        return sorted(found, key=lambda one: one["id"])

    def listed_articles(self, which: Thing) -> list[Thing]:
        since = _time(which.get("stockInfoChangedFrom"))
        if since and since < self.now() - STOCK_LOOK_BACK:
            raise No(400, "stockInfoChangedFrom may be at most 24 hours back.")
        numbers = {*which.get("articleNumbers", []), *([which["articleNumber"]] if which.get("articleNumber") else [])}
        found = [
            one
            for number, one in self.articles.items()
            if one["id"] >= int(which.get("articleSystemIdFrom") or 0)
            and (not numbers or number in numbers)
            and (since is None or one["changed_at"] >= since)
        ]
        return sorted(found, key=lambda one: one["id"])

    def listed_returns(self, which: Thing) -> list[Thing]:
        since, numbers = _time(which.get("goodsReturnedFromDate")), which.get("returnOrderNumbers", [])
        return [
            one
            for number, one in self.returns.items()
            if (not numbers or number in numbers)
            and (since is None or (one["came_at"] is not None and one["came_at"].date() >= since.date()))
        ]

    # --- what is done in the warehouse ---

    def receive(self, article: str, pieces: int) -> None:
        """Goods have come in, or a count has put the shelf right."""
        self.articles[article]["on_shelf"] += pieces
        self._stir(article)
        self._note("shelf changed", article)

    def begin(self, number: str) -> None:
        self._move(self._known(number), BEGUN)

    def pick(self, number: str, pieces: Mapping[str, int] | None = None, *, parcels: int = 1) -> None:
        """Take from the shelves, all that is ordered or so many by row, and put it in parcels, one after another."""
        known = self._known(number)
        for place, line in enumerate(known["lines"]):
            wanted = line["ordered"] if pieces is None else pieces.get(line["row"], 0)
            taken = min(wanted, self.articles[line["article"]]["on_shelf"])
            parcel = f"{known['id']}{place % parcels + 1:02}" if parcels else None
            line["picked"] = [{"parcel": parcel, "pieces": taken}] if taken else []
        self._move(known, PICKED)

    def ship(
        self, number: str, pieces: Mapping[str, int] | None = None, *, parcels: int = 1, leaves_rest: bool = True
    ) -> str:
        """Send what is picked, or pick first. What is left is a back-order of its own, or nothing. Gives its number."""
        known = self._known(number)
        if known["status"] != PICKED or pieces is not None:
            self.pick(number, pieces, parcels=parcels)
        for line in known["lines"]:
            self.articles[line["article"]]["on_shelf"] -= _picked(line)
        rest = {
            line["row"]: line["ordered"] - _picked(line) for line in known["lines"] if line["ordered"] > _picked(line)
        }
        known["shipped_at"] = self.now()
        self._move(known, SENT)
        self._note("order sent", number)
        return self._leave(known, rest) if rest and leaves_rest else ""

    def cancel(self, number: str) -> None:
        """Somebody in the warehouse does so."""
        self._move(self._known(number), CANCELLED)

    def set_status(self, number: str, status: int) -> None:
        self._move(self._known(number), status)

    def take_back(self, number: str, came: Mapping[str, int], *, removed: Mapping[str, int] | None = None) -> None:
        """A return has come: pieces by row of the return; those removed are not fit for the shelf."""
        known = self.returns[number]
        known |= {"came": dict(came), "removed": dict(removed or {}), "status": 200, "came_at": self.now()}
        for one in known["asked"]["returnOrderLines"]:
            row = one["returnOrderRowNumber"]
            line = self._line(known["order"], one["customerOrderLine"]["orderLineId"])
            line["returned"] += came.get(row, 0)
            self.articles[line["article"]]["on_shelf"] += came.get(row, 0) - known["removed"].get(row, 0)
            self._stir(line["article"])
        self._note("return taken back", number)

    # --- what is asked of the ledger ---

    def sellable(self, article: str) -> int:
        known = self.articles[article]
        return known["on_shelf"] - known["locked"] - self.promised(article)

    def promised(self, article: str) -> int:
        """What open orders will have."""
        return sum(
            line["ordered"]
            for one in self.orders.values()
            if one["status"] not in OVER
            for line in one["lines"]
            if line["article"] == article
        )

    def times(self, what: str, number: str) -> int:
        return self.ledger.count((what, number))

    def now(self) -> datetime:
        """No two moments are the same."""
        self._last = max(datetime.now(UTC) + self.skew, self._last + timedelta(microseconds=1))
        return self._last

    # --- the steps ---

    def _order(self, number: str, *, back_order_for: int | None = None) -> Thing:
        now = self.now()
        return {"id": self._next(), "number": number, "status": 200, "moved_at": now, "created_at": now,
                "updated_at": now, "shipped_at": None, "lines": [], "back_order_for": back_order_for}  # fmt: skip

    def _leave(self, known: Thing, rest: Mapping[str, int]) -> str:
        number = f"{known['number']}-B{known['id']}"
        left = self.orders[number] = self._order(number, back_order_for=known["id"])
        left["asked"] = {**known["asked"], "orderNumber": number}
        left["lines"] = [
            {**line, "id": self._next(), "ordered": rest[line["row"]], "picked": []}
            for line in known["lines"]
            if line["row"] in rest
        ]
        self._stir(*(line["article"] for line in left["lines"]))
        return number

    def _move(self, known: Thing, status: int) -> None:
        known |= {"status": status, "moved_at": self.now(), "updated_at": self.now()}
        self._stir(*(line["article"] for line in known["lines"]))
        for listen in self.heard:
            listen(known)

    def _stir(self, *articles: str) -> None:
        for article in articles:
            self.articles[article]["changed_at"] = self.now()

    def _known(self, number: str) -> Thing:
        if number not in self.orders:
            raise No(404, f"Order {number} does not exist.")
        return self.orders[number]

    def _line(self, order: Thing, line_id: int) -> Thing:
        return next(line for line in order["lines"] if line["id"] == line_id)

    def _next(self) -> int:
        self.made += 1
        return self.made

    def _note(self, what: str, number: str) -> None:
        self.ledger.append((what, number))


def _picked(line: Thing) -> int:
    return sum(one["pieces"] for one in line["picked"])


def _time(told: str | None) -> datetime | None:
    if not told:
        return None
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
