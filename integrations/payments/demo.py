"""A payment provider to try the shop with: its page asks whether to pay, and no money moves.

It behaves as a real one does: it has its own page, comes back by redirect, and its own word is what counts.
"""

from decimal import Decimal

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commerce.customers.shopper import Shopper
from commerce.orders import flow, look
from commerce.orders.models import Payment
from commerce.orders.payments import Started, providers

SALT = "payments.demo"


class DemoPayment:
    code = "demo"
    name = _("Card or Swish (demo)")
    explanation = _("You come to a page of our demo provider. No money moves.")
    is_credit = False

    def is_offered(self, *, shopper: Shopper, total: Decimal) -> bool:
        return True

    def start(self, payment: Payment, *, return_url: str) -> Started:
        key = signing.dumps({"payment": payment.pk, "return": return_url}, salt=SALT)
        return Started(reference=f"demo-{payment.pk}", redirect_url=reverse("payment_demo", args=[key]))

    def read_state(self, payment: Payment) -> str:
        return payment.state


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
        if request.POST.get("outcome") == "paid":
            flow.pay(payment.pk, reference=f"demo-{payment.pk}", amount=payment.amount, now=timezone.now())
        else:
            flow.decline(payment.pk, now=timezone.now())
        return redirect(told["return"])
    return render(request, "checkout/payment_demo.html", {"payment": payment, "order": payment.order})
