"""The shopper's pages while paying with Swish: the phone number, then waiting for the answer from the app.

Both work without JavaScript; with it the second one asks by itself. What counts is what Swish says when it is read.
"""

from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commerce.customers.shopper import Shopper
from commerce.orders import flow, look, settle
from commerce.orders.changes import changing
from commerce.orders.models import Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, providers
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import MoveRefused
from integrations.payments.swish.client import Refused
from integrations.payments.swish.payment import SIGNER, SwishPayment, page_key
from integrations.payments.swish.phone import NotSwedish, alias

WAITING, SILENCE, OVER = "waiting", "silence", "over"
MOST_TRIES = 10  # of one order: no page of ours sends requests to phones without end
ANOTHER_ACTIVE = "RP06"
PROBLEMS = {
    ANOTHER_ACTIVE: _("There is already a payment waiting in your Swish app. Answer it, or wait a few minutes."),
    "ACMT03": _("The number is not connected to Swish. Check it, or pay another way."),
    "BE18": _("Swish does not know that number. Check it."),
    "ACMT01": _("Swish cannot take payments from that number just now. Pay another way."),
}
REFUSED = _("Swish would not take the payment. Try again, or pay another way.")
SILENT = _("Swish does not answer just now. Try again in a moment: you cannot pay twice by that.")


class PhoneForm(forms.Form):
    phone = forms.CharField(label=_("Mobile number connected to Swish"), max_length=40)

    def clean_phone(self):
        try:
            return alias(self.cleaned_data["phone"])
        except NotSwedish as error:
            raise forms.ValidationError(_("Write a Swedish mobile number, such as 070-123 45 67.")) from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, key):
    """Ask for the number, and send the request to that phone."""
    payment = _payment(key)
    if payment.state != Payment.State.PENDING:
        return redirect("order_returned", token=payment.order.token)
    form = PhoneForm(request.POST or None, initial={"phone": payment.order.phone})
    if request.method == "POST" and form.is_valid():
        try:
            asked = _ask(payment, payer=form.cleaned_data["phone"], shopper=request.shopper)
            return redirect("payment_swish_waiting", key=page_key(asked))
        except MoveRefused:
            return redirect("order_returned", token=payment.order.token)
        except ProviderUnavailable:
            form.add_error(None, SILENT)
        except ProviderRefused as refusal:
            codes = refusal.codes if isinstance(refusal, Refused) else []
            form.add_error(None, next((PROBLEMS[code] for code in codes if code in PROBLEMS), REFUSED))
    context = {"payment": payment, "order": payment.order, "form": form, "another_way": _another_way(payment)}
    return render(request, "checkout/swish.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request, key):
    """Say how it goes. A POST takes the request back."""
    payment = _payment(key)
    is_known = True
    if payment.state == Payment.State.PENDING:
        try:
            if request.method == "POST":
                _provider().close(payment)
            payment = settle.complete(payment, now=timezone.now())
        except ProviderUnavailable:
            is_known = False
    is_waiting = payment.state == Payment.State.PENDING
    if not is_waiting and payment.state not in (Payment.State.DECLINED, Payment.State.CANCELLED):
        return _to(request, reverse("order_returned", args=[payment.order.token]))
    if request.method == "POST":
        return redirect("payment_swish_waiting", key=key)
    shown = WAITING if is_waiting and is_known else SILENCE if is_waiting else OVER
    if "HX-Request" in request.headers and request.GET.get("shown") == shown:
        return HttpResponse(status=204)  # nothing new: what the shopper is reading, or has the focus on, stays
    context = {"payment": payment, "order": payment.order, "shown": shown, "key": key}
    context["another_way"] = _another_way(payment)
    return render(request, "checkout/swish_waiting.html", context)


# --- the steps ---


def _provider() -> SwishPayment:
    found = providers().get(SwishPayment.code)
    if not isinstance(found, SwishPayment):
        raise Http404
    return found


def _payment(key: str) -> Payment:
    """The payment that the signed address names, or 404."""
    try:
        payment = look.payment(int(SIGNER.unsign(key)))
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    if payment is None or payment.provider != SwishPayment.code:
        raise Http404
    _provider()
    return payment


def _ask(payment: Payment, *, payer: str, shopper: Shopper) -> Payment:
    """Send the request. One that went to another phone, or came to nothing, is taken back and a new payment asked for.

    Returns the payment that is now waited for. Raises ProviderRefused, ProviderUnavailable, MoveRefused.
    """
    provider = _provider()
    known = _ask_making_room(provider, payment, payer=payer)
    if known is None or known.is_paid or (known.payer == payer and not known.is_over):
        return payment
    provider.close(payment)
    payment = settle.complete(payment, now=timezone.now())
    if payment.state in settle.ACCEPTED:
        return payment
    if payment.order.payments.filter(provider=SwishPayment.code).count() >= MOST_TRIES:
        raise ProviderRefused(f"{payment.order.number} has been asked for {MOST_TRIES} times")
    try:
        payment = _renewed(payment, shopper=shopper)
    except UnknownChoice as error:
        raise ProviderRefused(gettext("Swish is not offered any more.")) from error
    _ask_making_room(provider, payment, payer=payer)
    return payment


def _renewed(payment: Payment, *, shopper: Shopper) -> Payment:
    """A new payment in the place of one that will not be made: of the order, or of a change of it."""
    told: Any = {"provider_code": SwishPayment.code, "shopper": shopper, "now": timezone.now()}
    return changing.choose(payment.change_id, **told) if payment.change_id else flow.try_again(payment.order_id, **told)


def _another_way(payment: Payment) -> str:
    """Where the shopper chooses how to pay."""
    return reverse("order_change" if payment.change_id else "order_unpaid", args=[payment.order.token])


def _ask_making_room(provider: SwishPayment, payment: Payment, *, payer: str):
    """Ask; when the phone has a request already, take back those of this order that were given up, and ask again.

    A request for a payment that was cancelled meanwhile is taken back at once: raises MoveRefused.
    """
    try:
        known = provider.ask(payment, payer=payer)
    except Refused as refusal:
        given_up = payment.order.payments.filter(provider=SwishPayment.code, state=Payment.State.CANCELLED)
        if ANOTHER_ACTIVE not in refusal.codes or not given_up.exists():
            raise
        for one in given_up:
            provider.close(one)
        known = provider.ask(payment, payer=payer)
    payment.refresh_from_db(fields=["state"])
    if payment.state in (Payment.State.CANCELLED, Payment.State.DECLINED):
        provider.close(payment)
        raise MoveRefused(f"{payment.order.number} is not to be paid so any more")
    return known


def _to(request, address: str) -> HttpResponse:
    """Send the whole page on, also when a part of it asked."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
