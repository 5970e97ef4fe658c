"""The payment interface of Nexi Checkout: JSON under a secret key, each call under a time limit, none led elsewhere."""

from typing import Any

from django.conf import settings

from commerce.orders.payments import ProviderRefused, ProviderUnavailable
from integrations.client import Answer, Client
from integrations.errors import NotSent, Unknown

CONNECT_SECONDS, READ_SECONDS = 5, 15
# A no to what was asked. A wrong key, two calls at once, too many and faults of theirs say nothing of the payment.
REFUSALS = (400, 402, 404, 405, 415, 422)
NO_CONTENT = 204
Thing = dict[str, Any]


class NexiClient:
    """Raises ProviderUnavailable when nothing is known of what came of a call, and ProviderRefused for a no."""

    def __init__(self):
        headers = {"Authorization": settings.NEXI_SECRET_KEY, "Accept": "application/json"}
        self._client = Client(settings.NEXI_API_BASE, headers=headers, connect=CONNECT_SECONDS, read=READ_SECONDS)

    def get(self, payment_id: str) -> Thing:
        """The payment by Nexi's own books."""
        try:
            return self._ask("GET", f"/v1/payments/{payment_id}")["payment"]
        except ProviderRefused as refusal:  # we have its name from them: the key or the address is another's
            raise ProviderUnavailable(f"Nexi does not show the payment: {refusal}") from refusal
        except (KeyError, TypeError) as error:
            raise ProviderUnavailable("Nexi's answer cannot be read") from error

    def post(self, path: str, body: Thing, *, gives: str, key: str | None = None) -> Thing:
        """`gives` is what the answer must name. The same key gives the same answer for as long as Nexi remembers it."""
        answer = self._ask("POST", path, body=body, headers={"Idempotency-Key": key} if key else {})
        if not isinstance(answer.get(gives), str):
            raise ProviderUnavailable("Nexi's answer cannot be read")
        return answer

    def cancel(self, payment_id: str, amount: int) -> None:
        self._ask("POST", f"/v1/payments/{payment_id}/cancels", body={"amount": amount})

    def terminate(self, payment_id: str) -> None:
        """Let the shopper no longer pay. Nothing happens to a payment that is made."""
        try:
            self._ask("PUT", f"/v1/payments/{payment_id}/terminate")
        except ProviderRefused:
            return

    def _ask(
        self, method: str, path: str, *, body: Thing | None = None, headers: dict[str, str] | None = None
    ) -> Thing:
        try:
            answer = self._client.call(method, path, json=body, headers=headers)
        except (NotSent, Unknown) as error:
            raise ProviderUnavailable(f"Nexi: {error}") from error
        if answer.status in REFUSALS:
            raise ProviderRefused(_words(answer))
        if not answer.is_ok:
            raise ProviderUnavailable(f"Nexi answered {answer.status}")
        return _read(answer) if answer.status != NO_CONTENT else {}


def _read(answer: Answer) -> Thing:
    try:
        told = answer.json()
    except Unknown as error:
        raise ProviderUnavailable("Nexi's answer cannot be read") from error
    if not isinstance(told, dict):
        raise ProviderUnavailable("Nexi's answer cannot be read")
    return told


def _words(answer: Answer) -> str:
    """A 400 names fields and what is wrong with them; other errors have a message."""
    try:
        told = answer.json()
        if errors := told.get("errors"):
            return "; ".join(f"{field}: {', '.join(texts)}" for field, texts in errors.items())[:400]
        return f"{answer.status}: {told.get('message') or 'refused'}"[:400]
    except (Unknown, AttributeError, TypeError):
        return f"Nexi answered {answer.status} without a reason"
