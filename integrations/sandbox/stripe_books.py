"""What the sandbox of Stripe remembers and how it changes: sessions, intents, charges, refunds, events.

Behaves as Stripe's documents say (shared contract of the project); amounts are whole öre. Not for production code.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any

from integrations.sandbox.contract import Contract

MINUTE, DAY = 60, 86_400
SMALLEST = 300
MOST_LINES = 100
Thing = dict[str, Any]


class ApiError(Exception):
    """An answer that is no. `status` is that of HTTP; the rest is Stripe's error object."""

    def __init__(self, status: int, kind: str, code: str, message: str, param: str | None = None):
        super().__init__(message)
        self.status = status
        self.told = {"type": kind, "code": code, "message": message, "param": param}


def refused(code: str, message: str, param: str | None = None) -> ApiError:
    return ApiError(400, "invalid_request_error", code, message, param)


class Books:
    """Every object by its id. Not safe by itself: the server holds its lock around every call."""

    def __init__(self, contract: Contract, *, address: Callable[[], str]):
        self.contract, self.address = contract, address
        self.things: dict[str, Thing] = {}
        self.events: list[Thing] = []
        self.heard: list[Callable[[Thing], None]] = []
        self.refunds_are = "succeeded"  # or "pending", until `finish_refund`
        self.has_multicapture = False
        self.skew = 0
        self.made = 0

    def now(self) -> int:
        return int(time.time()) + self.skew

    def get(self, kind: str, key: str) -> Thing:
        thing = self.things.get(key)
        if thing is None or thing["object"] != kind:
            raise ApiError(404, "invalid_request_error", "resource_missing", f"No such {kind}: '{key}'", "id")
        if kind == "checkout.session" and thing["status"] == "open" and thing["expires_at"] <= self.now():
            self._expire(thing)
        return thing

    def all(self, kind: str) -> list[Thing]:
        """Newest first."""
        return [thing for thing in reversed(self.things.values()) if thing["object"] == kind]

    # --- sessions ---

    def create_session(self, asked: Thing) -> Thing:
        self._check_session(asked)
        total = sum(line["quantity"] * line["price_data"]["unit_amount"] for line in asked["line_items"])
        key = self._key("cs_test")
        return self._add(
            {
                "id": key,
                "object": "checkout.session",
                "amount_subtotal": total,
                "amount_total": total,
                "cancel_url": asked.get("cancel_url"),
                "client_reference_id": asked.get("client_reference_id"),
                "currency": asked["line_items"][0]["price_data"]["currency"],
                "customer_email": asked.get("customer_email"),
                "excluded_payment_method_types": asked.get("excluded_payment_method_types"),
                "expires_at": asked.get("expires_at") or self.now() + DAY,
                "line_items": asked["line_items"],
                "locale": asked.get("locale"),
                "metadata": asked.get("metadata", {}),
                "mode": asked["mode"],
                "payment_intent": None,
                "payment_status": "unpaid",
                "status": "open",
                "submit_type": asked.get("submit_type"),
                "success_url": asked.get("success_url"),
                "url": f"{self.address()}/c/pay/{key}",
            },
            kept={"intent": asked.get("payment_intent_data", {})},
        )

    def expire_session(self, key: str) -> Thing:
        session = self.get("checkout.session", key)
        if session["status"] != "open":
            raise refused("resource_not_open", "Only Checkout Sessions with a status of open can be expired.")
        return self._expire(session)

    def pay(self, key: str) -> Thing:
        """The shopper has paid on the page: captured, or authorised where that was asked."""
        session = self._open(key)
        intent = self._intent_of(session)
        is_manual = intent["capture_method"] == "manual"
        charge = self._charge(intent, "succeeded", captured=0 if is_manual else intent["amount"])
        intent |= {"latest_charge": charge["id"], "status": "requires_capture" if is_manual else "succeeded"}
        intent |= {
            "amount_capturable": intent["amount"] if is_manual else 0,
            "amount_received": charge["amount_captured"],
        }
        session |= {"status": "complete", "url": None, "payment_status": "unpaid" if is_manual else "paid"}
        self._tell("charge.succeeded", charge)
        self._tell("payment_intent.amount_capturable_updated" if is_manual else "payment_intent.succeeded", intent)
        self._tell("checkout.session.completed", session)
        return session

    def decline(self, key: str) -> Thing:
        """The bank has said no; the page stays open for another try."""
        session = self._open(key)
        intent = self._intent_of(session)
        charge = self._charge(intent, "failed", captured=0)
        intent |= {"latest_charge": charge["id"], "status": "requires_payment_method"}
        self._tell("payment_intent.payment_failed", intent)
        return session

    # --- intents ---

    def capture(self, key: str, asked: Thing) -> Thing:
        intent = self.get("payment_intent", key)
        amount = asked.get("amount_to_capture", intent["amount_capturable"])
        if intent["status"] != "requires_capture":
            raise refused("payment_intent_unexpected_state", f"This PaymentIntent is {intent['status']}.")
        if amount > intent["amount_capturable"]:
            raise refused("amount_too_large", "More than can be captured.", "amount_to_capture")
        is_final = asked.get("final_capture", True)
        if not is_final and not self.has_multicapture:
            raise refused("final_capture_unavailable", "This payment can be captured only once.", "final_capture")
        charge = self.things[intent["latest_charge"]]
        charge |= {"amount_captured": charge["amount_captured"] + amount, "captured": True}
        left = intent["amount_capturable"] - amount
        intent["metadata"] |= _sound(asked.get("metadata", {}))
        intent |= {"amount_received": charge["amount_captured"], "amount_capturable": 0 if is_final else left}
        if is_final or not left:
            intent["status"] = "succeeded"
            self._tell("payment_intent.succeeded", intent)
        self._tell("charge.captured", charge)
        return intent

    def cancel(self, key: str) -> Thing:
        intent = self.get("payment_intent", key)
        if intent["status"] in ("succeeded", "canceled"):
            raise refused("payment_intent_unexpected_state", f"This PaymentIntent is {intent['status']}.")
        intent |= {"status": "canceled", "canceled_at": self.now(), "amount_capturable": 0}
        self._tell("payment_intent.canceled", intent)
        return intent

    # --- refunds ---

    def create_refund(self, asked: Thing) -> Thing:
        intent = self.get("payment_intent", asked.get("payment_intent", ""))
        charge = self.things.get(intent["latest_charge"] or "")
        if charge is None or not charge["captured"]:
            raise refused("charge_not_captured", "Nothing has been captured that could be refunded.")
        left = charge["amount_captured"] - charge["amount_refunded"]
        amount = asked.get("amount", left)
        if not 0 < amount <= left:
            message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
            raise refused("charge_already_refunded" if not left else "amount_too_large", message, "amount")
        charge |= {"amount_refunded": charge["amount_refunded"] + amount}
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = self._add(
            {
                "id": self._key("re"),
                "object": "refund",
                "amount": amount,
                "charge": charge["id"],
                "currency": charge["currency"],
                "metadata": _sound(asked.get("metadata", {})),
                "payment_intent": intent["id"],
                "reason": asked.get("reason"),
                "status": self.refunds_are,
                "failure_reason": None,
            }
        )
        self._tell("refund.created", refund)
        self._tell("charge.refunded", charge)
        return refund

    def finish_refund(self, key: str, status: str) -> Thing:
        """What the bank says in the end: `succeeded` or `failed`, the latter also of one that had succeeded."""
        refund = self.get("refund", key)
        refund["status"] = status
        if status == "failed":
            charge = self.things[refund["charge"]]
            charge |= {"amount_refunded": charge["amount_refunded"] - refund["amount"], "refunded": False}
            refund["failure_reason"] = "expired_or_canceled_card"
        self._tell("refund.failed" if status == "failed" else "refund.updated", refund)
        return refund

    # --- the steps ---

    def _check_session(self, asked: Thing) -> None:
        lines = asked.get("line_items", [])
        if asked.get("mode") != "payment" or not lines:
            raise refused("parameter_missing", "A payment takes a mode and line items.", "line_items")
        if len(lines) > MOST_LINES:
            raise refused("parameter_invalid", f"At most {MOST_LINES} line items.", "line_items")
        for line in lines:
            if line.get("quantity", 0) < 1 or line.get("price_data", {}).get("unit_amount", -1) < 0:
                raise refused("parameter_invalid_integer", "A line takes a quantity and an amount.", "line_items")
        if sum(line["quantity"] * line["price_data"]["unit_amount"] for line in lines) < SMALLEST:
            raise refused("amount_too_small", "The total must be at least 3.00 kr.", "line_items")
        if len({line["price_data"]["currency"] for line in lines}) > 1:
            raise refused("parameter_invalid", "One currency at a time.", "line_items")
        if not str(asked.get("success_url", "")).startswith(("http://", "https://")):
            raise refused("url_invalid", "Not a valid URL", "success_url")
        life = asked.get("expires_at", self.now() + DAY) - self.now()
        if not 30 * MINUTE <= life <= DAY:
            raise refused("parameter_invalid_integer", "expires_at is 30 minutes to 24 hours away.", "expires_at")
        _sound(asked.get("metadata", {}))
        _sound(asked.get("payment_intent_data", {}).get("metadata", {}))

    def _open(self, key: str) -> Thing:
        session = self.get("checkout.session", key)
        if session["status"] != "open":
            raise refused("resource_not_open", f"This page is {session['status']}.")
        return session

    def _expire(self, session: Thing) -> Thing:
        session |= {"status": "expired", "url": None}
        self._tell("checkout.session.expired", session)
        return session

    def _intent_of(self, session: Thing) -> Thing:
        if session["payment_intent"]:
            return self.things[session["payment_intent"]]
        asked = session["kept"]["intent"]
        intent = self._add(
            {
                "id": self._key("pi"),
                "object": "payment_intent",
                "amount": session["amount_total"],
                "amount_capturable": 0,
                "amount_received": 0,
                "canceled_at": None,
                "capture_method": asked.get("capture_method", "automatic_async"),
                "currency": session["currency"],
                "description": asked.get("description"),
                "latest_charge": None,
                "metadata": dict(asked.get("metadata", {})),
                "status": "requires_payment_method",
            }
        )
        session["payment_intent"] = intent["id"]
        return intent

    def _charge(self, intent: Thing, status: str, *, captured: int) -> Thing:
        return self._add(
            {
                "id": self._key("ch"),
                "object": "charge",
                "amount": intent["amount"],
                "amount_captured": captured,
                "amount_refunded": 0,
                "captured": bool(captured),
                "currency": intent["currency"],
                "metadata": dict(intent["metadata"]),
                "paid": status == "succeeded",
                "payment_intent": intent["id"],
                "refunded": False,
                "status": status,
            }
        )

    def _add(self, thing: Thing, *, kept: Thing | None = None) -> Thing:
        thing["created"] = self.now()
        if thing["object"] != "refund":
            thing["livemode"] = False
        self.contract.check_answer(thing)
        self.things[thing["id"]] = thing | ({"kept": kept} if kept else {})
        return self.things[thing["id"]]

    def _tell(self, kind: str, thing: Thing) -> None:
        event = {
            "id": self._key("evt"),
            "object": "event",
            "api_version": self.contract.api_version,
            "created": self.now(),
            "data": {"object": shown(thing)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        self.events.insert(0, self.contract.check_answer(event))
        for listen in self.heard:
            listen(event)

    def _key(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}_{self.made:06d}{secrets.token_hex(8)}"


def shown(thing: Thing) -> Thing:
    """A copy as it is answered: without what the sandbox keeps for itself, and what is only given on request."""
    hidden = ("kept", "line_items") if thing["object"] == "checkout.session" else ("kept",)
    return {name: dict(one) if isinstance(one, dict) else one for name, one in thing.items() if name not in hidden}


def _sound(metadata: dict[str, str]) -> dict[str, str]:
    if len(metadata) > 50 or any(len(name) > 40 or len(value) > 500 for name, value in metadata.items()):
        raise refused("parameter_invalid", "At most 50 keys of 40 characters, values of 500.", "metadata")
    return metadata
