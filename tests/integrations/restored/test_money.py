"""Money at the provider after a restore ends as an order, as given back, or as a question."""

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.models import Instruction, Order, Payment
from commerce.orders.payments import providers
from integrations import sealed_copy
from integrations.restored import money
from integrations.restored.models import RestoreQuestion
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, placed, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]


def now():
    return timezone.now()


def bought(variant):
    """An order whose page to pay on is open."""
    order = placed(variant, total="149.00", payment="stripe")
    return order, order.payments.get()


@pytest.fixture
def brought_back(restoration):
    return lambda: money.bring_back(restoration, now=now())


def asked():
    return list(RestoreQuestion.objects.order_by("pk").values_list("system", "kind", "order_number"))


def test_an_order_that_was_paid_is_there_again_by_its_number_and_confirmed(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    with taken_back():
        order, payment = bought(variant)
        stripe.press(stripe.begun(payment))

    counts = brought_back()

    again = Order.objects.get()
    assert (again.number, again.token, again.pk) == (order.number, order.token, order.pk)
    assert (again.state, again.gross) == ("confirmed", order.gross)
    assert Payment.objects.get().state == "authorised"
    assert counts["orders"] == 1
    assert asked() == []


def test_it_is_made_again_once_however_often_it_is_healed(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    with taken_back():
        _order, payment = bought(variant)
        stripe.press(stripe.begun(payment))

    brought_back()
    brought_back()

    assert Order.objects.count() == Payment.objects.count() == 1
    assert Event.objects.filter(kind="order.confirmed").count() == 1


def test_a_payment_from_before_hears_what_happened_after(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    order, payment = bought(variant)
    with taken_back():
        stripe.press(stripe.begun(payment))

    brought_back()

    order.refresh_from_db()
    assert (order.state, order.payments.get().state) == ("confirmed", "authorised")


def test_a_page_that_is_still_open_can_be_paid_as_before(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    with taken_back():
        order, payment = bought(variant)
        page = stripe.begun(payment)

    brought_back()
    assert Order.objects.get().state == "placed"
    stripe.press(page)

    assert settle.complete(Payment.objects.get(), now=now()).state == "authorised"
    assert Order.objects.get().number == order.number


def test_what_was_given_back_in_full_is_no_order_and_no_question(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    with taken_back():
        _order, payment = bought(variant)
        stripe.press(stripe.begun(payment))
        settle.complete(payment, now=now())
        settle.give_back(payment, why="changed his mind", now=now())
        settle.carry_out(Instruction.objects.get().pk, now=now())

    counts = brought_back()

    assert counts["given back"] == 1
    assert not Order.objects.exists()
    assert asked() == []


def test_what_is_given_back_in_part_and_has_not_been_sent_is_a_question(sandbox, taken_back, brought_back, settings):
    settings.STRIPE_CAPTURE = "automatic"
    variant = sellable(price="100.00", page=False)
    with taken_back():
        order, payment = bought(variant)
        stripe.press(stripe.begun(payment))
        settle.complete(payment, now=now())
        asked_for = settle.ask(payment.pk, "refund", order.gross / 2, why="one was taken out", now=now())
        settle.carry_out(asked_for.pk, now=now())

    brought_back()

    assert not Order.objects.exists()
    assert asked() == [("stripe", "partly given back", order.number)]


def test_a_copy_that_is_not_ours_to_read_is_a_question(sandbox, taken_back, brought_back, settings):
    variant = sellable(price="100.00", page=False)
    with taken_back():
        order, payment = bought(variant)
        stripe.press(stripe.begun(payment))
    settings.SECRET_KEY = "another" * 10

    brought_back()

    assert not Order.objects.exists()
    assert asked()[0] == ("stripe", "payment", order.number)


def test_a_stranger_that_shares_the_account_is_left_alone(sandbox, brought_back):
    session = sandbox.books.create_session(
        {
            "mode": "payment",
            "success_url": "https://other.example/",
            "line_items": [{"quantity": 1, "price_data": {"currency": "sek", "unit_amount": 5000}}],
        }
    )
    sandbox.books.pay(session["id"])

    counts = brought_back()

    assert counts["not ours"] == 1
    assert asked() == []


def test_a_cart_that_has_been_bought_again_is_a_question(sandbox, taken_back, brought_back):
    """The shop was opened before it was healed: the same cart became another order."""
    variant = sellable(price="100.00", page=False)
    delivery_method()
    cart = cart_with((variant, 1))
    with taken_back():
        order = flow.place(cart.pk, details("149.00", payment="stripe"), shopper=shopper(), now=now())
        stripe.press(stripe.begun(order.payments.get()))
    other = flow.place(cart.pk, details("149.00", payment="stripe"), shopper=shopper(), now=now())

    brought_back()

    assert list(Order.objects.values_list("pk", flat=True)) == [other.pk]
    assert asked() == [("stripe", "payment", order.number)]


def test_what_the_order_referred_to_and_is_gone_is_said(sandbox, taken_back, brought_back):
    with taken_back():
        variant = sellable(price="100.00", page=False)
        order, payment = bought(variant)
        stripe.press(stripe.begun(payment))

    brought_back()

    assert Order.objects.get().lines.get().variant is None
    assert asked() == [("shop", "lacks", order.number)]


def test_stock_is_bound_as_far_as_there_is_any(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False, stock=1)
    with taken_back():
        order, payment = bought(variant)
        stripe.press(stripe.begun(payment))
    placed(variant, total="149.00")  # somebody else bought the last one meanwhile

    brought_back()

    question = RestoreQuestion.objects.get()
    assert (question.kind, question.order_number) == ("lacks", order.number)
    assert f"1 x {variant.sku}" in question.told
    assert Order.objects.get(number=order.number).state == "confirmed"


def test_a_refund_that_nobody_here_asked_for_is_a_question(sandbox, taken_back, brought_back, settings):
    settings.STRIPE_CAPTURE = "automatic"
    variant = sellable(price="100.00", page=False)
    order, payment = bought(variant)
    stripe.press(stripe.begun(payment))
    settle.complete(payment, now=now())
    with taken_back():
        returned = settle.ask(payment.pk, "refund", order.gross / 2, why="came back", now=now())
        settle.carry_out(returned.pk, now=now())

    brought_back()

    assert asked() == [("stripe", "refund", order.number)]
    assert settle.room(payment, "refund") == order.gross - order.gross / 2


def test_what_was_charged_for_a_parcel_is_not_charged_for_it_again(sandbox, taken_back, brought_back):
    variant = sellable(price="100.00", page=False)
    order, payment = bought(variant)
    stripe.press(stripe.begun(payment))
    settle.complete(payment, now=now())
    with taken_back():
        flow.ship(order.pk, now=now())
        settle.carry_out(settle.charge(order.number, 1, now=now()).pk, now=now())

    brought_back()
    flow.ship(order.pk, now=now())
    asked_for = settle.charge(order.number, 1, now=now())

    assert asked_for is None
    assert sandbox.count("charge", amount_captured=14900) == 1
    assert Order.objects.get().paid_state == "charged"


@pytest.mark.parametrize("text", ["", "{}", "ä" * 5000])
def test_a_sealed_copy_is_read_by_the_shop_alone(text, settings):
    sealed = sealed_copy.seal(text)
    kept = sealed_copy.pieces(sealed, most=40, length=500)

    assert sealed == sealed_copy.seal(text)
    assert all(len(name) <= 40 and len(piece) <= 500 for name, piece in kept.items())
    assert sealed_copy.unseal(sealed_copy.joined({"order": "1", **kept})) == text
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 10
    assert sealed_copy.unseal(sealed) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealed_copy.unseal(sealed) == text


@pytest.mark.parametrize("sealed", ["", "AAAA", "not base64 at all é", "x" * 4001])
def test_what_is_not_a_copy_of_ours_is_none(sealed):
    assert sealed_copy.unseal(sealed) is None


def test_the_longest_order_fits_where_stripe_keeps_it(sandbox):
    from commerce.orders.copies import copy_of

    delivery_method()
    variants = [sellable(price="100.00", page=False) for _number in range(99)]
    order = flow.place(
        cart_with(*((one, 2) for one in variants)).pk,
        details("19849.00", payment="stripe"),
        shopper=shopper(),
        now=now(),
    )
    sealed = sealed_copy.seal(copy_of(order.payments.get()))

    assert sealed_copy.pieces(sealed, most=40, length=500)
    assert providers()["stripe"].start(order.payments.get(), return_url=stripe.RETURN).redirect_url
