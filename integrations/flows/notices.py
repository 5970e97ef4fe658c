"""Who is told when a flow is missed or comes after all, when a transfer stops, when a system closes or opens.

By mail, and as a signed call to an address of the owner's choosing. Both go through the outbox like everything else,
but say nothing of themselves there: a notice about a notice that failed would never end.
"""

import json
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event
from integrations.client import Answer, Client
from integrations.errors import DeliveryRefused, NotSent
from integrations.flows import letters
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Lane, Receipt, Target
from integrations.webhooks.signing import sign

KINDS = (
    "flow.missed",
    "flow.recovered",
    "transfer.stopped",
    "system.closed",
    "system.opened",
    "partner.unknown_state",
    "certificate.ending",
    "reconciliation.differs",
    "history.broken",
    "oss.threshold_near",
    "oss.threshold_passed",
)
MAIL, WEBHOOK = "notices.mail", "notices.webhook"
TARGETS = (MAIL, WEBHOOK)
ONE_MAIL_IN = timedelta(minutes=15)
REFUSED = range(400, 500)
LATER = (408, 425, 429)


class _Notice(Target):
    lane = Lane.FIRST
    is_in_order = False
    is_told = False

    def anchor(self, event: Event) -> str:
        return ""


class NoticeMail(_Notice):
    """One mail to those who are told of the flow, or to the address for all. Of many stops in a row one mail tells."""

    system = "mail"

    def send(self, delivery: Delivery) -> Receipt:
        event = delivery.event
        if event.kind == "transfer.stopped" and _is_told_already(event):
            return Receipt(remote_id="", number="told already")
        letters.notice(event, message_key=f"event-{event.pk}").send()
        return Receipt(remote_id="")


class NoticeWebhook(_Notice):
    """The event as JSON, signed with a secret that the receiver shares; only to a public address."""

    system = "notices"

    def send(self, delivery: Delivery) -> Receipt:
        event = delivery.event
        body = json.dumps(
            {"id": event.pk, "kind": event.kind, "subject": event.subject, "at": event.at, "data": event.payload},
            default=lambda moment: moment.isoformat(),
        ).encode()
        headers = {
            "Content-Type": "application/json",
            "Webshop-Event": str(event.pk),
            "Webshop-Signature": sign(settings.NOTICE_WEBHOOK_SECRET, body, now=timezone.now()),
        }
        client = Client(public_only=True, read=10, total=15, largest=64 * 1024)
        return _judged(client.call("POST", settings.NOTICE_WEBHOOK_URL, data=body, headers=headers))


class Notices(Partner):
    code = "notices"
    name = _("Notices")
    targets = {MAIL: NoticeMail, WEBHOOK: NoticeWebhook}

    def routes_for(self, kind: str) -> list[str]:
        if kind not in KINDS:
            return []
        return [MAIL, WEBHOOK] if settings.NOTICE_WEBHOOK_URL else [MAIL]


def _judged(answer: Answer) -> Receipt:
    if answer.is_ok:
        return Receipt(remote_id="")
    if answer.status in LATER:
        raise NotSent(f"answered {answer.status}")
    if answer.status in REFUSED:
        raise DeliveryRefused(f"The receiver of notices answered {answer.status}.")
    raise NotSent(f"answered {answer.status}")


def _is_told_already(event: Event) -> bool:
    earlier = Event.objects.filter(
        kind=event.kind, at__gte=event.at - ONE_MAIL_IN, pk__lt=event.pk, payload__target=event.payload.get("target")
    )
    return earlier.exists()
