"""The shop with Stripe plugged in, and Stripe's counterpart on this machine behind it."""

import contextlib

import requests
from django.urls import reverse
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import providers
from integrations.sandbox.stripe import KEY, SECRET, StripeSandbox
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

RETURN = "https://shop.example.se/kassa/tillbaka/"
PATH, KLARNA = "integrations.payments.stripe.StripePayment", "integrations.payments.stripe.StripeKlarna"
# Where a refund is asked for and a payment read: what goes wrong on the way goes wrong there.
REFUND, READ = ("POST", "/v1/refunds"), ("GET", "/v1/")


@contextlib.contextmanager
def plugged_in(settings, *, capture="automatic"):
    """Yields the sandbox; the adapter asks it and nobody else."""
    with StripeSandbox() as sandbox, pointed_at(sandbox, settings, capture=capture):
        yield sandbox


@contextlib.contextmanager
def pointed_at(sandbox, settings, *, capture="automatic"):
    for name, value in environment(sandbox, capture=capture).items():
        setattr(settings, name, value)
    settings.PAYMENT_PROVIDERS = {"stripe_klarna": KLARNA, "stripe": PATH, **settings.PAYMENT_PROVIDERS}
    providers.cache_clear()
    try:
        yield
    finally:
        providers.cache_clear()


def environment(sandbox, *, capture="automatic"):
    """What a shop is told to have the sandbox as its Stripe."""
    return {
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRET": SECRET,
        "STRIPE_API_BASE": sandbox.address,
        "CSP_FORMS": sandbox.address,
        "STRIPE_CAPTURE": capture,
        "STRIPE_KLARNA": "pmc_klarna",
    }


def an_order(price="100.00", total="149.00", **fields):
    """An order placed with Stripe, and its payment."""
    order = placed(sellable(price=price, page=False, **fields), total=total, payment="stripe")
    return order, order.payments.get()


def begun(payment: Payment) -> str:
    """Begin the payment as the checkout does; gives the address where the shopper pays."""
    started = providers()["stripe"].start(payment, return_url=RETURN)
    Payment.objects.filter(pk=payment.pk, reference="").update(reference=started.reference)
    payment.refresh_from_db()
    return started.redirect_url


def press(address: str, outcome="pay") -> requests.Response:
    """Press a button of Stripe's page."""
    return requests.post(address, data={"outcome": outcome}, timeout=10, allow_redirects=False)


def pay(sandbox, client, address):
    """The shopper pays on the page at the address."""
    return press(address)


def count_pages(sandbox):
    return sandbox.count("checkout.session")


def count_refunds(sandbox):
    return sandbox.count("refund")


def call(client, sent):
    """Carry a call of the sandbox's to the shop."""
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.headers.items()}
    kind = headers.pop("HTTP_CONTENT_TYPE")
    return client.post(reverse("payment_callback", args=["stripe"]), sent.body, content_type=kind, **headers)


def read(payment: Payment):
    return providers()[payment.provider].read(Payment.objects.select_related("order").get(pk=payment.pk))


def now():
    return timezone.now()


def asks(sandbox, path="/v1/checkout/sessions"):
    """What Stripe was asked at an address, as it was read."""
    return [fields for method, at, fields in sandbox.requests if (method, at) == ("POST", path)]


def authorised():
    """An order whose payment has been made on the page, and is known to be."""
    order, payment = an_order()
    press(begun(payment))
    return order, settle.complete(payment, now=timezone.now())
