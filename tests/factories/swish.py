"""The shop with Swish plugged in, and Swish's counterpart on this machine behind it."""

import contextlib

from django.urls import reverse
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.models import Payment
from commerce.orders.payments import providers
from integrations.payments.swish.payment import page_key, request_name
from integrations.sandbox.swish import NUMBER, Papers, SwishSandbox
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

PATH = "integrations.payments.swish.payment.SwishPayment"
REFUND, READ = ("PUT", "/swish-cpcapi/api/v2/refunds/"), ("GET", "/swish-cpcapi/")
PHONE, ALIAS = "070-123 45 67", "46701234567"


@contextlib.contextmanager
def plugged_in(settings, folder, *, until=None):
    """Yields the sandbox; the adapter asks it and nobody else. The shop's certificate is good until `until`."""
    papers = Papers.written_in(folder, until=until)
    with SwishSandbox(papers) as sandbox:
        for name, value in environment(sandbox).items():
            setattr(settings, name, value)
        settings.PAYMENT_PROVIDERS = {"swish": PATH, **settings.PAYMENT_PROVIDERS}
        providers.cache_clear()
        try:
            yield sandbox
        finally:
            providers.cache_clear()


def environment(sandbox):
    """What a shop is told to have the sandbox as its Swish."""
    return {
        "SWISH_CERTIFICATE": sandbox.papers.certificate,
        "SWISH_KEY": "",
        "SWISH_CA": sandbox.papers.authority,
        "SWISH_NUMBER": NUMBER,
        "SWISH_API_BASE": sandbox.address,
    }


def an_order(price="100.00", total="149.00"):
    """An order placed with Swish, and its payment."""
    order = placed(sellable(price=price, page=False), total=total, payment="swish")
    return order, Payment.objects.select_related("order").get(order=order)


def asked(payment, *, payer=ALIAS):
    """The request is sent to a phone; gives its name."""
    providers()["swish"].ask(payment, payer=payer)
    payment.refresh_from_db()
    return request_name(payment)


def pay(sandbox, client, address):
    """The shopper writes the number on the page at the address, and approves in the app."""
    client.post(address, {"phone": PHONE})
    for name, request in list(sandbox.books.payments.items()):
        if request["status"] == "CREATED":
            sandbox.books.approve(name)


def count_pages(sandbox):
    """Swish hears of a payment when the shopper has given a number, not before."""
    return 1 + len(sandbox.books.payments)


def count_refunds(sandbox):
    return len(sandbox.books.refunds)


def paid(sandbox):
    """An order that is asked for, approved in the app and known to be."""
    order, payment = an_order()
    sandbox.books.approve(asked(payment))
    return order, settle.complete(payment, now=timezone.now())


def call(client, sent):
    """Carry a call of the sandbox's to the shop, at the address that the shop gave."""
    path = "/" + sent.url.split("/", 3)[3]
    return client.post(path, sent.body, content_type=sent.headers["Content-Type"])


def callback_address(proof):
    return reverse("payment_callback_proved", args=["swish", proof])


def page_of(payment):
    """Where the shopper writes the number."""
    return reverse("payment_swish", args=[page_key(payment)])


def waiting_of(payment):
    """Where the shopper waits for the app."""
    return reverse("payment_swish_waiting", args=[page_key(payment)])


def asks(sandbox, method="PUT"):
    """What Swish was asked, as it was read."""
    return [fields for verb, _path, fields in sandbox.requests if verb == method]
