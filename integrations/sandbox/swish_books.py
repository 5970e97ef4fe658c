"""What the sandbox of Swish remembers: payment requests and refunds by the names that the shop gave them.

Behaves as `contracts/swish-2.json` says; what is assumed there is listed there. Not for production code.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from integrations.sandbox.schema import Schemas

UNANSWERED_SECONDS = 180
OLDEST_SECONDS = 395 * 86_400  # thirteen months
FINAL_CODES = ("TM01", "BANKIDCL", "BANKIDONGOING", "BANKIDUNKN", "RF07", "FF10", "DS24")
AT_ONCE_CODES = ("FF08", "RP03", "BE18", "RP01", "PA02", "AM02", "AM06", "AM03", "RP02", "RP06", "ACMT01", "ACMT03",
                 "ACMT07", "VR01", "VR02")  # fmt: skip
SMALLEST = {"PaymentRequest": Decimal("1.00"), "Refund": Decimal("0.01")}
LARGEST = Decimal("999999999999.99")
Thing = dict[str, Any]


class No(Exception):
    """An answer that is no, with Swish's codes. `status` is that of HTTP."""

    def __init__(self, *codes: str, status: int = 422):
        super().__init__(", ".join(codes))
        self.codes, self.status = codes, status


class Books:
    """Not safe by itself: the server holds its lock around every call."""

    def __init__(self, *, number: str):
        self.contract, self.number = Schemas("swish-2"), number
        self.payments: dict[str, Thing] = {}
        self.refunds: dict[str, Thing] = {}
        self.strangers: set[str] = set()  # phones that are not connected to Swish
        self.heard: list[Callable[[Thing], None]] = []
        self.refunds_are = "PAID"  # or where they stop until `finish_refund`
        self.skew = 0
        self.made = 0

    # --- payment requests ---

    def put_payment(self, name: str, asked: Thing) -> Thing:
        self._check("PaymentRequest", name, asked, self.payments)
        if asked["payeeAlias"] != self.number:
            raise No("PA01", status=403)
        payer, message = asked.get("payerAlias"), asked.get("message", "")
        if message in AT_ONCE_CODES:
            raise No(message)
        if payer in self.strangers:
            raise No("ACMT03")
        if any(self._is_open(one) and payer and one.get("payerAlias") == payer for one in self.payments.values()):
            raise No("RP06")
        thing = {"id": name, "status": "CREATED", "dateCreated": self._now(), "paymentReference": None, **asked}
        self.payments[name] = {field: one for field, one in thing.items() if field != "callbackIdentifier"}
        return self.payments[name]

    def payment(self, name: str) -> Thing:
        if name not in self.payments:
            raise No("RP04", status=404)
        self._is_open(self.payments[name])
        return self.payments[name]

    def approve(self, name: str) -> Thing:
        """The shopper has approved it in the app. What `message` says goes wrong goes wrong here."""
        thing = self._open(name)
        if thing.get("message") in FINAL_CODES:
            return self.fail(name, thing["message"])
        return self._end(thing, "PAID", paymentReference=self._reference(), datePaid=self._now())

    def decline(self, name: str) -> Thing:
        return self._end(self._open(name), "DECLINED")

    def fail(self, name: str, code: str) -> Thing:
        return self._end(self._open(name), "ERROR", errorCode=code, errorMessage=f"Told to: {code}")

    def find_out(self, name: str) -> Thing:
        """The bank has said at last, after DS24, that it is paid."""
        thing = self.payments[name]
        thing |= {"errorCode": None, "errorMessage": None}
        return self._end(thing, "PAID", paymentReference=self._reference(), datePaid=self._now())

    def cancel(self, name: str, asked: Any) -> Thing:
        if self.contract.breaches("Cancel", asked):
            raise No("RP07", status=400)
        thing = self.payment(name)
        if not self._is_open(thing):
            raise No("RP07")
        return self._end(thing, "CANCELLED")

    # --- refunds ---

    def put_refund(self, name: str, asked: Thing) -> Thing:
        self._check("Refund", name, asked, self.refunds)
        paid = next(
            (one for one in self.payments.values() if one["paymentReference"] == asked["originalPaymentReference"]),
            None,
        )
        if paid is None or paid["status"] != "PAID":
            raise No("RF03")
        if asked["payerAlias"] != paid["payeeAlias"]:
            raise No("RF04")
        if self._seconds_since(paid["datePaid"]) > OLDEST_SECONDS:
            raise No("RF02")
        mine = [one for one in self.refunds.values() if one["originalPaymentReference"] == paid["paymentReference"]]
        if sum(one["amount"] for one in mine if one["status"] != "ERROR") + asked["amount"] > paid["amount"]:
            raise No("RF08")
        thing = {"id": name, "status": "CREATED", "dateCreated": self._now(), "paymentReference": None, **asked}
        self.refunds[name] = thing
        if asked.get("message") in FINAL_CODES:
            return self.finish_refund(name, "ERROR", asked["message"])
        return self.finish_refund(name, self.refunds_are) if self.refunds_are != "CREATED" else thing

    def refund(self, name: str) -> Thing:
        if name not in self.refunds:
            raise No("RP04", status=404)
        return self.refunds[name]

    def finish_refund(self, name: str, status: str, code: str | None = None) -> Thing:
        """Move a refund on: VALIDATED, DEBITED, and PAID or ERROR in the end."""
        thing = self.refunds[name]
        told = {"paymentReference": self._reference(), "datePaid": self._now()} if status == "PAID" else {}
        return self._end(thing, status, errorCode=code, **told)

    # --- the steps ---

    def _check(self, schema: str, name: str, asked: Thing, known: dict[str, Thing]) -> None:
        """The codes of everything that is wrong, and of a name that is taken."""
        fields = self.contract._schemas[schema]["properties"]
        missing = {"callbackUrl": "RP03", "payeeAlias": "RP01", "amount": "PA02", "currency": "AM03"}
        codes = []
        for where, message in self.contract.breaches(schema, asked):
            field = where or next((one for one in missing if f"'{one}' is a required" in message), "")
            codes.append(fields.get(field, {}).get("x-code") or "FF08")
        amount = asked.get("amount")
        if isinstance(amount, Decimal):
            codes += ["PA02"] if amount != amount.quantize(Decimal("0.01")) else []
            codes += ["AM06"] if amount < SMALLEST[schema] else ["AM02"] if amount > LARGEST else []
        elif amount is not None:
            codes.append("PA02")
        if codes:
            raise No(*codes)
        if name in known:
            raise No("RP09")

    def _open(self, name: str) -> Thing:
        thing = self.payment(name)
        if thing["status"] != "CREATED":
            raise No("RP07")
        return thing

    def _is_open(self, thing: Thing) -> bool:
        if thing["status"] == "CREATED" and self._seconds_since(thing["dateCreated"]) > UNANSWERED_SECONDS:
            self._end(thing, "ERROR", errorCode="TM01", errorMessage="Swish timed out before the payment was started")
        return thing["status"] == "CREATED"

    def _end(self, thing: Thing, status: str, **told: Any) -> Thing:
        thing |= {"status": status, **told}
        for listen in self.heard:
            listen(thing)
        return thing

    def _now(self) -> str:
        return datetime.fromtimestamp(time.time() + self.skew, tz=UTC).isoformat(timespec="milliseconds")

    def _seconds_since(self, written: str) -> float:
        return time.time() + self.skew - datetime.fromisoformat(written).timestamp()

    def _reference(self) -> str:
        self.made += 1
        return f"{self.made:032X}"
