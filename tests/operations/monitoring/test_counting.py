"""Answer times: counted in the process, written by the hour, and added up to the rule of two seconds."""

import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import RequestFactory

from operations.monitoring import keeping, shares
from operations.monitoring.counting import FLOOD, HOUR, MOST_SERIES, Counter
from operations.monitoring.middleware import MeasuringMiddleware
from operations.monitoring.models import AnswerHour, AnswerTotal, FigureHour, Reading

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.4"), pytest.mark.krav("6.1.1")]

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SOON = NOON + timedelta(hours=1)


def counted(*took, route="wagtailadmin_home", role="staff", source="server", counter=None):
    counter = counter or Counter()
    for seconds in took:
        counter.add(source, route, role, seconds, at=NOON.timestamp() + 60)
    return counter


@pytest.mark.parametrize(
    ("case", "took", "within"),
    [
        ("at once", 0.0, 1),
        ("just within", 1.999999, 1),
        ("on the edge", 2.0, 1),
        ("just past it", 2.000001, 0),
        ("slowest", 500.0, 0),
    ],
)
def test_the_edge_is_exactly_two_seconds(case, took, within):
    counted(took).write()

    row = AnswerHour.objects.get()
    assert (row.count, row.within_2000, row.hour) == (1, within, NOON)


@pytest.mark.parametrize(("slow", "holds"), [(10, True), (11, False)])
def test_nine_in_ten_is_enough_and_one_less_is_not(slow, holds):
    counted(*[0.1] * (100 - slow), *[2.5] * slow).write()

    report = shares.admin_report(since=NOON, until=SOON)

    assert (report.decisive.count, report.decisive.within, report.holds) == (100, 100 - slow, holds)


def test_a_share_is_never_rounded_up_to_the_rule():
    assert (shares.Share(10_000, 8_999).shown, shares.Share(10_000, 8_999).holds) == (89.9, False)


def test_the_browser_decides_where_it_has_told():
    counter = counted(*[0.1] * 10)
    counted(*[3.0] * 5, source="page", counter=counter)
    counter.write()

    view = shares.admin_report(since=NOON, until=SOON).views[0]

    assert (view.server.holds, view.browser.holds, view.decisive.count) == (True, False, 5)


def test_processes_add_to_the_same_hour_and_to_all_time():
    for _process in range(3):
        counted(0.05, 0.3, 6.0).write()

    row, total = AnswerHour.objects.get(), AnswerTotal.objects.get()
    assert (row.count, row.within_100, row.within_500, row.within_5000, row.milliseconds) == (9, 3, 6, 6, 19_050)
    assert (total.count, total.within_5000) == (9, 6)


def test_threads_lose_nothing():
    counter = Counter()

    def work():
        for _turn in range(500):
            counter.add("server", "cart", "visitor", 0.01, at=NOON.timestamp())

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counter.write()

    assert AnswerHour.objects.get().count == 2_000


def test_what_could_not_be_written_is_written_next_time(monkeypatch):
    counter = counted(0.1)

    def broken(_tallies):
        raise DatabaseError("away")

    monkeypatch.setattr(keeping, "add_answers", broken)
    with pytest.raises(DatabaseError):
        counter.write()
    monkeypatch.undo()
    counted(0.2, counter=counter).write()

    assert AnswerHour.objects.get().count == 2


def test_a_flood_of_views_becomes_one_row():
    counter = Counter()
    for number in range(MOST_SERIES + 500):
        counter.add("server", f"view{number}", "visitor", 0.01, at=NOON.timestamp())

    assert len(counter.tallies) == MOST_SERIES + 1
    assert counter.tallies[(int(NOON.timestamp() // HOUR), "server", FLOOD, "visitor")].count == 500


def test_what_is_counted_is_written_in_two_questions_however_much(django_assert_num_queries):
    counter = Counter()
    for number in range(50):
        counter.add("server", f"view{number}", "visitor", 0.01, at=NOON.timestamp())

    with django_assert_num_queries(4):  # a savepoint, the hour, all time, and its end
        counter.write()


@pytest.mark.parametrize(
    ("address", "route", "role"),
    [
        ("/healthz", "healthz", "visitor"),
        ("/finns-inte-alls/", "wagtail_serve", "visitor"),
        ("/admin/", "nowhere", "visitor"),
        ("/api/v1/products", None, "system"),
    ],
)
def test_requests_are_counted_by_the_name_of_their_view(client, monkeypatch, address, route, role):
    counter = Counter()
    monkeypatch.setattr("operations.monitoring.middleware.counter", counter)

    client.get(address)

    counter.count_noted()
    [(_hour, source, told, who)] = counter.tallies
    assert (source, who) == ("server", role)
    assert route is None or told == route


def test_an_error_is_counted_as_one(monkeypatch):
    counter = Counter()
    monkeypatch.setattr("operations.monitoring.middleware.counter", counter)

    MeasuringMiddleware(lambda _request: HttpResponse(status=503))(RequestFactory().get("/"))

    counter.count_noted()
    assert [tally.failed for tally in counter.tallies.values()] == [1]


def test_figures_are_kept_as_the_last_and_by_the_hour():
    for minute, value in ((1, 10), (2, 30), (3, 20)):
        keeping.add_readings({"disk.used": value}, now=NOON + timedelta(minutes=minute))

    hour = FigureHour.objects.get()
    assert (hour.count, hour.total, hour.lowest, hour.highest) == (3, 60, 10, 30)
    assert Reading.objects.get().value == 20


def test_a_clock_that_jumped_back_does_not_hide_the_newest():
    keeping.add_readings({"disk.used": 50}, now=NOON)
    keeping.add_readings({"disk.used": 10}, now=NOON - timedelta(hours=2))

    assert Reading.objects.get().value == 50


def test_hours_are_kept_two_years():
    counted(0.1).write()
    keeping.add_readings({"disk.used": 50}, now=NOON)

    assert keeping.forget(now=NOON + timedelta(days=730)) == 0
    assert keeping.forget(now=NOON + timedelta(days=732)) == 3
    assert not AnswerHour.objects.exists()
    assert AnswerTotal.objects.get().count == 1


def test_a_line_of_the_log_in_json_names_its_request_and_nobodys_address():
    import json
    import logging

    from config.logs import AsJson
    from operations.monitoring import request_ids

    token = request_ids.begin("proxy-1234")
    record = logging.LogRecord("shop", logging.WARNING, __file__, 1, "mail to %s", ("siv@example.com",), None)
    line = json.loads(AsJson().format(record))
    request_ids.end(token)

    assert (line["request"], line["level"], line["logger"]) == ("proxy-1234", "WARNING", "shop")
    assert "siv@example.com" not in line["message"]
    assert "request" not in json.loads(AsJson().format(record))


def test_an_answer_belongs_to_the_hour_it_was_ready_in_however_late_it_is_counted(monkeypatch):
    clock = SimpleNamespace(perf=100.0, time=float(NOON.timestamp()))
    monkeypatch.setattr("operations.monitoring.counting.perf_counter", lambda: clock.perf)
    monkeypatch.setattr("operations.monitoring.counting.time.time", lambda: clock.time)
    counter = Counter()
    counter.note(99.5, "cart", "visitor", False)
    clock.perf, clock.time = clock.perf + HOUR, clock.time + HOUR

    counter.count_noted()

    [((hour, *rest), tally)] = counter.tallies.items()
    assert (hour, rest) == (NOON.timestamp() // HOUR, ["server", "cart", "visitor"])
    assert (tally.count, tally.seconds) == (1, 0.5)
