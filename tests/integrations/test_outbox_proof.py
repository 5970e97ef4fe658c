"""What the outbox does with a partner that can be asked: nothing is sent twice, and only proof counts."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from integrations import client, outbox, registry, systems
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.models import Attempt, Delivery, DeliveryReceipt, System
from integrations.partner import Partner
from integrations.target import How, Receipt, Target

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]


class Books:
    """What the other side holds, and how it behaves: each thing in `script` is done once, in turn."""

    def __init__(self):
        self.held: dict[str, uuid.UUID] = {}
        self.asked: list[str] = []
        self.script: list = []
        self.proves = True

    def take(self, anchor, key):
        self.asked.append(f"send {anchor}")
        what = self.script.pop(0) if self.script else None
        if what == "take and break":
            assert anchor not in self.held, "it was sent twice"
            self.held[anchor] = key
            raise Unknown("time-out")
        if what:
            raise what
        assert anchor not in self.held, "it was sent twice"
        self.held[anchor] = key
        return Receipt(remote_id=f"r-{anchor}", number="8841", holds=anchor.encode()) if self.proves else None

    def look(self, anchor):
        self.asked.append(f"look {anchor}")
        what = self.script.pop(0) if self.script and not isinstance(self.script[0], str) else None
        if what:
            raise what
        return Receipt(remote_id=f"r-{anchor}", how=How.READ_BACK) if anchor in self.held else None


books = Books()


class OrderTarget(Target):
    system = "warehouse"

    def send(self, delivery):
        return books.take(delivery.anchor, delivery.key)

    def look_up(self, delivery):
        return books.look(delivery.anchor)


class LevelTarget(OrderTarget):
    is_state = True


class Warehouse(Partner):
    code, name = "warehouse", "Lagret"
    routes = {"test.ordered": ["warehouse.order"], "test.level": ["warehouse.level"]}
    targets = {"warehouse.order": OrderTarget, "warehouse.level": LevelTarget}
    is_there = True

    def is_on(self):
        return self.is_there


@pytest.fixture(autouse=True)
def warehouse(settings, monkeypatch, whole_waits):
    settings.PARTNERS = [f"{__name__}.Warehouse"]
    monkeypatch.setattr(f"{__name__}.books", Books())
    return books


def order(number="1", kind="test.ordered"):
    return publish(kind, f"order:{number}", at=NOW)


def deliver(*, after=timedelta(0)):
    outbox.deliver_due(now=lambda: NOW + after)


def state(target="warehouse.order"):
    return list(Delivery.objects.filter(target=target).order_by("id").values_list("state", flat=True))


def steps():
    return list(Attempt.objects.order_by("id").values_list("step", "outcome"))


def test_an_answer_that_proves_it_is_kept_as_the_receipt():
    order()

    deliver()

    receipt = DeliveryReceipt.objects.get()
    assert (receipt.remote_id, receipt.number, receipt.how) == ("r-order:1", "8841", "answer")
    assert len(receipt.checksum) == 64
    assert (state(), steps()) == (["delivered"], [("send", "done")])
    assert Delivery.objects.get().due_at == Delivery.objects.get().delivered_at == NOW
    told = Event.objects.get(kind="transfer.done")
    assert (told.subject, told.payload["receipt"]) == ("order:1", "8841")


def test_what_they_took_before_the_line_broke_is_found_and_not_sent_again():
    order()
    books.script = ["take and break"]

    deliver()
    assert state() == ["unknown"]
    assert not DeliveryReceipt.objects.exists()
    deliver(after=timedelta(minutes=1))

    assert books.asked == ["send order:1", "look order:1"]
    assert (state(), DeliveryReceipt.objects.get().how) == (["delivered"], "read_back")


def test_what_never_arrived_is_sent_again_after_they_have_been_asked():
    order()
    books.script = [Unknown("500")]

    deliver()
    deliver(after=timedelta(minutes=1))

    assert books.asked == ["send order:1", "look order:1", "send order:1"]
    assert steps() == [("send", "unknown"), ("look_up", "absent"), ("send", "done")]


def test_a_question_that_fails_tells_nothing_and_nothing_is_sent():
    order()
    books.script = ["take and break"]
    deliver()
    books.script = [Unknown("500"), NotSent("away")]

    deliver(after=timedelta(minutes=1))
    assert state() == ["unknown"]
    deliver(after=timedelta(minutes=2))
    assert state() == ["unknown"]
    deliver(after=timedelta(hours=1))

    assert books.asked == ["send order:1", *["look order:1"] * 3]
    assert state() == ["delivered"]


def test_a_worker_that_died_in_the_middle_leaves_a_question_not_a_second_order():
    order()
    outbox.route_events(now=NOW)
    [claimed] = outbox._claim(NOW, systems.Troubles(), most=10)
    books.take(claimed.anchor, claimed.key)  # and then it died

    deliver(after=outbox.LEASE + timedelta(seconds=1))

    assert books.asked == ["send order:1", "look order:1"]
    assert state() == ["delivered"]


def test_one_that_waited_long_for_a_thread_goes_on_only_while_it_is_its_own():
    order("1"), order("2")
    outbox.route_events(now=NOW)
    first, second = outbox._claim(NOW, systems.Troubles(), most=10)
    soon, late = NOW + outbox.LEASE / 2, NOW + outbox.LEASE + timedelta(seconds=1)

    assert outbox._has_whole_lease(first, soon)
    assert Delivery.objects.get(pk=first.pk).leased_until == soon + outbox.LEASE
    [taken] = outbox._claim(late, systems.Troubles(), most=10)
    assert taken.pk == second.pk
    assert not outbox._has_whole_lease(second, late)


def test_one_whose_lease_ran_out_writes_nothing_over_the_next():
    order()
    outbox.route_events(now=NOW)
    [slow] = outbox._claim(NOW, systems.Troubles(), most=10)
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    [quick] = outbox._claim(later, systems.Troubles(), most=10)
    outbox.write([outbox.attempt(quick, now=lambda: later)], now=later)

    outbox.write([outbox.Outcome(slow, Delivery.State.STOPPED, due_at=later, error="late")], now=later)

    assert Delivery.objects.get().state == "delivered"
    assert not Event.objects.filter(kind="transfer.stopped").exists()


def test_what_was_only_accepted_waits_for_its_proof_and_is_not_sent_again():
    order()
    books.proves = False
    deliver()
    assert (state(), DeliveryReceipt.objects.count()) == (["accepted"], 0)

    held, books.held = books.held, {}
    deliver(after=timedelta(minutes=1))
    assert state() == ["accepted"]
    books.held = held
    deliver(after=timedelta(hours=1))

    assert books.asked == ["send order:1", "look order:1", "look order:1"]
    assert state() == ["delivered"]


def test_what_they_refuse_stops_and_holds_back_what_comes_after_it_about_the_same_thing_only():
    order("1")
    books.script = [DeliveryRefused("no such article")]
    deliver()
    order("1"), order("2")

    deliver(after=timedelta(days=3))

    assert state() == ["stopped", "waiting", "delivered"]
    assert Event.objects.get(kind="transfer.stopped").subject == "order:1"


def test_a_state_is_overtaken_by_a_newer_one_and_a_fact_never_is():
    for kind in ("test.level", "test.level", "test.ordered", "test.ordered"):
        order(kind=kind)

    outbox.route_events(now=NOW)

    assert state("warehouse.level") == ["superseded", "waiting"]
    assert state("warehouse.order") == ["waiting", "waiting"]


def test_a_closed_system_stops_whole_costs_no_attempt_and_opens_by_itself():
    for number in range(3):
        order(number)
    books.script = [SystemClosed("the licence has ended")] * 2

    deliver()
    deliver(after=timedelta(minutes=1))
    assert books.asked == ["send order:0"], "a closed door is not knocked at three times"
    assert list(Delivery.objects.values_list("state", "attempts")) == [("waiting", 0)] * 3
    assert System.objects.get().closed_why == "the licence has ended"

    deliver(after=timedelta(minutes=20))
    deliver(after=timedelta(minutes=40))
    assert state() == ["delivered"] * 3
    assert System.objects.get().closed_at is None
    assert list(Event.objects.filter(subject="system:warehouse").values_list("kind", flat=True)) == [
        "system.closed",
        "system.opened",
    ]


def test_a_system_that_is_down_is_asked_with_one_at_a_time_until_it_answers():
    for number in range(20):
        order(number)
    books.script = [NotSent("refused")] * 7

    deliver()
    assert len(books.asked) == systems.PAUSED_AFTER
    deliver(after=timedelta(seconds=11))
    assert len(books.asked) == systems.PAUSED_AFTER + 1
    deliver(after=timedelta(minutes=10))
    deliver(after=timedelta(minutes=20))

    assert state() == ["delivered"] * 20
    assert len(books.held) == 20


def test_a_pause_grows_by_what_was_tried_alone_and_not_by_how_many_failed_together():
    systems.failed("warehouse", 16, was_tried_alone=False, now=NOW)
    first = System.objects.get()
    systems.failed("warehouse", 16, was_tried_alone=False, now=NOW)
    assert (System.objects.get().failures, System.objects.get().paused_until) == (first.failures, first.paused_until)
    assert first.paused_until - NOW == timedelta(seconds=10)

    for seconds in (20, 40, 80, 160, 300, 300):
        systems.failed("warehouse", 1, was_tried_alone=True, now=NOW)
        assert System.objects.get().paused_until - NOW == timedelta(seconds=seconds)


def test_what_they_ask_us_to_wait_is_waited():
    order()
    books.script = [NotSent("too many", wait=timedelta(minutes=7))]

    deliver()

    assert Delivery.objects.get().due_at - NOW == timedelta(minutes=7)


def test_a_partner_that_is_not_set_up_gets_nothing(monkeypatch):
    monkeypatch.setattr(Warehouse, "is_there", False)
    order()

    deliver()

    assert not Delivery.objects.exists()


def test_a_target_that_nobody_answers_for_stops_and_says_so(settings):
    order()
    outbox.route_events(now=NOW)
    settings.PARTNERS = []

    deliver()

    assert (state(), Delivery.objects.get().error) == (
        ["stopped"],
        "Nobody answers for the target warehouse.order.",
    )


def test_a_fault_of_ours_after_sending_is_not_taken_for_a_failure():
    order()
    books.script = [RuntimeError("a fault in the adapter")]

    deliver()

    assert (state(), steps()) == (["unknown"], [("send", "fault")])


def test_no_partner_is_called_inside_a_transaction(monkeypatch):
    """The guard is in the client; here it is seen that the outbox never has one open."""
    order()
    inside = []
    monkeypatch.setattr(Books, "take", lambda self, *told: inside.append(client.refuse_in_transaction()))

    deliver()

    assert (inside, state()) == ([None], ["accepted"])


def test_every_code_of_a_target_is_known():
    assert {"warehouse.order", "warehouse.level", "mail.confirmation"} <= set(registry.target_codes())
