"""Swish's own interface (Commerce API v2): mutual TLS, JSON, every call under a time limit and none led elsewhere.

A request is named by us (`instructionUUID`), so that a repeat is the same request: Swish refuses the second, and the
first is found by its name.
"""

import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import requests
from django.conf import settings

from commerce.orders.payments import ProviderRefused, ProviderUnavailable
from integrations import strange
from integrations.client import Answer, Client
from integrations.errors import NotSent, Unknown

ROOT = "/swish-cpcapi/api/"
CONNECT_SECONDS, READ_SECONDS = 5, 10
REST_SECONDS = 30  # shoppers who wait ask often: one that hangs must not hold every thread of the shop
PAYMENTS, REFUNDS = "paymentrequests", "refunds"
UNKNOWN_OUTCOME = "DS24"  # the bank did not answer in time: neither paid nor failed
NOT_FOUND, REFUSALS = 404, (400, 422)
LONG_NUMBER = re.compile(r"\d{6,}")  # a phone number: not for logs, and not to be kept
CANCEL = [{"op": "replace", "path": "/status", "value": "cancelled"}]


class Refused(ProviderRefused):
    """Swish has answered no. `codes` are its reasons."""

    def __init__(self, codes: list[str], words: str):
        super().__init__(words)
        self.codes = codes


OVER = ("DECLINED", "ERROR", "CANCELLED")
KNOWN = ("CREATED", "INITIATED", "VALIDATED", "DEBITED", "PAID", *OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A payment request or a refund as Swish tells of it. `payer` is the phone number that it was sent to."""

    name: str
    status: str
    amount: Decimal
    reference: str
    payer: str
    at: datetime
    code: str

    @property
    def is_paid(self) -> bool:
        return self.status == "PAID"

    @property
    def is_unknown(self) -> bool:
        return self.status == "ERROR" and self.code == UNKNOWN_OUTCOME

    @property
    def is_over(self) -> bool:
        """It has come to nothing, and will not come to anything."""
        return self.status in OVER and not self.is_unknown


class SwishClient:
    """Raises ProviderUnavailable when nothing is known of what came of a call, and Refused for a no."""

    def __init__(self):
        self._client = Client(
            settings.SWISH_API_BASE + ROOT,
            cert=(settings.SWISH_CERTIFICATE, settings.SWISH_KEY or settings.SWISH_CERTIFICATE),
            verify=settings.SWISH_CA or True,
            connect=CONNECT_SECONDS,
            read=READ_SECONDS,
        )
        self._rests_until = 0.0

    def get(self, kind: str, name: str) -> Told | None:
        """What has become of a request; None when there is none of that name."""
        answer = self._ask("GET", f"v1/{kind}/{name}")
        return None if answer.status == NOT_FOUND else _told(name, answer)

    def put(self, kind: str, name: str, fields: dict[str, str], *, amount: Decimal) -> Told | None:
        """Make a request, once for each name. Returns the one that was there before; None when it is made now."""
        try:
            self._ask("PUT", f"v2/{kind}/{name}", body=_written(fields, amount))
        except Refused:
            known = self.get(kind, name)
            if known is None:
                raise
            return known
        return None

    def cancel(self, name: str) -> None:
        """Take a payment request back. Nothing happens to one that is answered already, or was never made."""
        body = json.dumps(CANCEL)
        try:
            self._ask("PATCH", f"v1/{PAYMENTS}/{name}", body=body, content_type="application/json-patch+json")
        except Refused:
            return

    def _ask(
        self, method: str, path: str, *, body: str | None = None, content_type: str = "application/json"
    ) -> Answer:
        if time.monotonic() < self._rests_until:
            raise ProviderUnavailable("Swish hung a moment ago")
        try:
            headers = {"Content-Type": content_type} if body else {}
            answer = self._client.call(method, f"/{path}", data=body.encode() if body else None, headers=headers)
        except (NotSent, Unknown) as error:
            if isinstance(error.__cause__, requests.Timeout):
                self._rests_until = time.monotonic() + REST_SECONDS
            raise ProviderUnavailable(f"Swish: {error}") from error
        if answer.status in REFUSALS:
            raise _refusal(answer)
        if answer.is_ok or (answer.status == NOT_FOUND and method != "PUT"):
            return answer
        raise ProviderUnavailable(f"Swish answered {answer.status}")


def _written(fields: dict[str, str], amount: Decimal) -> str:
    """The fields as JSON, the amount as a number with two decimals that has never been a binary fraction."""
    return f'{json.dumps(fields, ensure_ascii=False)[:-1]}, "amount": {amount:.2f}}}'


def _told(name: str, answer: Answer) -> Told:
    """What is told of the request that we named so."""
    try:
        body = json.loads(answer.body, parse_float=Decimal, parse_int=Decimal)
        paid, made = body.get("datePaid"), body["dateCreated"]
        if body["status"] not in KNOWN:
            strange.tell("swish", "payment status", body["status"], about=name)
        return Told(
            name=name,
            status=body["status"],
            amount=Decimal(body["amount"]),
            reference=body.get("paymentReference") or "",
            payer=body.get("payerAlias") or "",
            at=_instant(paid or made),
            code=body.get("errorCode") or "",
        )
    except (ValueError, ArithmeticError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProviderUnavailable("Swish's answer cannot be read") from error


def _refusal(answer: Answer) -> Refused:
    """Its errors are a list; what is not one is a no without a reason."""
    try:
        errors: list[dict[str, Any]] = answer.json()
        codes = [str(one["errorCode"]) for one in errors]
        words = "; ".join(f"{one['errorCode']}: {one.get('errorMessage') or ''}" for one in errors)
    except (Unknown, KeyError, TypeError, AttributeError):
        codes, words = [], f"Swish answered {answer.status} without a reason"
    return Refused(codes, LONG_NUMBER.sub("…", words)[:400])


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
