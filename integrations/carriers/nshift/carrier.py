"""nShift Delivery (Unifaun): agreements of one's own with many carriers.

A shipment is first stored, which can be searched by our anchor and taken away again, and then booked, which uses up
what was stored. So what is stored has not been booked; what was stored and is there no more has been, and is found in
the list of what is printed. Papers live for an hour, so they are fetched at once. More: docs/teknik/frakt.md.
"""

from collections.abc import Sequence
from typing import NoReturn

from django.conf import settings

from commerce.orders.shipping import Booked, Consignment, Near, Offer, Party, Point, PointClosed, Seen
from integrations import strange
from integrations.carriers.asking import SHOPPERS_PATIENCE, for_a_shopper, need
from integrations.carriers.links import tracking_page
from integrations.carriers.nshift import printed
from integrations.carriers.nshift.client import NshiftClient, Thing, faults_of
from integrations.errors import DeliveryRefused, Unknown

READY, NOT_READY = ("READY", "WARNED"), ("INVALID", "FAILED")
AGENT = "agent"  # where a fault says that it lies when the service point is no more
OF_POSTNORD = ("P", "ASPO")  # what the codes of PostNord's services begin with: assumed
PAPER = {"target1Media": "thermo-190", "target1XOffset": 0, "target1YOffset": 0}


class Nshift:
    code = "nshift"
    name = "nShift Delivery"
    source = None  # it does not call

    def __init__(self):
        self._client, self._hasty = NshiftClient(), NshiftClient(**SHOPPERS_PATIENCE)

    def offers(self, consignment: Consignment) -> Sequence[Offer]:
        """Prices are not in the part of the interface that we know."""
        return []

    def points(self, points_of: str, near: Near) -> Sequence[Point]:
        asked = {"type": points_of, "countryCode": near.country, "zip": near.postal_code.replace(" ", "")}
        if near.address:
            asked["street"] = near.address
        with for_a_shopper():
            return [_point(one) for one in self._hasty.find("/addresses/agents", **asked)]

    def look_up(self, consignment: Consignment) -> Booked | None:
        """What lies stored is not booked, and what was never stored is not either."""
        anchor = consignment.anchor
        if found := printed.known(anchor):
            return _booked(*found, consignment)
        if self._stored(anchor) or not printed.was_stored(anchor):
            return None
        found = printed.find(self._client, anchor)
        return _booked(*found, consignment) if found else None

    def book(self, consignment: Consignment) -> Booked:
        if consignment.was_tried:
            for old in self._stored(consignment.anchor):
                self._drop(old, consignment.anchor)
        stored = self._store(consignment)
        if (word := stored.get("status")) not in READY:
            if word not in NOT_READY:
                strange.tell(self.code, "status of a stored shipment", word, about=consignment.anchor)
            self._drop(stored, consignment.anchor)
            _refuse(stored.get("statuses") or [], consignment)
        made = self._client.make(f"/stored-shipments/{need(stored, 'id')}/shipments", PAPER)
        shipment = need(made if isinstance(made, list) else [made], 0)  # the file says one, the text a list
        key, number = str(need(shipment, "id")), str(shipment.get("shipmentNo") or "")
        printed.remember(consignment.anchor, shipment)
        return _booked(key, number, consignment)

    def label(self, booked: Booked, consignment: Consignment) -> bytes:
        path = f"/shipments/{booked.remote_id}/pdfs"
        for one in self._client.find(path):
            if label := self._client.paper(f"{path}/{need(one, 'id')}"):
                return label
        raise DeliveryRefused("nShift keeps papers for an hour, which has passed: print the label in nShift.")

    def cancel(self, booked: Booked, consignment: Consignment) -> None:
        """nShift passes it on where the carrier has a way to hear it, and does not say whether it has."""
        self._client.delete(f"/shipments/{booked.remote_id}")

    def follows(self, number: str) -> bool:
        return False

    def track(self, booked: Booked, anchor: str) -> Sequence[Seen]:
        """Not in the part of the interface that we know."""
        return []

    # --- the steps ---

    def _store(self, consignment: Consignment) -> Thing:
        stored = self._client.make("/stored-shipments", _shipment(consignment))
        printed.remember_stored(consignment.anchor, str(need(stored, "id")))
        return stored

    def _stored(self, anchor: str) -> list[Thing]:
        found = self._client.find("/stored-shipments", searchField="orderNo", searchOp="equals", searchValue=anchor)
        return [one for one in found if one.get("orderNo") == anchor]

    def _drop(self, stored: Thing, anchor: str) -> None:
        """Take away what was stored. Raises Unknown when it has gone meanwhile: then it may have been booked."""
        if not self._client.delete(f"/stored-shipments/{need(stored, 'id')}"):
            raise Unknown("what was stored at nShift is there no more")
        printed.forget_stored(anchor)


def _refuse(faults: list[Thing], consignment: Consignment) -> NoReturn:
    if consignment.point and any(one.get("location") == AGENT for one in faults):
        raise PointClosed(consignment.point.key)
    raise DeliveryRefused(f"nShift: {faults_of(faults) or 'it cannot be printed as it is'}"[:400])


def _booked(key: str, number: str, consignment: Consignment) -> Booked:
    is_postnords = consignment.product.startswith(OF_POSTNORD)
    return Booked(
        remote_id=key,
        tracking_number=number,
        tracking_url=tracking_page("post_nord", number) if is_postnords else "",
        carrier="PostNord" if is_postnords else "",
    )


def _shipment(consignment: Consignment) -> Thing:
    """A test stops what goes to the carrier but not what is mailed: then the order desk is mailed instead."""
    receiver = _party(consignment.receiver)
    if settings.NSHIFT_TEST:
        receiver = {name: value for name, value in receiver.items() if name not in ("email", "mobile", "phone")}
        receiver["email"] = settings.ORDER_DESK_EMAIL
    asked: Thing = {
        "sender": _party(consignment.sender),
        "receiver": receiver,
        "service": {"id": consignment.product},
        "orderNo": consignment.anchor,
        "senderReference": consignment.order_number,
        "parcels": [{"copies": 1, "weight": consignment.grams / 1000, "valuePerParcel": True}],
    }
    if settings.NSHIFT_PARTNER:
        asked["senderPartners"] = [{"id": settings.NSHIFT_PARTNER, "custNo": settings.NSHIFT_SENDER}]
    if consignment.point:
        point = consignment.point
        asked["agent"] = {"quickId": point.key, "name": point.name, "city": point.city, "country": point.country}
    return asked | ({"test": True} if settings.NSHIFT_TEST else {})


def _party(party: Party) -> Thing:
    found = {
        "name": party.name,
        "contact": party.person,
        "address1": party.address_1,
        "address2": party.address_2,
        "zipcode": party.postal_code.replace(" ", ""),
        "city": party.city,
        "country": party.country,
        "email": party.email,
        "mobile": party.phone,
    }
    return {name: value for name, value in found.items() if value}


def _point(told: Thing) -> Point:
    return Point(
        key=str(need(told, "id")),
        name=str(need(told, "name")),
        address_1=told.get("address1") or "",
        postal_code=told.get("zipcode") or "",
        city=told.get("city") or "",
        country=told.get("countryCode") or "",
        hours=tuple(filter(None, [told.get("openingHours")])),
    )
