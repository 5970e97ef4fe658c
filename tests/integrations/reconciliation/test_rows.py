"""Differences as rows: one at a time of each, gone when they are gone, left alone until they change; and the runs."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from commerce.events.models import Event
from config.celery import app
from integrations.errors import SystemClosed
from integrations.flows.models import FlowRun
from integrations.models import ComparedSystem, DifferenceRow
from integrations.reconciliation import deciding, keeping, reconcile
from integrations.reconciliation.comparison import RemedyRefused
from integrations.reconciliation.looking import compare
from tests.factories import differences as books
from tests.factories.customers import UserFactory
from tests.factories.differences import MOVING, OURS, THEIRS

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.5")]

NOW = datetime.fromisoformat("2026-11-27T10:00:00+00:00")
CODE = "cold_store"


@pytest.fixture(autouse=True)
def plugged_in(settings):
    with books.cold_store(settings):
        yield


@pytest.fixture
def someone():
    return UserFactory()


def run(hours=0):
    return reconcile.reconcile(CODE, now=lambda: NOW + timedelta(hours=hours))


def rows():
    return sorted(DifferenceRow.objects.values_list("subject", "kind", "state"))


def live():
    return {(row.subject, row.kind) for row in DifferenceRow.objects.filter(gone_at=None)}


def test_a_system_that_is_plugged_in_later_is_compared_by_a_class_and_a_line():
    OURS["1"] = "2"

    run()

    assert rows() == [("order:1", "missing_there", "open")]
    assert FlowRun.objects.get(flow="reconciliation.cold_store").outcome == "done"


def test_a_run_that_finds_nothing_says_of_how_many():
    OURS["1"] = THEIRS["1"] = "2"
    MOVING.add("2")
    OURS["2"] = "1"

    run()

    told = FlowRun.objects.get()
    assert (told.outcome, told.read, told.created) == ("idle", 1, 0)
    assert "av 1 som jämfördes" in told.why
    assert "1 är på väg" in told.why


def test_twice_the_same_is_one_row_and_one_event():
    OURS["1"] = "2"

    run()
    run(hours=1)

    row = DifferenceRow.objects.get()
    assert (row.first_seen_at, row.last_seen_at) == (NOW, NOW + timedelta(hours=1))
    event = Event.objects.get(kind="reconciliation.differs")
    assert (event.subject, event.payload["count"], event.payload["kinds"]) == (
        "system:cold_store",
        1,
        {"missing_there": 1},
    )


def test_the_database_holds_one_live_row_of_a_difference():
    OURS["1"] = "2"
    run()
    [row] = DifferenceRow.objects.all()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_not_found_any_more_closes_itself_and_comes_as_new():
    OURS["1"] = "2"
    run()
    THEIRS["1"] = "2"
    run(hours=1)
    del THEIRS["1"]

    run(hours=2)

    assert rows() == [("order:1", "missing_there", "gone"), ("order:1", "missing_there", "open")]


@pytest.mark.parametrize("hidden", ["moving", "unread"])
def test_what_is_not_looked_at_is_not_gone(hidden):
    OURS["1"] = "2"
    run()
    if hidden == "moving":
        MOVING.add("1")
        run(hours=1)
    else:
        books.ANSWERS.append(SystemClosed("nyckeln"))
        with pytest.raises(SystemClosed):
            run(hours=1)

    assert rows() == [("order:1", "missing_there", "open")]


def test_what_changes_between_the_two_readings_is_never_written(monkeypatch):
    OURS["1"] = "2"
    read = books.ColdStore._of

    def and_arrives(self, number, subject):
        yield from read(self, number, subject)
        THEIRS[number] = OURS[number]

    monkeypatch.setattr(books.ColdStore, "_of", and_arrives)

    assert compare(CODE, now=NOW) == []
    run()
    assert rows() == []


def test_an_ignored_one_stays_ignored_until_it_changes(someone):
    OURS["1"], THEIRS["1"] = "2", "3"
    run()
    deciding.ignore(DifferenceRow.objects.get().pk, by=someone.pk, reason="Ringt dem", now=NOW)

    run(hours=1)
    assert rows() == [("order:1", "other_pieces", "ignored")]

    THEIRS["1"] = "4"
    run(hours=2)
    assert rows() == [("order:1", "other_pieces", "open")]
    assert Event.objects.filter(kind="reconciliation.differs").count() == 2
    [event] = Event.objects.filter(kind="difference.ignored")
    assert (event.payload["by"], event.payload["reason"]) == (someone.pk, "Ringt dem")


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_ignored_without_a_reason(reason, someone):
    OURS["1"] = "2"
    run()

    with pytest.raises(RemedyRefused):
        deciding.ignore(DifferenceRow.objects.get().pk, by=someone.pk, reason=reason, now=NOW)

    assert rows() == [("order:1", "missing_there", "open")]


@pytest.mark.parametrize(("remedy", "state"), [(deciding.adopt, "adopted"), (deciding.resend, "resent")])
def test_a_remedy_that_helped_stays_as_what_was_done(remedy, state, someone):
    OURS["1"], THEIRS["1"] = "2", "3"
    run()

    remedy(DifferenceRow.objects.get().difference, by=someone.pk, reason="rätt", now=NOW)
    run(hours=1)

    row = DifferenceRow.objects.get()
    assert (row.state, row.gone_at, row.decided_by) == (state, NOW + timedelta(hours=1), someone)
    assert OURS == THEIRS


def test_a_remedy_that_did_not_help_is_open_again_when_it_has_had_its_time(monkeypatch):
    OURS["1"] = "2"
    run()
    monkeypatch.setattr(books.ColdStore, "resend", lambda self, difference, *, now: None)

    deciding.resend(DifferenceRow.objects.get().difference, now=NOW)
    reconcile.reconcile(CODE, now=lambda: NOW + timedelta(minutes=10))
    assert rows() == [("order:1", "missing_there", "resent")]

    run(hours=1)
    assert rows() == [("order:1", "missing_there", "open")]


def test_what_a_system_does_not_offer_is_refused_and_nothing_changes():
    OURS["1"] = "2"
    run()
    before = Event.objects.count()

    with pytest.raises(RemedyRefused):
        deciding.adopt(DifferenceRow.objects.get().difference, now=NOW)

    assert (rows(), THEIRS, Event.objects.count()) == ([("order:1", "missing_there", "open")], {}, before)


# --- the runs ---


def due(**time):
    at = NOW + timedelta(**time)
    return reconcile.reconcile_due(now=lambda: at)


def test_it_is_compared_each_night_and_when_somebody_asks(someone):
    assert due() == 1
    assert due(hours=1) == 0
    reconcile.ask(CODE, by=someone.pk, now=NOW + timedelta(hours=2))
    assert due(hours=2, minutes=1) == 1
    assert due(hours=3) == 0
    assert due(hours=14) == 0  # 01:00 in Sweden
    assert due(hours=16) == 1  # 03:00
    assert due(hours=17) == 0


def test_one_that_was_killed_is_begun_again_when_its_lease_has_run_out():
    ComparedSystem.objects.create(code=CODE, begun_at=NOW, leased_until=NOW + timedelta(minutes=10))
    OURS["1"] = "2"

    assert due(minutes=5) == 0
    assert due(minutes=11) == 1
    assert rows() == [("order:1", "missing_there", "open")]
    assert due(minutes=12) == 0


def test_one_that_fails_is_tried_again_within_the_hour_and_the_run_says_why():
    books.ANSWERS.append(SystemClosed("nyckeln duger inte"))

    assert due() == 1
    assert due(minutes=59) == 0
    books.ANSWERS.clear()
    assert due(minutes=61) == 1

    assert list(FlowRun.objects.order_by("pk").values_list("outcome", flat=True)) == ["failed", "idle"]
    assert "nyckeln duger inte" in FlowRun.objects.earliest("pk").error
    assert ComparedSystem.objects.get().problem == ""


def test_nobody_asks_for_a_system_that_is_not_compared(someone):
    with pytest.raises(LookupError):
        reconcile.ask("mars", by=someone.pk, now=NOW)

    assert not ComparedSystem.objects.exists()


def test_the_command_lists_what_is_open_and_says_so_with_its_end(capsys):
    OURS["1"] = "2"

    with pytest.raises(SystemExit) as ended:
        call_command("reconcile", "cold_store")

    assert ended.value.code == 1
    told = capsys.readouterr().out
    assert "cold_store: 1 new, 0 changed, 0 gone" in told
    assert "missing_there order:1" in told
    THEIRS["1"] = "2"
    call_command("reconcile", days=40)
    assert "1 gone" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("reconcile", "mars")


def test_a_run_that_dies_as_it_writes_has_written_nothing_and_the_next_writes_it_once(monkeypatch):
    OURS.update({"1": "2", "2": "3"})

    def dies(*args, **fields):
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "publish", dies)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.undo()
    assert rows() == []

    run(hours=1)
    assert [subject for subject, _kind, _state in rows()] == ["order:1", "order:2"]
    assert Event.objects.filter(kind="reconciliation.differs").count() == 1


# --- any history ---

NUMBERS = st.sampled_from(["1", "2", "3"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ours", "theirs"]), NUMBERS, st.sampled_from([None, "1", "2"])),
        st.tuples(st.sampled_from(["adopt", "resend", "ignore"]), NUMBERS, st.none()),
        st.tuples(st.just("run"), st.none(), st.none()),
    ),
    max_size=12,
)


@given(STEPS)
@examples(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_after_any_history_the_live_rows_are_just_what_differs(steps):
    DifferenceRow.objects.all().delete()
    for one in (OURS, THEIRS):
        one.clear()

    for hour, step in enumerate(steps):
        _take(step, hour)
    run(hours=len(steps) + 1)

    differing = {number for number in OURS.keys() | THEIRS.keys() if OURS.get(number) != THEIRS.get(number)}
    assert sorted(subject for subject, _kind in live()) == sorted(f"order:{number}" for number in differing)


def _take(step, hour):
    what, number, value = step
    if what in ("ours", "theirs"):
        side = OURS if what == "ours" else THEIRS
        side.pop(number, None)
        if value:
            side[number] = value
    elif what == "run":
        run(hours=hour)
    else:
        _decide(what, DifferenceRow.objects.filter(gone_at=None, order=number).first(), hour)


def _decide(what, row, hour):
    at = NOW + timedelta(hours=hour)
    if row is None:
        return
    if what == "ignore":
        deciding.ignore(row.pk, by=None, reason="x", now=at)
        return
    for difference in compare(CODE, now=at, only=[row.subject]):
        if what in deciding.offers(difference):
            getattr(deciding, what)(difference, now=at)


def test_the_clock_asks_every_minute():
    assert [one["schedule"] for one in app.conf.beat_schedule.values() if one["task"] == reconcile.TASK] == [60]
