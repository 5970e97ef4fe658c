"""The ways to pay that a shopper chooses among, how they are named, and where a choice leads."""

from collections.abc import Iterable

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.checkout.start import start_payment
from commerce.customers.organisations import Organisation
from commerce.orders import look
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Order, Payment
from commerce.orders.payments import PaymentProvider, is_direct
from commerce.orders.terms import name_of
from commerce.pricing.templatetags.prices import money


def first_direct(choices: Iterable[PaymentProvider]) -> str | None:
    """The payment that is chosen beforehand: never credit."""
    return next((provider.code for provider in choices if is_direct(provider)), None)


def payment_choices(choices: Iterable[PaymentProvider], organisation: Organisation | None) -> list[dict]:
    return [
        {
            "code": provider.code,
            "name": name_of(provider.code, organisation),
            "price": None,
            "note": provider.explanation,
        }
        for provider in choices
    ]


def credit_words(refused: CreditExceeded) -> str:
    return _(
        "Your company has %(left)s left of its credit limit, and this order is %(asked)s. Pay another way, or write "
        "to us about the limit."
    ) % {"left": money(refused.left), "asked": money(refused.asked)}


def send_to_pay(request, order: Order) -> HttpResponseRedirect:
    if order.state == Order.State.AWAITING:
        return redirect("order_confirmation", token=order.token)
    return_url = request.build_absolute_uri(reverse("order_returned", args=[order.token]))
    return redirect(start_payment(order, return_url=return_url) or return_url)


def latest_payment(token) -> Payment:
    """The last payment of the order that the address names, or 404."""
    payment = look.latest_payment(token)
    if payment is None:
        raise Http404
    return payment
