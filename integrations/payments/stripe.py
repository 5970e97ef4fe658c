"""Stripe: the shopper pays by card, Swish or wallet on Stripe's own page (Checkout Sessions).

By the official library, at the version of the interface that it pins. Decisions and data: docs/teknik/betalning.md.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commerce.customers.shopper import Shopper
from commerce.orders.copies import copy_of
from commerce.orders.models import Instruction, Payment, PaymentEvent
from commerce.orders.payments import (
    Begun,
    Callback,
    CallbackRefused,
    Fact,
    Instructed,
    ProviderRefused,
    ProviderUnavailable,
    Reading,
    Started,
    name_of,
)
from integrations import sealed_copy, strange
from integrations.bounded import Unreadable, read_json
from integrations.client import refuse_in_transaction
from integrations.payable import DoesNotAddUp, payable_of

API_VERSION = "2026-10-28.endive"
CONNECT_SECONDS, READ_SECONDS, RETRIES = 5, 15, 1
SIGNATURE_SECONDS = 300
SESSION_LIFE = timedelta(hours=2)  # Stripe takes 30 minutes to 24 hours; the sweep asks after one hour
SMALLEST = Decimal("3.00")  # what Stripe takes in SEK
MOST_LINES = 100
LONGEST_NAME = 250
LONGEST_WORD = 120
MOST_PIECES, LONGEST_PIECE = 40, 500  # of a copy: Stripe keeps 50 texts of 500 characters with each thing
# Bought on credit: may not be mixed with direct payment on one page whose order is not ours (2010:751 ch. 7 a).
CREDIT = ("affirm", "afterpay_clearpay", "alma", "billie", "klarna", "scalapay", "sequra", "sunbit", "zip")
HEARD = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.succeeded",
    "payment_intent.canceled",
    "payment_intent.amount_capturable_updated",
    "charge.captured",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
)
BOOKS = "latest_charge.refunds"
CAPTURE = "capture-"  # with an instruction's key: the name under which the intent remembers what it was told
KIND = PaymentEvent.Kind
# Every status that Stripe had when this was written; of another the shop says that it is new.
SESSION_STATES = ("open", "complete", "expired")
INTENT_STATES = ("requires_payment_method", "requires_confirmation", "requires_action", "processing",
                 "requires_capture", "canceled", "succeeded")  # fmt: skip
REFUND_STATES = ("pending", "requires_action", "succeeded", "failed", "canceled")


class OutsideTransactions(stripe.RequestsClient):
    """Stripe's own client goes out by itself; like every other it never does so while a transaction is open."""

    def request(self, *args, **kwargs):
        refuse_in_transaction()
        return super().request(*args, **kwargs)


class StripePayment:
    code = "stripe"
    name = _("Card or Swish")
    explanation = _("You pay on Stripe's page. Card numbers never reach us.")
    is_credit = False
    is_lent = False
    called_as = "stripe"

    def __init__(self):
        self._client = stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            stripe_version=API_VERSION,
            base_addresses={"api": settings.STRIPE_API_BASE} if settings.STRIPE_API_BASE else None,
            http_client=OutsideTransactions(timeout=(CONNECT_SECONDS, READ_SECONDS)),
            max_network_retries=RETRIES,
        ).v1

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return total >= SMALLEST

    def start(self, payment: Payment, *, return_url: str) -> Started:
        """Open a page to pay on, or find the one that is open: the same key gives the same page for 24 hours."""
        with told():
            session = self._session(payment.reference) if payment.reference else self._open(payment, return_url)
        return Started(reference=session["id"], redirect_url=session["url"])

    def read(self, payment: Payment) -> Reading:
        """A payment without a reference has a page that nobody was ever sent to: there is nothing to read."""
        if not payment.reference:
            return Reading()
        with unavailable():
            session, intent = self._books(payment)
            facts = tuple(self._facts(intent)) if intent else ()
        _look_at(session, intent)
        is_over = session.get("status") == "expired" or (intent or {}).get("status") == "canceled"
        return Reading(facts=facts, is_over=is_over, reference=payment.reference)

    def instruct(self, instruction: Instruction) -> Instructed:
        """Looks in Stripe's books for the instruction before it gives it: a key is forgotten after a day."""
        with told():
            intent = self._books(instruction.payment)[1] if instruction.payment.reference else None
            if intent is None:
                raise ProviderRefused("nothing has been paid at Stripe")
            if instruction.kind == Instruction.Kind.REFUND:
                return self._refund(instruction, intent)
            if instruction.kind == Instruction.Kind.CAPTURE:
                return self._capture(instruction, intent)
            return self._release(instruction, intent)

    def close(self, payment: Payment) -> None:
        if not payment.reference.startswith("cs_"):
            return
        with unavailable():
            try:
                self._client.checkout.sessions.expire(payment.reference)
            except stripe.InvalidRequestError:
                return  # no longer open: paid or expired already

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        """The signature is of the raw bytes and at most 300 seconds old."""
        signature = headers.get("Stripe-Signature")
        try:
            stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, SIGNATURE_SECONDS)
            return [about(read_json(body))]
        except (stripe.SignatureVerificationError, UnicodeDecodeError, Unreadable) as error:
            raise CallbackRefused(str(error)) from error

    def list_since(self, instant: datetime) -> list[Callback]:
        """Oldest first. Stripe keeps its events for 30 days."""
        asked: Any = {"created": {"gte": int(instant.timestamp())}, "types": list(HEARD), "limit": 100}
        with unavailable():
            events = [about(event.to_dict()) for event in self._client.events.list(asked).auto_paging_iter()]
        return events[::-1]

    def begun_since(self, instant: datetime) -> list[Begun]:
        """Oldest first: every page to pay on that was opened, for whichever choice of ours, with the copy it keeps."""
        asked: Any = {"created": {"gte": int(instant.timestamp())}, "limit": 100}
        with unavailable():
            listed = self._client.checkout.sessions.list(asked).auto_paging_iter()
            return [_begun(session.to_dict()) for session in listed][::-1]

    # --- the steps ---

    def _open(self, payment: Payment, return_url: str) -> dict[str, Any]:
        """Everything asked is made of what is stored, so that asking again under the same key asks the same."""
        order = payment.order
        known = {"order": order.number, "payment": name_of(payment)}
        copy = sealed_copy.pieces(sealed_copy.seal(copy_of(payment)), most=MOST_PIECES, length=LONGEST_PIECE)
        intent: Any = {"description": order.number, "metadata": known}
        if settings.STRIPE_CAPTURE == "manual":
            intent["capture_method"] = "manual"
        asked: Any = {
            "mode": "payment",
            "submit_type": "pay",  # the button says that it obliges to pay (CRD art. 8.2)
            "line_items": [_line(line, payment.currency) for line in _lines(payment)],
            "locale": order.locale,
            "client_reference_id": str(payment.pk),
            "customer_email": order.email,
            "success_url": return_url,
            "cancel_url": return_url,
            "expires_at": int((payment.changed_at + SESSION_LIFE).timestamp()),
            "adaptive_pricing": {"enabled": False},
            "metadata": {**known, **copy},
            "payment_intent_data": intent,
            **self.methods(),
        }
        return self._client.checkout.sessions.create(asked, {"idempotency_key": f"start-{name_of(payment)}"}).to_dict()

    def methods(self) -> dict[str, Any]:
        """What a page offers: all that the account has, but nothing on credit."""
        return {"excluded_payment_method_types": list(CREDIT)}

    def _session(self, reference: str, *expand: str) -> dict[str, Any]:
        return self._client.checkout.sessions.retrieve(reference, {"expand": list(expand)}).to_dict()

    def _books(self, payment: Payment) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """The session and the intent of a payment. One that was first heard of by its intent has no session here."""
        if payment.reference.startswith("pi_"):
            return {}, self._client.payment_intents.retrieve(payment.reference, {"expand": [BOOKS]}).to_dict()
        session = self._session(payment.reference, f"payment_intent.{BOOKS}")
        return session, session["payment_intent"]

    def _facts(self, intent: dict[str, Any]) -> Iterator[Fact]:
        charge = intent["latest_charge"]
        if charge is None or charge["status"] != "succeeded":
            return
        at, captured = _instant(charge["created"]), charge["amount_captured"]
        if intent["capture_method"] == "manual":
            yield Fact(kind=KIND.AUTHORISED, key=intent["id"], amount=_kronor(charge["amount"]), at=at)
            for name, amount in intent["metadata"].items():
                if name.startswith(CAPTURE):
                    captured -= int(amount)
                    key = f"{intent['id']}/{name.removeprefix(CAPTURE)}"
                    yield Fact(kind=KIND.CAPTURED, key=key, amount=_kronor(int(amount)), at=at)
        if captured > 0:
            yield Fact(kind=KIND.CAPTURED, key=intent["id"], amount=_kronor(captured), at=at)
        left = charge["amount"] - charge["amount_captured"]
        if left and intent["status"] in ("succeeded", "canceled"):
            yield Fact(kind=KIND.RELEASED, key=intent["id"], amount=_kronor(left), at=at)
        for refund in self._refunds(intent):
            yield from _of_refund(refund)

    def _refunds(self, intent: dict[str, Any]) -> list[dict[str, Any]]:
        listed = (intent["latest_charge"] or {}).get("refunds") or {"data": [], "has_more": False}
        if not listed["has_more"]:
            return listed["data"]
        every = self._client.refunds.list({"payment_intent": intent["id"], "limit": 100}).auto_paging_iter()
        return [refund.to_dict() for refund in every]

    def _refund(self, instruction: Instruction, intent: dict[str, Any]) -> Instructed:
        name = instruction.key.hex
        refund = next((one for one in self._refunds(intent) if one["metadata"].get("instruction") == name), None)
        if refund is None:
            asked: Any = {"payment_intent": intent["id"], "amount": _ore(instruction.amount)}
            asked["metadata"] = {"instruction": name, "payment": name_of(instruction.payment)}
            refund = self._client.refunds.create(asked, {"idempotency_key": f"refund-{name}"}).to_dict()
        if refund["status"] in ("failed", "canceled"):
            raise ProviderRefused(f"{refund['id']} {refund['status']}: {refund.get('failure_reason') or ''}")
        facts = tuple(_of_refund(refund))
        return Instructed(reference=refund["id"], is_done=bool(facts), facts=facts)

    def _capture(self, instruction: Instruction, intent: dict[str, Any]) -> Instructed:
        """A part that is not the last leaves the rest authorised, where the card and the agreement allow it."""
        name, amount = f"{CAPTURE}{instruction.key.hex}", _ore(instruction.amount)
        if name not in intent["metadata"]:
            asked: Any = {"amount_to_capture": amount, "metadata": {name: str(amount)}, "expand": [BOOKS]}
            if amount < intent["amount_capturable"]:
                asked["final_capture"] = False
            key: Any = {"idempotency_key": name}
            intent = self._client.payment_intents.capture(intent["id"], asked, key).to_dict()
        reference = f"{intent['id']}/{instruction.key.hex}"
        return Instructed(reference=reference, is_done=True, facts=tuple(self._facts(intent)))

    def _release(self, instruction: Instruction, intent: dict[str, Any]) -> Instructed:
        if intent["status"] != "canceled":
            if _ore(instruction.amount) != intent["amount_capturable"]:
                raise ProviderRefused("Stripe lets go of all that is left of an authorisation, not of a part")
            key: Any = {"idempotency_key": f"release-{instruction.key.hex}"}
            intent = self._client.payment_intents.cancel(intent["id"], {"expand": [BOOKS]}, key).to_dict()
        return Instructed(reference=intent["id"], is_done=True, facts=tuple(self._facts(intent)))


class StripeKlarna(StripePayment):
    """Klarna on Stripe's page, as a choice of its own: after direct payment, and never chosen beforehand.

    `STRIPE_KLARNA` names a payment method configuration of the account that has Klarna and nothing else. Calls and the
    list of events are those of Stripe's account, and come to `stripe`.
    """

    code = "stripe_klarna"
    name = _("Klarna")
    explanation = _("Pay later or in parts. You agree with Klarna, on Stripe's page, about what it costs.")
    is_lent = True

    def methods(self) -> dict[str, Any]:
        return {"payment_method_configuration": settings.STRIPE_KLARNA}

    def list_since(self, instant: datetime) -> list[Callback]:
        return []

    def begun_since(self, instant: datetime) -> list[Begun]:
        return []


def about(event: Any) -> Callback:
    """What an event is about: it is a snapshot of its moment, so nothing in it is believed but whom it concerns.

    Raises Unreadable for what is no event.
    """
    try:
        if event["object"] != "event":
            raise Unreadable("not an event")
        thing = event["data"]["object"]
        is_payment = thing["object"] in ("checkout.session", "payment_intent")
        reference = thing["id"] if is_payment else thing.get("payment_intent") or ""
        ours = (thing.get("metadata") or {}).get("payment", "")
        said = {"key": event["id"], "kind": event["type"], "reference": reference, "ours": ours}
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable("not an event as Stripe writes them") from error
    if not all(isinstance(word, str) and len(word) <= LONGEST_WORD and "\0" not in word for word in said.values()):
        raise Unreadable("an event with names as Stripe gives none")
    return Callback(**said)


def _begun(session: Any) -> Begun:
    told = session.get("metadata") or {}
    return Begun(
        reference=session["id"],
        number=told.get("order", ""),
        ours=told.get("payment", ""),
        amount=_kronor(session["amount_total"] or 0),
        currency=(session.get("currency") or "").upper(),
        at=_instant(session["created"]),
        is_over=session["status"] == "expired",
        copy=sealed_copy.unseal(sealed_copy.joined(told)) or "",
    )


@contextmanager
def told() -> Iterator[None]:
    """A no is ProviderRefused; silence, too many calls, a wrong key and Stripe's own faults are ProviderUnavailable."""
    with unavailable():
        try:
            yield
        except (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError) as error:
            raise ProviderRefused(f"{error.code or 'refused'}: {error.user_message}") from error


@contextmanager
def unavailable() -> Iterator[None]:
    try:
        yield
    except stripe.StripeError as error:
        raise ProviderUnavailable(f"{type(error).__name__}: {error}") from error


def _lines(payment: Payment):
    try:
        return payable_of(payment, most=MOST_LINES)
    except DoesNotAddUp as error:
        raise ProviderRefused(str(error)) from error


def _line(line, currency: str) -> dict[str, Any]:
    product = {"name": line.name[:LONGEST_NAME]} | ({"description": line.detail} if line.detail else {})
    price = {"currency": currency.lower(), "unit_amount": _ore(line.unit), "product_data": product}
    return {"quantity": line.quantity, "price_data": price}


def _of_refund(refund: dict[str, Any]) -> Iterator[Fact]:
    """One that has failed has gone and come back; one that is pending is not yet a fact."""
    at, amount = _instant(refund["created"]), _kronor(refund["amount"])
    if refund["status"] not in REFUND_STATES:
        strange.tell("stripe", "refund status", refund["status"], about=refund["id"])
    if refund["status"] in ("succeeded", "failed", "canceled"):
        yield Fact(kind=KIND.REFUNDED, key=refund["id"], amount=amount, at=at)
    if refund["status"] in ("failed", "canceled"):
        yield Fact(kind=KIND.BOUNCED, key=refund["id"], amount=amount, at=at)


def _look_at(session: dict[str, Any], intent: dict[str, Any] | None) -> None:
    """Tell of a status that is new to us: what comes of it is waited for."""
    for what, thing, known in (("session status", session, SESSION_STATES), ("intent status", intent, INTENT_STATES)):
        if thing and (word := thing.get("status")) and word not in known:
            strange.tell("stripe", what, word, about=thing["id"])


def _ore(amount: Decimal) -> int:
    """Whole öre. Raises ValueError for a part of one: nothing is rounded on its way to a provider."""
    ore = amount.scaleb(2)
    if ore != ore.to_integral_value():
        raise ValueError(f"{amount} is not whole öre")
    return int(ore)


def _kronor(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
