"""Changing an order after it was placed: what is written, what the money does, what is refused and loses nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.changes import applying, changing
from commerce.orders.changes.changing import EffectChanged, NothingChanged, Wanted
from commerce.orders.invoices import invoicing
from commerce.orders.ledger import PaymentEvent
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Instruction, Order, OrderChange, Payment
from commerce.orders.payments import Fact, Reading
from commerce.orders.refusals import UnknownChoice
from commerce.orders.returns import returning
from commerce.orders.states import MoveRefused
from commerce.orders.sweep import settle_changes
from commerce.pricing.models import Price
from commerce.stock.models import Allocation, Stock
from commerce.stock.reserve import OutOfStock
from integrations.outbox import deliver_due
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import captured, shopper
from tests.factories.returns import an_order, everything, hold, notice, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]
NOW = timezone.now()


def lines(order):
    return list(order.lines.order_by("position"))


def change(order, *counts, added=None, why="Kunden ringde.", **said):
    """To so many of each line, by place; None leaves a line as it is."""
    own = lines(order)
    quantities = {own[at].pk: count for at, count in enumerate(counts) if count is not None}
    seen = said.pop("seen", None)
    return changing.change(
        order.pk, Wanted(quantities=quantities, added=added or {}, **said), why=why, seen=seen, now=NOW
    )


def again(order):
    return Order.objects.get(pk=order.pk)


def allocated(order):
    found = Allocation.objects.filter(reference__startswith=order.number).values_list("stock__variant__sku")
    return dict(found.annotate(Sum("quantity")).order_by())


def asked(kind):
    return list(Instruction.objects.filter(kind=kind).order_by("pk").values_list("amount", flat=True))


def adds_up(order):
    order = again(order)
    own = lines(order)
    assert order.gross == sum(line.gross for line in own) + order.delivery_gross
    assert order.net == sum(line.net for line in own) + order.delivery_net
    for name in ("net", "vat", "gross"):
        assert sum(Decimal(rate[name]) for rate in order.vat_by_rate) == getattr(order, name)
    return order


def paid_for(change):
    """The shopper pays what a change costs more."""
    payment = change.payments.get(state="pending")
    with transaction.atomic():
        applying.hold(change.order)
        settle.learn(payment.pk, Reading(facts=(captured(change.effect, key=f"x-{payment.pk}"),)), now=NOW)
    return OrderChange.objects.get(pk=change.pk)


# --- before it is paid ---


def test_an_unpaid_order_becomes_what_was_asked_and_its_new_sum_is_asked_for():
    order = an_order("100.00", "50.00")

    done = change(order, 1, 0, added={sellable(price="30.00", sku="R-9", page=False).pk: 2})

    order = adds_up(order)
    assert [(line.sku, line.quantity, line.gross) for line in lines(order)] == [
        ("R-0", 1, Decimal("100.00")),
        ("R-9", 2, Decimal("60.00")),
    ]
    assert (done.state, done.effect, order.gross) == ("done", Decimal("-140.00"), Decimal("209.00"))
    assert allocated(order) == {"R-0": 1, "R-9": 2}
    assert list(order.payments.order_by("pk").values_list("state", "amount")) == [
        ("cancelled", Decimal("349.00")),
        ("pending", Decimal("209.00")),
    ]
    settle.learn(order.payments.get(state="pending").pk, Reading(facts=(captured("209.00"),)), now=NOW)
    assert (again(order).state, again(order).paid_state) == ("confirmed", "charged")


def test_what_was_first_ordered_can_always_be_read_and_never_be_changed():
    order = an_order("100.00")

    done = change(order, 5)

    assert done.before["lines"][0]["quantity"] == 2
    assert done.after["lines"][0]["quantity"] == 5
    told = Event.objects.get(kind="order.changed").payload
    assert told == {"change": 1, "effect": "300.00", "why": "Kunden ringde.", "by": None}
    for harm in (
        lambda: OrderChange.objects.update(why="annat"),
        lambda: OrderChange.objects.update(state="proposed"),
        lambda: OrderChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            harm()


# --- after it is paid ---


def test_fewer_of_a_paid_order_give_money_back_once_and_free_the_stock():
    order = pay(an_order("100.00", "50.00"))

    change(order, 1, seen=Decimal("-100.00"))

    order = adds_up(order)
    assert (asked("refund"), allocated(order)) == ([Decimal("100.00")], {"R-0": 1, "R-1": 2})
    with pytest.raises(NothingChanged):
        change(order, 1)
    ship(order)
    assert again(order).state == "completed"


def test_more_of_a_paid_order_waits_for_its_money_and_holds_the_stock():
    order = pay(an_order("100.00"))

    waiting = change(order, 3)

    assert (waiting.state, again(order).gross) == ("proposed", Decimal("249.00"))
    assert allocated(order) == {"R-0": 3}
    with pytest.raises(MoveRefused, match="waiting"):
        change(order, 1)
    done = paid_for(waiting)
    order = adds_up(order)
    assert (done.state, order.gross, order.paid_state) == ("done", Decimal("349.00"), "charged")
    assert allocated(order) == {"R-0": 3}
    ship(order)
    assert (again(order).state, Stock.objects.get().allocated) == ("completed", 0)


def test_what_was_added_is_paid_back_from_both_payments_when_all_of_it_is_withdrawn():
    order = pay(an_order("100.00"))
    paid_for(change(order, 3))
    returned = notice(ship(again(order)))

    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    returning.settle_return(returned.pk, now=NOW)

    assert asked("refund") == [Decimal("249.00"), Decimal("100.00")]


def test_a_change_that_nobody_pays_is_dropped_after_three_days_and_money_that_comes_then_goes_back():
    order = pay(an_order("100.00"))
    waiting = change(order, 3)
    payment = waiting.payments.get()

    assert settle_changes(now=NOW + timedelta(days=2))["dropped"] == 0
    assert settle_changes(now=NOW + timedelta(days=3, hours=1))["dropped"] == 1
    assert (allocated(order), Payment.objects.get(pk=payment.pk).state) == ({"R-0": 2}, "cancelled")
    settle.learn(payment.pk, Reading(facts=(captured("100.00", key="late"),)), now=NOW)
    assert (Payment.objects.get(pk=payment.pk).state, asked("refund")) == ("owed", [Decimal("100.00")])
    assert adds_up(order).gross == Decimal("249.00")


def test_money_for_a_change_that_is_no_longer_possible_goes_back():
    order = pay(an_order("100.00"))
    waiting = change(order, 3)
    ship(order)

    after = paid_for(waiting)

    assert (after.state, asked("refund"), adds_up(order).gross) == ("proposed", [Decimal("100.00")], Decimal("249.00"))


def test_another_amount_than_the_change_costs_goes_back():
    order = pay(an_order("100.00"))
    waiting = change(order, 3)

    settle.learn(waiting.payments.get().pk, Reading(facts=(captured("99.00", key="less"),)), now=NOW)

    assert (OrderChange.objects.get().state, asked("refund")) == ("proposed", [Decimal("99.00")])


# --- money that is held ---


def test_what_is_held_and_never_charged_is_let_go_with_the_last_parcel():
    order = hold(an_order("100.00", "50.00"))

    change(order, 1)
    ship(order)
    while deliver_due():
        pass

    assert (asked("capture"), asked("release")) == ([Decimal("249.00")], [Decimal("100.00")])


def test_an_addition_to_a_held_order_is_charged_at_once_and_the_parcels_charge_the_rest():
    order = hold(an_order("100.00"))
    waiting = change(order, 3)
    payment = waiting.payments.get()
    fact = Fact(kind=PaymentEvent.Kind.AUTHORISED, key="b", amount=Decimal("100.00"), at=NOW)
    with transaction.atomic():
        applying.hold(order)
        settle.learn(payment.pk, Reading(facts=(fact,)), now=NOW)
    assert asked("capture") == [Decimal("100.00")]

    ship(order)
    while deliver_due():
        pass

    assert asked("capture") == [Decimal("100.00"), Decimal("249.00")]


# --- on credit ---


def test_on_credit_the_invoice_is_of_what_the_order_became():
    order = an_order("100.00", level="pro", payment="invoice")

    change(order, 3)
    order = ship(order)

    assert order.payments.get().amount == order.gross == Decimal(invoicing.issue(order.pk, now=NOW).content["payable"])


def test_credit_is_looked_at_again_for_what_a_change_adds(monkeypatch):
    order = an_order("100.00", level="pro", payment="invoice")

    def refuse(organisation, amount):
        assert amount == Decimal("100.00")
        raise CreditExceeded(limit=Decimal(1), owes=Decimal(0), asked=amount)

    monkeypatch.setattr("commerce.orders.limits.refuse_beyond_credit", refuse)
    with pytest.raises(CreditExceeded), transaction.atomic():
        change(order, 3)
    assert (again(order).gross, OrderChange.objects.count()) == (Decimal("249.00"), 0)


# --- prices ---


def test_more_of_the_same_cost_what_was_agreed_and_another_article_what_it_costs_today():
    order = an_order("100.00")
    other = sellable(price="40.00", sku="R-9", page=False)
    Price.objects.update(amount=Decimal("70.00"))

    change(order, 3, added={other.pk: 1})

    assert [(line.unit_gross, line.gross) for line in lines(order)] == [
        (Decimal("100.00"), Decimal("300.00")),
        (Decimal("70.00"), Decimal("70.00")),
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prices=st.lists(st.decimals("0.01", "999.99", places=2), min_size=1, max_size=3),
    counts=st.lists(st.integers(0, 5), min_size=3, max_size=3),
    level=st.sampled_from(["konsument", "pro"]),
)
def test_every_change_adds_up_to_the_ore(prices, counts, level):
    with transaction.atomic():
        order = an_order(*prices, level=level, payment="demo")
        try:
            done = change(order, *counts[: len(prices)])
        except (NothingChanged, MoveRefused):
            done = None
        after = adds_up(order)
        if done:
            assert after.gross == order.gross + done.effect
        transaction.set_rollback(True)


# --- what is refused ---


def gone(order, pieces=1):
    """Some of an order has left; of two lines, the first."""
    own = lines(order)
    flow.pack(order.pk, {own[0].pk: pieces}, now=NOW)
    flow.ship(order.pk, shipment_id=order.shipments.get().pk, now=NOW)


@pytest.mark.parametrize(
    ("before", "wanted", "why"),
    [
        (lambda order: ship(pay(order)), {"quantities": 1}, "closed"),
        (lambda order: flow.cancel(order.pk, why="x", now=NOW), {"quantities": 1}, "closed"),
        (lambda order: notice(pay(order), {0: 1}), {"quantities": 1}, "returns"),
        (lambda order: gone(pay(order), 2), {"quantities": 1}, "gone"),
        (lambda order: gone(pay(order)), {"address": {"city": "Umeå"}}, "gone"),
        (lambda order: gone(hold(order)), {"quantities": 1}, "gone"),
        (lambda order: None, {"quantities": None}, "empty"),
        (lambda order: None, {"address": {"country": "NO"}}, "country"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_a_reason(before, wanted, why):
    order = an_order("100.00", "50.00")
    before(order)
    sums = again(order).gross
    said = dict(wanted)
    if "quantities" in said:
        own = [line.pk for line in lines(order)]
        said["quantities"] = dict.fromkeys(own, 0) if said["quantities"] is None else {own[0]: said["quantities"]}

    with pytest.raises(MoveRefused, match=why):
        changing.change(order.pk, Wanted(**said), why="x", now=NOW)

    assert (again(order).gross, OrderChange.objects.count()) == (sums, 0)


def test_more_than_there_is_in_stock_changes_nothing():
    order = an_order("100.00")

    with pytest.raises(OutOfStock):
        change(order, 500)

    assert (OrderChange.objects.count(), allocated(order), again(order).gross) == (0, {"R-0": 2}, Decimal("249.00"))


def test_another_effect_than_the_one_shown_is_asked_about_again():
    order = an_order("100.00")

    with pytest.raises(EffectChanged):
        change(order, 1, seen=Decimal("-99.00"))

    assert OrderChange.objects.count() == 0


# --- address ---


def test_a_new_address_goes_on_a_new_packing_slip():
    order = pay(an_order("100.00"))
    flow.pack(order.pk, now=NOW)

    done = change(order, address={"city": "Umeå"}, email="ny@example.se")

    order = again(order)
    assert (done.effect, order.addresses.get().city, order.email) == (0, "Umeå", "ny@example.se")
    assert (order.fulfilment, order.shipments.get().state) == ("open", "cancelled")
    assert done.before["address"]["city"] == "Kalmar"


# --- calling off ---


@pytest.mark.parametrize(
    ("begin", "kind", "amount"),
    [(pay, "refund", "249.00"), (hold, "release", "249.00"), (lambda order: order, None, None)],
)
def test_an_order_that_the_shop_calls_off_gives_everything_back_once(begin, kind, amount):
    order = begin(an_order("100.00"))
    if order.state == "confirmed":
        flow.pack(order.pk, now=NOW)

    for _twice in range(2):
        changing.call_off(order.pk, why="Varan gick sönder.", now=NOW)

    assert (again(order).state, allocated(order)) == ("cancelled", {})
    assert list(Instruction.objects.values_list("kind", "amount")) == ([(kind, Decimal(amount))] if kind else [])
    assert Event.objects.filter(kind="order.cancelled").count() == 1


def test_a_change_that_waits_falls_with_its_order():
    order = pay(an_order("100.00"))
    waiting = change(order, 3)

    changing.call_off(order.pk, why="Slut.", now=NOW)

    assert (OrderChange.objects.get().state, waiting.payments.get().state) == ("dropped", "cancelled")
    assert (allocated(order), asked("refund")) == ({}, [Decimal("249.00")])


# --- the pages ---


def test_the_shopper_pays_the_difference_or_keeps_the_order(client):
    order = pay(an_order("100.00"))
    waiting = change(order, 3)
    page = reverse("order_change", args=[order.token])

    assert "100&nbsp;kr" in client.get(page).content.decode().replace("\N{NO-BREAK SPACE}", "&nbsp;")
    assert client.post(page, {"payment": "invoice"}).status_code == 422
    sent = client.post(page, {"payment": "demo"})
    assert sent.status_code == 302
    client.post(sent.url, {"outcome": "paid"})
    back = client.get(reverse("order_returned", args=[order.token]))
    assert back.url == reverse("order_confirmation", args=[order.token])
    waiting.refresh_from_db()
    assert (waiting.state, again(order).gross) == ("done", Decimal("349.00"))
    assert client.get(page).status_code == 302

    second = change(again(order), 4)
    assert client.post(reverse("order_change_keep", args=[order.token])).status_code == 302
    second.refresh_from_db()
    assert (second.state, again(order).gross) == ("dropped", Decimal("349.00"))


def test_the_desk_sees_what_a_change_costs_before_it_is_made():
    desk = verified(owner())
    order = pay(an_order("100.00"))
    [line] = lines(order)
    page = reverse("order_change_ask", args=[order.pk])
    address = {name: getattr(order.addresses.get(), name) for name in applying.content.ADDRESS}
    said = {**address, "email": order.email, "phone": order.phone, "why": "Kunden ringde.", f"line-{line.pk}": "1"}

    shown = desk.post(page, said)
    assert 'name="seen" value="-100.00"' in shown.content.decode()
    assert not OrderChange.objects.exists()
    assert desk.post(page, {**said, "seen": "-50.00", "confirm": "1"}).status_code == 200
    assert not OrderChange.objects.exists()
    assert desk.post(page, {**said, "seen": "-100.00", "confirm": "1"}).status_code == 302
    assert OrderChange.objects.get().effect == Decimal("-100.00")
    unclear = desk.post(page, {**said, "added": "FINNS-INTE 2\nR-0"})
    assert unclear.status_code == 422
    assert "FINNS-INTE; R-0" in unclear.content.decode() or "R-0; FINNS-INTE" in unclear.content.decode()
    assert desk.post(reverse("order_call_off", args=[order.pk]), {"why": ""}).status_code == 422
    assert desk.post(reverse("order_call_off", args=[order.pk]), {"why": "Slut."}).status_code == 302
    assert again(order).state == "cancelled"


def test_nobody_without_the_right_changes_an_order(client):
    order = an_order("100.00")
    client.force_login(UserFactory())
    for page in (reverse("order_change_ask", args=[order.pk]), reverse("order_call_off", args=[order.pk])):
        assert client.get(page).status_code in (302, 403)
        assert client.post(page, {"why": "x"}).status_code in (302, 403)
    assert again(order).state == "placed"


def test_a_change_chosen_by_another_provider_leaves_one_payment_to_make():
    order = pay(an_order("100.00"))
    waiting = change(order, 3)

    changing.choose(waiting.pk, provider_code="demo", shopper=shopper(), now=NOW)
    with pytest.raises(UnknownChoice), transaction.atomic():
        changing.choose(waiting.pk, provider_code="invoice", shopper=shopper("pro"), now=NOW)

    assert list(waiting.payments.order_by("pk").values_list("state", flat=True)) == ["cancelled", "pending"]
