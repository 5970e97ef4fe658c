"""Returns, from notice to money: what never leaves, what comes back, and what is given back for it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.catalogue.models import Product
from commerce.events.models import Event
from commerce.orders import flow, parcels
from commerce.orders.invoices import invoicing
from commerce.orders.models import Instruction, Order, OrderLine, PaymentEvent, Return, Shipment
from commerce.orders.returns import returning, withdrawal
from commerce.orders.returns.money import due
from commerce.orders.returns.returning import NotReturnable
from commerce.orders.states import MoveRefused
from commerce.stock.models import Allocation, Stock
from integrations.outbox import deliver_due
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory
from tests.factories.orders import placed
from tests.factories.returns import an_order, everything, hold, notice, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]
NOW = timezone.now()
DAY = timedelta(days=1)


def shelf(place=0):
    return Stock.objects.values_list("on_hand", "allocated").get(variant__sku=f"R-{place}")


def kinds(order):
    found = Event.objects.filter(subject=f"order:{order.number}").order_by("pk").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith(("return.", "shipment.", "order.cancelled"))]


def instructions(kind):
    return list(Instruction.objects.filter(kind=kind).order_by("pk").values_list("amount", flat=True))


def let_the_outbox_work():
    while deliver_due():
        pass


def state(row):
    row.refresh_from_db()
    return row.state


# --- what has been sent ---


@pytest.mark.law("L8")
def test_a_whole_order_that_is_withdrawn_gives_back_everything_and_the_delivery():
    order = ship(pay(an_order(100, 50)))
    before = [shelf(0)[0], shelf(1)[0]]
    returned = notice(order)
    assert (returned.state, returned.doubt, str(returned)) == ("acknowledged", "", f"{order.number}-R1")

    first, second = everything(returned)
    returning.receive(returned.pk, everything(returned), {first: 2, second: 1}, now=NOW)
    settled = returning.settle_return(returned.pk, now=NOW)

    assert (settled.state, settled.amount, settled.delivery) == ("settled", Decimal("349.00"), Decimal("49.00"))
    assert instructions("refund") == [order.gross]
    assert [shelf(0)[0], shelf(1)[0]] == [before[0] + 2, before[1] + 1]
    assert kinds(order)[-4:] == ["return.requested", "return.acknowledged", "return.received", "return.settled"]
    let_the_outbox_work()
    order.refresh_from_db()
    assert (order.paid_state, order.state) == ("refunded", "completed")


@pytest.mark.law("L8")
def test_a_part_of_an_order_gives_back_the_part_and_no_delivery():
    order = ship(pay(an_order(100, 50)))
    returned = notice(order, {0: 1})

    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    settled = returning.settle_return(returned.pk, now=NOW)

    assert (settled.amount, settled.delivery, shelf()[0]) == (Decimal("100.00"), 0, 8)


def test_the_return_that_makes_the_order_whole_has_the_delivery():
    order = ship(pay(an_order(100, 50)))
    parts = [notice(order, {0: 2}), notice(order, {1: 2})]

    for part in parts:
        returning.receive(part.pk, everything(part), {}, now=NOW)
    amounts = [returning.settle_return(part.pk, now=NOW) for part in parts]

    assert [(one.amount, one.delivery) for one in amounts] == [
        (Decimal("200.00"), 0),
        (Decimal("149.00"), Decimal("49.00")),
    ]


@given(lots=st.lists(st.integers(1, 3), min_size=1, max_size=3), ore=st.integers(1, 99_999))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_returns_of_a_line_add_up_to_what_it_cost(lots, ore):
    with transaction.atomic():
        order = ship(pay(an_order(100, quantity=sum(lots))))
        OrderLine.objects.filter(order=order).update(gross=Decimal(ore) / 100, net=Decimal(ore) / 100, vat=0)
        given_back = Decimal(0)

        for lot in lots:
            part = notice(order, {0: lot})
            returning.receive(part.pk, everything(part), {}, now=NOW)
            given_back += due(Return.objects.get(pk=part.pk)).goods
            returning.settle_return(part.pk, Decimal(0), why="only the sums are of interest", now=NOW)

        assert given_back == Decimal(ore) / 100
        transaction.set_rollback(True)


def test_only_what_came_is_given_back_and_the_rest_can_be_sent_later():
    order = ship(pay(an_order(100, quantity=3)))
    line = order.lines.get().pk
    first = notice(order)

    returning.receive(first.pk, {line: 2}, {line: 1}, now=NOW)
    settled = returning.settle_return(first.pk, now=NOW)

    assert (settled.amount, settled.delivery) == (Decimal("200.00"), 0)
    assert withdrawal.returnable(order) == {line: 1}
    last = notice(order, {0: 1})
    returning.receive(last.pk, {line: 1}, {}, now=NOW)
    assert returning.settle_return(last.pk, now=NOW).amount == Decimal("149.00")


@pytest.mark.parametrize("lines", [{}, {0: 3}, {0: 0}, {0: -1}])
def test_more_than_was_bought_cannot_come_back(lines):
    order = ship(pay(an_order(100)))

    with pytest.raises(NotReturnable):
        notice(order, lines)

    assert not Return.objects.exists()


def test_what_one_notice_is_about_is_left_out_of_the_next():
    order = ship(pay(an_order(100)))
    notice(order, {0: 1})

    with pytest.raises(NotReturnable) as refused:
        notice(order)

    assert refused.value.most == {order.lines.get().pk: 1}
    assert Return.objects.count() == 1


def test_a_refused_return_leaves_its_pieces_free_and_says_why():
    order = ship(pay(an_order(100)))
    returned = notice(order)

    for _time in range(2):
        refused = returning.refuse(returned.pk, "Used and broken", now=NOW)

    assert (refused.state, refused.why) == ("refused", "Used and broken")
    assert withdrawal.returnable(order) == {order.lines.get().pk: 2}
    assert kinds(order).count("return.refused") == 1


def test_a_refusal_needs_a_reason():
    returned = notice(ship(pay(an_order(100))))

    with pytest.raises(MoveRefused):
        returning.refuse(returned.pk, "  ", now=NOW)

    assert state(returned) == "acknowledged"


@pytest.mark.parametrize(
    ("received", "restocked"), [({0: 3}, {}), ({0: -1}, {}), ({0: 1}, {0: 2}), ({0: 2}, {0: -1}), ({9: 1}, {})]
)
def test_what_cannot_have_come_is_refused(received, restocked):
    order = ship(pay(an_order(100)))
    returned, line, before = notice(order), order.lines.get().pk, shelf()
    keyed = [{line + place: number for place, number in counted.items()} for counted in (received, restocked)]

    with pytest.raises(MoveRefused):
        returning.receive(returned.pk, *keyed, now=NOW)

    assert (state(returned), shelf()) == ("acknowledged", before)


def test_nothing_is_paid_before_the_goods_are_here():
    returned = notice(ship(pay(an_order(100))))

    with pytest.raises(MoveRefused):
        returning.settle_return(returned.pk, now=NOW)

    assert (state(returned), instructions("refund")) == ("acknowledged", [])


@pytest.mark.parametrize(("amount", "why"), [("150.00", ""), ("249.01", "more"), ("-1.00", "less than nothing")])
def test_another_amount_needs_a_reason_and_is_never_more_than_is_due(amount, why):
    returned = notice(ship(pay(an_order(100))))
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    with pytest.raises(MoveRefused):
        returning.settle_return(returned.pk, Decimal(amount), why=why, now=NOW)

    assert (state(returned), instructions("refund")) == ("received", [])


def test_less_is_paid_for_what_was_handled_more_than_needed():
    user = UserFactory()
    returned = notice(ship(pay(an_order(100))))
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    settled = returning.settle_return(returned.pk, Decimal("180.00"), why="One cup is chipped", by=user.pk, now=NOW)

    assert (settled.amount, settled.why, settled.handled_by_id) == (Decimal("180.00"), "One cup is chipped", user.pk)
    assert list(Instruction.objects.values_list("amount", "asked_by")) == [(Decimal("180.00"), user.pk)]


def test_everything_may_be_called_twice():
    order = ship(pay(an_order(100)))
    token = order.token

    for _time in range(2):
        returned = notice(order, token=token)
        returning.acknowledge(returned.pk, now=NOW)
    for _time in range(2):
        returning.receive(returned.pk, everything(returned), everything(returned), now=NOW)
    for _time in range(2):
        returning.settle_return(returned.pk, now=NOW)

    assert (Return.objects.count(), shelf()[0], instructions("refund")) == (1, 10, [Decimal("249.00")])
    assert len([kind for kind in kinds(order) if kind.startswith("return.")]) == 4


def test_a_token_that_another_order_has_makes_a_return_of_its_own():
    taken = notice(ship(pay(an_order(100))))
    other = ship(pay(placed(sellable(price="70.00", page=False), total="119.00")))

    mine = notice(other, token=taken.token)

    assert (mine.order, mine == taken, mine.token == taken.token) == (other, False, False)


# --- what has not been sent ---


@pytest.mark.law("L8")
def test_what_has_not_been_sent_never_is_and_its_stock_is_free():
    order = pay(an_order(100, 50))
    assert shelf() == (10, 2)

    returned = notice(order, {0: 1})

    assert (returned.state, shelf(), shelf(1)) == ("received", (10, 1), (10, 2))
    first, second = order.lines.order_by("position").values_list("pk", flat=True)
    assert parcels.left(order) == {first: 1, second: 2}
    assert returning.settle_return(returned.pk, now=NOW).amount == Decimal("100.00")
    order = ship(order)
    assert (order.state, order.fulfilment, shelf()) == ("completed", "shipped", (9, 0))
    assert sum(parcels.gone(order).values()) == 3


@pytest.mark.law("L8")
def test_a_whole_order_that_has_not_been_sent_is_cancelled_and_a_person_pays_it_back():
    order = pay(an_order(100))

    returned = notice(order)

    assert (state(order), returned.state, shelf(), instructions("refund")) == ("cancelled", "received", (10, 0), [])
    assert not Allocation.objects.exists()
    settled = returning.settle_return(returned.pk, now=NOW)
    assert (settled.amount, settled.delivery, instructions("refund")) == (order.gross, Decimal("49.00"), [order.gross])


def test_money_that_is_only_held_is_let_go_and_nothing_is_left_to_do():
    order = hold(an_order(100))

    returned = notice(order)

    assert (state(order), returned.state, returned.amount) == ("cancelled", "settled", 0)
    assert (instructions("release"), instructions("refund")) == ([order.gross], [])
    let_the_outbox_work()
    assert PaymentEvent.objects.filter(kind="released").count() == 1


def test_an_order_that_was_never_paid_is_cancelled_and_settled_with_nothing():
    order = an_order(100)

    returned = notice(order)

    assert (state(order), returned.state, returned.amount, shelf()) == ("cancelled", "settled", 0, (10, 0))
    assert not Instruction.objects.exists()


def test_a_packed_parcel_with_withdrawn_goods_is_taken_apart():
    order = pay(an_order(100, 50))
    first, second = order.lines.order_by("position").values_list("pk", flat=True)
    flow.pack(order.pk, {first: 2}, now=NOW)
    flow.pack(order.pk, {second: 2}, now=NOW)

    notice(order, {1: 1})

    assert list(Shipment.objects.order_by("number").values_list("state", flat=True)) == ["packed", "cancelled"]
    assert parcels.left(order) == {second: 1}
    assert "shipment.unpacked" in kinds(order)
    assert ship(order).state == "completed"


def test_what_is_still_here_is_taken_before_what_is_on_its_way():
    order = hold(an_order(100, quantity=3))
    line = order.lines.get().pk
    flow.pack(order.pk, {line: 2}, now=NOW)
    flow.ship(order.pk, shipment_id=Shipment.objects.get().pk, now=NOW)
    let_the_outbox_work()

    returned = notice(order, {0: 2})

    [one] = returned.lines.all()
    assert (returned.state, one.unshipped, shelf()) == ("acknowledged", 1, (8, 0))
    assert state(order) == "completed"
    returning.receive(returned.pk, {line: 1}, {line: 1}, now=NOW)
    settled = returning.settle_return(returned.pk, now=NOW)
    assert (settled.amount, instructions("refund"), shelf()) == (Decimal("100.00"), [Decimal("100.00")], (9, 0))


def test_what_was_withdrawn_before_it_left_is_not_refused_afterwards():
    returned = notice(pay(an_order(100, 50)), {0: 1})

    with pytest.raises(MoveRefused):
        returning.refuse(returned.pk, "No", now=NOW)

    assert state(returned) == "received"


def test_a_parcel_that_is_not_charged_yet_is_not_refunded():
    order = hold(an_order(100))
    ship(order)
    returned = notice(order)
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    with pytest.raises(MoveRefused):
        returning.settle_return(returned.pk, now=NOW)

    let_the_outbox_work()
    assert returning.settle_return(returned.pk, now=NOW).amount == order.gross


# --- what a person looks at first ---


@pytest.mark.law("L8")
@pytest.mark.parametrize(
    ("case", "days", "delivered", "doubt"),
    [
        ("the last day", 14, True, ""),
        ("within what holidays can add", 19, True, ""),
        ("after it", 20, True, "late"),
        ("nobody knows when it arrived", 26, False, ""),
        ("surely after it had", 27, False, "late"),
    ],
)
def test_the_period_counts_from_the_last_parcel(case, days, delivered, doubt):
    order = ship(pay(an_order(100)), delivered=delivered, now=NOW)

    returned = notice(order, now=NOW + days * DAY)

    assert (returned.doubt, returned.state) == (doubt, "requested" if doubt else "acknowledged"), case


@pytest.mark.law("L8")
def test_while_something_has_not_left_the_period_has_not_begun():
    order = pay(an_order(100, 50))
    first = order.lines.order_by("position").first()
    flow.pack(order.pk, {first.pk: 2}, now=NOW)
    flow.ship(order.pk, shipment_id=Shipment.objects.get().pk, now=NOW)

    assert withdrawal.last_day(order) is None
    assert notice(order, {0: 1}, now=NOW + 90 * DAY).doubt == ""


def test_a_late_notice_waits_for_a_person_who_accepts_it():
    order = ship(pay(an_order(100)))
    returned = notice(order, now=NOW + 60 * DAY)
    assert returned.state == "requested"

    assert returning.acknowledge(returned.pk, now=NOW).state == "acknowledged"

    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    assert returning.settle_return(returned.pk, now=NOW).amount == order.gross


def test_a_business_has_no_such_right_so_nothing_is_cancelled_by_itself():
    order = an_order(100, level="pro", payment="invoice")
    Order.objects.filter(pk=order.pk).update(buyer_type="business")

    returned = notice(order)

    assert (returned.doubt, returned.state, state(order), shelf()) == ("business", "requested", "confirmed", (10, 2))
    returning.acknowledge(returned.pk, now=NOW)
    assert (state(order), shelf()) == ("cancelled", (10, 0))


def test_a_complaint_is_about_what_was_sent_and_takes_nothing_out_of_the_order():
    order = pay(an_order(100))
    with pytest.raises(NotReturnable):
        notice(order, kind="complaint")
    ship(order)

    returned = notice(order, {0: 1}, kind="complaint")

    assert (returned.doubt, returned.state) == ("complaint", "requested")


@pytest.mark.law("L8")
@pytest.mark.parametrize(
    ("reason", "is_covered"), [("made_to_order", False), ("perishable", False), ("hygiene_seal", True), ("", True)]
)
def test_goods_without_the_right_are_left_out_as_they_were_sold(reason, is_covered):
    delivered = {"product__withdrawal_exempt": reason}
    order = ship(pay(an_order(100, **delivered)))
    Product.objects.update(withdrawal_exempt="" if reason else "made_to_order")

    assert bool(withdrawal.returnable(order)) is is_covered
    assert bool(withdrawal.returnable(order, "complaint"))
    if not is_covered:
        with pytest.raises(NotReturnable):
            notice(order)


# --- bought on credit ---


def test_an_order_on_credit_is_settled_without_a_refund():
    order = ship(an_order(100, payment="invoice", level="pro"))
    returned = notice(order, {0: 1})
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    settled = returning.settle_return(returned.pk, now=NOW)

    assert (settled.amount, Instruction.objects.count()) == (Decimal("100.00"), 0)
    told = Event.objects.get(kind="return.settled").payload
    assert (told["amount"], told["lines"], told["instruction"]) == ("100.00", [[order.lines.get().pk, 1]], None)


@pytest.mark.krav("4.11.4")
def test_an_invoiced_order_gets_a_credit_note_of_what_came_back():
    order = ship(an_order(100, payment="invoice", level="pro"))
    invoice = invoicing.issue(order.pk, now=NOW)
    returned = notice(order, {0: 1})
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    for _time in range(2):
        settled = returning.settle_return(returned.pk, now=NOW)

    [note] = invoice.credit_notes.all()
    assert (settled.credit_note, Decimal(note.content["payable"]), note.content["why"]) == (
        note,
        settled.amount,
        str(returned),
    )


def test_what_was_settled_before_the_invoice_is_credited_with_it():
    order = hold(an_order(100, quantity=3))
    withdrawn = notice(order, {0: 1})
    returning.settle_return(withdrawn.pk, now=NOW)
    assert returning.credit_settled(order.number, now=NOW) == 0

    ship(order)
    let_the_outbox_work()

    invoice = invoicing.issue(order.pk, now=NOW)
    returning.credit_settled(order.number, now=NOW)
    [note] = invoice.credit_notes.all()
    assert (Decimal(invoice.content["payable"]), Decimal(note.content["payable"])) == (
        Decimal("349.00"),
        Decimal("100.00"),
    )
    assert instructions("capture") == [Decimal("249.00")]


def test_what_has_been_credited_by_hand_is_not_credited_again():
    order = ship(an_order(100, payment="invoice", level="pro"))
    invoice = invoicing.issue(order.pk, now=NOW)
    invoicing.credit(invoice.pk, amount=order.gross, why="by hand", now=NOW)
    returned = notice(order)
    returning.receive(returned.pk, everything(returned), {}, now=NOW)

    with pytest.raises(MoveRefused):
        returning.settle_return(returned.pk, now=NOW)

    assert (state(returned), invoice.credit_notes.count()) == ("received", 1)
