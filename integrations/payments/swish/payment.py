"""Swish, without anyone between: the shopper gets the request in the app and approves it with BankID.

The shopper's pages are in `page`, the calls in `client`. Money moves at once; there is nothing to capture or release.
Decisions and data: docs/teknik/betalning.md.
"""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from commerce.customers.shopper import Shopper
from commerce.orders.models import Instruction, Payment, PaymentEvent
from commerce.orders.payments import (
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
from commerce.orders.states import InstructionState
from integrations.bounded import Unreadable, read_json
from integrations.payments.swish.client import PAYMENTS, REFUNDS, SwishClient, Told

log = logging.getLogger(__name__)

SMALLEST = Decimal("1.00")
KIND = PaymentEvent.Kind
SIGNER = signing.Signer(salt="payments.swish")
NAMED = re.compile(r"[0-9A-F]{32}")
# What a word of a callback may be: it is stored, and looked up by.
WORD = re.compile(r"[\w.-]{1,60}", re.ASCII)


class SwishPayment:
    code = "swish"
    name = _("Swish")
    explanation = _("You approve the payment in the Swish app.")
    is_credit = False
    is_lent = False
    called_as = "swish"

    def __init__(self):
        self._client = SwishClient()

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return total >= SMALLEST and shopper.currency == "SEK"

    def start(self, payment: Payment, *, return_url: str) -> Started:
        """The page of ours that asks for the phone number. Swish hears of the payment when that is given."""
        return Started(reference=request_name(payment), redirect_url=reverse("payment_swish", args=[page_key(payment)]))

    def ask(self, payment: Payment, *, payer: str) -> Told | None:
        """Send the request to a phone, once for each payment. Returns the one that was sent before, None for a new one.

        Raises `client.Refused` with the reasons, or ProviderUnavailable: then it may have been sent.
        """
        name, order = request_name(payment), payment.order
        Payment.objects.filter(pk=payment.pk, reference="").update(reference=name)
        asked = {
            "payeePaymentReference": order.number,
            "callbackUrl": callback_url(name),
            "payerAlias": payer,
            "payeeAlias": settings.SWISH_NUMBER,
            "currency": payment.currency,
            "message": f"Order {order.number}",
        }
        return self._client.put(PAYMENTS, name, asked, amount=payment.amount)

    def read(self, payment: Payment) -> Reading:
        """Raises ProviderUnavailable also for an outcome that not even Swish knows (DS24): it is asked for again."""
        request = self._client.get(PAYMENTS, request_name(payment))
        if request is None:
            return Reading()
        if request.is_unknown:
            raise ProviderUnavailable("DS24: the bank has not said whether it is paid")
        facts = [*_of_payment(request), *self._of_refunds(payment)]
        return Reading(facts=tuple(facts), is_over=request.is_over, reference=request.name)

    def instruct(self, instruction: Instruction) -> Instructed:
        """A refund under the instruction's own key. Taken is not done: DEBITED comes before PAID."""
        if instruction.kind != Instruction.Kind.REFUND:
            raise ProviderRefused("Swish takes the money at once: nothing is held that could be taken or let go")
        name = instruction.key.hex.upper()
        refund = self._client.get(REFUNDS, name) or self._refund(instruction, name)
        if refund.is_over:
            raise ProviderRefused(f"{refund.code or refund.status}: Swish could not refund it")
        return Instructed(reference=name, is_done=refund.is_paid, facts=tuple(_of_refund(refund)))

    def close(self, payment: Payment) -> None:
        self._client.cancel(request_name(payment))

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        """Nobody signs it. The address it came to is known to us and Swish alone, and is of the request it is about."""
        try:
            told = read_json(body)
            name, status = told["id"], told["status"]
            paid_as = told.get("originalPaymentReference")
        except (Unreadable, KeyError, TypeError, AttributeError) as error:
            raise CallbackRefused("not a payment request or a refund as Swish writes them") from error
        if not all(isinstance(word, str) and WORD.fullmatch(word) for word in (name, status, paid_as or name)):
            raise CallbackRefused("names as Swish gives none")
        if not (NAMED.fullmatch(name) and constant_time_compare(proof, proof_of(name))):
            raise CallbackRefused("it did not come to the address that was given for it")
        kind = f"{'refund' if paid_as else 'payment'}.{status.lower()}"
        # A forged one must not stand in the way of the real one: their bodies differ, and so do their keys.
        key = f"{name}-{hashlib.sha256(body).hexdigest()[:32]}"
        return [Callback(key=key, reference=paid_as or name, kind=kind)]

    def list_since(self, instant: datetime) -> list[Callback]:
        """Swish keeps no list. Payments that were open or given up since then are asked about one by one."""
        given_up = (Payment.State.PENDING, Payment.State.CANCELLED, Payment.State.DECLINED)
        asked = Payment.objects.filter(provider=self.code).exclude(reference="").order_by("id")
        news = []
        for payment in asked.filter(state__in=given_up, changed_at__gte=instant):
            request = self._client.get(PAYMENTS, request_name(payment))
            if request is not None and (request.is_paid or request.is_over):
                news.append(_noticed(request, kind="payment", reference=request.name))
        for instruction in _on_their_way(Instruction.objects.filter(payment__provider=self.code)):
            refund = self._client.get(REFUNDS, instruction.reference)
            if refund is not None and (refund.is_paid or refund.is_over):
                news.append(_noticed(refund, kind="refund", reference=instruction.payment.reference))
        return news

    # --- the steps ---

    def _refund(self, instruction: Instruction, name: str) -> Told:
        payment = instruction.payment
        paid = self._client.get(PAYMENTS, request_name(payment))
        if paid is None or not paid.is_paid:
            raise ProviderRefused("nothing has been paid by Swish")
        asked = {
            "originalPaymentReference": paid.reference,
            "callbackUrl": callback_url(name),
            "payerAlias": settings.SWISH_NUMBER,
            "payeeAlias": paid.payer,
            "currency": payment.currency,
            "payerPaymentReference": payment.order.number,
            "message": f"Order {payment.order.number}",
        }
        refund = self._client.put(REFUNDS, name, asked, amount=instruction.amount) or self._client.get(REFUNDS, name)
        if refund is None:
            raise ProviderUnavailable("Swish has taken a refund and does not know it yet")
        return refund

    def _of_refunds(self, payment: Payment) -> Iterator[Fact]:
        """Also those that are done: a refund may come back days after it was paid."""
        asked = payment.instructions.filter(kind=Instruction.Kind.REFUND).exclude(state=InstructionState.FAILED)
        for key in asked.order_by("id").values_list("key", flat=True):
            if (refund := self._client.get(REFUNDS, key.hex.upper())) is not None:
                yield from _of_refund(refund)


def request_name(payment: Payment) -> str:
    """The name of a payment at Swish (`instructionUUID`), always the same: 32 hexadecimal digits in upper case."""
    return payment.reference or uuid5(NAMESPACE_OID, f"swish:{name_of(payment)}").hex.upper()


def page_key(payment: Payment) -> str:
    """The payment in the address of its page: signed, so that nobody reaches another's."""
    return SIGNER.sign(str(payment.pk))


def proof_of(name: str) -> str:
    """What the address that Swish calls about a request ends with."""
    return salted_hmac("payments.swish.callback", name, algorithm="sha256").hexdigest()[:32]


def callback_url(name: str) -> str:
    """Swish calls over HTTPS, at its usual port and nowhere else."""
    address = reverse("payment_callback_proved", args=[SwishPayment.code, proof_of(name)])
    return f"https://{urlsplit(settings.SITE_URL).hostname}{address}"


def _on_their_way(instructions):
    sent = instructions.filter(kind=Instruction.Kind.REFUND, state=InstructionState.SENT)
    return sent.select_related("payment").order_by("id")


def _of_payment(request: Told) -> Iterator[Fact]:
    if request.is_paid:
        yield Fact(kind=KIND.CAPTURED, key=request.reference or request.name, amount=request.amount, at=request.at)


def _of_refund(refund: Told) -> Iterator[Fact]:
    """One that has come to nothing has gone and come back: then it is owed again."""
    if refund.is_paid or refund.is_over:
        yield Fact(kind=KIND.REFUNDED, key=refund.name, amount=refund.amount, at=refund.at)
    if refund.is_over:
        yield Fact(kind=KIND.BOUNCED, key=refund.name, amount=refund.amount, at=refund.at)


def _noticed(told: Told, *, kind: str, reference: str) -> Callback:
    status = told.status.lower()
    return Callback(key=f"{told.name}-{status}", reference=reference, kind=f"{kind}.{status}")
