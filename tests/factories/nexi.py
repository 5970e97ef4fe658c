"""The shop with Nexi Checkout plugged in, and Nexi's counterpart on this machine behind it."""

import contextlib

import requests
from django.urls import reverse
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import providers
from integrations.sandbox.nexi import KEY, NexiSandbox
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

RETURN = "https://shop.example.se/kassa/tillbaka/"
PATH = "integrations.payments.nexi.payment.NexiPayment"
REFUND, READ = ("POST", "/v1/charges/"), ("GET", "/v1/")


@contextlib.contextmanager
def plugged_in(settings, *, capture="automatic"):
    """Yields the sandbox; the adapter asks it and nobody else."""
    with NexiSandbox() as sandbox:
        for name, value in environment(sandbox, capture=capture).items():
            setattr(settings, name, value)
        settings.PAYMENT_PROVIDERS = {"nexi": PATH, **settings.PAYMENT_PROVIDERS}
        providers.cache_clear()
        try:
            yield sandbox
        finally:
            providers.cache_clear()


def environment(sandbox, *, capture="automatic"):
    """What a shop is told to have the sandbox as its Nexi."""
    return {"NEXI_SECRET_KEY": KEY, "NEXI_API_BASE": sandbox.address, "NEXI_CAPTURE": capture}


def an_order(price="100.00", total="149.00", **fields):
    """An order placed with Nexi, and its payment."""
    order = placed(sellable(price=price, page=False, **fields), total=total, payment="nexi")
    return order, Payment.objects.select_related("order").get(order=order)


def begun(payment):
    """Begin the payment as the checkout does; gives the address where the shopper pays."""
    started = providers()["nexi"].start(payment, return_url=RETURN)
    payment.refresh_from_db()
    return started.redirect_url


def press(address, outcome="pay"):
    """Press a button of Nexi's page."""
    return requests.post(address, data={"outcome": outcome}, timeout=10, allow_redirects=False)


def paid():
    """An order that is begun, paid on the page and known to be."""
    order, payment = an_order()
    press(begun(payment))
    settle.complete(payment, now=timezone.now())
    return order, Payment.objects.select_related("order").get(pk=payment.pk)


def pay(sandbox, client, address):
    return press(address)


def count_pages(sandbox):
    return len(sandbox.books.payments)


def count_refunds(sandbox):
    return sum(len(one["refunds"]) for one in sandbox.books.payments.values())


def call(client, sent, **headers):
    """Carry a call of the sandbox's to the shop."""
    told = {"HTTP_AUTHORIZATION": sent.headers["Authorization"], **headers}
    return client.post(reverse("payment_callback", args=["nexi"]), sent.body, content_type="application/json", **told)


def asks(sandbox, path, method="POST"):
    """What Nexi was asked at an address, as it was read."""
    return [fields for verb, at, fields in sandbox.requests if (verb, at) == (method, path)]


def books_of(sandbox):
    """The only payment that Nexi knows."""
    [known] = sandbox.books.payments.values()
    return known
