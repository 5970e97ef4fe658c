"""Signed calls to whoever wants to know: an event as JSON, again and again until they have answered 2xx."""

import json
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce import prepared
from commerce.events.models import Event
from integrations.client import Answer, Client
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.source import Source
from integrations.target import Receipt, Target
from integrations.webhooks.incoming import HandedIn
from integrations.webhooks.models import Receiver, Sender, hears
from integrations.webhooks.signing import sign

PREFIX = "webhook."
KEYS, LATER = (401, 403), (408, 425)
ACTIVE = "SELECT id, kinds FROM integrations_receiver WHERE is_active ORDER BY id"


class Call(Target):
    """To one receiver. It knows the event by `Webshop-Event`, the same in every try, so that a repeat is harmless."""

    is_told = False

    def __init__(self, receiver: Receiver | None, code: str):
        self._receiver, self.system = receiver, code

    def anchor(self, event: Event) -> str:
        return str(event.pk)

    def send(self, delivery: Delivery) -> Receipt:
        if self._receiver is None or not self._receiver.is_active:
            raise SystemClosed("The receiver is switched off, or gone.")
        body = content(delivery.event)
        headers = {
            "Content-Type": "application/json",
            "Webshop-Event": str(delivery.event.pk),
            "Webshop-Signature": sign(self._receiver.secret, body, now=timezone.now()),
        }
        client = Client(public_only=True, read=10, total=15, largest=64 * 1024)
        return _receipt(client.call("POST", self._receiver.url, data=body, headers=headers))


class Webhooks(Partner):
    """Receivers and senders are rows that the owner keeps; each receiver is a system of its own, and fails alone."""

    code = "webhooks"
    name = _("Calls to and from other systems")

    def routes_for(self, kind: str) -> Iterable[str]:
        """Asked at every commit that somebody may be told of."""
        return [f"{PREFIX}{key}" for key, kinds in prepared.rows(ACTIVE, []) if hears(kinds, kind)]

    def target(self, code: str) -> Target | None:
        key = code.removeprefix(PREFIX)
        if not code.startswith(PREFIX) or not key.isdecimal():
            return None
        return Call(Receiver.objects.filter(pk=int(key)).first(), code)

    def target_codes(self) -> Iterable[str]:
        return [f"{PREFIX}{key}" for key in Receiver.objects.order_by("pk").values_list("pk", flat=True)]

    def source(self, code: str) -> Source | None:
        sender = Sender.objects.filter(code=code, is_active=True).first()
        return HandedIn(sender) if sender else None


def content(event: Event) -> bytes:
    """The event as it is told. What it is about is fetched where it stands; an event names no person."""
    told = {"id": event.pk, "kind": event.kind, "subject": event.subject, "at": event.at, "data": event.payload}
    return json.dumps(told, ensure_ascii=False, default=lambda moment: moment.isoformat()).encode()


def _receipt(answer: Answer) -> Receipt:
    """Any 2xx is a yes. Their own number of it is kept where they give one as JSON."""
    if answer.status in KEYS:
        raise SystemClosed(f"answered {answer.status}")
    if answer.status in LATER:
        raise NotSent(f"answered {answer.status}")
    if not answer.is_ok:
        raise DeliveryRefused(f"The receiver answered {answer.status}.")
    try:
        told = answer.json()
    except Unknown:
        told = None
    number = told.get("receipt") if isinstance(told, dict) else None
    return Receipt(remote_id=str(number)[:200] if number is not None else "")
