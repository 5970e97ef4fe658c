"""Files that come in: read, tried, taken in chunk by chunk; gone on with after a dead worker; stopped for a second
person; undone."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from commerce.events.models import Event
from commerce.pricing.models import PriceChangeSet
from commerce.stock.models import StockLevel
from integrations.gateway import importing, intake, working
from integrations.gateway.import_models import Import, ImportRow, SavedMapping
from integrations.gateway.kinds import registry
from integrations.gateway.tasks import run_imports
from integrations.wagtail_hooks import what_is_missed_or_waits_for_a_decision
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]

STOCK = "Artikelnr;Saldo\nK-1;7\nK-2;5\nX-9;1\nK-3;många\n"


@pytest.fixture
def by():
    return owner(email="agaren@example.com")


@pytest.fixture
def another():
    return owner(email="tvaan@example.com")


@pytest.fixture
def cups():
    return [sellable(page=False, price="80.00", stock=5, sku=f"K-{number}") for number in range(1, 6)]


def received(text, by, kind="stock", name="fil.csv", **more):
    content = text if isinstance(text, bytes) else text.encode()
    return importing.receive(io.BytesIO(content), name, kind, by=by, now=timezone.now(), **more)


def tried(text, by, kind="stock", **more):
    row = working.run(received(text, by, kind, **more))
    assert row.state == "read", row.problem
    return working.run(importing.choose(row, mapped=row.mapped, by=by, now=timezone.now()))


def taken(text, by, kind="stock", **more):
    row = tried(text, by, kind, **more)
    return working.run(importing.take(row, by=by, now=timezone.now()))


def figures():
    return dict(StockLevel.objects.values_list("stock__variant__sku", "on_hand"))


def kinds_of(row):
    return list(Event.objects.filter(subject=f"import:{row.pk}").order_by("pk").values_list("kind", flat=True))


def test_a_file_is_read_tried_and_taken_in(cups, by):
    row = working.run(received(STOCK, by))
    assert (row.state, row.mapped) == ("read", {"sku": "Artikelnr", "on_hand": "Saldo"})
    assert (row.sample["format"], row.sample["encoding"], len(row.sample["rows"])) == ("semicolon", "utf-8", 4)

    row = working.run(importing.choose(row, mapped=row.mapped, by=by, now=timezone.now()))
    assert (row.state, row.tried) == ("tried", {"new": 0, "changed": 1, "unchanged": 1, "refused": 2})
    assert figures()["K-1"] == 5
    told = {one.line: one for one in row.rows.all()}
    assert told[2].changes == {"on_hand": [5, 7]}
    assert (told[4].outcome, told[4].column, told[4].value) == ("refused", "sku", "X-9")
    assert told[4].reason == "Artikelnummer X-9 finns inte."
    assert (told[5].outcome, told[5].column, "många" in told[5].reason) == ("refused", "on_hand", True)

    row = working.run(importing.take(row, by=by, now=timezone.now()))
    assert (row.state, row.outcome, row.lease) == ("taken", row.tried, None)
    assert figures()["K-1"] == 7
    assert set(row.rows.values_list("stage", flat=True)) == {"taken"}
    assert kinds_of(row) == ["import.received", "import.taken"]


def test_one_that_goes_by_itself_is_taken_in_without_a_hand(cups, by):
    row = working.run(received(STOCK, by, goes_to="taken"))

    assert (row.state, figures()["K-1"]) == ("taken", 7)


def test_one_that_only_is_tried_waits_for_somebody(cups, by):
    row = working.run(received(STOCK, by, goes_to="trial"))

    assert (row.state, figures()["K-1"]) == ("tried", 5)


class Killed(BaseException):
    """What ends a process leaves its rows as they are."""


def test_what_a_killed_worker_left_goes_on_from_the_chunk_it_reached(cups, by, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 1)
    row = tried("SKU,Saldo\nK-1,1\nK-2,nej\nK-2,2\nK-3,3\nK-4,4\n", by)
    importing.take(row, by=by, now=timezone.now())
    port = type(registry.TAKEN_IN["stock"])
    take, seen = port.take, []

    def killed_at_the_third(self, rows, **more):
        seen.extend(given.values["sku"] for given in rows)
        if len(seen) == 3:
            raise Killed
        return take(self, rows, **more)

    monkeypatch.setattr(port, "take", killed_at_the_third)
    began = timezone.now()
    with pytest.raises(Killed):
        working.run_due(now=lambda: began)
    assert figures() == {"K-1": 1, "K-2": 2, "K-3": 5, "K-4": 5, "K-5": 5}
    row.refresh_from_db()
    assert (row.state, row.chunk, row.lease is None) == ("to_take", 2, False)

    assert working.run_due(now=lambda: began + timedelta(minutes=9)) == 0
    seen.clear()
    monkeypatch.setattr(port, "take", lambda self, rows, **more: seen.append(rows[0].line) or take(self, rows, **more))
    assert working.run_due(now=lambda: began + timedelta(minutes=11)) == 1

    row.refresh_from_db()
    assert seen == [5, 6]
    assert figures() == {"K-1": 1, "K-2": 2, "K-3": 3, "K-4": 4, "K-5": 5}
    assert (row.state, row.outcome) == ("taken", {"new": 0, "changed": 4, "unchanged": 0, "refused": 1})
    assert row.rows.filter(outcome="changed").count() == 4


def test_a_worker_that_has_lost_its_lease_writes_nothing(cups, by):
    row = tried("SKU,Saldo\nK-1,1\n", by)
    importing.take(row, by=by, now=timezone.now())
    slow = working._claim(row.pk, timezone.now())
    later = timezone.now() + timedelta(hours=1)
    other = working._claim(row.pk, later)

    working.work(slow)
    assert figures()["K-1"] == 5

    working.work(other)
    row.refresh_from_db()
    assert (row.state, figures()["K-1"]) == ("taken", 1)


def test_a_fault_stops_it_where_it_is_and_it_goes_on_from_there(cups, by, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 1)
    row = tried("SKU,Saldo\nK-1,1\nK-2,2\n", by)
    port = type(registry.TAKEN_IN["stock"])
    take = port.take
    monkeypatch.setattr(
        port, "take", lambda self, rows, **more: 1 / 0 if rows[0].line == 3 else take(self, rows, **more)
    )

    row = working.run(importing.take(row, by=by, now=timezone.now()))
    assert (row.state, row.chunk, "ZeroDivisionError" in row.problem) == ("failed", 1, True)
    assert figures()["K-2"] == 5

    monkeypatch.setattr(port, "take", take)
    row = working.run(importing.go_on(row, by=by, now=timezone.now()))
    assert (row.state, row.problem, figures()["K-1"], figures()["K-2"]) == ("taken", "", 1, 2)
    assert row.outcome["changed"] == 2


def test_large_files_are_left_to_the_worker(cups, by, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 10)
    row = working.run(received(STOCK, by, goes_to="taken"))
    assert row.state == "arrived"

    assert run_imports() == 1

    row.refresh_from_db()
    assert row.state == "taken"


def test_an_import_has_no_more_rights_than_the_person_in_whose_name_it_runs(cups, by):
    with pytest.raises(importing.Refused, match="Du får inte ändra"):
        received(STOCK, UserFactory(roles=["Prissättare"]))
    assert not Import.objects.exists()

    row = tried(STOCK, by)
    importing.take(row, by=by, now=timezone.now())
    by.groups.clear()
    row = working.run(row)
    assert (row.state, figures()["K-1"]) == ("failed", 5)
    assert "Du får inte ändra" in row.problem


def test_people_are_taken_in_by_those_with_the_right_to_them_alone(by, monkeypatch):
    kind = registry.TAKEN_IN["stock"]
    monkeypatch.setattr(type(kind), "is_personal", True)
    clerk = UserFactory()
    clerk.user_permissions.add(Permission.objects.get(codename="change_stock"))

    assert not intake.may_take(clerk, kind)
    clerk.user_permissions.add(Permission.objects.get(codename="export_personal"))
    assert intake.may_take(type(clerk).objects.get(pk=clerk.pk), kind)


def test_over_the_limit_a_second_person_approves(cups, by, another):
    row = tried("SKU,Pris\nK-1,70\nK-2,70\nK-3,80\n", by, "prices")

    assert row.state == "held"
    assert row.stops == [{"code": "changed", "group": "bas", "count": 2, "whole": 5, "percent": 40}]
    with pytest.raises(importing.Refused, match="väntar på en andra person"):
        importing.take(row, by=by, now=timezone.now())
    with pytest.raises(importing.Refused, match="Någon annan än den som lämnade filen"):
        importing.approve(row, by=by, now=timezone.now())
    with pytest.raises(importing.Refused, match="Du får inte godkänna"):
        importing.approve(row, by=UserFactory(roles=["Prissättare"]), now=timezone.now())
    assert working.run(row).state == "held"
    assert not PriceChangeSet.objects.exists()

    row = working.run(importing.approve(row, by=another, now=timezone.now()))
    assert (row.state, row.approved_by) == ("taken", another)
    assert PriceChangeSet.objects.get().author == by
    assert kinds_of(row) == ["import.received", "import.approved", "import.taken"]


def test_whoever_may_approve_is_told_on_the_first_page_and_the_one_who_brought_it_is_not(cups, by, another, rf):
    def waiting(user):
        request = rf.get("/admin/")
        request.user = user
        told = {str(one.url): one.count for one in what_is_missed_or_waits_for_a_decision(request)}
        return told.get("/admin/imports/")

    editor = UserFactory(roles=["Redaktör"])
    assert [waiting(user) for user in (by, another, editor)] == [0, 0, None]

    tried("SKU,Pris\nK-1,70\nK-2,70\nK-3,80\n", by, "prices")

    assert [waiting(user) for user in (by, another, editor)] == [0, 1, None]


def test_under_the_limit_nobody_is_asked(cups, by):
    assert tried("SKU,Pris\nK-1,70\n", by, "prices").state == "tried"


def test_shelves_that_would_be_emptied_are_weighed_too_and_the_limit_is_a_setting(cups, by, settings):
    text = "SKU,Saldo\nK-1,0\n"
    row = tried(text, by)
    assert (row.state, row.stops[0]["code"], row.stops[0]["percent"]) == ("held", "emptied", 20)

    settings.IMPORT_STOPS = {"stock.emptied": "20"}
    assert tried(text, by).state == "tried"


def test_an_import_is_undone_where_nothing_has_changed_since(cups, by):
    row = taken("SKU,Saldo\nK-1,7\nK-2,8\nK-3,5\n", by)

    row = working.run(importing.undo(row, by=by, now=timezone.now()))

    assert (row.state, row.problem, row.undone_by) == ("undone", "", by)
    assert set(figures().values()) == {5}
    assert kinds_of(row)[-1] == "import.undone"


def test_nothing_is_undone_where_a_row_has_changed_since_and_it_is_named(cups, by):
    row = taken("SKU,Saldo\nK-1,7\nK-2,8\n", by)
    taken("SKU,Saldo\nK-2,9\n", by)

    row = working.run(importing.undo(row, by=by, now=timezone.now()))

    assert (row.state, figures()["K-1"], figures()["K-2"]) == ("taken", 7, 9)
    assert "Inget ångrades" in row.problem
    left = row.rows.get(stage=ImportRow.Stage.LEFT)
    assert (left.line, left.reason) == (3, "Den har ändrats sedan dess.")


def test_figures_where_there_were_none_are_none_again(cups, by):
    sellable(page=False, price="80.00", sku="N-1")
    before = figures().get("N-1")
    row = taken("SKU,Saldo\nN-1,7\n", by)
    assert (row.outcome["new"] + row.outcome["changed"], figures()["N-1"]) == (1, 7)

    assert working.run(importing.undo(row, by=by, now=timezone.now())).state == "undone"
    assert figures()["N-1"] == (before or 0)


def test_drafted_prices_are_undone_as_one_while_they_are_a_draft(cups, by):
    row = taken("SKU,Pris\nK-1,70\n", by, "prices")
    other = taken("SKU,Pris\nK-2,70\n", by, "prices")
    PriceChangeSet.objects.filter(pk=other.into).update(state="approved")

    row = working.run(importing.undo(row, by=by, now=timezone.now()))
    other = working.run(importing.undo(other, by=by, now=timezone.now()))

    assert (row.state, PriceChangeSet.objects.filter(pk=row.into).exists()) == ("undone", False)
    assert (other.state, "inte något utkast" in other.problem) == ("taken", True)


def test_undoing_goes_on_where_a_killed_worker_left_it(cups, by, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 1)
    row = taken("SKU,Saldo\nK-1,7\nK-2,8\n", by)
    importing.undo(row, by=by, now=timezone.now())
    hold, held = working._hold, []

    def killed_at_the_second(row):
        held.append(row)
        if len(held) == 2:
            raise Killed
        hold(row)

    monkeypatch.setattr(working, "_hold", killed_at_the_second)
    began = timezone.now()
    with pytest.raises(Killed):
        working.run_due(now=lambda: began)
    assert (figures()["K-1"], figures()["K-2"]) == (7, 5)

    monkeypatch.setattr(working, "_hold", hold)
    assert working.run_due(now=lambda: began + timedelta(hours=1)) == 1
    row.refresh_from_db()
    assert (row.state, figures()["K-1"], figures()["K-2"]) == ("undone", 5, 5)


def test_columns_are_found_as_they_were_for_the_same_headings(cups, by):
    SavedMapping.objects.create(
        name="Leverantören", kind="stock", headings=["Vara", "Hylla"], mapped={"sku": "Vara", "on_hand": "Hylla"},
        made_by=by, made_at=timezone.now(),
    )  # fmt: skip

    row = working.run(received("Vara;Hylla\nK-1;7\n", by))

    assert row.mapped == {"sku": "Vara", "on_hand": "Hylla"}


def test_refused_rows_come_back_in_their_format_with_the_reason(cups, by):
    row = taken(STOCK, by)
    file = io.BytesIO()

    assert importing.rejected(row, file, by=by, now=timezone.now()) == 2

    lines = file.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Artikelnr;Saldo;Skäl"
    assert lines[1] == "X-9;1;Artikelnummer X-9 finns inte."


def test_files_go_when_their_time_is_out_and_the_record_stays(cups, by):
    row = taken(STOCK, by)
    name, storage = row.file.name, row.file.storage

    assert importing.forget(now=row.expires_at - timedelta(seconds=1)) == 0
    assert importing.forget(now=row.expires_at) == 1

    row.refresh_from_db()
    assert (row.file.name, row.outcome["changed"], row.rows.count()) == ("", 1, 0)
    assert not storage.exists(name)


def test_one_that_nobody_took_in_goes_too_and_one_at_work_stays_until_it_is_done(cups, by):
    waits, works = tried(STOCK, by), tried(STOCK, by)
    importing.take(works, by=by, now=timezone.now())

    assert importing.forget(now=waits.expires_at + timedelta(days=1)) == 1

    waits.refresh_from_db()
    works.refresh_from_db()
    assert (waits.state, waits.file.name, waits.sample, waits.rows.count()) == ("put_aside", "", {}, 0)
    assert (works.state, bool(works.file)) == ("to_take", True)
