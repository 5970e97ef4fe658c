"""A counterpart of Ongoing WMS on this machine: books, a warehouse that works by command, callbacks, faults.

    python -m integrations.sandbox.ongoing --port 12121 --shop http://127.0.0.1:8000

Every call and every answer is held against `contracts/ongoing-1.json`. Nothing in production code may know of it (an
import contract holds that).
"""

import argparse
import base64
import json
import sys
import threading
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

from integrations.sandbox import ongoing_shown as shown
from integrations.sandbox.environment import ONGOING_OWNER as GOODS_OWNER
from integrations.sandbox.environment import ONGOING_PASSWORD as PASSWORD
from integrations.sandbox.environment import ONGOING_TOKEN as TOKEN
from integrations.sandbox.environment import ONGOING_USER as USER
from integrations.sandbox.faults import Fault
from integrations.sandbox.ongoing_books import STATUSES, Books, No, Thing
from integrations.sandbox.operations import Operation, operations
from integrations.sandbox.server import Answer, Call, Counterpart

LISTS = {"orderNumbers", "articleNumbers", "returnOrderNumbers"}
MOST = 1000


class OngoingSandbox(Counterpart):
    """`hook` is the shop's path for callbacks; none are made while it is empty. `most` is what a list gives at once.

    `null_ids` says of the next PUTs of orders, articles or returnOrders whether they are done although the answer names
    no id, or not.
    """

    keeps = ("books.articles", "books.orders", "books.returns", "books.ledger", "books.made", "books._last")

    def __init__(self, *, port: int = 0, shop: str = "", hook: str = ""):
        super().__init__(port=port, shop=shop)
        self.interface, self.books = operations("ongoing-1"), Books(goods_owner=GOODS_OWNER)
        self.books.heard.append(self._tell)
        self.hook, self.most = hook, MOST
        self.null_ids: dict[str, list[bool]] = {}

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        if headers.get("Authorization") != _basic(USER, PASSWORD):
            return Answer(401, b"Unauthorized", "text/plain")
        asked = json.loads(body) if body else None
        self.requests.append((method, target, asked))
        try:
            operation = self._listed(method, target, asked)
            told = operation.check_answer(200, self._routed(method, target, asked))
        except No as no:
            return Answer(no.status, _words(str(no)))
        return Answer(200, json.dumps(told).encode())

    def _listed(self, method: str, target: str, asked: Thing | None) -> Operation:
        """The call as the file lists it, with nothing in it that the file does not have."""
        parts = urlsplit(target)
        operation = self.interface.operation(method, parts.path)
        if operation is None:
            raise No(404, f"There is no {method} {parts.path}.")
        if breaches := operation.breaches(parse_qs(parts.query, keep_blank_values=True), asked):
            raise No(400, "; ".join(f"{where}: {how}" for where, how in breaches))
        return operation

    def _routed(self, method: str, target: str, asked: Thing | None) -> Any:
        path = urlsplit(target).path.removeprefix("/api/v1/")
        query = parse_qs(urlsplit(target).query)
        which: Thing = {name: values if name in LISTS else values[-1] for name, values in query.items()}
        if path == "orders/statuses":
            return {"orderStatuses": [{"number": number, "text": text} for number, text in STATUSES.items()]}
        owner = (asked or which).get("goodsOwnerId", self.books.goods_owner)
        if int(owner) != self.books.goods_owner:
            raise No(400, f"No access to goods owner {owner}.")
        if method == "GET":
            return self._read(path, which)
        if method == "DELETE":
            return {"orderId": self.books.delete_order(which["orderNumber"]), "message": "Deleted"}
        return self._put(path, asked or {})

    def _read(self, path: str, which: Thing) -> Any:
        books = self.books
        if path == "articles":
            most = min(self.most, int(which.get("maxArticlesToGet") or self.most))
            return [shown.article(one, books) for one in books.listed_articles(which)[:most]]
        if path == "returnOrders":
            return [shown.return_order(one, books) for one in books.listed_returns(which)]
        if path == "orders":
            most = min(self.most, int(which.get("maxOrdersToGet") or self.most))
            return [shown.order(one, books) for one in books.listed_orders(which)[:most]]
        found = next((one for one in books.orders.values() if str(one["id"]) == path.rpartition("/")[2]), None)
        if found is None:
            raise No(404, "There is no such order.")
        return shown.order(found, books)

    def _put(self, path: str, asked: Thing) -> Thing:
        name, put, number = {
            "orders": ("orderId", self.books.put_order, "orderNumber"),
            "articles": ("articleSystemId", self.books.put_article, "articleNumber"),
            "returnOrders": ("returnOrderId", self.books.put_return, "returnOrderNumber"),
        }[path]
        if self.null_ids.get(path):
            if self.null_ids[path].pop(0):
                put(asked)
            return {name: None, "message": f"{asked[number]} could not be handled now"}
        return {name: put(asked), "message": f"Number {asked[number]} created/updated <br/>"}

    def _tell(self, known: Thing) -> None:
        """Unsigned: a fixed header is all that the real one sends to be known by."""
        if not self.hook:
            return
        told = {
            "webhookOrdersId": 1,
            "webhookEventId": uuid.uuid4().hex,
            "system": "sandbox",
            "timestamp": shown.stamp(known["moved_at"]),
            "orderId": known["id"],
            "orderNumber": known["number"],
            "goodsOwnerId": self.books.goods_owner,
            "path": f"/api/v1/orders/{known['id']}",
            "orderStatus": {"number": known["status"]},
            "tracking": [],
            "parcels": [],
        }
        headers = {"Content-Type": "application/json", "X-Auth-Token": TOKEN}
        self.hear(Call(self.hook, json.dumps(told).encode(), headers))


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _words(message: str) -> bytes:
    return json.dumps({"message": message}).encode()


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of Ongoing WMS on this machine.")
    options.add_argument("--port", type=int, default=12121)
    options.add_argument("--shop", default="http://127.0.0.1:8000", help="where to call back")
    chosen = options.parse_args()
    with OngoingSandbox(port=chosen.port, shop=chosen.shop) as sandbox:
        sys.stdout.write(
            f"ONGOING_BASE={sandbox.address} ONGOING_USER={USER} ONGOING_PASSWORD={PASSWORD} "
            f"ONGOING_GOODS_OWNER={GOODS_OWNER}\n"
        )
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
