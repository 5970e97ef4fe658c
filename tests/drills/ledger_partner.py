"""The shop's side of the partner with a ledger: orders out, each proved, and its acknowledgements in."""

import hashlib
import hmac
import json
import os

from commerce.events.log import publish
from commerce.orders.models import Order
from integrations.client import Client
from integrations.errors import DeliveryRefused
from integrations.partner import Partner
from integrations.source import Parked, Refused, Source, Told
from integrations.target import How, Lane, Receipt, Target
from tests.drills.ledger import SECRET


def _client() -> Client:
    return Client(os.environ["LEDGER"], connect=2, read=5)


class Orders(Target):
    system = "ledger"
    lane = Lane.FIRST

    def send(self, delivery):
        order = Order.objects.get(number=delivery.event.subject.removeprefix("order:"))
        answer = _client().call("POST", "/orders", json={"reference": delivery.anchor, "total": str(order.gross)})
        if not answer.is_ok:
            raise DeliveryRefused(f"answered {answer.status}")
        return Receipt(remote_id=str(answer.json()["id"]), holds=answer.body)

    def look_up(self, delivery):
        found = _client().call("GET", "/orders", params={"reference": delivery.anchor}).json()["orders"]
        return Receipt(remote_id=str(found[0]["id"]), how=How.READ_BACK) if found else None


class Acknowledgements(Source):
    def parse(self, headers, body, *, proof=""):
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers.get("Ledger-Signature", ""), expected):
            raise Refused("not signed by the ledger")
        told = json.loads(body)
        return [Told(key=f"ack-{told['id']}", kind="acknowledged", reference=told["reference"])]

    def apply(self, message, read, *, now):
        if not Order.objects.filter(number=message.reference.removeprefix("order:")).exists():
            raise Parked("There is no such order.")
        return [publish("ledger.acknowledged", message.reference, {"message": message.pk}, at=now).pk]


class Ledger(Partner):
    code, name = "ledger", "Ledger"
    routes = {"order.confirmed": ["ledger.order"]}
    targets = {"ledger.order": Orders}
    sources = {"ledger": Acknowledgements}
