"""Deliveries that a person has made again or gives up, and how long what was said is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.customers.person import Person
from commerce.events.log import publish
from integrations import privacy, resend, retention
from integrations.models import Attempt, Delivery, DeliveryReceipt, System
from tests.factories.customers import owner, verified

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def delivery(state, *, number=1, at=NOW, target="warehouse.order"):
    event = publish("test.ordered", f"order:{number}", at=at)
    return Delivery.objects.create(
        event=event, target=target, system="warehouse", subject=event.subject, state=state, due_at=at, attempts=2
    )


@pytest.mark.krav("4.11.4")
@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("stopped", "waiting"),
        ("cancelled", "waiting"),
        ("superseded", "waiting"),
        ("delivered", "unknown"),
        ("unknown", "unknown"),
        ("accepted", "accepted"),
        ("waiting", "waiting"),
        ("in_flight", "in_flight"),
    ],
)
def test_again_asks_first_whether_they_have_it(state, then):
    row = delivery(state)

    resend.again(Delivery.objects.all(), now=NOW + timedelta(hours=1))

    after = Delivery.objects.get()
    assert (after.state, after.key, after.attempts) == (then, row.key, 2)


def test_one_that_somebody_works_on_is_left_alone():
    Delivery.objects.filter(pk=delivery("waiting").pk).update(leased_until=NOW + timedelta(minutes=5))

    assert resend.again(Delivery.objects.all(), now=NOW) == 0
    assert resend.cancel(Delivery.objects.all(), why="x") == 0


def test_only_what_has_not_arrived_can_be_given_up():
    for number, state in enumerate(Delivery.State.values):
        delivery(state, number=number)

    assert resend.cancel(Delivery.objects.all(), why="bought by mistake") == 2
    assert set(Delivery.objects.filter(error="bought by mistake").values_list("state", flat=True)) == {"cancelled"}


def test_the_owner_sends_a_selection_again_and_reads_what_was_said(client):
    row = delivery("stopped")
    DeliveryReceipt.objects.create(delivery=row, remote_id="r-9", number="8841", how="read_back", at=NOW)
    said = {"method": "POST", "url": "https://wms.example/orders", "asked": '{"a": 1}', "answered": "<b>"}
    said |= {"status": 400, "milliseconds": 5, "problem": ""}
    Attempt.objects.create(delivery=row, at=NOW, step="send", outcome="refused", error="no", exchanges=[said])
    browser = verified(owner())

    page = browser.get(reverse("integrations_delivery_modeladmin_inspect", args=[row.pk])).content.decode()

    assert "https://wms.example/orders" in page
    assert "&lt;b&gt;" in page
    assert "8841" in page


def test_systems_in_trouble_have_a_page():
    System.objects.create(code="warehouse", closed_at=NOW, closed_why="licensen har gått ut", failures=3)

    page = verified(owner()).get(reverse("integrations_system_modeladmin_index")).content.decode()

    assert "licensen har gått ut" in page


@pytest.mark.law("L18")
def test_texts_are_forgotten_after_a_quarter_and_rows_when_their_target_says():
    old = delivery("delivered", at=NOW - timedelta(days=600))
    open_still = delivery("stopped", number=2, at=NOW - timedelta(days=600))
    for row, days in ((old, 600), (open_still, 89)):
        at = NOW - timedelta(days=days)
        Attempt.objects.create(delivery=row, at=at, step="send", outcome="done", exchanges=[{}])

    assert retention.forget_texts(now=NOW) == 1
    assert retention.forget_deliveries(now=NOW) == 1

    assert list(Delivery.objects.all()) == [open_still]
    assert Attempt.objects.get().exchanges == [{}]


@pytest.mark.law("L18")
@pytest.mark.parametrize("asked", ["{'name': 'Åsa Öberg'}", '{"name": "\\u00c5sa \\u00d6berg"}', 'say \\"Åsa Öberg\\"'])
def test_a_person_who_is_forgotten_is_forgotten_in_what_was_said(asked):
    row = delivery("delivered")
    kept = {"method": "POST", "url": "", "asked": "{}", "answered": "", "status": 200, "milliseconds": 1}
    Attempt.objects.create(delivery=row, at=NOW, step="send", outcome="done", exchanges=[kept | {"asked": asked}])
    Attempt.objects.create(delivery=row, at=NOW, step="send", outcome="done", exchanges=[kept])

    privacy.forget(Person(email="asa.oberg@example.com", traces=frozenset({"Åsa Öberg"})), NOW)

    assert list(Attempt.objects.order_by("id").values_list("exchanges", flat=True)) == [None, [kept]]
