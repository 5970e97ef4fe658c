"""What Nexi is asked, and how often, when it answers and when it does not; half a set-up is found at start."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from commerce.checkout.start import start_payment
from commerce.orders import settle
from commerce.orders.models import OrderAddress, OrderLine, Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, providers
from integrations.payments.nexi import client as interface
from integrations.payments.nexi.payment import HEARD, callback_word
from integrations.sandbox.faults import Fault
from tests.factories import nexi
from tests.factories.orders import ADDRESS, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.mark.law("L9")
@pytest.mark.law("L22")
def test_the_page_is_asked_for_with_the_orders_lines_and_direct_payment_only(sandbox):
    order, payment = nexi.an_order(product__name_sv="Kopp Glimma")
    sku = order.lines.get().sku

    nexi.begun(payment)

    [asked] = nexi.asks(sandbox, "/v1/payments")
    hooks = asked.pop("notifications")["webHooks"]
    assert [hook["eventName"] for hook in hooks] == list(HEARD)
    assert {(hook["url"], hook["authorization"]) for hook in hooks} == {
        ("https://shop.example.se/betalning/nexi/", callback_word())
    }
    assert asked == {
        "order": {
            "items": [
                {"reference": sku, "name": "Kopp Glimma", "quantity": 1, "unit": "st", "unitPrice": 8000,
                 "taxRate": 2500, "taxAmount": 2000, "grossTotalAmount": 10000, "netTotalAmount": 8000},
                {"reference": "ombud", "name": "Ombud", "quantity": 1, "unit": "st", "unitPrice": 3920,
                 "taxRate": 2500, "taxAmount": 980, "grossTotalAmount": 4900, "netTotalAmount": 3920},
            ],
            "amount": 14900,
            "currency": "SEK",
            "reference": order.number,
        },
        "checkout": {
            "integrationType": "HostedPaymentPage",
            "returnUrl": nexi.RETURN,
            "cancelUrl": nexi.RETURN,
            "termsUrl": "http://127.0.0.1:8000/kopvillkor/",
            "merchantHandlesConsumerData": True,
            "consumer": {
                "email": "asa@example.se",
                "shippingAddress": {"addressLine1": "Storgatan 1", "addressLine2": "", "postalCode": "393 51",
                                    "city": "Kalmar", "country": "SWE"},
                "privatePerson": {"firstName": "Åsa", "lastName": "Öberg"},
            },
            "charge": True,
            "publicDevice": True,
            "countryCode": "SWE",
        },
        "paymentMethodsConfiguration": [{"name": one, "enabled": True} for one in ("Visa", "MasterCard", "Swish")],
        "myReference": order.number,
    }  # fmt: skip


def test_what_is_only_held_offers_no_swish_and_a_company_is_no_person(holding):
    _order, payment = nexi.an_order()
    OrderAddress.objects.update(company="Glas & Co")
    OrderAddress.objects.create(order=payment.order, group=2, **ADDRESS)  # some of it goes elsewhere

    nexi.begun(payment)

    assert str(providers()["nexi"].name) == "Kort"
    [asked] = nexi.asks(holding, "/v1/payments")
    assert asked["checkout"]["charge"] is False
    assert [one["name"] for one in asked["paymentMethodsConfiguration"]] == ["Visa", "MasterCard"]
    assert asked["checkout"]["consumer"]["company"]["name"] == "Glas & Co"
    assert "privatePerson" not in asked["checkout"]["consumer"]


def test_an_order_that_does_not_add_up_is_not_charged_and_stands(sandbox):
    order, payment = nexi.an_order()
    OrderLine.objects.update(gross=Decimal("99.99"), net=Decimal("79.99"))

    with pytest.raises(ProviderRefused):
        nexi.begun(payment)
    assert start_payment(order, return_url=nexi.RETURN) is None
    assert (sandbox.requests, states(order)) == ([], ("placed", "none"))


def test_a_wrong_key_is_no_answer_about_the_payment(sandbox, settings):
    _order, payment = nexi.an_order()
    settings.NEXI_SECRET_KEY = "another"
    providers.cache_clear()

    with pytest.raises(ProviderUnavailable):
        nexi.begun(payment)


def test_nexi_that_hangs_is_given_up(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    _order, payment = nexi.an_order()
    sandbox.faults.on(Fault.SLOW, "POST", "/v1/payments")

    with pytest.raises(ProviderUnavailable):
        nexi.begun(payment)
    sandbox.let_go()


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
def test_a_page_whose_answer_was_lost_is_known_to_nobody_and_another_is_opened(sandbox, fault):
    """Nexi has no key for this: the first stands unused, and its address has reached no shopper."""
    order, payment = nexi.an_order()
    sandbox.faults.on(fault, "POST", "/v1/payments")
    with pytest.raises(ProviderUnavailable):
        nexi.begun(payment)

    address = nexi.begun(payment)

    lost, kept = sandbox.books.payments
    assert (payment.reference, address) == (kept, f"{sandbox.address}/checkout/{kept}")
    nexi.press(address)
    settle.complete(payment, now=timezone.now())
    assert states(order) == ("confirmed", "charged")
    assert sandbox.books.payments[lost]["reserved"] == 0


def test_two_clicks_at_once_lead_to_one_page_and_the_other_is_shut(sandbox, monkeypatch):
    """The second opens its page, and is sent there, while the first waits for its own."""
    _order, payment = nexi.an_order()
    again, post = Payment.objects.select_related("order").get(pk=payment.pk), interface.NexiClient.post
    second = []

    def overtaken(self, *asked, **told):
        made = post(self, *asked, **told)
        if not second:
            second.append(None)
            second.append(providers()["nexi"].start(again, return_url=nexi.RETURN))
        return made

    monkeypatch.setattr(interface.NexiClient, "post", overtaken)
    first = providers()["nexi"].start(payment, return_url=nexi.RETURN)

    assert first == second[1]
    assert first.redirect_url == f"{sandbox.address}/checkout/{first.reference}"
    open_ones = [key for key, known in sandbox.books.payments.items() if not known["terminated"]]
    assert (open_ones, len(sandbox.books.payments)) == ([first.reference], 2)


@pytest.mark.law("L22")
@pytest.mark.parametrize(
    ("case", "told", "problem"),
    [
        ("a word that means nothing", {"NEXI_CAPTURE": "later"}, "integrations.E009"),
        ("another address where money is real", {"ENVIRONMENT": "production"}, "integrations.E010"),
        ("credit among direct payment", {"NEXI_METHODS": ["Visa", "EasyInvoice"]}, "integrations.E011"),
        ("no way to pay", {"NEXI_METHODS": []}, "integrations.E011"),
    ],
)
def test_half_a_set_up_is_found_at_start(sandbox, settings, case, told, problem):
    call_command("check", "integrations")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=problem):
        call_command("check", "integrations")
