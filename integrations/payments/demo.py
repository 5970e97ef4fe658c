"""A payment provider to try the shop with: its page asks whether to pay, and no money moves.

It behaves as a real one does: it has its own page, comes back by redirect, and its own word is what counts.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commerce.customers.shopper import Shopper
from commerce.orders import look, settle
from commerce.orders.models import Instruction, Payment, PaymentEvent
from commerce.orders.payments import Callback, CallbackRefused, Fact, Instructed, Reading, Started, providers

SALT = "payments.demo"
OVER = (Payment.State.DECLINED, Payment.State.CANCELLED)
DONE_AS: dict[str, str] = {
    Instruction.Kind.CAPTURE: PaymentEvent.Kind.CAPTURED,
    Instruction.Kind.REFUND: PaymentEvent.Kind.REFUNDED,
    Instruction.Kind.RELEASE: PaymentEvent.Kind.RELEASED,
}


class DemoPayment:
    code = "demo"
    name = _("Card or Swish (demo)")
    explanation = _("You come to a page of our demo provider. No money moves.")
    is_credit = False
    is_lent = False
    called_as = "demo"

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return True

    def start(self, payment: Payment, *, return_url: str) -> Started:
        key = signing.dumps({"payment": payment.pk, "return": return_url}, salt=SALT)
        return Started(reference=f"demo-{payment.pk}", redirect_url=reverse("payment_demo", args=[key]))

    def read(self, payment: Payment) -> Reading:
        """Its books are what its page has told the shop: it keeps none of its own."""
        facts = tuple(
            Fact(kind=one.kind, key=one.key, amount=one.amount, at=one.at) for one in payment.events.order_by("id")
        )
        return Reading(facts=facts, is_over=payment.state in OVER, reference=payment.reference)

    def instruct(self, instruction: Instruction) -> Instructed:
        key = f"demo-{instruction.key}"
        kind = DONE_AS[instruction.kind]
        fact = Fact(kind=kind, key=key, amount=instruction.amount, at=timezone.now())
        return Instructed(reference=key, is_done=True, facts=(fact,))

    def close(self, payment: Payment) -> None:
        """Its page takes no payment for an order that is cancelled or paid: `settle` gives it back."""

    def parse_callback(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> list[Callback]:
        raise CallbackRefused("the demo provider calls nobody")

    def list_since(self, instant: datetime) -> list[Callback]:
        return []


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, key):
    """The provider's own page. Its address is signed, so that nobody else's payment can be reached."""
    if DemoPayment.code not in providers():
        raise Http404
    try:
        told = signing.loads(key, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    payment = look.payment(told["payment"])
    if payment is None:
        raise Http404
    if request.method == "POST":
        now, key = timezone.now(), f"demo-{payment.pk}"
        if request.POST.get("outcome") == "paid":
            fact = Fact(kind=PaymentEvent.Kind.CAPTURED, key=key, amount=payment.amount, at=now)
            settle.learn(payment.pk, Reading(facts=(fact,), reference=key), now=now)
        else:
            settle.learn(payment.pk, Reading(is_over=True, reference=key), now=now)
        return redirect(told["return"])
    return render(request, "checkout/payment_demo.html", {"payment": payment, "order": payment.order})
