"""A counterpart of Shipmondo that runs on this machine: calls as its OpenAPI file lists them, webhooks as JWT.

    python -m integrations.sandbox.shipmondo --port 12120 --shop http://127.0.0.1:8000

Behaves as `contracts/shipmondo-3.json` says. Nothing in production code may know of it (an import contract holds that).
"""

import argparse
import base64
import json
import sys
import threading
from collections.abc import Callable
from typing import Any

from integrations.sandbox.environment import SHIPMONDO_KEY as KEY
from integrations.sandbox.environment import SHIPMONDO_USER as USER
from integrations.sandbox.faults import Fault
from integrations.sandbox.listed import Listed, No, Query, Told
from integrations.sandbox.operations import Breaches
from integrations.sandbox.schema import Thing
from integrations.sandbox.server import Answer, Call
from integrations.sandbox.shipmondo_books import MOST_ORDERS, MOST_SHIPMENTS, Books

FIRST_PAGE = 20


class ShipmondoSandbox(Listed):
    contract = "shipmondo-3"
    prefix = "/api/public/v3"
    keeps = ("books.orders", "books.shipments", "books.webhooks", "books.closed", "books._last")

    def __init__(self, *, port: int = 0, shop: str = ""):
        super().__init__(port=port, shop=shop)
        self.books = Books()
        self.books.heard.append(lambda url, body: self.hear(Call(url, body, {"Content-Type": "application/json"})))

    @property
    def base(self) -> str:
        return f"{self.address}{self.prefix}"

    @property
    def closed(self) -> set[str]:
        """Service points that are no more."""
        return self.books.closed

    def bookings(self, anchor: str) -> list[Thing]:
        """Shipments made for an order of ours that nobody has cancelled."""
        return self.books.bookings(anchor)

    def calls_of(self) -> dict[str, Callable[[Thing, Query, Any], Told]]:
        books = self.books
        return {
            "POST /quotes/list": books.quotes,
            "GET /sales_orders": self._pages(books.list_orders, MOST_ORDERS),
            "POST /sales_orders": books.create_order,
            "GET /sales_orders/{id}": books.one_order,
            "DELETE /sales_orders/{id}": books.delete_order,
            "POST /sales_orders/{id}/create_shipment": books.create_shipment,
            "GET /service_point/service_points": books.points,
            "GET /shipments": self._pages(books.list_shipments, MOST_SHIPMENTS),
            "GET /shipments/{id}": books.one_shipment,
            "PUT /shipments/{id}/cancel": books.cancel,
            "GET /shipments/{id}/labels": books.labels,
            "GET /webhooks": self._pages(books.list_webhooks, MOST_SHIPMENTS),
            "POST /webhooks": books.create_webhook,
        }

    def refuse_stranger(self, headers: Any, query: Query) -> Answer | None:
        known = base64.b64encode(f"{USER}:{KEY}".encode()).decode()
        return None if headers.get("Authorization") == f"Basic {known}" else _error(401, "Unauthorized")

    def refuse_breaches(self, breaches: Breaches) -> No:
        return No(422, {"error": "; ".join(f"{where}: {how}" for where, how in breaches)})

    def not_found(self) -> Answer:
        return _error(404, "Not found")

    def failing(self, fault: Fault) -> Answer:
        if fault is Fault.TOO_MANY:
            return Answer(429, b"Too many requests", "text/plain", {"Retry-After": "2"})
        return Answer(500, b"<html>Internal error</html>", "text/html")

    def _pages(
        self, listed: Callable[[Thing, Query, Any], list[Thing]], most: int
    ) -> Callable[[Thing, Query, Any], Answer]:
        """One page of a list, and in its headers how many there are."""

        def page(values: Thing, query: Query, body: Any) -> Answer:
            found = listed(values, query, body)
            size = min(int(query.get("per_page", [str(FIRST_PAGE)])[-1]), most)
            number = int(query.get("page", ["1"])[-1])
            told = found[(number - 1) * size : number * size]
            headers = {
                "X-Current-Page": number,
                "X-Per-Page": size,
                "X-Total-Count": len(found),
                "X-Total-Pages": -(-len(found) // size),
            }
            return Answer(200, json.dumps(told).encode(), headers={name: str(value) for name, value in headers.items()})

        return page


def _error(status: int, text: str) -> Answer:
    return Answer(status, json.dumps({"error": text}).encode())


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of Shipmondo on this machine.")
    options.add_argument("--port", type=int, default=12120)
    options.add_argument("--shop", default="http://127.0.0.1:8000", help="where to call back")
    chosen = options.parse_args()
    with ShipmondoSandbox(port=chosen.port, shop=chosen.shop) as sandbox:
        sys.stdout.write(f"SHIPMONDO_USER={USER} SHIPMONDO_KEY={KEY} SHIPMONDO_API_BASE={sandbox.base}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
