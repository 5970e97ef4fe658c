"""PostNord without anyone between: service points, tracking, and booking where the shop has numbers of its own.

A booking has no key and cannot be searched, but the number of the parcel is ours: it can be followed as soon as it is
booked. So before a second try the parcel is asked after by its number, and what is not known there is first taken back
(`Deletion`) and then sent anew. Decisions and data: docs/teknik/frakt.md.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from commerce.orders.shipping import Booked, CannotCancel, Consignment, Near, Offer, Party, Point, PointClosed, Seen
from commerce.orders.states import ScanStatus
from integrations import strange
from integrations.carriers.asking import SHOPPERS_PATIENCE, for_a_shopper, need
from integrations.carriers.links import tracking_page
from integrations.carriers.postnord.client import PostNordClient, Thing, fault_of
from integrations.carriers.postnord.numbers import is_postnords, sscc
from integrations.errors import DeliveryRefused, Unknown

POINTS = "/rest/businesslocation/v5/servicepoints/nearest/byaddress"
BOOK, BOOK_AND_PRINT = "/rest/shipment/v3/edi", "/rest/shipment/v3/edi/labels/pdf"
PRINT = "/rest/shipment/v3/labels/ids/pdf"
TRACK = "/rest/shipment/v5/trackandtrace/findByIdentifier.json"
MOST_POINTS = 10
SWEDEN = ZoneInfo("Europe/Stockholm")  # their times have no zone
FAIL = "FAIL"
CLOSED = "service point"  # how a refusal of a closed point reads
# What is not listed is on its way: new words come, and none of them is worth stopping for.
STATUSES = {
    "INFORMED": ScanStatus.TOLD,
    "AVAILABLE_FOR_DELIVERY": ScanStatus.WAITS,
    "DELIVERED": ScanStatus.DELIVERED,
    "DELIVERY_REFUSED": ScanStatus.TROUBLE,
    "EXPECTED_DELAY": ScanStatus.TROUBLE,
    "STOPPED": ScanStatus.TROUBLE,
    "RETURNED": ScanStatus.BACK,
    "EN_ROUTE": ScanStatus.MOVING,
    "OTHER": ScanStatus.MOVING,
}


class PostNord:
    code = "postnord"
    name = "PostNord"
    source = None  # it does not call

    def __init__(self):
        self._client, self._hasty = PostNordClient(), PostNordClient(**SHOPPERS_PATIENCE)

    def offers(self, consignment: Consignment) -> Sequence[Offer]:
        return []

    def points(self, points_of: str, near: Near) -> Sequence[Point]:
        """Points without a number of their own are left out: nothing can be sent to them."""
        asked = {
            "returnType": "json",
            "countryCode": near.country,
            "postalCode": near.postal_code.replace(" ", ""),
            "city": near.city,
            "streetName": near.address,
            "numberOfServicePoints": MOST_POINTS,
            "context": points_of,
            "responseFilter": "public",
        }
        with for_a_shopper():
            told = self._hasty.get(POINTS, **{name: value for name, value in asked.items() if value})
            found = need(told, "servicePointInformationResponse")
            return [_point(one) for one in found.get("servicePoints") or [] if one.get("servicePointId")]

    def look_up(self, consignment: Consignment) -> Booked | None:
        item = _number(consignment)
        return _booked(item) if self._shipments(item) else None

    def book(self, consignment: Consignment) -> Booked:
        item = _number(consignment)
        if consignment.was_tried:
            self._client.post(BOOK, _message(consignment, item, "Deletion"), dict)
        told = self._client.post(BOOK_AND_PRINT, _message(consignment, item, "Original"), dict, paperSize="LABEL")
        _refuse_fail(told, consignment)
        return _booked(item, label=_printed(told.get("labelPrintout") or []))

    def label(self, booked: Booked, consignment: Consignment) -> bytes:
        told = self._client.post(PRINT, [{"id": booked.remote_id}], list, paperSize="LABEL")
        if not (label := _printed(told)):
            raise Unknown("PostNord gave no label")
        return label

    def cancel(self, booked: Booked, consignment: Consignment) -> None:
        told = self._client.post(BOOK, _message(consignment, booked.remote_id, "Deletion"), dict)
        for one in _items(told):
            if one.get("status") == FAIL:
                raise CannotCancel(fault_of(one.get("errorResponse")) or "PostNord keeps the booking.")

    def follows(self, number: str) -> bool:
        return is_postnords(number, prefix=settings.POSTNORD_SSCC_PREFIX)

    def track(self, booked: Booked, anchor: str) -> Sequence[Seen]:
        """In the order of time, which is not the order that they come in."""
        seen = [
            _seen(event)
            for shipment in self._shipments(booked.tracking_number)
            for item in shipment.get("items") or []
            for event in item.get("events") or []
        ]
        return sorted(seen, key=lambda one: one.at)

    def _shipments(self, number: str) -> list[Thing]:
        """What is not known to them is a fault inside an answer of 200, and no shipments."""
        told = need(self._client.get(TRACK, id=number, locale="sv"), "TrackingInformationResponse")
        return told.get("shipments") or []


def _number(consignment: Consignment) -> str:
    """The parcel's own number, the same however often it is tried."""
    if not settings.POSTNORD_CUSTOMER or not settings.POSTNORD_SSCC_PREFIX:
        raise DeliveryRefused("PostNord needs a customer number and the first digits of parcel numbers (SSCC).")
    try:
        return sscc(settings.POSTNORD_SSCC_PREFIX, consignment.serial)
    except ValueError as error:
        raise DeliveryRefused(str(error)) from error


def _message(consignment: Consignment, item: str, what: str) -> Thing:
    kilos = {"value": consignment.grams / 1000, "unit": "KGM"}
    parties: Thing = {
        "consignor": {
            "issuerCode": "Z12",
            "partyIdentification": {"partyId": settings.POSTNORD_CUSTOMER, "partyIdType": "160"},
            "party": _party(consignment.sender),
        },
        "consignee": {"party": _party(consignment.receiver)},
    }
    if consignment.point:
        chosen = {"partyId": consignment.point.key, "partyIdType": "156"}
        parties["deliveryParty"] = {"partyIdentification": chosen}
    return {
        "messageDate": consignment.asked_at.isoformat(),
        "messageFunction": "Instruction",
        "messageId": uuid5(NAMESPACE_OID, consignment.anchor).hex,
        "application": {"name": "Webshop", "version": "1", "applicationId": 9999},
        "updateIndicator": what,
        "shipment": [
            {
                "shipmentIdentification": {"shipmentId": item},
                "service": {"basicServiceCode": consignment.product},
                "numberOfPackages": {"value": 1},
                "totalGrossWeight": kilos,
                "references": [{"referenceNo": consignment.anchor, "referenceType": "CU"}],
                "parties": parties,
                "goodsItem": [
                    {
                        "packageTypeCode": "PC",
                        "items": [{"itemIdentification": {"itemId": item, "itemIdType": "SSCC"}, "grossWeight": kilos}],
                    }
                ],
            }
        ],
    }


def _party(party: Party) -> Thing:
    contact = {"contactName": party.person or party.name, "emailAddress": party.email, "smsNo": party.phone}
    return {
        "nameIdentification": {"name": party.name[:60]},
        "address": {
            "streets": [line[:60] for line in (party.address_1, party.address_2) if line],
            "postalCode": party.postal_code.replace(" ", ""),
            "city": party.city,
            "countryCode": party.country,
        },
        "contact": {name: value for name, value in contact.items() if value},
    }


def _items(told: Thing) -> list[Thing]:
    """Every item that an answer tells of, with how it went."""
    information = (told.get("bookingResponse") or {}).get("idInformation") or []
    return [*information, *(one for page in told.get("labelPrintout") or [] for one in page.get("itemIds") or [])]


def _refuse_fail(told: Thing, consignment: Consignment) -> None:
    """A 200 is no yes: each item has a word of its own. Raises Unknown for an answer that tells of none."""
    if not (items := _items(told)):
        raise Unknown("PostNord's answer names no items")
    for one in items:
        if one.get("status") == FAIL:
            why = fault_of(one.get("errorResponse")) or "no reason given"
            if consignment.point and CLOSED in why.lower():
                raise PointClosed(consignment.point.key)
            raise DeliveryRefused(f"PostNord: {why}")


def _printed(pages: list[Thing]) -> bytes:
    """The PDF of the first page that has one; nothing where there is none, or none that can be read."""
    for page in pages:
        if data := (page.get("printout") or {}).get("data"):
            try:
                return base64.b64decode(data, validate=True)
            except (binascii.Error, ValueError, TypeError):
                return b""
    return b""


def _booked(item: str, *, label: bytes = b"") -> Booked:
    url = tracking_page("post_nord", item)
    return Booked(remote_id=item, tracking_number=item, tracking_url=url, carrier="PostNord", label=label)


def _point(told: Thing) -> Point:
    place: dict[str, Any] = told.get("visitingAddress") or told.get("deliveryAddress") or {}
    hours = (told.get("openingHours") or {}).get("postalServices") or []
    return Point(
        key=str(told["servicePointId"]),
        name=str(told.get("name") or ""),
        address_1=" ".join(filter(None, [place.get("streetName"), place.get("streetNumber")])),
        postal_code=place.get("postalCode") or "",
        city=place.get("city") or "",
        country=place.get("countryCode") or "SE",
        hours=tuple(" ".join(filter(None, [one.get("openDay"), one.get("openTime")])) for one in hours),
    )


def _seen(event: Thing) -> Seen:
    try:
        at = datetime.fromisoformat(need(event, "eventTime"))
    except (ValueError, TypeError) as error:
        raise Unknown("PostNord's time cannot be read") from error
    at = at if at.tzinfo else at.replace(tzinfo=SWEDEN)
    place = event.get("location") or {}
    return Seen(
        key=f"{event['eventTime']}-{event.get('eventCode') or event.get('status') or ''}",
        at=at,
        status=_status(event.get("status") or ""),
        words=(event.get("eventDescription") or "")[:200],
        place=(place.get("displayName") or place.get("city") or "")[:120],
    )


def _status(word: str) -> ScanStatus:
    """One that we do not know is on its way, and is told of."""
    if word and word not in STATUSES:
        strange.tell("postnord", "parcel status", word)
    return STATUSES.get(word, ScanStatus.MOVING)
