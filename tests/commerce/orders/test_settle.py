"""Money in and money out: every fact counts once, and each payment ends in one order or one refund."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import Fact, Instructed, ProviderRefused, ProviderUnavailable, Reading, providers
from commerce.orders.states import MOVES, MoveRefused, PaidState, move, paid_state
from integrations.models import Delivery
from integrations.outbox import deliver_due
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, placed, shopper

pytestmark = pytest.mark.krav("4.11.4")
NOW = timezone.now()
KIND = PaymentEvent.Kind
TOTAL = Decimal("149.00")


def fact(kind, key, amount):
    return Fact(kind=kind, key=key, amount=Decimal(amount), at=NOW)


def an_order():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    return order, order.payments.get()


def hear(payment, *facts, is_over=False):
    return settle.learn(payment.pk, Reading(facts=facts, is_over=is_over), now=NOW)


def kinds(order):
    return list(Event.objects.filter(subject=f"order:{order.number}").order_by("id").values_list("kind", flat=True))


def answers(monkeypatch, instruct):
    monkeypatch.setattr(type(providers()["demo"]), "instruct", instruct)


@pytest.mark.django_db
def test_what_is_heard_twice_is_one_fact():
    order, payment = an_order()

    for _time in range(3):
        hear(payment, captured(TOTAL))

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "charged")
    assert PaymentEvent.objects.count() == 1
    assert kinds(order).count("order.confirmed") == 1


@pytest.mark.django_db
def test_what_is_only_authorised_confirms_the_order_and_is_charged_later():
    order, payment = an_order()

    hear(payment, fact(KIND.AUTHORISED, "a-1", TOTAL))
    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "authorised")

    settle.ask(payment.pk, Instruction.Kind.CAPTURE, TOTAL, why="shipped", now=NOW)
    settle.carry_out(Instruction.objects.get().pk, now=NOW)
    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "charged")
    assert Payment.objects.get().state == "paid"


@pytest.mark.django_db
@pytest.mark.parametrize("amount", ["148.99", "149.01", "1.00", "1000.00"])
def test_another_amount_than_was_asked_for_is_owed_and_confirms_nothing(amount):
    order, payment = an_order()

    hear(payment, captured(amount))

    order.refresh_from_db()
    assert order.state == "placed"
    refund = Instruction.objects.get()
    assert (refund.kind, refund.amount, refund.is_owed) == ("refund", Decimal(amount), True)
    assert settle.owed(order) == Decimal(amount)


@pytest.mark.django_db
def test_money_for_a_cancelled_order_goes_back_by_itself():
    order, payment = an_order()
    flow.cancel(order.pk, why="no", now=NOW)

    hear(payment, captured(TOTAL))
    settle.carry_out(Instruction.objects.get().pk, now=NOW)

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("cancelled", "refunded")
    assert settle.owed(order) == 0


@pytest.mark.django_db
def test_an_authorisation_for_a_cancelled_order_is_let_go():
    order, payment = an_order()
    flow.cancel(order.pk, why="no", now=NOW)

    hear(payment, fact(KIND.AUTHORISED, "a-1", TOTAL))

    assert Instruction.objects.get().kind == "release"


@pytest.mark.django_db
def test_a_second_payment_of_the_same_order_goes_back():
    order, first = an_order()
    second = flow.try_again(order.pk, provider_code="demo", shopper=shopper(), now=NOW)

    hear(second, captured(TOTAL, key="second"))
    hear(first, captured(TOTAL, key="first"))

    assert {payment.state for payment in Payment.objects.all()} == {"paid", "owed"}
    assert Instruction.objects.get().payment == first


@pytest.mark.django_db
def test_refunds_are_at_most_what_was_captured_with_those_on_their_way():
    order, payment = an_order()
    hear(payment, captured(TOTAL))
    settle.ask(payment.pk, "refund", Decimal("100.00"), why="came back", now=NOW)

    with pytest.raises(MoveRefused):
        settle.ask(payment.pk, "refund", Decimal("49.01"), why="more", now=NOW)
    settle.ask(payment.pk, "refund", Decimal("49.00"), why="the rest", now=NOW)
    with pytest.raises(MoveRefused):
        settle.ask(payment.pk, "refund", Decimal("0.01"), why="an öre more", now=NOW)
    with pytest.raises(MoveRefused):
        settle.ask(payment.pk, "refund", Decimal("-1"), why="the other way", now=NOW)

    assert settle.owed(order) == TOTAL


@pytest.mark.django_db
def test_a_refund_that_the_provider_refuses_is_owed_and_never_refunded(monkeypatch):
    order, payment = an_order()
    hear(payment, captured(TOTAL))

    def refuses(self, instruction):
        raise ProviderRefused("the card is closed")

    answers(monkeypatch, refuses)
    refund = settle.carry_out(settle.ask(payment.pk, "refund", TOTAL, why="back", now=NOW).pk, now=NOW)

    order.refresh_from_db()
    assert (refund.state, refund.problem) == ("failed", "the card is closed")
    assert (order.paid_state, settle.owed(order)) == ("charged", TOTAL)
    assert "payment.refund_failed" in kinds(order)


@pytest.mark.django_db
def test_an_outcome_that_nobody_knows_is_asked_for_again_with_the_same_key(monkeypatch):
    _order, payment = an_order()
    hear(payment, captured(TOTAL))
    refund = settle.ask(payment.pk, "refund", TOTAL, why="back", now=NOW)
    sent = []

    def silent_once(self, instruction):
        sent.append(instruction.key)
        if len(sent) == 1:
            raise ProviderUnavailable
        return Instructed(reference="r-1", is_done=False)

    answers(monkeypatch, silent_once)
    with pytest.raises(ProviderUnavailable):
        settle.carry_out(refund.pk, now=NOW)
    assert settle.carry_out(refund.pk, now=NOW).state == "sent"

    hear(payment, captured(TOTAL), fact(KIND.REFUNDED, "r-1", TOTAL))

    refund.refresh_from_db()
    assert (len(set(sent)), refund.state) == (1, "done")
    assert Order.objects.get().paid_state == "refunded"


@pytest.mark.django_db
def test_a_refund_that_comes_back_days_later_is_owed_again():
    order, payment = an_order()
    hear(payment, captured(TOTAL))
    refund = settle.carry_out(settle.ask(payment.pk, "refund", TOTAL, why="back", now=NOW).pk, now=NOW)
    assert settle.owed(order) == 0

    hear(payment, fact(KIND.BOUNCED, refund.reference, TOTAL))

    order.refresh_from_db()
    assert (settle.owed(order), order.paid_state) == (TOTAL, "charged")


@pytest.mark.django_db
def test_a_refund_of_money_in_vain_that_comes_back_is_owed_once():
    order, payment = an_order()
    flow.cancel(order.pk, why="no", now=NOW)
    hear(payment, captured(TOTAL))
    refund = settle.carry_out(Instruction.objects.get().pk, now=NOW)

    hear(payment, fact(KIND.BOUNCED, refund.reference, TOTAL))

    assert (Instruction.objects.get().state, settle.owed(order)) == ("failed", TOTAL)
    settle.carry_out(settle.ask_again(refund.pk, by=None, now=NOW).pk, now=NOW)
    assert settle.owed(order) == 0


@pytest.mark.django_db
def test_what_is_taken_a_second_time_goes_back_and_the_order_stands():
    order, payment = an_order()
    hear(payment, captured(TOTAL))

    for _time in range(2):
        hear(payment, captured(TOTAL, key="again"), captured("1.00", key="and more"))

    order.refresh_from_db()
    assert (order.state, Instruction.objects.get().amount, settle.owed(order)) == ("confirmed", TOTAL + 1, TOTAL + 1)


@pytest.mark.django_db
def test_what_was_refused_is_not_sent_again_by_a_delivery_that_is_tried_again(monkeypatch):
    """A worker that was killed before it had written that the delivery was done."""
    order, payment = an_order()
    hear(payment, captured(TOTAL))
    refund, sent = settle.ask(payment.pk, "refund", TOTAL, why="back", now=NOW), []

    def refuses_once(self, instruction):
        sent.append(instruction.pk)
        if len(sent) == 1:
            raise ProviderRefused("the card is closed")
        return Instructed(reference="r-1", is_done=True, facts=(fact(KIND.REFUNDED, "r-1", TOTAL),))

    answers(monkeypatch, refuses_once)
    for _time in range(2):
        settle.carry_out(refund.pk, now=NOW)

    refund.refresh_from_db()
    assert (sent, refund.state, settle.owed(order)) == ([refund.pk], "failed", TOTAL)
    assert kinds(order).count("payment.refund_failed") == 1


@pytest.mark.django_db
def test_a_refund_by_hand_at_the_provider_is_not_owed_besides(monkeypatch):
    order, payment = an_order()
    hear(payment, captured(TOTAL))

    def refuses(self, instruction):
        raise ProviderRefused("the card is closed")

    answers(monkeypatch, refuses)
    settle.carry_out(settle.ask(payment.pk, "refund", TOTAL, why="back", now=NOW).pk, now=NOW)

    hear(payment, fact(KIND.REFUNDED, "by hand", "100.00"))

    assert settle.owed(order) == Decimal("49.00")


@pytest.mark.django_db
def test_an_order_that_is_paid_has_no_other_page_left_to_pay_on():
    order, first = an_order()
    second = flow.try_again(order.pk, provider_code="demo", shopper=shopper(), now=NOW)

    hear(first, captured(TOTAL))

    second.refresh_from_db()
    assert second.state == "cancelled"
    assert [event.payload for event in Event.objects.filter(kind="payment.cancelled").order_by("id")] == [
        {"payment": first.pk},
        {"payment": second.pk},
    ]


@pytest.mark.django_db
def test_a_payment_that_is_being_made_when_its_order_is_cancelled_is_closed_again_until_it_is_known(monkeypatch):
    order, payment = an_order()
    readings = [Reading(reference="slow"), Reading(reference="slow", facts=(captured(TOTAL),))]
    monkeypatch.setattr(type(providers()["demo"]), "read", lambda self, payment: readings.pop(0))
    flow.cancel(order.pk, why="no", now=NOW)

    deliver_due()
    assert Delivery.objects.get(target="payments.close").state == "waiting"
    deliver_due(now=lambda: timezone.now() + timedelta(minutes=1))

    assert Delivery.objects.get(target="payments.close").state == "delivered"
    assert (Payment.objects.get(pk=payment.pk).state, settle.owed(order)) == ("owed", TOTAL)


@pytest.mark.django_db
def test_a_parcel_whose_authorisation_has_lapsed_stops_for_a_person_to_see():
    order, payment = an_order()
    hear(payment, fact(KIND.AUTHORISED, "a-1", TOTAL))
    flow.ship(order.pk, now=NOW)

    hear(payment, fact(KIND.RELEASED, "a-1", TOTAL))
    deliver_due()

    assert list(Delivery.objects.filter(state="stopped").values_list("target", flat=True)) == ["payments.charge"]


@pytest.mark.django_db
def test_a_provider_that_says_no_leaves_the_order_to_be_paid_another_way():
    order, payment = an_order()

    assert hear(payment, is_over=True).state == "declined"
    assert Order.objects.get(pk=order.pk).state == "placed"


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE orders_paymentevent SET amount = 1", "DELETE FROM orders_paymentevent"])
def test_what_has_happened_to_money_is_only_added_to(change):
    _order, payment = an_order()
    hear(payment, captured(TOTAL))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_return_callback_and_sweep_at_once_make_one_order_of_one_payment(committing_db):
    order, payment = an_order()

    in_threads(*[lambda: hear(payment, captured(TOTAL))] * 20)

    order.refresh_from_db()
    assert (order.state, order.paid_state, PaymentEvent.objects.count()) == ("confirmed", "charged", 1)
    assert kinds(order).count("order.confirmed") == 1


def test_many_who_refund_at_once_give_back_no_more_than_came_in(committing_db):
    _order, payment = an_order()
    hear(payment, captured(TOTAL))

    answers = in_threads(*[lambda: settle.ask(payment.pk, "refund", Decimal("40.00"), why="back", now=NOW)] * 8)

    assert sum(isinstance(answer, MoveRefused) for answer in answers) == 5
    assert [one.amount for one in Instruction.objects.all()] == [Decimal("40.00")] * 3


FACTS = [
    fact(KIND.AUTHORISED, "a", TOTAL),
    fact(KIND.CAPTURED, "c", TOTAL),
    fact(KIND.CAPTURED, "c-again", TOTAL),
    fact(KIND.REFUNDED, "r-1", "49.00"),
    fact(KIND.REFUNDED, "r-2", "100.00"),
]
STEPS = st.lists(
    st.one_of(
        st.sets(st.sampled_from(range(len(FACTS))), max_size=3).map(lambda found: ("hear", found)),
        st.just(("cancel", None)),
        st.just(("no", None)),
    ),
    max_size=8,
)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_it_is_heard_money_has_an_order_or_is_on_its_way_back(steps):
    with transaction.atomic():
        order, payment = an_order()
        heard = set()
        for what, found in steps:
            if what == "hear":
                heard |= found
                hear(payment, *(FACTS[place] for place in sorted(found)))
            elif what == "no":
                hear(payment, is_over=True)
            else:
                try:
                    flow.cancel(order.pk, why="no", now=NOW)
                except MoveRefused:
                    assert Order.objects.get(pk=order.pk).state == "confirmed"

        order.refresh_from_db()
        payment.refresh_from_db()
        got = {(FACTS[place].kind, FACTS[place].key) for place in heard}
        assert set(payment.events.values_list("kind", "key")) == got
        money = sum(FACTS[place].amount for place in heard if FACTS[place].kind in (KIND.CAPTURED, KIND.AUTHORISED))
        if money:
            assert (order.state == "confirmed") != (payment.state == "owed")
        else:
            assert order.state in ("placed", "cancelled")
        assert order.state != "confirmed" or payment.state in settle.ACCEPTED
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("asked", "authorised", "captured_sum", "refunded", "expected"),
    [
        (100, 0, 0, 0, PaidState.NONE),
        (100, 100, 0, 0, PaidState.AUTHORISED),
        (100, 40, 60, 0, PaidState.PARTLY_CHARGED),
        (100, 0, 100, 0, PaidState.CHARGED),
        (100, 0, 101, 0, PaidState.OVERCHARGED),
        (100, 0, 100, 1, PaidState.PARTLY_REFUNDED),
        (100, 0, 100, 100, PaidState.REFUNDED),
        (0, 0, 0, 0, PaidState.NONE),
    ],
)
def test_what_money_amounts_to(asked, authorised, captured_sum, refunded, expected):
    amounts = {"asked": asked, "authorised": authorised, "captured": captured_sum, "refunded": refunded}
    assert paid_state(**{name: Decimal(amount) for name, amount in amounts.items()}) == expected


@pytest.mark.parametrize("axis", MOVES)
def test_every_state_of_an_axis_stands_in_its_table_and_no_other_move_is_allowed(axis):
    assert set(MOVES[axis]) == set(axis)
    for before in axis:
        for after in axis:
            if after in MOVES[axis][before]:
                assert move(axis, before, after) == after
            else:
                with pytest.raises(MoveRefused):
                    move(axis, before, after)
