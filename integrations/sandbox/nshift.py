"""A counterpart of nShift Delivery that runs on this machine: calls as its description of 2016 lists them.

    python -m integrations.sandbox.nshift --port 12121

Behaves as `contracts/nshift-1.json` says; what is assumed is told in docs/teknik/frakt.md. Nothing in production code
may know of it (an import contract holds that).
"""

import argparse
import base64
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from integrations.sandbox import paper, places
from integrations.sandbox.environment import NSHIFT_ID as KEY_ID
from integrations.sandbox.environment import NSHIFT_SECRET as SECRET
from integrations.sandbox.faults import Fault
from integrations.sandbox.listed import Listed, No, Query, Told
from integrations.sandbox.operations import Breaches
from integrations.sandbox.schema import Thing
from integrations.sandbox.server import Answer

SERVICES = {"P19": "POSTNORD", "P17": "POSTNORD", "P24": "POSTNORD"}
MOST_STORED, MOST_PRINTED = 50, 100
HOUR = 3600
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda held, asked: held == asked,
    "contains": lambda held, asked: asked in held,
    "startsWith": lambda held, asked: held.startswith(asked),
    "endsWith": lambda held, asked: held.endswith(asked),
}


class NshiftSandbox(Listed):
    """`stored` are shipments that are prepared, `shipments` those that are booked; `mailed` who has been told of one.

    `skew` moves its clock. Without `has_track_back` the account lacks the licence for the list of what is printed.
    """

    contract = "nshift-1"
    prefix = "/rs-extapi/v1"
    keeps = ("stored", "shipments", "closed", "mailed", "_last")

    def __init__(self, *, port: int = 0, shop: str = ""):
        super().__init__(port=port, shop=shop)
        self.stored: dict[str, Thing] = {}
        self.shipments: dict[str, Thing] = {}
        self.closed: set[str] = set()
        self.mailed: list[str] = []
        self.has_track_back = True
        self.skew = 0
        self._last = 0

    @property
    def base(self) -> str:
        return f"{self.address}{self.prefix}"

    def bookings(self, anchor: str) -> list[Thing]:
        """Shipments booked for an order of ours that nobody has cancelled."""
        return [one for one in self.shipments.values() if one["orderNo"] == anchor and one["status"] != "cancelled"]

    def calls_of(self) -> dict[str, Callable[[Thing, Query, Any], Told]]:
        return {
            "GET /addresses/agents": self._agents,
            "GET /stored-shipments": self._search,
            "POST /stored-shipments": self._store,
            "DELETE /stored-shipments/{storedId}": self._drop,
            "POST /stored-shipments/{storedId}/shipments": self._book,
            "GET /shipments": self._printed,
            "DELETE /shipments/{shipmentId}": self._cancel,
            "GET /shipments/{shipmentId}/pdfs": self._papers,
            "GET /shipments/{shipmentId}/pdfs/{pdfId}": self._paper,
        }

    def refuse_stranger(self, headers: Any, query: Query) -> Answer | None:
        basic = base64.b64encode(f"{KEY_ID}:{SECRET}".encode()).decode()
        known = (f"Basic {basic}", f"Bearer {KEY_ID}-{SECRET}")
        return None if headers.get("Authorization") in known else Answer(401)

    def refuse_breaches(self, breaches: Breaches) -> No:
        return No(400, {"code": "InvalidArgument", "message": "; ".join(f"{where}: {how}" for where, how in breaches)})

    # --- the calls ---

    def _agents(self, values: Thing, query: Query, body: Any) -> Told:
        if query["type"][-1] != "POSTNORD" or query["countryCode"][-1] != "SE":
            return 200, []
        return 200, [
            {"id": one.key, "name": one.name, "address1": f"{one.street} {one.number}", "zipcode": one.postal_code,
             "city": one.city, "countryCode": "SE", "openingHours": one.hours}
            for one in places.near(query["zip"][-1], closed=self.closed, most=10)
        ]  # fmt: skip

    def _search(self, values: Thing, query: Query, body: Any) -> Told:
        """At most fifty, and no second page."""
        found = list(self.stored.values())
        if "searchField" in query:
            field, fits = query["searchField"][-1], MATCHES[query.get("searchOp", ["equals"])[-1]]
            found = [one for one in found if fits(one.get(field, ""), query["searchValue"][-1])]
        if "status" in query:
            found = [one for one in found if one["status"].lower() == query["status"][-1]]
        return 200, [_without(one, "asked") for one in found[:MOST_STORED]]

    def _store(self, values: Thing, query: Query, body: Thing) -> Told:
        """What cannot be printed is stored all the same, and says why. A known `orderNo` is no hindrance."""
        faults = self._faults(body)
        key = self._next("ST")
        self.stored[key] = {
            "id": key,
            "href": f"{self.base}/stored-shipments/{key}",
            "status": "INVALID" if faults else "READY",
            "orderNo": body.get("orderNo", ""),
            "reference": body.get("senderReference", ""),
            "serviceId": body["service"]["id"],
            "parcelCount": sum(one["copies"] for one in body["parcels"]),
            "rcvName": body["receiver"]["name"],
            "created": self._now(),
            "changed": self._now(),
            "statuses": faults,
            "asked": body,
        }
        return 201, _without(self.stored[key], "asked")

    def _drop(self, values: Thing, query: Query, body: Any) -> Told:
        if self.stored.pop(values["storedId"], None) is None:
            return 404, None
        return 204, None

    def _book(self, values: Thing, query: Query, body: Thing) -> Told:
        """The stored shipment is used up, so that a second try finds none. The receiver is mailed, test or not."""
        stored = self.stored.get(values["storedId"])
        if stored is None:
            return 404, None
        if stored["status"] in ("INVALID", "FAILED"):
            return 422, stored["statuses"]
        del self.stored[stored["id"]]
        asked, key = stored["asked"], self._next("SH")
        number = f"003734101{self._last:09d}"
        href = f"{self.base}/shipments/{key}"
        self.shipments[key] = {
            "id": key,
            "href": href,
            "status": "printed",
            "shipmentNo": number,
            **{name: stored[name] for name in ("orderNo", "reference", "serviceId", "parcelCount", "rcvName")},
            "created": self._now(),
            "changed": self._now(),
            "consolidated": False,
            "parcels": [{"parcelNo": number}],
            "pdfs": [{"id": f"{key}-1", "href": f"{href}/pdfs/{key}-1", "description": "Adresskort"}],
            "printed_at": time.time() + self.skew,
            "asked": asked,
        }
        if email := asked["receiver"].get("email"):
            self.mailed.append(email)
        return 201, self._told(self.shipments[key])

    def _printed(self, values: Thing, query: Query, body: Any) -> Told:
        if not self.has_track_back:
            return 400, {"code": "NoLicense", "message": "The license TrackBack is missing."}
        start = max(int(query.get("fetchId", ["-1"])[-1]), 0)
        every = list(self.shipments.values())
        end = start + MOST_PRINTED
        told = [self._told(one) for one in every[start:end]]
        return 200, {
            "fetchId": str(min(end, len(every))),
            "minDelay": 300_000,
            "done": end >= len(every),
            "shipments": told,
        }

    def _cancel(self, values: Thing, query: Query, body: Any) -> Told:
        shipment = self.shipments.get(values["shipmentId"])
        if shipment is None:
            return 404, None
        shipment |= {"status": "cancelled", "changed": self._now()}
        return 204, None

    def _papers(self, values: Thing, query: Query, body: Any) -> Told:
        shipment = self.shipments.get(values["shipmentId"])
        return 200, shipment["pdfs"] if shipment and self._has_papers(shipment) else []

    def _paper(self, values: Thing, query: Query, body: Any) -> Told:
        shipment = self.shipments.get(values["shipmentId"])
        if shipment is None or not self._has_papers(shipment) or values["pdfId"] != shipment["pdfs"][0]["id"]:
            return 404, None
        made = paper.label("nShift (sandbox)", shipment["serviceId"], shipment["shipmentNo"], shipment["orderNo"])
        return Answer(200, made, "application/pdf")

    # --- the steps ---

    def _has_papers(self, shipment: Thing) -> bool:
        """For an hour after it was printed."""
        return time.time() + self.skew < shipment["printed_at"] + HOUR

    def _faults(self, body: Thing) -> list[Thing]:
        def fault(field: str, where: str, message: str) -> Thing:
            return {"type": "error", "field": field, "location": where, "messageCode": "Invalid", "message": message}

        found = []
        if body["service"]["id"] not in SERVICES:
            found.append(fault("id", "service", "The service does not exist."))
        if not all(one.get("weight", 0) > 0 for one in body["parcels"]):
            found.append(fault("weight", "parcels", "The weight is missing."))
        if not body["receiver"].get("zipcode"):
            found.append(fault("zipcode", "receiver", "The zipcode is missing."))
        if (agent := body.get("agent", {}).get("quickId")) in self.closed:
            found.append(fault("quickId", "agent", f"The agent {agent} does not exist."))
        return found

    def _told(self, shipment: Thing) -> Thing:
        return _without(shipment, "asked", "printed_at") | {
            "pdfs": shipment["pdfs"] if self._has_papers(shipment) else []
        }

    def _next(self, kind: str) -> str:
        self._last += 1
        return f"{kind}{self._last:08d}"

    def _now(self) -> str:
        return datetime.fromtimestamp(time.time() + self.skew, tz=UTC).isoformat(timespec="milliseconds")

    def failing(self, fault: Fault) -> Answer:
        return Answer(429) if fault is Fault.TOO_MANY else Answer(500, b"<html>Error</html>", "text/html")


def _without(thing: Thing, *names: str) -> Thing:
    return {name: one for name, one in thing.items() if name not in names}


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of nShift Delivery on this machine.")
    options.add_argument("--port", type=int, default=12121)
    chosen = options.parse_args()
    with NshiftSandbox(port=chosen.port) as sandbox:
        sys.stdout.write(f"NSHIFT_KEY_ID={KEY_ID} NSHIFT_SECRET={SECRET} NSHIFT_API_BASE={sandbox.base}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
