"""What Stripe is asked, and how often, when it answers and when it does not; half a set-up is found at start."""

from datetime import timedelta
from decimal import Decimal

import pytest
import stripe as library
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from commerce.checkout.start import start_payment
from commerce.checkout.ways_to_pay import first_direct
from commerce.orders.models import Order, OrderLine
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, offered, providers
from integrations import sealed_copy
from integrations.payments import stripe as adapter
from integrations.sandbox.faults import Fault
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import placed, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


@pytest.mark.law("L22")
def test_klarna_is_a_choice_of_its_own_after_direct_payment_and_never_chosen_beforehand(stripe_sandbox):
    order = placed(sellable(price="100.00", page=False), total="149.00", payment="stripe_klarna")
    payment = order.payments.get()

    providers()["stripe_klarna"].start(payment, return_url=stripe.RETURN)

    [session] = stripe.asks(stripe_sandbox)
    assert session["payment_method_configuration"] == "pmc_klarna"
    assert "excluded_payment_method_types" not in session
    shown = [one.code for one in offered(shopper=shopper("pro"), total=order.gross)]
    assert shown[:2] == ["stripe", "demo"]
    assert set(shown[2:]) == {"stripe_klarna", "invoice"}
    assert first_direct([providers()["stripe_klarna"], providers()["invoice"]]) is None


@pytest.mark.law("L9")
@pytest.mark.law("L22")
@pytest.mark.law("L23")
def test_the_page_is_asked_for_with_the_orders_lines_and_nothing_that_is_not_needed(stripe_sandbox):
    order, payment = stripe.an_order(product__name_sv="Kopp Glimma")

    stripe.begun(payment)

    [session] = stripe.asks(stripe_sandbox)
    known = {"order": order.number, "payment": f"{order.token.hex}-{payment.pk}"}
    copy = {name: piece for name, piece in session["metadata"].items() if name.startswith("copy-")}
    assert order.email in sealed_copy.unseal(sealed_copy.joined(copy))
    assert session == {
        "mode": "payment",
        "submit_type": "pay",
        "locale": "sv",
        "client_reference_id": str(payment.pk),
        "customer_email": "asa@example.se",
        "success_url": stripe.RETURN,
        "cancel_url": stripe.RETURN,
        "expires_at": str(int((payment.changed_at + timedelta(hours=2)).timestamp())),
        "adaptive_pricing": {"enabled": "false"},
        "excluded_payment_method_types": list(adapter.CREDIT),
        "metadata": {**known, **copy},
        "payment_intent_data": {"description": order.number, "metadata": known},
        "line_items": [
            {
                "quantity": "1",
                "price_data": {
                    "currency": "sek",
                    "unit_amount": "10000",
                    "product_data": {"name": "Kopp Glimma"},
                },
            },
            {
                "quantity": "1",
                "price_data": {"currency": "sek", "unit_amount": "4900", "product_data": {"name": "Ombud"}},
            },
        ],
    }


def test_credit_that_the_page_would_mix_with_direct_payment_is_left_out():
    assert {"klarna", "billie", "afterpay_clearpay"} <= set(adapter.CREDIT)
    assert not {"card", "swish"} & set(adapter.CREDIT)


def test_the_interface_is_that_of_the_counterpart_and_of_the_library(stripe_sandbox):
    assert adapter.API_VERSION == stripe_sandbox.books.contract.api_version == library.api_version


def test_money_is_only_authorised_where_that_is_set(stripe_manual):
    _order, payment = stripe.an_order()

    stripe.begun(payment)

    assert stripe.asks(stripe_manual)[0]["payment_intent_data"]["capture_method"] == "manual"


def test_an_amount_that_stripe_does_not_take_is_not_offered(stripe_sandbox):
    assert "stripe" in [one.code for one in offered(shopper=shopper(), total=Decimal("3.00"))]
    assert "stripe" not in [one.code for one in offered(shopper=shopper(), total=Decimal("2.99"))]


@pytest.mark.parametrize("amount", ["0.001", "1.005"])
def test_a_part_of_an_ore_is_never_sent(amount):
    with pytest.raises(ValueError, match="whole öre"):
        adapter._ore(Decimal(amount))


def test_an_order_that_does_not_add_up_is_not_charged_and_stands(stripe_sandbox):
    order, payment = stripe.an_order()
    OrderLine.objects.update(gross=Decimal("99.99"), net=Decimal("79.99"))

    with pytest.raises(ProviderRefused):
        stripe.begun(payment)
    assert start_payment(order, return_url=stripe.RETURN) is None
    assert stripe.asks(stripe_sandbox) == []
    assert Order.objects.get().state == "placed"


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
def test_a_page_whose_address_was_lost_is_found_again_by_the_same_key(stripe_sandbox, fault):
    _order, payment = stripe.an_order()
    stripe_sandbox.faults.on(fault, "POST", "/v1/checkout/sessions", times=2)
    with pytest.raises(ProviderUnavailable):
        stripe.begun(payment)
    stripe_sandbox.faults.clear()

    if fault is Fault.FAIL_AFTER:  # a fault of Stripe's is given again for as long as the key is remembered
        with pytest.raises(ProviderUnavailable):
            stripe.begun(payment)
    else:
        assert stripe.begun(payment)
    assert stripe_sandbox.count("checkout.session") == 1


def test_a_shopper_who_comes_back_to_the_checkout_is_sent_to_the_same_page(stripe_sandbox):
    _order, payment = stripe.an_order()
    first = stripe.begun(payment)
    stripe_sandbox.books.skew = 25 * 60  # still open

    assert stripe.begun(payment) == first
    assert stripe_sandbox.count("checkout.session") == 1


def test_a_wrong_key_is_no_answer_about_the_payment(stripe_sandbox, settings):
    _order, payment = stripe.an_order()
    settings.STRIPE_SECRET_KEY = "sk_test_another"
    providers.cache_clear()

    with pytest.raises(ProviderUnavailable):
        stripe.begun(payment)
    assert start_payment(payment.order, return_url=stripe.RETURN) is None


def test_stripe_that_hangs_is_given_up(stripe_sandbox, monkeypatch):
    monkeypatch.setattr(adapter, "READ_SECONDS", 0.1)
    providers.cache_clear()
    _order, payment = stripe.an_order()
    stripe_sandbox.faults.on(Fault.SLOW, "POST", "/v1/", times=2)

    with pytest.raises(ProviderUnavailable):
        stripe.begun(payment)
    stripe_sandbox.let_go()


@pytest.mark.parametrize(
    ("case", "told", "error"),
    [
        ("callbacks that nobody can trust", {"STRIPE_WEBHOOK_SECRET": ""}, "integrations.E001"),
        ("real money at another address", {"STRIPE_SECRET_KEY": "sk_live_1"}, "integrations.E002"),
        ("a test key where money is real", {"ENVIRONMENT": "production"}, "integrations.E004"),
        ("a word that means nothing", {"STRIPE_CAPTURE": "later"}, "integrations.E003"),
    ],
)
def test_half_a_set_up_is_found_at_start(stripe_sandbox, settings, case, told, error):
    call_command("check", "integrations")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=error):
        call_command("check", "integrations")
