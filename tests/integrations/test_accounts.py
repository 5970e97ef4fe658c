"""The same on counterparts and, where the environment has their keys, on real accounts for trying.

    STRIPE_ACCOUNT_SECRET_KEY=sk_test_…
    NEXI_ACCOUNT_SECRET_KEY=…                                     of Nexi's test environment
    SWISH_ACCOUNT_CERTIFICATE=/…  SWISH_ACCOUNT_CA=/…  SWISH_ACCOUNT_NUMBER=…   of Swish's simulator
    SHIPMONDO_ACCOUNT_USER=…  SHIPMONDO_ACCOUNT_KEY=…             of Shipmondo's sandbox
    pytest -rs tests/integrations/test_accounts.py

Nothing is paid and nothing is booked there: a payment is begun, read and closed; service points are asked for.
"""

import os
import uuid

import pytest

from commerce.orders import shipping
from commerce.orders.models import Order, Payment
from commerce.orders.payments import providers
from commerce.orders.shipping import Near
from tests.factories import carriers, nexi, stripe, swish

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

RETURN = "https://shop.example.se/kassa/tillbaka/"
SIMULATOR = "https://mss.cpc.getswish.net"
TRY = {
    "stripe": (stripe.PATH, ("STRIPE_SECRET_KEY",), {"STRIPE_API_BASE": "", "STRIPE_WEBHOOK_SECRET": "whsec_unused"}),
    "nexi": (nexi.PATH, ("NEXI_SECRET_KEY",), {"NEXI_API_BASE": "https://test.api.dibspayment.eu"}),
    "swish": (
        swish.PATH,
        ("SWISH_CERTIFICATE", "SWISH_CA", "SWISH_NUMBER"),
        {"SWISH_API_BASE": SIMULATOR, "SWISH_KEY": ""},
    ),
    "shipmondo": (
        carriers.KINDS["shipmondo"].path,
        ("SHIPMONDO_USER", "SHIPMONDO_KEY"),
        {"SHIPMONDO_API_BASE": "https://sandbox.shipmondo.com/api/public/v3"},
    ),
}


def account(name):
    """The name of a setting's value of a real account, in the environment."""
    return name.replace("_", "_ACCOUNT_", 1)


def on_both(*codes):
    """Each on its counterpart, and on a real account, skipped by the names of what is lacking."""
    cases = []
    for code in codes:
        lacking = [account(name) for name in TRY[code][1] if not os.environ.get(account(name))]
        why = f"no real account at {code}: {', '.join(lacking)} not set"
        real = pytest.param(
            (code, "account"), id=f"{code} account", marks=pytest.mark.skipif(bool(lacking), reason=why)
        )
        cases += [pytest.param((code, "counterpart"), id=f"{code} counterpart"), real]
    return cases


@pytest.fixture
def at(request, settings, tmp_path):
    """The code of a partner that the shop is plugged in to, be it real or not."""
    code, kind = request.param
    settings.SITE_URL = "https://shop.example.se"
    if kind == "counterpart":
        plug = {
            "stripe": lambda: stripe.plugged_in(settings),
            "nexi": lambda: nexi.plugged_in(settings),
            "swish": lambda: swish.plugged_in(settings, tmp_path),
            "shipmondo": lambda: carriers.plugged_in(settings, "shipmondo"),
        }[code]
        with plug():
            yield code
        return
    path, names, more = TRY[code]
    for name, value in {**more, **{name: os.environ[account(name)] for name in names}}.items():
        setattr(settings, name, value)
    settings.CARRIERS, settings.PAYMENT_PROVIDERS = {code: path}, {code: path}
    forget_plugs()
    yield code
    forget_plugs()


def forget_plugs():
    providers.cache_clear()
    shipping.carriers.cache_clear()


def a_payment(code):
    """Of an order with a number that no earlier run has used."""
    _order, payment = {"stripe": stripe, "nexi": nexi, "swish": swish}[code].an_order()
    Order.objects.filter(pk=payment.order_id).update(number=f"P{uuid.uuid4().hex[:12]}")
    if code == "swish":  # the shop gives the name, and a name is good for one request
        Payment.objects.filter(pk=payment.pk).update(reference=uuid.uuid4().hex.upper())
    return Payment.objects.select_related("order").get(pk=payment.pk)


@pytest.mark.parametrize("at", on_both("stripe", "nexi", "swish"), indirect=True)
def test_a_payment_is_begun_read_and_closed(at):
    payment, provider = a_payment(at), providers()[at]

    if at == "swish":
        swish.asked(payment)
    else:
        started = provider.start(payment, return_url=RETURN)
        assert started.redirect_url.startswith(("https://", "http://127.0.0.1"))
        Payment.objects.filter(pk=payment.pk).update(reference=started.reference)
    payment = Payment.objects.select_related("order").get(pk=payment.pk)

    assert list(provider.read(payment).facts) == []
    provider.close(payment)
    assert list(provider.read(payment).facts) == []


@pytest.mark.parametrize("at", on_both("shipmondo"), indirect=True)
def test_a_carrier_tells_of_service_points(at):
    near = Near(country="SE", postal_code="393 51", city="Kalmar", address="Storgatan 1")

    points = shipping.carriers()[at].points("PN_SE_COLLECT", near)

    assert len(points) > 3
    assert all(one.key and one.name and one.city for one in points)
