"""What the sandbox of Nexi Checkout remembers: payments with their charges, refunds and cancels.

Behaves as `contracts/nexi-checkout-1.json` says; what is assumed is listed there. Not for production code.
"""

import re
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from integrations.sandbox.schema import Schemas

DAY = 86_400
WORD = re.compile(r"[0-9A-Za-z]{8,32}")
CREDIT = ("Arvato", "EasyInvoice", "EasyInstallment", "EasyCampaign", "Klarna")
EVENTS = {
    "payment.reservation.created.v2": "ReservationCreatedDataV2",
    "payment.reservation.failed": "ReservationFailedData",
    "payment.checkout.completed": "CheckoutCompletedData",
    "payment.charge.created.v2": "ChargeData",
    "payment.refund.initiated.v2": "RefundInitiatedData",
    "payment.refund.failed": "RefundFailedData",
    "payment.refund.completed": "RefundCompletedData",
    "payment.cancel.created": "PaymentCancelledData",
}
BY_NUMBER = ("payment.charge.created.v2", "payment.refund.initiated.v2")
ERROR = {"message": "Told to", "code": "99", "source": "Issuer"}
Thing = dict[str, Any]


class No(Exception):
    """An answer that is no. `status` is that of HTTP, `told` the body."""

    def __init__(self, status: int, told: Thing):
        super().__init__(str(told))
        self.status, self.told = status, told


def invalid(field: str, text: str) -> No:
    return No(400, {"errors": {field: [text]}})


def refused(message: str) -> No:
    return No(402, {"message": message, "code": "1001", "source": "Internal"})


class Books:
    """Not safe by itself: the server holds its lock around every call."""

    def __init__(self, *, address: Callable[[], str]):
        self.contract, self.address = Schemas("nexi-checkout-1"), address
        self.payments: dict[str, Thing] = {}
        self.heard: list[Callable[[Thing, Thing], None]] = []
        self.refunds_are = "Completed"  # or "Pending", until `finish_refund`
        self.skew = 0

    # --- the interface ---

    def create(self, asked: Thing) -> Thing:
        self._sound("PaymentRequest", asked)
        order, checkout = asked["order"], asked["checkout"]
        self._add_up(order["items"], order["amount"], "order")
        _check_checkout(checkout)
        for hook in asked.get("notifications", {}).get("webHooks", []):
            if not hook["url"].startswith("https://") or len(hook["url"]) > 256:
                raise invalid("notifications.webHooks.url", "https, at most 256 characters")
            if not WORD.fullmatch(hook["authorization"]):
                raise invalid("notifications.webHooks.authorization", "8 to 32 letters and digits")
        key = uuid.uuid4().hex
        self.payments[key] = {"id": key, "asked": asked, "created": self._now(), "charges": [], "refunds": [],
                              "reserved": 0, "cancelled": 0, "terminated": None}  # fmt: skip
        return {"paymentId": key, "hostedPaymentPageUrl": self._page(key)}

    def shown(self, key: str) -> Thing:
        """As it is read: what is nothing is left out."""
        known = self.known(key)
        order = known["asked"]["order"]
        summary = {
            "reservedAmount": known["reserved"],
            "chargedAmount": self._charged(known),
            "refundedAmount": self._refunded(known),
            "cancelledAmount": known["cancelled"],
        }
        payment = {
            "paymentId": key,
            "summary": {name: amount for name, amount in summary.items() if amount},
            "orderDetails": {"amount": order["amount"], "currency": order["currency"], "reference": order["reference"]},
            "checkout": {"url": self._page(key), "cancelUrl": known["asked"]["checkout"]["cancelUrl"]},
            "created": known["created"],
            "charges": known["charges"],
            "refunds": known["refunds"],
            "terminated": known["terminated"],
            "myReference": known["asked"].get("myReference"),
        }
        return {"payment": {name: one for name, one in payment.items() if one not in (None, [])}}

    def terminate(self, key: str) -> None:
        known = self.known(key)
        if known["reserved"]:
            raise refused("The checkout is completed")
        known["terminated"] = known["terminated"] or self._now()

    def cancel(self, key: str, asked: Thing) -> None:
        known = self.known(key)
        self._sound("CancelOrder", asked)
        if known["charges"] or asked["amount"] != known["reserved"] - known["cancelled"]:
            raise refused("Only a whole reservation that nothing is charged of can be cancelled")
        known["cancelled"] += asked["amount"]
        told = {"cancelId": uuid.uuid4().hex, "orderItems": self._items(known), "amount": self._money(known, asked)}
        self._tell(known, "payment.cancel.created", told)

    def charge(self, key: str, asked: Thing) -> Thing:
        known = self.known(key)
        self._sound("Charge", asked)
        left = known["reserved"] - self._charged(known) - known["cancelled"]
        if not 0 < asked["amount"] <= left:
            raise refused("The amount is more than is reserved")
        if asked["amount"] < known["reserved"] and not asked.get("orderItems"):
            raise invalid("orderItems", "needed for a part")
        self._add_up(asked.get("orderItems", []) or self._items(known), asked["amount"], "charge")
        charge = self._charge(known, asked["amount"], asked.get("orderItems") or self._items(known))
        if asked.get("finalCharge"):
            known["cancelled"] = known["reserved"] - self._charged(known)
        return {"chargeId": charge["chargeId"]}

    def refund(self, key: str, asked: Thing) -> Thing:
        known = self.known(key)
        self._sound("CancelOrder", asked)
        if not 0 < asked["amount"] <= self._charged(known) - self._refunded(known):
            raise refused("The amount is more than is charged")
        self._add_up(asked.get("orderItems", []), asked["amount"], "refund", may_be_none=True)
        refund = {"refundId": uuid.uuid4().hex, "amount": asked["amount"], "state": "Pending",
                  "lastUpdated": self._now(), "orderItems": asked.get("orderItems", [])}  # fmt: skip
        known["refunds"].append(refund)
        told = {"refundId": refund["refundId"], "chargeId": known["charges"][0]["chargeId"]}
        self._tell(known, "payment.refund.initiated.v2", told | {"amount": self._money(known, refund)})
        if self.refunds_are != "Pending":
            self.finish_refund(refund["refundId"], self.refunds_are)
        return {"refundId": refund["refundId"]}

    # --- what happens at Nexi's ---

    def pay(self, key: str) -> str:
        """The shopper has paid on the page: reserved, and charged where that was asked. Gives where to go on."""
        known = self._open(key)
        amount = known["asked"]["order"]["amount"]
        known["reserved"] = amount
        self._tell(known, "payment.reservation.created.v2", {"paymentMethod": "Visa", "paymentType": "CARD",
                   "amount": self._money(known, {"amount": amount})})  # fmt: skip
        if known["asked"]["checkout"].get("charge"):
            self._charge(known, amount, self._items(known))
        order = {"amount": self._money(known, {"amount": amount}), "orderItems": self._items(known)}
        self._tell(known, "payment.checkout.completed", {"order": order})
        return known["asked"]["checkout"]["returnUrl"]

    def decline(self, key: str) -> None:
        """The bank has said no; the page stays open for another try."""
        self._tell(self._open(key), "payment.reservation.failed", {"error": ERROR})

    def finish_refund(self, refund_id: str, state: str) -> None:
        known, refund = next(
            (known, one) for known in self.payments.values() for one in known["refunds"] if one["refundId"] == refund_id
        )
        refund |= {"state": state, "lastUpdated": self._now()}
        told = {"refundId": refund_id, "amount": self._money(known, refund)}
        if state == "Completed":
            self._tell(known, "payment.refund.completed", told)
        else:
            self._tell(known, "payment.refund.failed", told | {"error": ERROR})

    def known(self, key: str) -> Thing:
        if key not in self.payments:
            raise No(404, {"message": "Not found", "code": "1009", "source": "Internal"})
        return self.payments[key]

    def of_charge(self, charge_id: str) -> str:
        for key, known in self.payments.items():
            if any(one["chargeId"] == charge_id for one in known["charges"]):
                return key
        raise No(404, {"message": "Not found", "code": "1009", "source": "Internal"})

    # --- the steps ---

    def _open(self, key: str) -> Thing:
        known = self.known(key)
        if known["reserved"] or known["terminated"]:
            raise refused("This page is closed")
        return known

    def _charge(self, known: Thing, amount: int, items: list[Thing]) -> Thing:
        charge = {"chargeId": uuid.uuid4().hex, "amount": amount, "created": self._now(), "orderItems": items}
        known["charges"].append(charge)
        told = {"chargeId": charge["chargeId"], "orderItems": items, "amount": self._money(known, charge)}
        self._tell(known, "payment.charge.created.v2", told | {"paymentMethod": "Visa", "paymentType": "CARD"})
        return charge

    def _sound(self, schema: str, asked: Thing) -> None:
        errors: dict[str, list[str]] = {}
        for where, message in self.contract.breaches(schema, asked):
            errors.setdefault(where or "body", []).append(message)
        if errors:
            raise No(400, {"errors": errors})

    def _add_up(self, items: list[Thing], amount: int, where: str, *, may_be_none: bool = False) -> None:
        """Every sum is what its parts come to."""
        if may_be_none and not items:
            return
        for one in items:
            if one["netTotalAmount"] + one["taxAmount"] != one["grossTotalAmount"]:
                raise invalid(f"{where}.items", "net and tax are not gross")
            if one["unitPrice"] * one["quantity"] != one["netTotalAmount"]:
                raise invalid(f"{where}.items", "unit price times quantity is not net")
            if one["taxAmount"] < 0 or not 0 <= one["taxRate"] <= 99_999:
                raise invalid(f"{where}.items", "a tax that cannot be")
        if amount <= 0 or sum(one["grossTotalAmount"] for one in items) != amount:
            raise invalid(f"{where}.amount", "not the sum of its items")

    def _tell(self, known: Thing, event: str, data: Thing) -> None:
        hooks = known["asked"].get("notifications", {}).get("webHooks", [])
        hook = next((one for one in hooks if one["eventName"] == event), None)
        data = {"paymentId": known["id"], **data}
        self.contract.check_answer(EVENTS[event], data)
        merchant = {"merchantNumber": 100} if event in BY_NUMBER else {"merchantId": 100}
        told = {"id": uuid.uuid4().hex, **merchant, "timestamp": self._now(), "event": event, "data": data}
        for listen in self.heard if hook else []:
            listen(hook or {}, self.contract.check_answer("WebhookEnvelope", told))

    def _items(self, known: Thing) -> list[Thing]:
        return known["asked"]["order"]["items"]

    def _money(self, known: Thing, thing: Thing) -> Thing:
        return {"amount": thing["amount"], "currency": known["asked"]["order"]["currency"]}

    def _charged(self, known: Thing) -> int:
        return sum(one["amount"] for one in known["charges"])

    def _refunded(self, known: Thing) -> int:
        return sum(one["amount"] for one in known["refunds"] if one["state"] in ("Pending", "Completed"))

    def _page(self, key: str) -> str:
        return f"{self.address()}/checkout/{key}"

    def _now(self) -> str:
        return datetime.fromtimestamp(time.time() + self.skew, tz=UTC).isoformat(timespec="milliseconds")


def _check_checkout(checkout: Thing) -> None:
    if checkout.get("integrationType") == "HostedPaymentPage" and not checkout.get("returnUrl"):
        raise invalid("checkout.returnUrl", "needed for a hosted page")
    consumer = checkout.get("consumer", {})
    if checkout.get("merchantHandlesConsumerData") and ("privatePerson" in consumer) == ("company" in consumer):
        raise invalid("checkout.consumer", "either a person or a company")
