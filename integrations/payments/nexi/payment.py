"""Nexi Checkout: the shopper pays by card or Swish on Nexi's own page.

The calls are in `client`, what is bought as Nexi's items in `items`. Decisions and data: docs/teknik/betalning.md.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.customers.shopper import Shopper
from commerce.orders.models import Instruction, OrderAddress, Payment, Shipment
from commerce.orders.payments import (
    Callback,
    CallbackRefused,
    Instructed,
    ProviderRefused,
    ProviderUnavailable,
    Reading,
    Started,
)
from commerce.orders.states import InstructionState
from integrations.bounded import Unreadable, read_json
from integrations.payable import DoesNotAddUp
from integrations.payments.nexi import books, items
from integrations.payments.nexi.client import NexiClient, Thing
from integrations.payments.nexi.countries import ALPHA_3

CURRENCIES = ("DKK", "EUR", "GBP", "NOK", "SEK", "USD", "PLN", "CHF")
KEY_IS_KEPT = timedelta(hours=20)  # Nexi remembers a key for a day, as far as is known
HEARD = (
    "payment.reservation.created.v2",
    "payment.reservation.failed",
    "payment.checkout.completed",
    "payment.charge.created.v2",
    "payment.charge.failed",
    "payment.refund.initiated.v2",
    "payment.refund.failed",
    "payment.refund.completed",
    "payment.cancel.created",
    "payment.cancel.failed",
)
NAMED = re.compile(r"[0-9a-f]{32}")
WORD = re.compile(r"[\w.-]{1,100}", re.ASCII)  # what a word of a callback may be: it is stored, and looked up by


class NexiPayment:
    code = "nexi"
    name: str | Promise = _("Card or Swish")
    explanation = _("You pay on Nexi's page. Card numbers never reach us.")
    is_credit = False
    is_lent = False
    called_as = "nexi"

    def __init__(self):
        self._client = NexiClient()
        if "Swish" not in _methods():
            self.name = _("Card")

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return total > 0 and shopper.currency in CURRENCIES

    def start(self, payment: Payment, *, return_url: str) -> Started:
        """Open a page to pay on, or find the one that is open. Of two that are opened at once one is kept.

        Nexi has no key for this call. A page whose answer was lost is known to nobody and cannot be paid.
        """
        if payment.reference:
            return self._started(payment.reference)
        made = self._client.post("/v1/payments", self._asked(payment, return_url), gives="paymentId")
        mine = made["paymentId"]
        if Payment.objects.filter(pk=payment.pk, reference="").update(reference=mine):
            return Started(reference=mine, redirect_url=made["hostedPaymentPageUrl"])
        self._client.terminate(mine)
        payment.refresh_from_db(fields=["reference"])
        return self._started(payment.reference)

    def read(self, payment: Payment) -> Reading:
        """A payment without a reference has a page that nobody was ever sent to: there is nothing to read."""
        if not payment.reference:
            return Reading()
        return books.reading(self._client.get(payment.reference))

    def instruct(self, instruction: Instruction) -> Instructed:
        """Under the instruction's own key. When Nexi may have forgotten it, its books are searched first."""
        if not instruction.payment.reference:
            raise ProviderRefused("nothing has been paid at Nexi")
        known = self._client.get(instruction.payment.reference)
        if instruction.kind == Instruction.Kind.REFUND:
            return self._refund(instruction, known)
        if instruction.kind == Instruction.Kind.CAPTURE:
            return self._charge(instruction, known)
        return self._release(instruction, known)

    def close(self, payment: Payment) -> None:
        if payment.reference:
            self._client.terminate(payment.reference)

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        """It is not signed, but bears the word that it was given when the payment was made."""
        if not constant_time_compare(headers.get("Authorization", ""), callback_word()):
            raise CallbackRefused("it does not bear our word")
        try:
            told = read_json(body)
            key, kind, about = told["id"], told["event"], told["data"]["paymentId"]
        except (Unreadable, KeyError, TypeError, AttributeError) as error:
            raise CallbackRefused("not an event as Nexi writes them") from error
        if not all(isinstance(word, str) and WORD.fullmatch(word) for word in (key, kind, about)):
            raise CallbackRefused("an event with names as Nexi gives none")
        return [Callback(key=key, reference=about.lower(), kind=kind)]

    def list_since(self, instant: datetime) -> list[Callback]:
        """Nexi keeps no list. Payments that were open or given up since then are asked about one by one."""
        given_up = (Payment.State.PENDING, Payment.State.CANCELLED, Payment.State.DECLINED)
        ours = Payment.objects.filter(provider=self.code).exclude(reference="")
        waiting = ours.filter(instructions__state=InstructionState.SENT)
        asked = (ours.filter(state__in=given_up, changed_at__gte=instant) | waiting).distinct().order_by("id")
        readings = [books.reading(self._client.get(payment.reference)) for payment in asked]
        return [books.noticed(reading) for reading in readings if reading.facts or reading.is_over]

    # --- the steps ---

    def _started(self, reference: str) -> Started:
        known = self._client.get(reference)
        try:
            return Started(reference=reference, redirect_url=known["checkout"]["url"])
        except (KeyError, TypeError) as error:
            raise ProviderUnavailable("Nexi's answer cannot be read") from error

    def _asked(self, payment: Payment, return_url: str) -> Thing:
        order = payment.order
        try:
            bought = items.of_payment(payment)
        except DoesNotAddUp as error:
            raise ProviderRefused(str(error)) from error
        call = {"url": callback_url(), "authorization": callback_word()}
        return {
            "order": {
                "items": bought,
                "amount": items.ore(payment.amount),
                "currency": payment.currency,
                "reference": order.number,
            },
            "checkout": {
                "integrationType": "HostedPaymentPage",
                "returnUrl": return_url,
                "cancelUrl": return_url,
                "termsUrl": settings.NEXI_TERMS_URL,
                "merchantHandlesConsumerData": True,
                "consumer": _consumer(payment),
                "charge": settings.NEXI_CAPTURE == "automatic",
                "publicDevice": True,
                "countryCode": "SWE",
            },
            "notifications": {"webHooks": [{"eventName": event, **call} for event in HEARD]},
            "paymentMethodsConfiguration": [{"name": method, "enabled": True} for method in _methods()],
            "myReference": order.number,
        }

    def _charge(self, instruction: Instruction, known: Thing) -> Instructed:
        payment = instruction.payment
        charge_id = _found(known.get("charges"), "chargeId", "created", instruction)
        if charge_id is None:
            asked = {
                "amount": items.ore(instruction.amount),
                "orderItems": _charged(instruction),
                "finalCharge": _lets_go_of_the_rest(instruction, known),
            }
            path = f"/v1/payments/{payment.reference}/charges"
            charge_id = self._client.post(path, asked, gives="chargeId", key=instruction.key.hex)["chargeId"]
        reading = books.reading(self._client.get(payment.reference))
        return Instructed(reference=charge_id, is_done=True, facts=reading.facts)

    def _refund(self, instruction: Instruction, known: Thing) -> Instructed:
        """By the charge, where there is one; by the payment, where it was charged in parts."""
        payment, charges = instruction.payment, known.get("charges") or []
        if not charges:
            raise ProviderRefused("nothing has been charged at Nexi")
        refund_id = _found(known.get("refunds"), "refundId", "lastUpdated", instruction)
        if refund_id is None:
            asked = {
                "amount": items.ore(instruction.amount),
                "orderItems": items.of_amount(payment.order, instruction.amount),
            }
            of_one = f"/v1/charges/{charges[0]['chargeId']}/refunds"
            path = of_one if len(charges) == 1 else f"/v1/payments/{payment.reference}/refunds"
            refund_id = self._client.post(path, asked, gives="refundId", key=instruction.key.hex)["refundId"]
        after = self._client.get(payment.reference)
        states = {one["refundId"]: one.get("state") for one in after.get("refunds") or []}
        if states.get(refund_id) in books.LOST:
            raise ProviderRefused(f"Nexi could not refund it: {states[refund_id]}")
        is_done = states.get(refund_id) in books.MADE
        return Instructed(reference=refund_id, is_done=is_done, facts=books.reading(after).facts)

    def _release(self, instruction: Instruction, known: Thing) -> Instructed:
        """All that is left, at once. With the last charge it may have been let go of already."""
        left = books.left(known)
        if left:
            if items.ore(instruction.amount) != left:
                raise ProviderRefused("Nexi lets go of all that is left of a reservation, not of a part")
            self._client.cancel(known["paymentId"], left)
            known = self._client.get(known["paymentId"])
        return Instructed(reference=known["paymentId"], is_done=True, facts=books.reading(known).facts)


def callback_url() -> str:
    return f"https://{urlsplit(settings.SITE_URL).netloc}{reverse('payment_callback', args=[NexiPayment.code])}"


def callback_word() -> str:
    """What Nexi is to say when it calls: 32 letters and digits that nobody else can work out."""
    return salted_hmac("payments.nexi.callback", "word", algorithm="sha256").hexdigest()[:32]


def _methods() -> list[str]:
    """What is direct payment. Swish takes the money at once, and can hold none."""
    return [one for one in settings.NEXI_METHODS if settings.NEXI_CAPTURE == "automatic" or one != "Swish"]


def _consumer(payment: Payment) -> Thing:
    """Whom the page need not ask again, at the first address. A company or a person, never both."""
    order = payment.order
    address = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY).earliest("group")
    person = {"firstName": address.first_name, "lastName": address.last_name}
    who: Thing = (
        {"company": {"name": address.company, "contact": person}} if address.company else {"privatePerson": person}
    )
    return {
        "email": order.email,
        "shippingAddress": {
            "addressLine1": address.address_1,
            "addressLine2": address.address_2,
            "postalCode": address.postal_code,
            "city": address.city,
            "country": ALPHA_3.get(address.country, address.country),
        },
        **who,
    }


def _charged(instruction: Instruction) -> list[items.Item]:
    """The lines of the parcel that the charge is for; else the amount."""
    order = instruction.payment.order
    for shipment in Shipment.objects.filter(order=order).select_related("order"):
        if uuid5(NAMESPACE_OID, f"shipment:{shipment.pk}") == instruction.key:
            return items.of_parcel(shipment, instruction.amount)
    return items.of_amount(order, instruction.amount)


def _lets_go_of_the_rest(instruction: Instruction, known: Thing) -> bool:
    """Whether all that is left after this charge is to be let go of: Nexi does that with the charge, not afterwards."""
    waiting = instruction.payment.instructions.filter(kind=Instruction.Kind.RELEASE, state=InstructionState.REQUESTED)
    rest = sum(items.ore(one.amount) for one in waiting)
    return bool(rest) and items.ore(instruction.amount) + rest == books.left(known)


def _found(things: list[Thing] | None, name: str, moment: str, instruction: Instruction) -> str | None:
    """What an instruction has come to whose key may be forgotten: of that amount, since then, and nobody else's."""
    if timezone.now() - instruction.asked_at < KEY_IS_KEPT:
        return None
    taken = set(Instruction.objects.filter(payment=instruction.payment).values_list("reference", flat=True))
    earliest = instruction.asked_at - timedelta(minutes=5)
    for thing in things or []:
        is_ours = thing["amount"] == items.ore(instruction.amount) and thing[name] not in taken
        if is_ours and books.instant(thing.get(moment), earliest) >= earliest:
            return thing[name]
    return None
