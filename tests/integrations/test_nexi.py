"""Nexi Checkout, against its counterpart: what it is asked, what it says, and what comes of it."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.checkout.start import start_payment
from commerce.orders import flow, parcels, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction, OrderAddress, OrderLine, Payment
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, providers
from integrations import inbox
from integrations.models import InboundMessage
from integrations.outbox import deliver_due
from integrations.payments.nexi import client as interface
from integrations.payments.nexi import items
from integrations.payments.nexi.payment import HEARD, callback_word
from integrations.sandbox.faults import Calls, Fault
from tests.factories import nexi
from tests.factories.catalogue import sellable
from tests.factories.orders import ADDRESS, placed, shopper
from tests.integrations.test_payable import LINES, bought

pytestmark = [pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]

State = Payment.State


@pytest.fixture
def sandbox(settings):
    """Money is taken when it is paid."""
    settings.SITE_URL = "https://shop.example.se"
    with nexi.plugged_in(settings) as found:
        yield found


@pytest.fixture
def holding(settings):
    """Money is only reserved when it is paid."""
    with nexi.plugged_in(settings, capture="manual") as found:
        yield found


def asks(sandbox, path, method="POST"):
    return [fields for verb, at, fields in sandbox.requests if (verb, at) == (method, path)]


def carry(payment, kind, amount, why="x"):
    asked = settle.ask(payment.pk, kind, Decimal(amount), why=why, now=timezone.now())
    return settle.carry_out(asked.pk, now=timezone.now())


def states(order):
    order.refresh_from_db()
    return order.state, order.paid_state


def books_of(sandbox):
    [known] = sandbox.books.payments.values()
    return known


# --- What is bought, as Nexi adds it up ---


def adds_up(found, amount):
    """What Nexi asks of items: unit times quantity is net, net and tax are gross, all of them are the amount."""
    return (
        all(one["unitPrice"] * one["quantity"] == one["netTotalAmount"] for one in found)
        and all(one["netTotalAmount"] + one["taxAmount"] == one["grossTotalAmount"] for one in found)
        and all(one["taxAmount"] >= 0 and one["quantity"] >= 1 for one in found)
        and sum(one["grossTotalAmount"] for one in found) == amount * 100
        and len({one["reference"] for one in found}) == len(found)
    )


@pytest.mark.django_db
@given(lines=LINES, business=st.booleans(), part=st.decimals("0.01", "1", places=2), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_orders_parcels_and_amounts_add_up_whatever_was_bought(lines, business, part, data):
    with transaction.atomic():
        order = bought(lines, who=shopper("pro", buyer_type="business") if business else shopper(), code=False)
        payment = order.payments.get()

        assert adds_up(items.of_payment(payment), order.gross)
        amount = max(round(order.gross * part, 2), Decimal("0.01"))
        assert adds_up(items.of_amount(order, amount), amount)

        while left := parcels.left(order):
            some = {pk: data.draw(st.integers(0, quantity)) for pk, quantity in left.items()}
            [shipment] = parcels.pack(order, some if any(some.values()) else None, now=timezone.now())
            worth = parcels.worth(order, shipment)
            assert not worth or adds_up(items.of_parcel(shipment, worth), worth)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_parcel_is_charged_by_its_lines_and_another_amount_as_an_amount():
    lamp = sellable(price="100.00", page=False, product__name_sv="Lampa", stock=9)
    order = placed(lamp, total="349.00", quantity=3)
    [first] = parcels.pack(order, {order.lines.get().pk: 1}, now=timezone.now())

    named = [(one["name"], one["grossTotalAmount"]) for one in items.of_parcel(first, Decimal("149.00"))]
    other = [(one["name"], one["grossTotalAmount"]) for one in items.of_parcel(first, Decimal("120.00"))]

    assert named == [("Lampa", 10000), ("Ombud", 4900)]
    assert other == [(f"Order {order.number}", 12000)]


@pytest.mark.parametrize("amount", ["0.001", "1.005"])
def test_a_part_of_an_ore_is_never_sent(amount):
    with pytest.raises(ValueError, match="whole öre"):
        items.ore(Decimal(amount))


# --- What Nexi is asked ---


@pytest.mark.django_db
@pytest.mark.law("L9")
@pytest.mark.law("L22")
def test_the_page_is_asked_for_with_the_orders_lines_and_direct_payment_only(sandbox):
    order, payment = nexi.an_order(product__name_sv="Kopp Glimma")
    sku = order.lines.get().sku

    nexi.begun(payment)

    [asked] = asks(sandbox, "/v1/payments")
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


@pytest.mark.django_db
def test_what_is_only_held_offers_no_swish_and_a_company_is_no_person(holding):
    _order, payment = nexi.an_order()
    OrderAddress.objects.update(company="Glas & Co")
    OrderAddress.objects.create(order=payment.order, group=2, **ADDRESS)  # some of it goes elsewhere

    nexi.begun(payment)

    assert str(providers()["nexi"].name) == "Kort"
    [asked] = asks(holding, "/v1/payments")
    assert asked["checkout"]["charge"] is False
    assert [one["name"] for one in asked["paymentMethodsConfiguration"]] == ["Visa", "MasterCard"]
    assert asked["checkout"]["consumer"]["company"]["name"] == "Glas & Co"
    assert "privatePerson" not in asked["checkout"]["consumer"]


@pytest.mark.django_db
def test_an_order_that_does_not_add_up_is_not_charged_and_stands(sandbox):
    order, payment = nexi.an_order()
    OrderLine.objects.update(gross=Decimal("99.99"), net=Decimal("79.99"))

    with pytest.raises(ProviderRefused):
        nexi.begun(payment)
    assert start_payment(order, return_url=nexi.RETURN) is None
    assert (sandbox.requests, states(order)) == ([], ("placed", "none"))


@pytest.mark.django_db
def test_a_wrong_key_is_no_answer_about_the_payment(sandbox, settings):
    _order, payment = nexi.an_order()
    settings.NEXI_SECRET_KEY = "another"
    providers.cache_clear()

    with pytest.raises(ProviderUnavailable):
        nexi.begun(payment)


@pytest.mark.django_db
def test_nexi_that_hangs_is_given_up(sandbox, monkeypatch):
    monkeypatch.setattr(interface, "READ_SECONDS", 0.1)
    _order, payment = nexi.an_order()
    sandbox.faults.on(Fault.SLOW, "POST", "/v1/payments")

    with pytest.raises(ProviderUnavailable):
        nexi.begun(payment)
    sandbox.let_go()


@pytest.mark.django_db
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


@pytest.mark.django_db
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


# --- What becomes of it ---


@pytest.mark.django_db
def test_a_declined_card_leaves_the_page_open_for_another(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)

    assert nexi.press(address, "decline").status_code == 402
    assert settle.complete(payment, now=timezone.now()).state == State.PENDING
    assert nexi.press(address).headers["Location"] == nexi.RETURN
    settle.complete(payment, now=timezone.now())

    assert states(order) == ("confirmed", "charged")


@pytest.mark.django_db
def test_the_page_of_a_payment_that_is_given_up_is_shut(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)

    flow.cancel(order.pk, why="given up", now=timezone.now())
    deliver_due()

    assert books_of(sandbox)["terminated"]
    assert nexi.press(address).status_code == 402
    assert providers()["nexi"].read(payment).is_over


@pytest.mark.django_db
def test_paid_in_the_moment_it_was_cancelled_the_money_goes_back(sandbox):
    order, payment = nexi.an_order()
    address = nexi.begun(payment)
    flow.cancel(order.pk, why="late", now=timezone.now())
    nexi.press(address)

    deliver_due()
    deliver_due()

    assert states(order) == ("cancelled", "refunded")
    assert [one["amount"] for one in books_of(sandbox)["refunds"]] == [14900]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "changed"),
    [
        ("charges that do not come to what is charged", {"charges": []}),
        ("a charge without a name", {"charges": [{"amount": 14900}]}),
        ("a day that is none", {"created": "yesterday"}),
        ("a summary that is none", {"summary": [1]}),
    ],
)
def test_books_that_contradict_themselves_decide_nothing(sandbox, monkeypatch, case, changed):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    shown = sandbox.books.shown(payment.reference)["payment"] | changed
    monkeypatch.setattr(interface.NexiClient, "get", lambda self, key: shown)

    with pytest.raises(ProviderUnavailable):
        settle.complete(payment, now=timezone.now())
    assert states(order) == ("placed", "none")


# --- Held first, charged when goods leave ---


@pytest.mark.django_db
def test_each_parcel_is_charged_when_it_leaves_and_what_will_never_be_sent_is_let_go(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    assert states(order) == ("confirmed", "authorised")

    release = settle.ask(payment.pk, "release", Decimal("49.00"), why="withdrawn", now=timezone.now())
    charge = carry(payment, "capture", "100.00")
    assert (charge.state, settle.carry_out(release.pk, now=timezone.now()).state) == ("done", "done")

    assert states(order)[1] == "partly_charged"
    assert sums(payment.events.all()) == {"authorised": 0, "captured": Decimal("100.00"), "refunded": 0}
    assert asks(holding, f"/v1/payments/{payment.reference}/charges")[0]["finalCharge"] is True
    assert asks(holding, f"/v1/payments/{payment.reference}/cancels") == []


@pytest.mark.django_db
def test_two_parcels_are_two_charges_by_their_lines(holding):
    lamp = sellable(price="100.00", page=False, product__name_sv="Lampa", stock=9)
    order = placed(lamp, total="249.00", quantity=2, payment="nexi")
    payment = order.payments.get()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    line = order.lines.get().pk

    for _parcel in range(2):
        flow.pack(order.pk, {line: 1}, now=timezone.now())
        flow.ship(order.pk, shipment_id=order.shipments.latest("number").pk, now=timezone.now())
        deliver_due()
        deliver_due()

    charges = asks(holding, f"/v1/payments/{payment.reference}/charges")
    assert [[one["name"] for one in charge["orderItems"]] for charge in charges] == [["Lampa", "Ombud"], ["Lampa"]]
    assert [(charge["amount"], charge["finalCharge"]) for charge in charges] == [(14900, False), (10000, False)]
    assert states(order) == ("completed", "charged")


@pytest.mark.django_db
def test_a_reservation_is_let_go_once_and_whole(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    assert carry(payment, "release", "49.00").state == "failed"

    release = settle.ask(payment.pk, "release", order.gross, why="cancelled", now=timezone.now())
    providers()["nexi"].instruct(release)

    assert settle.carry_out(release.pk, now=timezone.now()).state == "done"
    assert states(order)[1] == "none"
    assert books_of(holding)["cancelled"] == 14900


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
@pytest.mark.parametrize("hours", [0, 25])
def test_silence_in_the_middle_of_a_charge_takes_the_money_once(holding, fault, hours):
    _order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    charge = settle.ask(payment.pk, "capture", Decimal("100.00"), why="shipped", now=timezone.now())
    holding.faults.on(fault, "POST", f"/v1/payments/{payment.reference}/charges")
    with pytest.raises(ProviderUnavailable):
        settle.carry_out(charge.pk, now=timezone.now())
    holding.books.skew = hours * 3600
    Instruction.objects.update(asked_at=timezone.now() - timedelta(hours=hours))

    assert settle.carry_out(charge.pk, now=timezone.now()).state == "done"
    assert [one["amount"] for one in books_of(holding)["charges"]] == [10000]
    assert sums(payment.events.all())["captured"] == Decimal("100.00")


@pytest.mark.django_db
def test_what_was_charged_in_parts_is_refunded_by_the_payment(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    for part in ("100.00", "49.00"):
        carry(payment, "capture", part)

    assert carry(payment, "refund", "120.00").state == "done"

    assert len(asks(holding, f"/v1/payments/{payment.reference}/refunds")) == 1
    assert states(order)[1] == "partly_refunded"


# --- Refunds ---


@pytest.mark.django_db
@pytest.mark.parametrize(("end", "state", "owed"), [("Completed", "done", "0"), ("Failed", "failed", "49.00")])
def test_a_refund_that_takes_days_is_done_or_owed_when_nexi_says_so(sandbox, end, state, owed):
    order, payment = nexi.paid()
    sandbox.books.refunds_are = "Pending"
    refund = carry(payment, "refund", "49.00")
    assert (refund.state, states(order)[1], settle.owed(order)) == ("sent", "charged", Decimal("49.00"))

    sandbox.books.finish_refund(refund.reference, end)
    for _time in range(2):
        settle.complete(payment, now=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, settle.owed(order)) == (state, Decimal(owed))
    assert sums(payment.events.all())["refunded"] == Decimal("49.00") - Decimal(owed)


@pytest.mark.django_db
def test_what_was_never_paid_cannot_be_given_back(sandbox):
    _order, payment = nexi.an_order()
    refund = Instruction.objects.create(
        payment=payment, kind="refund", amount=1, why="x", asked_at=timezone.now(), changed_at=timezone.now()
    )

    with pytest.raises(ProviderRefused):
        providers()["nexi"].instruct(refund)
    nexi.begun(payment)
    with pytest.raises(ProviderRefused, match="nothing has been charged"):
        providers()["nexi"].instruct(Instruction.objects.get())


# --- What is called in, and what is not ---


@pytest.mark.django_db
@pytest.mark.parametrize("calls", [Calls.ONCE, Calls.TWICE, Calls.BACKWARDS])
def test_calls_have_the_payment_read_and_the_order_confirmed_once(sandbox, client, calls):
    sandbox.calls = calls
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))

    answers = [nexi.call(client, sent) for sent in sandbox.take_calls()]
    assert {answer.status_code for answer in answers} == {200}
    assert (InboundMessage.objects.count(), states(order)) == (3, ("placed", "none"))
    inbox.process_due()

    assert states(order) == ("confirmed", "charged")
    assert payment.events.count() == 1
    assert {json.dumps(one.headers) for one in InboundMessage.objects.all()}.isdisjoint({callback_word()})


@pytest.mark.django_db
def test_a_call_about_a_payment_that_is_nobodys_is_kept_for_a_person(sandbox, client):
    """So would one about a page whose answer was lost, were it ever paid."""
    _order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    Payment.objects.update(reference="0" * 32)

    for sent in sandbox.take_calls():
        nexi.call(client, sent)
    inbox.process_due()

    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"parked"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "body", "word"),
    [
        ("another's word", {"id": "1", "event": "payment.created", "data": {"paymentId": "a"}}, "x" * 32),
        ("a word of other letters", {"id": "1", "event": "payment.created", "data": {"paymentId": "a"}}, "é"),
        ("no payment", {"id": "1", "event": "payment.created", "data": {}}, None),
        ("words that cannot be stored", {"id": "1\0", "event": "e", "data": {"paymentId": "a"}}, None),
        ("a list", [1], None),
    ],
)
def test_a_call_that_does_not_bear_our_word_is_refused_and_leaves_nothing(sandbox, client, case, body, word):
    headers = {"HTTP_AUTHORIZATION": callback_word() if word is None else word}

    answer = client.post("/betalning/nexi/", json.dumps(body), content_type="application/json", **headers)

    assert answer.status_code == 400
    assert not InboundMessage.objects.exists()


@pytest.mark.django_db
def test_a_refund_that_nobody_called_about_is_asked_for(sandbox):
    sandbox.calls = Calls.NEVER
    order, payment = nexi.paid()
    sandbox.books.refunds_are = "Pending"
    refund = carry(payment, "refund", "49.00")

    sandbox.books.finish_refund(refund.reference, "Completed")
    inbox.catch_up(now=timezone.now())
    inbox.process_due()

    refund.refresh_from_db()
    assert (refund.state, states(order)[1]) == ("done", "partly_refunded")


# --- How it is set up ---


@pytest.mark.django_db
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
    call_command("check")
    for name, value in told.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=problem):
        call_command("check")
