"""A counterpart of PostNord that runs on this machine: service points, booking, and tracking.

    python -m integrations.sandbox.postnord --port 12122

Behaves as `contracts/postnord-5.json` says, which names what is assumed. Nothing in production code may know of it (an
import contract holds that).
"""

import argparse
import base64
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from integrations.sandbox import paper, places
from integrations.sandbox.environment import POSTNORD_CUSTOMER as CUSTOMER
from integrations.sandbox.environment import POSTNORD_KEY as KEY
from integrations.sandbox.faults import Fault
from integrations.sandbox.listed import Listed, No, Query, Told
from integrations.sandbox.operations import Breaches
from integrations.sandbox.schema import Thing
from integrations.sandbox.server import Answer

SERVICES = {"19": "MyPack Collect", "17": "MyPack Home", "18": "Postpaket", "24": "Return Drop Off"}
LOCALES = ("sv", "en", "da", "no", "fi")
SWEDEN = ZoneInfo("Europe/Stockholm")
COUNTRY = "SWE"


class PostnordSandbox(Listed):
    """`messages` are the bookings by messageId, `items` what is to be followed by its number."""

    contract = "postnord-5"
    keeps = ("messages", "items", "closed", "_last")

    def __init__(self, *, port: int = 0, shop: str = ""):
        super().__init__(port=port, shop=shop)
        self.messages: list[Thing] = []
        self.items: dict[str, Thing] = {}
        self.closed: set[str] = set()
        self.fail_items = ""  # why the next booking's items fail, inside an answer of 200
        self._last = 0

    def bookings(self, anchor: str) -> list[Thing]:
        """Bookings with a reference of ours that no Deletion has taken back."""
        return [one for one in self.messages if one["anchor"] == anchor and not one["deleted"]]

    def calls_of(self) -> dict[str, Callable[[Thing, Query, Any], Told]]:
        return {
            "GET /rest/businesslocation/v5/servicepoints/nearest/byaddress": self._points,
            "POST /rest/shipment/v3/edi": self._book,
            "POST /rest/shipment/v3/edi/labels/pdf": self._book_and_print,
            "POST /rest/shipment/v3/labels/ids/pdf": self._print_again,
            "GET /rest/shipment/v5/trackandtrace/findByIdentifier.json": self._track,
        }

    def refuse_stranger(self, headers: Any, query: Query) -> Answer | None:
        """Without a word: that is how the real one does it."""
        return None if query.get("apikey", [""])[-1] == KEY else Answer(403)

    def refuse_breaches(self, breaches: Breaches) -> No:
        return No(400, _faults("invalidRequest", "; ".join(f"{where}: {how}" for where, how in breaches)))

    def failing(self, fault: Fault) -> Answer:
        return Answer(429) if fault is Fault.TOO_MANY else Answer(500, b"<html>Error</html>", "text/html")

    # --- what happens at PostNord's ---

    def scan(self, item: str, status: str, words: str, *, at: datetime, city: str = "Kalmar") -> None:
        """A parcel was seen. Newest first is not promised: it lands where it lands."""
        told = {
            "eventTime": at.astimezone(SWEDEN).replace(tzinfo=None).isoformat(timespec="seconds"),
            "eventCode": str(len(self.items[item]["events"])),
            "status": status,
            "eventDescription": words,
            "location": {"displayName": city, "city": city, "countryCode": COUNTRY, "locationType": "HUB"},
        }
        self.items[item]["events"].insert(len(self.items[item]["events"]) // 2, told)
        self.items[item]["status"] = status

    # --- the calls ---

    def _points(self, values: Thing, query: Query, body: Any) -> Told:
        if query["countryCode"][-1] != "SE":
            told = _faults("invalidCountry", "Unsupported country code")
            return 400, {"servicePointInformationResponse": told}
        most = int(query.get("numberOfServicePoints", ["5"])[-1])
        found = [
            {"servicePointId": one.key, "name": one.name,
             "visitingAddress": _place(one), "deliveryAddress": _place(one),
             "openingHours": {"postalServices": [{"openDay": "MON-SUN", "openTime": one.hours}]}}
            for one in places.near(query.get("postalCode", [""])[-1], closed=self.closed, most=most)
        ]  # fmt: skip
        nameless = {"name": "Inlämning utan nummer", "visitingAddress": {"city": "Kalmar"}}
        return 200, {"servicePointInformationResponse": {"servicePoints": [*found, nameless]}}

    def _book(self, values: Thing, query: Query, body: Thing) -> Told:
        self._refuse_nonsense(body)
        items = _items_of(body)
        if body["updateIndicator"] == "Deletion":
            for one in self.messages:
                one["deleted"] = one["deleted"] or one["message"] == body["messageId"]
            for item in items:
                self.items.pop(item, None)
            return 200, {"bookingResponse": {"bookingId": self._next(), "idInformation": [_ids(items)]}}
        if why := self._why_not(body):
            told = {"status": "FAIL", "ids": [], "errorResponse": _faults("invalidInput", why)}
            return 200, {"bookingResponse": {"bookingId": self._next(), "idInformation": [told]}}
        self.messages.append(
            {"message": body["messageId"], "anchor": _reference(body), "deleted": False, "asked": body}
        )
        for item in items:
            self.items[item] = {"status": "INFORMED", "events": [], "service": _service(body)}
        return 200, {"bookingResponse": {"bookingId": self._next(), "idInformation": [_ids(items)]}}

    def _book_and_print(self, values: Thing, query: Query, body: Thing) -> Told:
        status, told = self._booked(values, query, body)
        [information] = told["bookingResponse"]["idInformation"]
        items = _items_of(body)
        if information["status"] == "FAIL":
            failed = {"itemIds": items[0], "status": "FAIL", "errorResponse": information["errorResponse"]}
            return status, {**told, "labelPrintout": [{"itemIds": [failed]}]}
        return status, {**told, "labelPrintout": [_printout(item) for item in items]}

    def _booked(self, values: Thing, query: Query, body: Thing) -> tuple[int, Thing]:
        told = self._book(values, query, body)
        assert isinstance(told, tuple)  # noqa: S101
        return told

    def _print_again(self, values: Thing, query: Query, body: list[Thing]) -> Told:
        return 200, [
            _printout(one["id"])
            if one["id"] in self.items
            else {"itemIds": [{"itemIds": one["id"], "status": "FAIL", "errorResponse": _faults("unknown", "No item")}]}
            for one in body
        ]

    def _track(self, values: Thing, query: Query, body: Any) -> Told:
        """What is not known is told of in an answer of 200, with no shipments."""
        item = query.get("id", [""])[-1]
        if query.get("locale", ["sv"])[-1] not in LOCALES:
            return 200, _untracked("invalidLocale", "locale", query["locale"][-1])
        if item not in self.items:
            return 200, _untracked("invalidIdentifier", "id", item)
        known = self.items[item]
        shipment = {
            "shipmentId": item,
            "status": known["status"],
            "statusText": {"header": known["status"].capitalize(), "body": ""},
            "service": {"code": known["service"], "name": SERVICES[known["service"]]},
            "totalWeight": {"value": "1.2", "unit": "kg"},
            "items": [{"itemId": item, "status": known["status"], "events": known["events"]}],
        }
        return 200, {"TrackingInformationResponse": {"shipments": [shipment]}}

    # --- the steps ---

    def _refuse_nonsense(self, body: Thing) -> None:
        """What the file does not say: who sends, and that numbers are right."""
        for shipment in body["shipment"]:
            sender = shipment["parties"]["consignor"]["partyIdentification"]
            if sender != {"partyId": CUSTOMER, "partyIdType": "160"}:
                raise No(400, _faults("invalidCustomer", "Unknown customer number"))
        for item in _items_of(body):
            if not _is_sscc(item):
                raise No(400, _faults("invalidItemId", f"{item} is no SSCC"))

    def _why_not(self, body: Thing) -> str:
        why, self.fail_items = self.fail_items, ""
        if why:
            return why
        if _service(body) not in SERVICES:
            return "Unknown basic service code"
        point = body["shipment"][0]["parties"].get("deliveryParty", {}).get("partyIdentification", {}).get("partyId")
        return f"Service point {point} is closed" if point in self.closed else ""

    def _next(self) -> str:
        self._last += 1
        return str(700_000 + self._last)


def _is_sscc(item: str) -> bool:
    if len(item) != 18 or not item.isdecimal():
        return False
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(item[:17]))
    return (10 - total % 10) % 10 == int(item[17])


def _items_of(body: Thing) -> list[str]:
    return [
        item["itemIdentification"]["itemId"]
        for shipment in body["shipment"]
        for goods in shipment["goodsItem"]
        for item in goods["items"]
    ]


def _reference(body: Thing) -> str:
    references = body["shipment"][0].get("references") or [{"referenceNo": ""}]
    return references[0]["referenceNo"]


def _service(body: Thing) -> str:
    return body["shipment"][0]["service"]["basicServiceCode"]


def _ids(items: list[str]) -> Thing:
    urls = [{"type": "TRACKING", "url": f"https://tracking.postnord.com/se/?id={item}"} for item in items]
    return {"status": "OK", "ids": [{"idType": "itemId", "value": item} for item in items], "urls": urls}


def _printout(item: str) -> Thing:
    made = base64.b64encode(paper.label("PostNord (sandbox)", item)).decode()
    return {"itemIds": [{"itemIds": item, "status": "OK"}], "printout": {"data": made, "labelFormat": "PDF"}}


def _place(one: places.Place) -> Thing:
    return {
        "streetName": one.street,
        "streetNumber": one.number,
        "postalCode": one.postal_code,
        "city": one.city,
        "countryCode": "SE",
    }


def _faults(code: str, words: str) -> Thing:
    return {"compositeFault": {"faults": [{"faultCode": code, "explanationText": words}]}}


def _untracked(code: str, param: str, value: str) -> Thing:
    fault = {"faultCode": code, "explanationText": code, "paramValues": [{"param": param, "value": value}]}
    return {"TrackingInformationResponse": {"compositeFault": {"faults": [fault]}, "shipments": []}}


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of PostNord on this machine.")
    options.add_argument("--port", type=int, default=12122)
    chosen = options.parse_args()
    with PostnordSandbox(port=chosen.port) as sandbox:
        told = {"POSTNORD_KEY": KEY, "POSTNORD_CUSTOMER": CUSTOMER, "POSTNORD_API_BASE": sandbox.address}
        sys.stdout.write(" ".join(f"{name}={value}" for name, value in told.items()) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
