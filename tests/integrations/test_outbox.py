from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders import flow
from integrations import errors, nudging, outbox, routes
from integrations.models import Delivery
from integrations.systems import Troubles
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

NOW = timezone.now()
taken: list[int] = []


def take(event):
    taken.append(event.pk)


def refuse(event):
    raise errors.DeliveryRefused("never")


def fail(event):
    raise ConnectionError("away")


@pytest.fixture
def target(monkeypatch):
    """Route `test.happened` to a target that behaves as told."""
    taken.clear()
    monkeypatch.setitem(routes.ROUTES, "test.happened", ["test"])

    def behave(call):
        monkeypatch.setitem(routes.TARGETS, "test", f"{__name__}.{call.__name__}")

    behave(take)
    return behave


def happen(subject="thing:1"):
    return publish("test.happened", subject, at=NOW)


def state():
    return list(Delivery.objects.order_by("id").values_list("state", "attempts"))


@pytest.mark.django_db
@pytest.mark.krav("4.11.4")
def test_an_event_reaches_its_target_once(target):
    event = happen()

    for _ in range(2):
        outbox.deliver_due(now=lambda: NOW)

    assert taken == [event.pk]
    assert state() == [("delivered", 1)]


@pytest.mark.django_db
def test_an_event_that_nobody_listens_to_makes_no_delivery():
    publish("nothing.listens", "thing:1", at=NOW)

    outbox.deliver_due(now=lambda: NOW)

    assert not Delivery.objects.exists()
    assert not Event.objects.filter(is_routed=False).exists()


@pytest.mark.django_db
def test_a_failed_delivery_waits_longer_each_time_and_is_never_given_up(target, whole_waits):
    target(fail)
    happen()
    outbox.deliver_due(now=lambda: NOW)
    first = Delivery.objects.get()
    assert (first.state, first.due_at - NOW, first.error) == ("waiting", timedelta(seconds=10), "ConnectionError: away")

    later = NOW + timedelta(seconds=11)
    outbox.deliver_due(now=lambda: later)
    assert Delivery.objects.get().due_at - later == timedelta(seconds=20)

    Delivery.objects.update(attempts=5000)
    target(take)
    outbox.deliver_due(now=lambda: NOW + timedelta(days=30))
    assert state() == [("delivered", 5001)]


@pytest.mark.django_db
def test_what_the_target_will_never_take_stops_for_a_person_to_see(target):
    target(refuse)
    happen()

    outbox.deliver_due(now=lambda: NOW)

    stopped = Delivery.objects.get()
    assert (stopped.state, stopped.error) == ("stopped", "never")


@pytest.mark.django_db
def test_one_subject_is_told_in_order_and_another_is_not_held_up(target):
    target(fail)
    first = happen("thing:1")
    outbox.deliver_due(now=lambda: NOW)
    target(take)
    second, other = happen("thing:1"), happen("thing:2")

    outbox.deliver_due(now=lambda: NOW)
    assert taken == [other.pk]

    outbox.deliver_due(now=lambda: NOW + timedelta(minutes=1))
    assert taken == [other.pk, first.pk, second.pk]


@pytest.mark.django_db
def test_a_worker_that_died_leaves_a_lease_that_runs_out(target):
    happen()
    outbox.route_events(now=NOW)
    assert outbox._claim(NOW, Troubles(), most=10)
    assert Delivery.objects.get().state == "in_flight"

    outbox.deliver_due(now=lambda: NOW + timedelta(minutes=1))
    assert taken == []

    outbox.deliver_due(now=lambda: NOW + outbox.LEASE + timedelta(seconds=1))
    assert len(taken) == 1


@pytest.mark.krav("4.11.4")
def test_workers_side_by_side_deliver_each_event_once(committing_db, target):
    for number in range(40):
        happen(f"thing:{number}")

    in_threads(*[lambda: outbox.deliver_due(now=lambda: NOW)] * 6)

    assert sorted(taken) == sorted(Event.objects.values_list("pk", flat=True))
    assert state() == [("delivered", 1)] * 40


@pytest.mark.django_db
def test_a_broker_that_is_away_costs_no_event(monkeypatch, django_capture_on_commit_callbacks):
    def away(*arguments, **options):
        raise OSError("no broker")

    monkeypatch.setattr(nudging.current_app, "send_task", away)
    monkeypatch.setattr(nudging, "_rests_until", 0.0)

    with django_capture_on_commit_callbacks(execute=True):
        event = publish("test.happened", "thing:1", at=NOW)

    assert Event.objects.get() == event


@pytest.mark.django_db
def test_the_confirmation_is_mailed_in_the_shoppers_language_as_html_and_text():
    order = placed(sellable(price="1249.00", page=False, product__name_sv="Kopp Glimma"), total="1298.00")
    flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=NOW)

    outbox.deliver_due(now=timezone.now)

    (sent,) = mail.outbox
    html = sent.alternatives[0].content
    assert sent.to == ["asa@example.se"]
    assert order.number in sent.subject
    for body in (sent.body, html):
        assert "Kopp Glimma" in body
        assert "1\N{NO-BREAK SPACE}298\N{NO-BREAK SPACE}kr" in body
        assert f"/{order.token}/" in body
    assert sent.extra_headers["Message-ID"].startswith("<event-")
