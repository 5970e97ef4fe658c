"""The shop against itself: nothing that should be told is forgotten, and nothing is sent without an invoice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.models import Invoice
from commerce.orders.payments import Reading
from integrations import outbox
from integrations.flows import watch
from integrations.models import Delivery
from integrations.reconciliation import deciding
from tests.factories.catalogue import sellable
from tests.factories.differences import differences, found, in_a_day
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5"), pytest.mark.krav("4.11.4")]


@pytest.fixture(autouse=True)
def watched():
    watch.look(now=timezone.now())


def shipped():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    settle.learn(order.payments.get().pk, Reading(facts=(captured("149.00"),)), now=timezone.now())
    flow.ship(order.pk, now=timezone.now())
    deliver()
    return order


def deliver():
    for _round in range(4):
        outbox.deliver_due(now=lambda: timezone.now() + timedelta(hours=1), threads=1)


def test_a_shop_that_has_told_everything_has_no_differences():
    shipped()

    assert found("shop") == []


def test_an_event_whose_delivery_is_missing_is_found_and_sent_once():
    order = shipped()
    event = Event.objects.get(kind="order.confirmed", subject=f"order:{order.number}")
    Delivery.objects.filter(event=event, target="mail.confirmation").delete()

    [difference] = differences("shop")
    assert (difference.kind, difference.subject, difference.order) == ("not_begun", f"event:{event.pk}", order.number)
    assert difference.ours["target"] == "mail.confirmation"
    for _twice in range(2):
        deciding.resend(difference, now=timezone.now())
    deliver()

    assert Delivery.objects.filter(event=event, target="mail.confirmation").count() == 1
    assert found("shop") == []


def test_what_happened_before_a_flow_was_watched_is_not_asked_about():
    order = shipped()
    Delivery.objects.filter(target="mail.confirmation").delete()
    Event.objects.filter(subject=f"order:{order.number}").update(at=timezone.now() - timedelta(days=2))

    assert found("shop") == []


def test_an_order_that_was_sent_without_an_invoice_is_found_and_gets_one():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    settle.learn(order.payments.get().pk, Reading(facts=(captured("149.00"),)), now=timezone.now())
    flow.ship(order.pk, now=timezone.now())
    outbox.route_events(now=timezone.now())
    Delivery.objects.filter(target="invoices.issue").update(state="stopped", error="fel")
    assert found("shop", now=timezone.now()) == []

    [difference] = differences("shop", now=in_a_day())
    assert (difference.kind, difference.subject) == ("not_invoiced", f"order:{order.number}")
    deciding.resend(difference, now=timezone.now())
    deliver()

    assert Invoice.objects.filter(order=order).count() == 1
    assert found("shop") == []
