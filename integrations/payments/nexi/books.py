"""What Nexi's books say of a payment, as the shop's facts. Fields that are nothing are not there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.utils import timezone

from commerce.orders.models import PaymentEvent
from commerce.orders.payments import Callback, Fact, ProviderUnavailable, Reading
from integrations import strange
from integrations.payments.nexi import items
from integrations.payments.nexi.client import Thing

MADE, LOST, WAITING = ("Completed",), ("Failed", "Cancelled", "Expired"), ("Pending", None)
KIND = PaymentEvent.Kind


def reading(known: Thing) -> Reading:
    """What Nexi's books say. Raises ProviderUnavailable for books that contradict themselves."""
    try:
        facts = tuple(_facts(known))
        summary = known.get("summary") or {}
        is_made = summary.get("reservedAmount", 0) or summary.get("chargedAmount", 0)
        return Reading(facts=facts, is_over="terminated" in known and not is_made, reference=known["paymentId"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProviderUnavailable("Nexi's answer cannot be read") from error


def _facts(known: Thing) -> Iterator[Fact]:
    payment_id, summary = known["paymentId"], known.get("summary") or {}
    made_at = instant(known.get("created"), timezone.now())
    charges = known.get("charges") or []
    charged, reserved = sum(one["amount"] for one in charges), summary.get("reservedAmount", 0)
    if charged != summary.get("chargedAmount", 0):
        raise ValueError("the charges do not come to what is charged")
    if reserved > charged:
        yield _fact(KIND.AUTHORISED, payment_id, reserved, made_at)
    for one in charges:
        yield _fact(KIND.CAPTURED, one["chargeId"], one["amount"], instant(one.get("created"), made_at))
    if cancelled := summary.get("cancelledAmount", 0):
        yield _fact(KIND.RELEASED, payment_id, cancelled, made_at)
    for one in known.get("refunds") or []:
        at = instant(one.get("lastUpdated"), made_at)
        if one.get("state") not in (*MADE, *LOST, *WAITING):
            strange.tell("nexi", "refund status", one["state"], about=payment_id)
        if one.get("state") in (*MADE, *LOST):
            yield _fact(KIND.REFUNDED, one["refundId"], one["amount"], at)
        if one.get("state") in LOST:
            yield _fact(KIND.BOUNCED, one["refundId"], one["amount"], at)


def _fact(kind: str, key: str, amount: int, at: datetime) -> Fact:
    return Fact(kind=kind, key=key, amount=items.kronor(amount), at=at)


def instant(text: Any, otherwise: datetime) -> datetime:
    if not text:
        return otherwise
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def noticed(read: Reading) -> Callback:
    """The key is of what was seen, so that the same is worked on once."""
    seen = "".join(f"{fact.kind}{fact.key}{fact.amount}" for fact in read.facts)
    key = uuid5(NAMESPACE_OID, f"{read.reference}{seen}{read.is_over}").hex
    return Callback(key=f"{read.reference}-{key}", reference=read.reference, kind="payment.noticed")


def left(known: Thing) -> int:
    """What is still held, in öre."""
    summary = known.get("summary") or {}
    gone = summary.get("chargedAmount", 0) + summary.get("cancelledAmount", 0)
    return max(summary.get("reservedAmount", 0) - gone, 0)
