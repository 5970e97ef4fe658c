"""What the sandbox of Shipmondo remembers: sales orders, the shipments made of them, webhooks.

Behaves as `contracts/shipmondo-3.json` says; what is assumed is told in docs/teknik/frakt.md. Not for production code.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from integrations.sandbox import paper, places
from integrations.sandbox.listed import No, Query
from integrations.sandbox.schema import Thing

TEMPLATES = {
    71001: {"product_code": "PN_SE_COLLECT", "carrier_code": "post_nord", "weight": 1000},
    71002: {"product_code": "PN_SE_HOME", "carrier_code": "post_nord", "weight": 1000},
    71009: {"product_code": "PN_SE_RETURN", "carrier_code": "post_nord", "weight": 1000},
}
PRICES = {"PN_SE_COLLECT": 62.5, "PN_SE_HOME": 93.75}
MOST_ORDERS, MOST_SHIPMENTS = 25, 50  # a page, as the file says of each
SHOWN = (
    "order_id",
    "ordered_at",
    "source_name",
    "order_note",
    "shipment_template_id",
    "ship_to",
    "bill_to",
    "sender",
    "payment_details",
    "service_point",
)


class Books:
    """Not safe by itself: the server holds its lock around every call."""

    def __init__(self):
        self.orders: dict[int, Thing] = {}
        self.shipments: dict[int, Thing] = {}
        self.webhooks: dict[int, Thing] = {}
        self.closed: set[str] = set()  # service points that are no more
        self.may_cancel = True  # whether carriers take a cancelling
        self.heard: list[Callable[[str, bytes], None]] = []
        self._last = 500_000

    # --- what a test asks ---

    def bookings(self, anchor: str) -> list[Thing]:
        """Shipments made for an order of ours that nobody has cancelled."""
        return [one for one in self.shipments.values() if one["order_id"] == anchor and not one["cancelled"]]

    # --- the interface ---

    def list_orders(self, values: Thing, query: Query, body: Any) -> list[Thing]:
        return [self._shown(one) for one in self.orders.values() if _is_asked(one, query, ("order_id", "reference"))]

    def create_order(self, values: Thing, query: Query, body: Thing) -> tuple[int, Thing]:
        """A second one with the same `order_id` is taken too."""
        if body.get("shipment_template_id") not in TEMPLATES:
            raise No(422, {"error": "Shipment template not found"})
        if not body["order_lines"]:
            raise No(422, {"error": "Order lines can't be blank"})
        order = {name: body[name] for name in SHOWN if name in body}
        order |= {"id": self._next(), "order_status": "open", "fulfillment_status": "unfulfilled", "archived": False,
                  "created_at": _now(), "updated_at": _now(), "order_fulfillments": [], "asked": body,
                  "order_lines": [self._line(one) for one in body["order_lines"]]}  # fmt: skip
        self.orders[order["id"]] = order
        return 200, self._shown(order)

    def one_order(self, values: Thing, query: Query, body: Any) -> tuple[int, Thing]:
        return 200, self._shown(self._order(values))

    def delete_order(self, values: Thing, query: Query, body: Any) -> tuple[int, None]:
        del self.orders[self._order(values)["id"]]
        return 204, None

    def create_shipment(self, values: Thing, query: Query, body: Any) -> tuple[int, Thing]:
        """Each call makes one more: nothing tells a second try from a wish for a second parcel."""
        order = self._order(values)
        if (point := order.get("service_point", {}).get("id")) in self.closed:
            raise No(404, {"error": f"Service point {point} not found"})
        template = TEMPLATES[order["shipment_template_id"]]
        lines = order["asked"]["order_lines"]
        grams = sum(int(one.get("unit_weight", 0) * one["quantity"]) for one in lines)
        number = self._next()
        self.shipments[number] = {
            "id": number,
            "order_id": order["order_id"],
            "carrier_code": template["carrier_code"],
            "product_code": template["product_code"],
            "pkg_no": f"0037073000{number:08d}",
            "created_at": _now(),
            "updated_at": _now(),
            "weight": grams if order["asked"].get("use_item_weight") else template["weight"],
            "receiver": order["ship_to"],
            "point": point or "",
            "cancelled": False,
        }
        order["order_fulfillments"].append(
            {"id": self._next(), "code": f"{order['order_id']}-{len(order['order_fulfillments']) + 1}",
             "type": "outbound", "shipment_id": number, "cancelled": False, "created_at": _now()}
        )  # fmt: skip
        order |= {"order_status": "packed", "fulfillment_status": "fulfilled", "updated_at": _now()}
        self.tell(order, "create_shipment")
        return 200, self._shown(order)

    def list_shipments(self, values: Thing, query: Query, body: Any) -> list[Thing]:
        return [self._parcel(one) for one in self.shipments.values() if _is_asked(one, query, ("order_id",))]

    def one_shipment(self, values: Thing, query: Query, body: Any) -> tuple[int, Thing]:
        return 200, self._parcel(self._shipment(values))

    def cancel(self, values: Thing, query: Query, body: Any) -> tuple[int, Thing]:
        shipment = self._shipment(values)
        shipment["cancelled"] = True
        for order in self.orders.values():
            for made in order["order_fulfillments"]:
                made["cancelled"] = made["cancelled"] or made["shipment_id"] == shipment["id"]
        return 200, {"cancelled": True, "cancelled_at_carrier": self.may_cancel, "refunded": False}

    def labels(self, values: Thing, query: Query, body: Any) -> tuple[int, list[Thing]]:
        shipment = self._shipment(values)
        made = paper.label("SHIPMONDO (sandbox)", shipment["product_code"], shipment["pkg_no"], shipment["order_id"])
        return 200, [{"base64": base64.b64encode(made).decode(), "file_format": "pdf"}]

    def points(self, values: Thing, query: Query, body: Any) -> tuple[int, list[Thing]]:
        if query["product_code"][-1] != "PN_SE_COLLECT" or query["country_code"][-1] != "SE":
            return 200, []
        most = int(query.get("quantity", ["10"])[-1])
        found = places.near(query["zipcode"][-1], closed=self.closed, most=most)
        return 200, [
            {"id": one.key, "name": one.name, "address": f"{one.street} {one.number}", "address2": "",
             "zipcode": one.postal_code, "city": one.city, "country": "SE", "distance": 400 * place,
             "carrier_code": "post_nord", "type": "SP", "opening_hours": [f"Mån-Sön: {one.hours}"],
             "pickup_allowed": True, "drop_off_allowed": True}
            for place, one in enumerate(found, start=1)
        ]  # fmt: skip

    def quotes(self, values: Thing, query: Query, body: Thing) -> tuple[int, list[Thing]]:
        if body["receiver"]["country_code"] != "SE":
            return 200, []
        return 200, [
            {"carrier_code": "post_nord", "description": product, "product_code": product, "service_codes": "",
             "price": price, "price_before_vat": round(price / 1.25, 2), "currency_code": "SEK"}
            for product, price in PRICES.items()
        ]  # fmt: skip

    def list_webhooks(self, values: Thing, query: Query, body: Any) -> list[Thing]:
        return [_without(one, "key") for one in self.webhooks.values()]

    def create_webhook(self, values: Thing, query: Query, body: Thing) -> tuple[int, list[Thing]]:
        made = {"id": self._next(), "active": True, "created_at": _now(), "updated_at": _now(), **body}
        self.webhooks[made["id"]] = made
        return 200, [_without(made, "key")]

    # --- what happens at Shipmondo's ---

    def move(self, anchor: str, status: str) -> None:
        """The parcel of an order of ours has come further: `sent`, `ready_for_pickup`, `picked_up`."""
        for order in self.orders.values():
            if order["order_id"] == anchor:
                order |= {"order_status": status, "updated_at": _now()}
                self.tell(order, "status_update")

    def tell(self, order: Thing, action: str) -> None:
        for hook in self.webhooks.values():
            if (hook["resource_name"], hook["action"]) == ("Orders", action):
                told = jwt({"data": self._shown(order), "action": action, "resource_name": "Orders"}, hook["key"])
                for listen in self.heard:
                    listen(hook["endpoint"], json.dumps({"data": told}).encode())

    # --- the steps ---

    def _order(self, values: Thing) -> Thing:
        if (key := _number(values["id"])) not in self.orders:
            raise No(404, {"error": "Sales order not found"})
        return self.orders[key]

    def _shipment(self, values: Thing) -> Thing:
        if (key := _number(values["id"])) not in self.shipments:
            raise No(404, {"error": "Shipment not found"})
        return self.shipments[key]

    def _line(self, asked: Thing) -> Thing:
        """Numbers become texts on their way back, as Shipmondo has them."""
        kept = {name: one for name, one in asked.items() if name not in ("quantity", "custom_product_data")}
        return {"id": self._next(), **kept, "quantity": str(asked["quantity"]), "shipped_quantity": "0"}

    def _shown(self, order: Thing) -> Thing:
        return _without(order, "asked")

    def _parcel(self, shipment: Thing) -> Thing:
        return _without(shipment, "cancelled", "point", "weight") | {
            "parcels": [{"weight": shipment["weight"], "quantity": 1}],
            "service_point": {"id": shipment["point"]},
        }

    def _next(self) -> int:
        self._last += 1
        return self._last


def jwt(told: Thing, key: str, *, algorithm: str = "HS256") -> str:
    """Whatever algorithm it names, it is signed by HS256, or not at all."""
    head, body = (_word(json.dumps(one).encode()) for one in ({"alg": algorithm, "typ": "JWT"}, told))
    proof = hmac.new(key.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_word(proof) if algorithm != 'none' else ''}"


def _word(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _without(thing: Thing, *names: str) -> Thing:
    return {name: one for name, one in thing.items() if name not in names}


def _is_asked(thing: Thing, query: Query, names: tuple[str, ...]) -> bool:
    updated = query.get("updated_at_min")
    return all(str(thing.get(name, "")) == query[name][-1] for name in names if name in query) and (
        not updated or datetime.fromisoformat(thing["updated_at"]) >= datetime.fromisoformat(updated[-1])
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _now() -> str:
    return datetime.fromtimestamp(time.time(), tz=UTC).isoformat(timespec="milliseconds")
