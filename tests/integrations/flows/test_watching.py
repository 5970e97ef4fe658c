"""The watcher tells what has not come, once, and says so when it has come after all."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from commerce.events.log import publish
from commerce.events.models import Event
from integrations import outbox, systems
from integrations.errors import DeliveryRefused, NotSent
from integrations.flows import begun, heartbeats, misses, own, setting, watch
from integrations.flows.flow import Flow
from integrations.flows.models import FlowRun, Miss, WatchedFlow
from integrations.flows.rhythm import WORKDAYS, Hours, Rhythm
from integrations.flows.runs import running
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Receipt, Target
from tests.committing import in_threads

pytestmark = pytest.mark.krav("4.5.5")
MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Stockholm


class Behaviour:
    what: Exception | None = None


class OrderTarget(Target):
    system = "wms"

    def send(self, delivery):
        if Behaviour.what:
            raise Behaviour.what
        return Receipt(remote_id=f"r-{delivery.pk}")


class Wms(Partner):
    code, name = "wms", "Lagret"
    routes = {"test.ordered": ["wms.order"]}
    targets = {"wms.order": OrderTarget}
    flows = (
        Flow(
            code="wms.orders",
            name="Ordrar till lagret",
            rhythm=Rhythm(timedelta(minutes=15), Hours(time(6), time(22), weekdays=WORKDAYS, rests_on_holidays=True)),
            system="wms",
            targets=("wms.order",),
            begins=("test.ordered",),
        ),
        Flow(code="wms.stock", name="Saldo från lagret", rhythm=Rhythm(timedelta(hours=1), failures=2)),
    )
    is_there = True

    def is_on(self):
        return self.is_there


@pytest.fixture(autouse=True)
def wms(settings, monkeypatch, whole_waits):
    """A warehouse, and notices; of the shop's own flows none, so that a test says what there is."""
    settings.PARTNERS = [f"{__name__}.Wms", "integrations.flows.notices.Notices"]
    settings.FLOW_NOTICE_EMAIL = "drift@example.se"
    settings.ON_EVENT = ""
    monkeypatch.setattr(own, "FLOWS", ())
    monkeypatch.setattr(Wms, "is_there", True)
    monkeypatch.setattr(Behaviour, "what", None)


def ordered(subject, at):
    publish("test.ordered", subject, at=at)
    outbox.route_events(now=at)


def look(at):
    watch.look(now=at)


def told(kind):
    return [event.payload for event in Event.objects.filter(kind=kind).order_by("id")]


@pytest.fixture
def watched(db):
    """Watched since the day before."""
    look(MORNING - timedelta(days=1))
    with running("wms.stock", now=lambda: MORNING) as run:
        run.changed = 1


def test_an_order_that_does_not_reach_the_warehouse_is_told_of_once_and_when_it_does(watched):
    ordered("order:1", MORNING)
    look(MORNING + timedelta(minutes=14, seconds=59))
    assert not Miss.objects.exists()

    look(MORNING + timedelta(minutes=15))
    look(MORNING + timedelta(minutes=16))
    assert told("flow.missed") == [
        {
            "flow": "wms.orders",
            "miss": Miss.objects.get().pk,
            "what": "missed",
            "expected_at": (MORNING + timedelta(minutes=15)).isoformat(),
            "last_success_at": None,
            "backlog": 1,
            "problem": "",
            "opened_at": (MORNING + timedelta(minutes=15)).isoformat(),
        }
    ]

    came = MORNING + timedelta(minutes=20)
    outbox.deliver_due(now=lambda: came, only=["wms.order"])
    look(came)
    look(came + timedelta(minutes=1))
    assert [one["flow"] for one in told("flow.recovered")] == ["wms.orders"]
    assert Miss.objects.get().closed_at == came


def test_what_was_tried_and_refused_has_failed_and_says_why(watched):
    Behaviour.what = NotSent("their server is away")
    ordered("order:1", MORNING)
    outbox.deliver_due(now=lambda: MORNING, only=["wms.order"])

    look(MORNING + timedelta(minutes=15))

    assert [(one["what"], one["problem"]) for one in told("flow.missed")] == [("failed", "their server is away")]


def test_what_never_began_is_missed_and_can_be_begun(watched):
    """The key was taken away: the partner gets nothing, and no delivery is made."""
    Wms.is_there = False
    ordered("order:1", MORNING)
    assert not Delivery.objects.filter(target="wms.order").exists()

    look(MORNING + timedelta(minutes=15))
    assert [one["flow"] for one in told("flow.missed")] == ["wms.orders"]

    Wms.is_there = True
    orders = next(one for one in watch.known.flows() if one.flow.code == "wms.orders")
    assert begun.begin(orders) == 1
    outbox.route_events(now=MORNING)
    assert [one.subject for one in Delivery.objects.filter(target="wms.order")] == ["order:1"]
    assert begun.begin(orders) == 0


def test_what_has_begun_is_not_looked_at_again(watched):
    ordered("order:1", MORNING)
    outbox.deliver_due(now=lambda: MORNING, only=["wms.order"])
    look(MORNING + timedelta(minutes=10))

    orders = next(one for one in watch.known.flows() if one.flow.code == "wms.orders")
    Delivery.objects.filter(target="wms.order").delete()
    assert not begun.unbegun(orders).exists(), "the cursor has passed it"


def test_nobody_is_told_before_the_watch_began(db):
    ordered("order:1", MORNING - timedelta(days=3))
    Delivery.objects.filter(target="wms.order").delete()

    look(MORNING)
    look(MORNING + timedelta(minutes=30))

    assert not Miss.objects.filter(flow="wms.orders").exists()


@pytest.mark.parametrize(
    ("case", "counts", "what"),
    [("silent", {"read": 12}, ["silent"]), ("says why", {"read": 12, "why": "inget nytt"}, [])],
)
def test_a_run_that_does_nothing_and_does_not_say_why_is_told_of(watched, case, counts, what):
    with running("wms.stock", now=lambda: MORNING + timedelta(minutes=30)) as run:
        for name, value in counts.items():
            setattr(run, name, value)

    look(MORNING + timedelta(minutes=31))

    assert [one["what"] for one in told("flow.missed")] == what


def test_a_job_that_stops_is_told_of_within_a_minute_of_its_deadline(watched):
    look(MORNING + timedelta(minutes=59, seconds=59))
    assert not Miss.objects.exists()

    look(MORNING + timedelta(minutes=60))

    assert [(one["what"], one["last_success_at"]) for one in told("flow.missed")] == [("missed", MORNING.isoformat())]
    assert watch.EVERY <= timedelta(minutes=1)


def test_a_run_whose_process_died_is_broken_off(watched):
    FlowRun.objects.create(flow="wms.stock", started_at=MORNING)

    look(MORNING + timedelta(hours=3, seconds=1))

    assert FlowRun.objects.order_by("-pk").first().outcome == FlowRun.Outcome.BROKEN
    assert [one["what"] for one in told("flow.missed")] == ["failed"]


def test_a_flow_that_nobody_watches_is_told_of_to_nobody(watched):
    setting.change("wms.stock", {"is_watched": False}, by=1, now=MORNING)

    look(MORNING + timedelta(hours=5))

    assert not Miss.objects.filter(flow="wms.stock").exists()


def test_a_flow_that_is_watched_again_is_so_from_then_on(watched):
    setting.change("wms.stock", {"is_watched": False}, by=1, now=MORNING)
    ordered("order:1", MORNING)
    Delivery.objects.filter(target="wms.order").delete()
    setting.change("wms.orders", {"is_watched": False}, by=1, now=MORNING)
    for code in ("wms.stock", "wms.orders"):
        setting.change(code, {"is_watched": True}, by=1, now=MORNING + timedelta(hours=5))

    look(MORNING + timedelta(hours=5, minutes=30))

    assert WatchedFlow.objects.get(pk="wms.stock").since == MORNING + timedelta(hours=5)
    assert not Miss.objects.filter(flow="wms.orders").exists()


def test_an_open_miss_of_a_flow_that_is_no_longer_watched_closes_in_silence(watched):
    look(MORNING + timedelta(hours=2))
    setting.change("wms.stock", {"is_watched": False}, by=1, now=MORNING)

    look(MORNING + timedelta(hours=3))

    assert Miss.objects.get(flow="wms.stock").closed_at is not None
    assert told("flow.recovered") == []


def test_a_pulse_is_missed_but_not_for_the_time_when_the_watcher_slept(db, monkeypatch):
    worker = Flow(code="shop.worker", name="Arbetaren", rhythm=Rhythm(timedelta(minutes=2)), process="worker")
    monkeypatch.setattr(own, "FLOWS", (worker,))
    look(MORNING - timedelta(days=1))
    heartbeats.beat("worker", now=MORNING - timedelta(hours=8))

    watch.look(now=MORNING, awake_since=MORNING)
    assert not Miss.objects.filter(flow="shop.worker").exists()

    watch.look(now=MORNING + timedelta(minutes=2), awake_since=MORNING)
    assert Miss.objects.filter(flow="shop.worker", closed_at=None).exists()

    heartbeats.beat("worker", now=MORNING + timedelta(minutes=3))
    watch.look(now=MORNING + timedelta(minutes=3), awake_since=MORNING)
    assert not Miss.objects.filter(flow="shop.worker", closed_at=None).exists()


def test_the_database_holds_one_open_miss_for_each_flow(db):
    Miss.objects.create(flow="wms.stock", what="missed", expected_at=MORNING, opened_at=MORNING)

    with pytest.raises(IntegrityError), transaction.atomic():
        Miss.objects.create(flow="wms.stock", what="failed", expected_at=MORNING, opened_at=MORNING)


def test_four_watchers_at_once_tell_once(committing_db):
    look(MORNING - timedelta(days=1))
    ordered("order:1", MORNING)

    assert in_threads(*[lambda: look(MORNING + timedelta(minutes=15))] * 4) == [None] * 4
    assert Miss.objects.filter(flow="wms.orders").count() == 1
    assert len([one for one in told("flow.missed") if one["flow"] == "wms.orders"]) == 1

    outbox.deliver_due(now=lambda: MORNING + timedelta(minutes=16), only=["wms.order"])
    assert in_threads(*[lambda: look(MORNING + timedelta(minutes=17))] * 4) == [None] * 4
    assert len([one for one in told("flow.recovered") if one["flow"] == "wms.orders"]) == 1


def test_the_watcher_sends_its_notice_itself_and_nothing_else(watched):
    """No worker is there. The order goes on waiting; those who look after the shop have been told."""
    ordered("order:1", MORNING)
    look(MORNING + timedelta(minutes=15))

    outbox.deliver_due(now=lambda: MORNING + timedelta(minutes=15), threads=1, only=watch.NOTICES)

    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["drift@example.se"], "Har uteblivit: Ordrar till lagret")
    ]
    assert Delivery.objects.get(target="wms.order").state == Delivery.State.WAITING


def test_a_system_that_rests_is_not_woken_by_one_who_sends_notices(watched):
    for _ in range(systems.PAUSED_AFTER):
        systems.failed("wms", 1, was_tried_alone=False, now=MORNING - timedelta(hours=1))
    ordered("order:1", MORNING)

    outbox.deliver_due(now=lambda: MORNING, threads=1, only=watch.NOTICES)

    assert "wms" in systems.troubles(MORNING).trying, "the next worker may still try it"


def test_a_transfer_that_has_stopped_is_mailed_of_once_in_a_while(watched):
    Behaviour.what = DeliveryRefused("unknown article")
    for number in range(3):
        ordered(f"order:{number}", MORNING)
    outbox.deliver_due(now=lambda: MORNING, only=["wms.order"])

    outbox.deliver_due(now=lambda: MORNING + timedelta(seconds=15), only=watch.NOTICES)

    assert [one.subject for one in mail.outbox] == ["En överföring har stoppats: wms.order"]
    states = Delivery.objects.filter(target="notices.mail").values_list("state", flat=True)
    assert list(states) == ["delivered"] * 3


def test_a_notice_that_cannot_be_sent_is_no_news_of_its_own(watched, settings, monkeypatch):
    settings.NOTICE_WEBHOOK_URL = "https://127.0.0.1/larm"
    settings.NOTICE_WEBHOOK_SECRET = "s" * 32
    look(MORNING + timedelta(hours=2))
    before = Event.objects.count()

    outbox.deliver_due(now=lambda: MORNING + timedelta(hours=2), only=watch.NOTICES)

    refused = Delivery.objects.get(target="notices.webhook")
    assert (refused.state, refused.attempts) == (Delivery.State.WAITING, 1)
    assert Event.objects.count() == before


def test_what_somebody_sets_is_kept_with_who_and_what_it_was(watched):
    rhythm = {
        "minutes": 30,
        "opens": time(7),
        "closes": None,
        "weekdays": [0, 1],
        "rests_on_holidays": True,
        "failures": 1,
    }

    assert setting.change("wms.orders", rhythm, by=7, now=MORNING)
    assert not setting.change("wms.orders", rhythm, by=7, now=MORNING)

    event = Event.objects.get(kind="flow.rhythm_changed")
    assert (event.subject, event.payload["by"]) == ("flow:wms.orders", 7)
    assert event.payload["changed"]["minutes"] == [None, 30]
    assert event.payload["changed"]["opens"] == [None, "07:00"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 5},
        {"minutes": 5, "opens": time(9), "closes": time(8), "weekdays": [0], "rests_on_holidays": False, "failures": 1},
        {"minutes": 5, "opens": time(9), "weekdays": [], "rests_on_holidays": False, "failures": 1},
    ],
)
def test_the_database_refuses_half_a_rhythm(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedFlow.objects.create(code="wms.orders", since=timezone.now(), **wrong)


def test_a_miss_that_another_watcher_has_closed_is_not_closed_again(db):
    Miss.objects.create(flow="wms.stock", what="missed", expected_at=MORNING, opened_at=MORNING)

    assert misses.close("wms.stock", now=MORNING)
    assert not misses.close("wms.stock", now=MORNING)
    assert len(told("flow.recovered")) == 1
