"""Shipmondo: one agreement for many carriers.

Nothing there has a key that makes a second try harmless, and shipments cannot be searched by a reference. So a parcel
is first made a sales order with our anchor as its `order_id`, which can be searched, and the shipment is made of that:
what has been made of a sales order stands on it. Decisions and data: docs/teknik/frakt.md.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from commerce.orders.shipping import Booked, CannotCancel, Consignment, Near, Offer, Party, Point, PointClosed, Seen
from commerce.orders.states import ScanStatus
from integrations import refs, strange
from integrations.carriers.asking import SHOPPERS_PATIENCE, for_a_shopper, need
from integrations.carriers.links import tracking_page
from integrations.carriers.shipmondo.calls import ShipmondoCalls
from integrations.carriers.shipmondo.client import ShipmondoClient, Thing
from integrations.errors import DeliveryRefused, Unknown

MOST_POINTS = 10
NAMES = {"post_nord": "PostNord", "dhl_freight_se": "DHL Freight", "db_schenker": "DB Schenker", "bring": "Bring",
         "budbee": "Budbee", "instabox": "Instabox", "airmee": "Airmee", "early_bird": "Early Bird"}  # fmt: skip
# How far a sales order has come, by its `order_status`. That these mean the parcel is assumed.
STATUSES = {
    "packed": ScanStatus.TOLD,
    "sent": ScanStatus.MOVING,
    "ready_for_pickup": ScanStatus.WAITS,
    "picked_up": ScanStatus.DELIVERED,
}
NO_NEWS = ("open", "processing", "released", "on_hold", "cancelled", "archived")
SAME = ("shipment_template_id", "ship_to", "service_point")  # what must not differ between two tries
NO_POINT = "service point"  # how a refusal of a closed point reads


class Shipmondo:
    code = "shipmondo"
    name = "Shipmondo"
    source = ShipmondoCalls

    def __init__(self):
        self._client, self._hasty = ShipmondoClient(), ShipmondoClient(**SHOPPERS_PATIENCE)

    def offers(self, consignment: Consignment) -> Sequence[Offer]:
        asked = {
            "sender": _place(consignment.sender),
            "receiver": _place(consignment.receiver),
            "parcels": [{"quantity": 1, "weight": consignment.grams}],
        }
        with for_a_shopper():
            return [_offer(one) for one in self._hasty.ask("/quotes/list", asked)]

    def points(self, points_of: str, near: Near) -> Sequence[Point]:
        asked = {"product_code": points_of, "country_code": near.country, "zipcode": near.postal_code.replace(" ", "")}
        asked |= {name: value for name, value in {"city": near.city, "address": near.address}.items() if value}
        with for_a_shopper():
            found = self._hasty.find("/service_point/service_points", quantity=MOST_POINTS, **asked)
            return [_point(one) for one in found]

    def look_up(self, consignment: Consignment) -> Booked | None:
        """Of several sales orders with our anchor, one that something has been made of."""
        for order in self._orders(consignment.anchor):
            if shipment := _made_of(order):
                return self._booked(shipment, order)
        return None

    def book(self, consignment: Consignment) -> Booked:
        order = self._sales_order(consignment)
        try:
            made = self._client.change("POST", f"/sales_orders/{need(order, 'id')}/create_shipment")
        except DeliveryRefused as refusal:
            if consignment.point and NO_POINT in str(refusal).lower():
                self._drop(order)
                raise PointClosed(consignment.point.key) from refusal
            raise
        shipment = _made_of(made)
        if shipment is None:
            raise Unknown("Shipmondo took the order and says nothing of a shipment")
        return self._booked(shipment, made)

    def label(self, booked: Booked, consignment: Consignment) -> bytes:
        found = self._client.find(f"/shipments/{booked.remote_id}/labels", label_format="10x19_pdf")
        pdf = next((one for one in found if one.get("file_format") == "pdf"), None)
        try:
            return base64.b64decode(need(pdf, "base64"), validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            raise Unknown("Shipmondo's label cannot be read") from error

    def cancel(self, booked: Booked, consignment: Consignment) -> None:
        told = self._client.change("PUT", f"/shipments/{booked.remote_id}/cancel")
        if told.get("cancelled_at_carrier") is False:
            raise CannotCancel("Shipmondo has let it go, but the carrier has not: take it up with Shipmondo.")

    def follows(self, number: str) -> bool:
        return False

    def track(self, booked: Booked, anchor: str) -> Sequence[Seen]:
        """How far the sales order has come: Shipmondo tells no more in its interface."""
        seen = []
        for order in self._orders(anchor):
            if (status := _status(order)) and _made_of(order):
                at = _instant(need(order, "updated_at"))
                seen.append(Seen(key=f"{order['id']}-{order['order_status']}", at=at, status=status))
        return seen

    # --- the steps ---

    def _orders(self, anchor: str) -> list[Thing]:
        return [one for one in self._client.find("/sales_orders", order_id=anchor) if one.get("order_id") == anchor]

    def _sales_order(self, consignment: Consignment) -> Thing:
        """The one that an earlier try has left, if it still says what is to be sent where; else a new one."""
        asked = _sales_order(consignment)
        for order in self._orders(consignment.anchor) if consignment.was_tried else []:
            if all(_held(order.get(part)) == _held(asked.get(part)) for part in SAME):
                return order
            self._drop(order)
        return self._client.change("POST", "/sales_orders", asked)

    def _booked(self, shipment_id: int, order: Thing) -> Booked:
        shipment = self._client.one(f"/shipments/{shipment_id}")
        refs.remember(self.code, "sales order", ours=need(order, "order_id"), theirs=str(need(order, "id")))
        number, carrier = shipment.get("pkg_no") or "", shipment.get("carrier_code") or ""
        return Booked(
            remote_id=str(shipment_id),
            tracking_number=number,
            tracking_url=tracking_page(carrier, number),
            carrier=NAMES.get(carrier, ""),
        )

    def _drop(self, order: Thing) -> None:
        """A sales order that nothing has been made of: the next try says something else."""
        self._client.delete(f"/sales_orders/{need(order, 'id')}")


def _held(part: Any) -> Any:
    """What is said in a part of a sales order; what is empty is as good as not said."""
    return {name: value for name, value in part.items() if value} if isinstance(part, dict) else part or None


def _made_of(order: Thing) -> int | None:
    """The shipment that has been made of a sales order and is not cancelled."""
    made = [one for one in order.get("order_fulfillments") or [] if not one.get("cancelled")]
    return next((one["shipment_id"] for one in made if one.get("shipment_id")), None)


def _sales_order(consignment: Consignment) -> Thing:
    try:
        template = int(consignment.product)
    except ValueError as error:
        raise DeliveryRefused(f"{consignment.product} is no number of a shipment template.") from error
    receiver = _address(consignment.receiver)
    asked: Thing = {
        "order_id": consignment.anchor,
        "ordered_at": consignment.asked_at.isoformat(),
        "source_name": consignment.order_number,
        "shipment_template_id": template,
        "use_item_weight": True,
        "ship_to": receiver,
        "bill_to": {name: value for name, value in receiver.items() if name != "instruction"},
        "sender": _address(consignment.sender),
        "payment_details": {
            "amount_excluding_vat": str(consignment.net),
            "amount_including_vat": str(consignment.net + consignment.vat),
            "vat_amount": str(consignment.vat),
            "currency_code": consignment.currency,
        },
        "order_lines": _lines(consignment),
    }
    if point := consignment.point:
        asked["service_point"] = {
            "id": point.key,
            "name": point.name,
            "address1": point.address_1,
            "zipcode": point.postal_code.replace(" ", ""),
            "city": point.city,
            "country_code": point.country,
        }
    return asked


def _lines(consignment: Consignment) -> list[Thing]:
    """Weights are in grams. Goods that nobody has weighed share what the consignment is taken to weigh."""
    unweighed = not any(piece.grams for piece in consignment.pieces)
    return [
        {
            "line_type": "item",
            "item_name": piece.name,
            "item_sku": piece.sku,
            "quantity": piece.quantity,
            "unit_price_excluding_vat": str(piece.net),
            "vat_percent": str(piece.vat_rate),
            "currency_code": consignment.currency,
            "unit_weight": -(-consignment.grams // piece.quantity) if unweighed and not place else piece.grams,
        }
        for place, piece in enumerate(consignment.pieces)
    ]


def _address(party: Party) -> Thing:
    found = {
        "name": party.name,
        "attention": party.person,
        "address1": party.address_1,
        "address2": party.address_2,
        "zipcode": party.postal_code.replace(" ", ""),
        "city": party.city,
        "country_code": party.country,
        "email": party.email,
        "mobile": party.phone,
    }
    return {name: value for name, value in found.items() if value}


def _place(party: Party) -> Thing:
    names = ("address1", "address2", "zipcode", "city", "country_code")
    return {name: value for name, value in _address(party).items() if name in names}


def _point(told: Thing) -> Point:
    return Point(
        key=str(need(told, "id")),
        name=str(need(told, "name")),
        address_1=told.get("address") or "",
        postal_code=told.get("zipcode") or "",
        city=told.get("city") or "",
        country=told.get("country") or "",
        hours=tuple(map(str, told.get("opening_hours") or ())),
    )


def _offer(told: Thing) -> Offer:
    return Offer(
        product=str(need(told, "product_code")),
        name=str(told.get("description") or told["product_code"]),
        net=_amount(need(told, "price_before_vat")),
        currency=str(need(told, "currency_code")),
    )


def _amount(told: Any) -> Decimal:
    try:
        return Decimal(str(told))
    except InvalidOperation as error:
        raise Unknown("Shipmondo's price cannot be read") from error


def _instant(told: str) -> datetime:
    try:
        return datetime.fromisoformat(told)
    except (ValueError, TypeError) as error:
        raise Unknown("Shipmondo's time cannot be read") from error


def _status(order: Thing) -> ScanStatus | None:
    """None where its status is no news of a parcel. One that we do not know is told of, and is none either."""
    word = order.get("order_status", "")
    if word not in (*STATUSES, *NO_NEWS):
        strange.tell("shipmondo", "order status", word, about=str(order.get("order_id") or ""))
    return STATUSES.get(word)
