"""What Swish is asked, and how often, when it answers and when it does not."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.payments import ProviderUnavailable, offered, providers
from integrations.payments.swish import client as interface
from integrations.payments.swish.payment import proof_of
from integrations.payments.swish.phone import NotSwedish, alias
from integrations.sandbox.faults import Fault
from integrations.sandbox.swish import NUMBER
from tests.factories import swish
from tests.factories.orders import shopper, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.mark.law("L18")
def test_the_request_names_the_order_the_phone_and_the_amount_and_nothing_more(sandbox):
    order, payment = swish.an_order()

    name = swish.asked(payment)

    assert swish.asks(sandbox) == [
        {
            "payeePaymentReference": order.number,
            "callbackUrl": f"https://shop.example.se/betalning/swish/{proof_of(name)}/",
            "payerAlias": swish.ALIAS,
            "payeeAlias": NUMBER,
            "currency": "SEK",
            "message": f"Order {order.number}",
            "amount": Decimal("149.00"),
        }
    ]


@pytest.mark.parametrize("amount", ["1.00", "149.10", "0.29", "9999999999.99"])
def test_an_amount_is_written_with_two_decimals_and_never_as_a_fraction_of_two(amount):
    written = interface._written({"currency": "SEK", "message": 'Order "1"'}, Decimal(amount))

    assert f'"amount": {amount}}}' in written
    assert json.loads(written, parse_float=str)["amount"] == amount


def test_less_than_swish_takes_is_not_offered(sandbox):
    for amount, is_offered in (("1.00", True), ("0.99", False)):
        found = [one.code for one in offered(shopper=shopper(), total=Decimal(amount))]
        assert ("swish" in found) is is_offered


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER, Fault.DROP, Fault.TOO_MANY, Fault.NOT_JSON])
def test_silence_and_then_again_is_one_request_on_the_phone(sandbox, fault):
    order, payment = swish.an_order()
    sandbox.faults.on(fault, "PUT", "/")
    if fault is not Fault.NOT_JSON:  # what is said with a 201 is not read: that it is there is asked for
        with pytest.raises(ProviderUnavailable):
            swish.asked(payment)

    name = swish.asked(payment)
    swish.asked(payment)

    assert len(sandbox.books.payments) <= 1
    if fault is not Fault.NOT_JSON:
        sandbox.books.approve(name)
        settle.complete(payment, now=timezone.now())
        assert states(order) == ("confirmed", "charged")


def test_swish_that_hangs_is_given_up(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    _order, payment = swish.an_order()
    sandbox.faults.on(Fault.SLOW, "PUT", "/")

    with pytest.raises(ProviderUnavailable):
        swish.asked(payment)
    sandbox.let_go()


def test_swish_that_hung_is_left_alone_for_a_while_so_that_it_does_not_hold_the_shop(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    order, payment = swish.an_order()
    sandbox.books.approve(swish.asked(payment))
    sandbox.faults.on(Fault.SLOW, "GET", "/")
    with pytest.raises(ProviderUnavailable):
        settle.complete(payment, now=timezone.now())
    sandbox.let_go()
    asked = len(sandbox.requests)

    with pytest.raises(ProviderUnavailable, match="a moment ago"):
        settle.complete(payment, now=timezone.now())
    assert len(swish.asks(sandbox, "GET")) <= 1
    providers()["swish"]._client._rests_until -= interface.REST_SECONDS  # so much later
    settle.complete(payment, now=timezone.now())

    assert len(sandbox.requests) > asked
    assert states(order) == ("confirmed", "charged")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("070-123 45 67", "46701234567"),
        ("+46 (0)70 123 45 67", "46701234567"),
        ("0046701234567", "46701234567"),
        ("46701234567", "46701234567"),
        ("+47 912 34 567", None),
        ("112", None),
        ("070-12a", None),
        ("", None),
    ],
)
def test_a_phone_number_is_written_as_swish_wants_it(written, read):
    if read is None:
        with pytest.raises(NotSwedish):
            alias(written)
    else:
        assert alias(written) == read
