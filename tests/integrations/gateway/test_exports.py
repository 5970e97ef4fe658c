"""Exports: small ones at once, large ones by a worker; who may have them, for how long, and what is remembered."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from integrations.gateway import exporting, saving
from integrations.gateway.models import Export, SavedExport
from integrations.gateway.tasks import forget_files, make_exports
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]


@pytest.fixture
def browser():
    return verified(owner(email="agaren@example.com"))


@pytest.fixture
def by():
    return owner()


def asked(browser, kind="prices", **given):
    values = {"columns": ["sku", "amount"], "format": "csv", "language": "sv", "rhythm": "", "hour": "5", **given}
    return browser.post(reverse("export_new", args=[kind]), values)


def content(response):
    return b"".join(response.streaming_content).decode()


def wanted(kind="prices", columns=("sku", "amount"), format="csv"):
    return Export(kind=kind, columns=list(columns), format=format, language="sv")


def test_a_small_file_is_there_at_once(goods, browser):
    page = browser.get(asked(browser, filter_time="now").url)
    assert "Hämta filen" in page.content.decode()

    export = Export.objects.get()
    fetched = browser.get(reverse("export_file", args=[export.pk]))

    assert fetched["Content-Type"] == "text/csv"
    rows = list(csv.reader(io.StringIO(content(fetched))))
    assert rows[0] == ["Artikelnummer", "Belopp"]
    assert sorted(rows[1:]) == [["007-ÅÄÖ", "1249.50"], ["K-1", "72.00"], ["K-1", "80.00"]]
    assert (export.state, export.written, export.size) == ("ready", 3, export.file.size)


def test_who_had_what_is_remembered(goods, browser):
    asked(browser)
    export = Export.objects.get()
    browser.get(reverse("export_file", args=[export.pk]))

    events = Event.objects.filter(subject=f"export:{export.pk}").order_by("pk")
    assert [event.kind for event in events] == ["export.asked", "export.fetched"]
    assert {event.payload["by"] for event in events} == {export.by_id}
    assert events[0].payload["columns"] == ["sku", "amount"]


def test_a_large_file_is_made_by_a_worker(goods, browser, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    page = browser.get(asked(browser).url)
    assert "3 rader. Väntar på en arbetare" in page.content.decode()
    export = Export.objects.get()
    assert (export.state, bool(export.file)) == ("waiting", False)

    assert make_exports() == 1

    export.refresh_from_db()
    assert (export.state, export.written) == ("ready", 3)
    assert "Hämta filen" in browser.get(reverse("export", args=[export.pk])).content.decode()
    assert make_exports() == 0


def test_the_page_tells_how_far_it_has_come(goods, browser, by):
    export = exporting.ask(wanted(), by=by, now=timezone.now())
    Export.objects.filter(pk=export.pk).update(state="making", total=40_000, written=10_000)

    page = browser.get(reverse("export", args=[export.pk]), {"part": "progress"}).content.decode()

    assert "data-goes-on" in page
    assert 'value="25"' in page


def test_progress_is_told_while_it_is_written(goods, by, monkeypatch):
    monkeypatch.setattr(exporting, "PROGRESS", 1)
    export = exporting.ask(wanted(), by=by, now=timezone.now())
    told = []

    with io.BytesIO() as file:
        kind = exporting.registry.by_code("prices")
        exporting.write(
            kind, ["sku"], {}, file, format="csv", language="sv", now=timezone.now(), on_written=told.append
        )

    assert told == [1, 2, 3]
    assert export.total == 3


def test_what_a_dead_worker_left_is_made_by_the_next(goods, by):
    now = timezone.now()
    export = exporting.ask(wanted(), by=by, now=now)
    Export.objects.filter(pk=export.pk).update(state="making", leased_until=now + timedelta(minutes=1))

    assert exporting.make_due(now=lambda: now) == 0
    assert exporting.make_due(now=lambda: now + timedelta(minutes=2)) == 1


def test_a_fault_is_said_and_stops_no_other(goods, by, monkeypatch):
    broken = exporting.ask(wanted(format="ods"), by=by, now=timezone.now())
    whole = exporting.ask(wanted(), by=by, now=timezone.now())
    monkeypatch.setattr("integrations.formats.tables.opendocument.Ods.write", lambda *_args, **_more: 1 / 0)

    assert make_exports() == 2

    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == ("failed", "ready")
    assert "ZeroDivisionError" in broken.problem


def test_the_file_goes_and_the_record_stays(goods, browser, by):
    asked(browser)
    export = Export.objects.get()
    name, storage = export.file.name, export.file.storage
    Export.objects.update(expires_at=timezone.now())

    gone = browser.get(reverse("export_file", args=[export.pk]), follow=True)
    assert "Filen finns inte kvar" in gone.content.decode()
    assert forget_files() == 1

    export.refresh_from_db()
    assert (export.file.name, export.written) == ("", 3)
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        ("Orderhandläggare", {"stock", "deliveries"}, {"orders", "invoices", "organisations", "customers"}),
        ("Prissättare", {"prices", "products"}, {"orders", "customers", "redirects"}),
        ("Redaktör", {"products", "translations", "redirects"}, {"orders", "customers"}),
        ("Systemägare", set(exporting.registry.KINDS), set()),
    ],
)
def test_a_role_has_the_kinds_that_it_may_see_and_none_of_people(goods, role, seen, hidden):
    desk = verified(UserFactory(roles=[role]))

    page = desk.get(reverse("exports")).content.decode()

    for code in seen:
        assert reverse("export_new", args=[code]) in page
        assert desk.get(reverse("export_new", args=[code])).status_code == 200
    for code in hidden:
        assert reverse("export_new", args=[code]) not in page
        assert desk.get(reverse("export_new", args=[code])).status_code == 302
    assert desk.get(reverse("export_new", args=["nothing"])).status_code == 404


def test_what_may_not_be_had_is_not_made_by_asking_for_it(goods):
    seller = UserFactory(roles=["Orderhandläggare"])

    with pytest.raises(exporting.Refused, match="Ordrar, rad för rad"):
        exporting.ask(wanted("orders", ["number"]), by=seller, now=timezone.now())
    assert not Export.objects.exists()


def test_nobody_fetches_what_another_had_made_or_he_may_not_see(everything, browser):
    asked(browser, "orders", columns=["number"])
    export = Export.objects.get()

    assert verified(UserFactory(roles=["Prissättare"])).get(reverse("export", args=[export.pk])).status_code == 404
    assert verified(UserFactory(roles=["Utvecklare"])).get(reverse("export", args=[export.pk])).status_code == 302
    one_who_sees_all = UserFactory(roles=["Utvecklare"])
    one_who_sees_all.user_permissions.add(Permission.objects.get(codename="view_export"))
    overseer = verified(one_who_sees_all)
    assert "kräver rätt" in overseer.get(reverse("export", args=[export.pk])).content.decode()
    refused = overseer.get(reverse("export_file", args=[export.pk]), follow=True)
    assert "Du får inte hämta Ordrar, rad för rad som fil." in refused.content.decode()
    assert not Event.objects.filter(kind="export.fetched").exists()


def test_a_saved_export_is_made_by_the_clock(goods, browser):
    asked(browser, name="Morgonpriser", rhythm="day", hour="6")
    saved = SavedExport.objects.get()
    due = saved.next_at
    assert timezone.localtime(due).hour == 6

    assert saving.ask_for_due(now=due - timedelta(seconds=1)) == 0
    assert saving.ask_for_due(now=due + timedelta(days=3)) == 1
    assert saving.ask_for_due(now=due + timedelta(days=3)) == 0

    saved.refresh_from_db()
    assert saved.next_at > due + timedelta(days=3)
    assert saved.exports.count() == 2
    exporting.make_due()
    assert set(saved.exports.values_list("state", flat=True)) == {"ready"}


def test_what_is_made_by_the_clock_needs_a_name(goods, browser):
    page = asked(browser, rhythm="day").content.decode()

    assert "Det som görs efter klockan behöver ett namn." in page
    assert not Export.objects.exists()


def test_a_saved_export_is_not_made_for_one_who_may_not_have_it(goods, browser):
    asked(browser, name="Morgonpriser", rhythm="day")
    saved = SavedExport.objects.get()
    saved.made_by.groups.clear()

    saving.ask_for_due(now=saved.next_at)

    saved.refresh_from_db()
    assert (saved.rhythm, saved.next_at) == ("", None)
    refused = saved.exports.order_by("pk").last()
    assert (refused.state, refused.problem) == ("failed", "Du får inte hämta Priser som fil.")


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        ("day", "2026-11-27T05:00:00+01:00", "2026-11-28T05:00:00+01:00"),
        ("day", "2026-11-27T04:59:00+01:00", "2026-11-27T05:00:00+01:00"),
        ("week", "2026-11-27T12:00:00+01:00", "2026-11-30T05:00:00+01:00"),
        ("month", "2026-12-01T05:00:00+01:00", "2027-01-01T05:00:00+01:00"),
        ("day", "2026-10-24T12:00:00+02:00", "2026-10-25T05:00:00+01:00"),  # the clock goes back that night
    ],
)
def test_the_next_time_is_on_the_shops_clock(rhythm, after, expected):
    found = saving.next_time(rhythm, 5, after=datetime.fromisoformat(after))

    assert found == datetime.fromisoformat(expected)


def test_saved_ones_are_made_again_and_taken_away(goods, browser):
    asked(browser, name="Priser")
    saved = SavedExport.objects.get()

    page = browser.get(reverse("exports")).content.decode()
    assert "Priser" in page
    browser.post(reverse("export_again", args=[saved.pk]))
    assert saved.exports.count() == 2
    browser.post(reverse("export_remove", args=[saved.pk]))

    assert not SavedExport.objects.exists()
    assert Export.objects.count() == 2


def test_a_pdf_of_too_many_columns_is_refused_before_it_is_made(goods, browser):
    kind = exporting.registry.by_code("organisations")

    page = asked(browser, "organisations", format="pdf", columns=list(kind.codes))
    few = asked(browser, "organisations", format="pdf", columns=["number", "name"])

    assert ("En PDF rymmer 24 kolumner" in page.content.decode()) == (len(kind.codes) > 24)
    assert few.status_code == 302
