"""Stripe, against its counterpart: what it is asked, what it says, and what comes of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
import stripe as library
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from commerce.checkout.start import start_payment
from commerce.checkout.views import first_direct
from commerce.orders import flow, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, Order, OrderLine, Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, offered, providers
from integrations.outbox import deliver_due
from integrations.payments import stripe as adapter
from integrations.sandbox.faults import Fault
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import placed, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def asked(sandbox, path="/v1/checkout/sessions"):
    return [fields for method, at, fields in sandbox.requests if (method, at) == ("POST", path)]


def carry(payment, kind, amount, why="x"):
    asked_for = settle.ask(payment.pk, kind, Decimal(amount), why=why, now=timezone.now())
    return settle.carry_out(asked_for.pk, now=timezone.now())


def authorised():
    order, payment = stripe.an_order()
    stripe.press(stripe.begun(payment))
    return order, settle.complete(payment, now=timezone.now())


# --- What it is asked ---


@pytest.mark.law("L22")
def test_klarna_is_a_choice_of_its_own_after_direct_payment_and_never_chosen_beforehand(stripe_sandbox):
    order = placed(sellable(price="100.00", page=False), total="149.00", payment="stripe_klarna")
    payment = order.payments.get()

    providers()["stripe_klarna"].start(payment, return_url=stripe.RETURN)

    [session] = asked(stripe_sandbox)
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

    [session] = asked(stripe_sandbox)
    known = {"order": order.number, "payment": f"{order.token.hex}-{payment.pk}"}
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
        "metadata": known,
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

    assert asked(stripe_manual)[0]["payment_intent_data"]["capture_method"] == "manual"


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
    assert asked(stripe_sandbox) == []
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


# --- What becomes of it ---


def test_a_declined_card_leaves_the_page_open_for_another(stripe_sandbox):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)

    assert stripe.press(address, "decline").status_code == 402
    assert stripe.read(payment).facts == ()
    assert not stripe.read(payment).is_over
    stripe.press(address)
    settle.complete(payment, now=timezone.now())

    order.refresh_from_db()
    assert order.paid_state == "charged"


def test_a_page_that_has_expired_is_declined(stripe_sandbox):
    _order, payment = stripe.an_order()
    stripe.begun(payment)
    stripe_sandbox.books.skew = 3 * 3600

    assert settle.complete(payment, now=timezone.now()).state == Payment.State.DECLINED


@pytest.mark.parametrize("way", ["the order is cancelled", "the shopper pays another way"])
def test_the_page_of_a_payment_that_is_given_up_is_closed(stripe_sandbox, way):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)

    if way == "the order is cancelled":
        flow.cancel(order.pk, why="given up", now=timezone.now())
    else:
        flow.try_again(order.pk, provider_code="demo", shopper=shopper(), now=timezone.now())
    deliver_due()

    assert stripe_sandbox.count("checkout.session", status="expired") == 1
    assert stripe.press(address).status_code == 400


def test_closing_is_tried_again_when_stripe_does_not_answer(stripe_sandbox):
    order, payment = stripe.an_order()
    stripe.begun(payment)
    flow.cancel(order.pk, why="given up", now=timezone.now())
    stripe_sandbox.faults.on(Fault.TOO_MANY, "POST", "/v1/checkout/")

    deliver_due()
    assert stripe_sandbox.count("checkout.session", status="open") == 1
    deliver_due(now=lambda: timezone.now() + timedelta(minutes=1))
    assert stripe_sandbox.count("checkout.session", status="expired") == 1


def test_paid_in_the_moment_it_was_cancelled_the_money_goes_back_though_nobody_calls(stripe_sandbox):
    order, payment = stripe.an_order()
    address = stripe.begun(payment)
    flow.cancel(order.pk, why="late", now=timezone.now())
    stripe.press(address)

    for _time in range(2):
        deliver_due()

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("cancelled", "refunded")
    assert stripe_sandbox.count("refund", amount=14900) == 1


def test_a_page_that_opens_when_the_order_was_just_cancelled_is_closed_and_nobody_is_sent_there(
    stripe_sandbox, monkeypatch
):
    order, _payment = stripe.an_order()
    provider = type(providers()["stripe"])
    start = provider.start

    def slowly(self, payment, *, return_url):
        started = start(self, payment, return_url=return_url)
        flow.cancel(order.pk, why="given up", now=timezone.now())
        deliver_due()
        return started

    monkeypatch.setattr(provider, "start", slowly)

    assert start_payment(order, return_url=stripe.RETURN) is None
    assert stripe_sandbox.count("checkout.session", status="expired") == 1


# --- Refunds ---


def test_a_refund_that_takes_days_is_done_when_stripe_says_so(stripe_sandbox):
    order, payment = authorised()
    stripe_sandbox.books.refunds_are = "pending"
    refund = carry(payment, "refund", "49.00")
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("sent", "charged", Decimal("49.00"))

    stripe_sandbox.books.finish_refund(refund.reference, "succeeded")
    settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("done", "partly_refunded", 0)


@pytest.mark.parametrize("first", ["pending", "succeeded"])
def test_a_refund_that_fails_is_owed_again(stripe_sandbox, first):
    order, payment = authorised()
    stripe_sandbox.books.refunds_are = first
    refund = carry(payment, "refund", "49.00")

    stripe_sandbox.books.finish_refund(refund.reference, "failed")
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.paid_state, settle.owed(order)) == ("failed", "charged", Decimal("49.00"))
    assert sums(payment.events.all())["refunded"] == 0


def test_more_refunds_than_come_with_the_charge_are_all_read(stripe_sandbox):
    order, payment = authorised()
    for _time in range(13):
        carry(payment, "refund", "1.00")

    facts = stripe.read(payment).facts

    assert sum(fact.amount for fact in facts if fact.kind == "refunded") == Decimal("13.00")
    order.refresh_from_db()
    assert order.paid_state == "partly_refunded"


# --- Authorised first, taken when goods leave ---


def test_a_part_is_taken_for_each_parcel_where_the_agreement_allows_it(stripe_manual):
    stripe_manual.books.has_multicapture = True
    order, payment = authorised()

    assert carry(payment, "capture", "100.00").state == "done"
    order.refresh_from_db()
    assert order.paid_state == "partly_charged"
    assert carry(payment, "capture", "49.00").state == "done"

    order.refresh_from_db()
    reading = stripe.read(payment)
    assert order.paid_state == "charged"
    assert [fact.amount for fact in reading.facts if fact.kind == "captured"] == [Decimal("100.00"), Decimal("49.00")]
    assert sums(payment.events.all()) == {"authorised": 0, "captured": order.gross, "refunded": 0}


def test_a_part_is_refused_where_stripe_would_let_go_of_the_rest(stripe_manual):
    order, payment = authorised()

    assert carry(payment, "capture", "100.00").state == "failed"

    order.refresh_from_db()
    assert (order.paid_state, stripe.read(payment).facts[0].kind) == ("authorised", "authorised")


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
@pytest.mark.parametrize("hours", [0, 25])
def test_silence_in_the_middle_of_a_capture_takes_the_money_once(stripe_manual, fault, hours):
    order, payment = authorised()
    capture = settle.ask(payment.pk, "capture", order.gross, why="shipped", now=timezone.now())
    stripe_manual.faults.on(fault, "POST", "/v1/payment_intents/", times=2)
    with pytest.raises(ProviderUnavailable):
        settle.carry_out(capture.pk, now=timezone.now())
    stripe_manual.faults.clear()
    stripe_manual.books.skew = hours * 3600

    assert settle.carry_out(capture.pk, now=timezone.now()).state == "done"
    assert stripe_manual.count("charge", amount_captured=14900) == 1
    assert sums(payment.events.all())["captured"] == order.gross


def test_what_is_taken_by_hand_at_stripe_is_heard_of(stripe_manual):
    order, payment = authorised()
    intent = stripe_manual.books.all("payment_intent")[0]
    stripe_manual.books.capture(intent["id"], {"amount_to_capture": 10000})

    settle.complete(payment, now=timezone.now())

    order.refresh_from_db()
    assert order.paid_state == "partly_charged"
    assert sums(payment.events.all()) == {"authorised": 0, "captured": Decimal("100.00"), "refunded": 0}


def test_an_authorisation_is_let_go_once_and_whole(stripe_manual):
    order, payment = authorised()
    part = carry(payment, "release", "49.00")
    assert part.state == "failed"

    release = settle.ask(payment.pk, "release", order.gross, why="cancelled", now=timezone.now())
    providers()["stripe"].instruct(release)
    settle.carry_out(release.pk, now=timezone.now())

    release.refresh_from_db()
    order.refresh_from_db()
    assert (release.state, order.paid_state) == ("done", "none")
    assert stripe_manual.count("payment_intent", status="canceled") == 1


def test_what_was_never_paid_cannot_be_given_back(stripe_sandbox):
    _order, payment = stripe.an_order()
    refund = Instruction.objects.create(
        payment=payment, kind="refund", amount=1, why="x", asked_at=timezone.now(), changed_at=timezone.now()
    )

    assert settle.carry_out(refund.pk, now=timezone.now()).problem == "nothing has been paid at Stripe"
    stripe.begun(payment)
    with pytest.raises(ProviderRefused):
        providers()["stripe"].instruct(refund)


# --- How it is set up ---


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
    call_command("check")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=error):
        call_command("check")
