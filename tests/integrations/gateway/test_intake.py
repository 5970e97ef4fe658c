"""Rows of a file taken in: a trial says what the real thing does, each refusal has its place and reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from commerce.events.models import Event
from commerce.pricing.models import Price, PriceChange, PriceChangeSet
from commerce.stock.models import StockLevel, StockMovement, Warehouse
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables import registry as formats
from integrations.gateway import exporting, intake
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Outcome
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner
from tests.integrations.gateway.taking import taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome


@pytest.fixture
def cups():
    return [sellable(page=False, price="80.00", stock=5, sku=f"K-{number}") for number in (1, 2, 3)]


def figures():
    return dict(StockLevel.objects.values_list("stock__variant__sku", "on_hand"))


STOCK = "Artikelnr;Saldo\nK-1;7\nK-2;5\nX-9;1\nK-3;många\nK-1;8\n"


def test_stock_is_set_and_every_refusal_has_its_place(cups, by, tmp_path):
    summary, told = taken("stock", written(tmp_path, STOCK), by)

    assert figures() == {"K-1": 7, "K-2": 5, "K-3": 5}
    assert summary.outcomes == {CHANGED: 1, UNCHANGED: 1, REFUSED: 3}
    assert sorted(summary.refusals) == [4, 5, 6]
    rows = {one.line: one for one in told}
    assert rows[2].changes == {"on_hand": (5, 7)}
    assert (rows[4].column, rows[4].value, rows[4].reason) == ("sku", "X-9", "Artikelnummer X-9 finns inte.")
    assert isinstance(rows[5], Problem)
    assert (rows[5].column, "många" in rows[5].message) == ("Saldo", True)
    assert rows[6].reason == "Lagret av K-1 står två gånger."
    assert StockMovement.objects.filter(reference="fil.csv", by=by).count() == 1


@pytest.mark.parametrize("kind", ["stock", "prices"])
def test_a_trial_says_the_same_and_leaves_nothing(cups, by, tmp_path, kind):
    text = STOCK if kind == "stock" else "Artikelnr;Nytt pris\nK-1;79,50\nK-2;80\nX-9;1\nK-3;gratis\n"
    path = written(tmp_path, text)
    before = (figures(), Price.objects.count(), StockMovement.objects.count(), Event.objects.count())

    trial, _told = taken(kind, path, by, dry_run=True)

    assert (figures(), Price.objects.count(), StockMovement.objects.count(), Event.objects.count()) == before
    assert not PriceChangeSet.objects.exists()
    real, _told = taken(kind, path, by)
    assert (trial.outcomes, trial.refusals) == (real.outcomes, real.refusals)


def test_prices_are_drafted_in_a_set_that_another_puts_in_force(cups, by, tmp_path):
    path = written(
        tmp_path, "SKU,Price list,From quantity,Amount\nK-1,bas,1,79.50\nK-2,bas,,80\nK-3,bas,10,70\nK-3,x,1,70\n"
    )

    summary, told = taken("prices", path, by)

    assert summary.outcomes == {CHANGED: 1, UNCHANGED: 1, NEW: 1, REFUSED: 1}
    change_set = PriceChangeSet.objects.get(pk=summary.into)
    assert (change_set.name, change_set.state, change_set.author) == ("fil.csv", "draft", by)
    drafted = PriceChange.objects.values_list("variant__sku", "min_quantity", "amount")
    assert sorted(drafted) == [("K-1", 1, Decimal("79.50")), ("K-3", 10, Decimal("70.00"))]
    assert set(Price.objects.values_list("amount", flat=True)) == {Decimal("80.00")}
    assert {one.line: one.reason for one in told if one.outcome == REFUSED} == {5: "Prislistan x finns inte."}


@pytest.mark.parametrize("kind", ["stock", "prices"])
@pytest.mark.parametrize("format", ["csv", "semicolon", "xml", "jsonl", "xlsx", "ods", "docx"])
def test_what_goes_out_comes_in_unchanged(cups, by, tmp_path, kind, format):
    port = registry.TAKEN_IN[kind]
    path = tmp_path / f"fil.{formats.by_code(format).extension}"
    with path.open("wb") as file:
        exporting.write(port, port.codes, {}, file, format=format, language="sv", now=timezone.now())

    summary, told = taken(kind, path, by)

    assert summary.outcomes == {UNCHANGED: 3}
    assert told == []


def test_chunks_that_are_in_are_unchanged_when_a_broken_off_file_is_taken_again(cups, by, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 1)
    path = written(tmp_path, "SKU,Saldo\nK-1,1\nK-2,2\nK-3,3\n")
    port = registry.TAKEN_IN["stock"]
    take, seen = type(port).take, []

    def broken_off(self, rows, **more):
        seen.extend(rows)
        if len(seen) == 3:
            raise ConnectionError("the database went away")
        return take(self, rows, **more)

    monkeypatch.setattr(type(port), "take", broken_off)
    with pytest.raises(ConnectionError):
        taken("stock", path, by)
    assert figures() == {"K-1": 1, "K-2": 2, "K-3": 5}

    monkeypatch.setattr(type(port), "take", take)
    summary, _told = taken("stock", path, by)
    assert figures() == {"K-1": 1, "K-2": 2, "K-3": 3}
    assert summary.outcomes == {UNCHANGED: 2, CHANGED: 1}


def test_figures_of_a_warehouse_that_another_system_runs_are_refused(cups, by, tmp_path):
    Warehouse.objects.create(code="wms", name="Fjärrlagret", rank=99, run_by="ongoing")
    path = written(tmp_path, "SKU,Lager,Saldo\nK-1,wms,7\nK-2,borta,7\n")

    summary, _told = taken("stock", path, by)

    assert "systemet som sköter det" in summary.refusals[2]
    assert "inget lager borta" in summary.refusals[3]


def test_columns_are_found_by_what_people_call_them_or_said(cups, by, tmp_path):
    port = registry.TAKEN_IN["stock"]
    assert intake.suggested(port, ["EAN", "Art.nr", "I LAGER"]) == {"sku": "Art.nr", "on_hand": "I LAGER"}

    path = written(tmp_path, "Vara,Hylla\nK-1,9\n")
    with pytest.raises(Unreadable, match="ingen kolumn för"):
        taken("stock", path, by)
    taken("stock", path, by, mapped={"sku": "Vara", "on_hand": "Hylla"})
    assert figures()["K-1"] == 9


def test_only_those_who_may_change_it_take_it_in(cups, tmp_path):
    path = written(tmp_path, STOCK)

    with pytest.raises(PermissionDenied):
        taken("stock", path, UserFactory(roles=["Prissättare"]))
    assert set(figures().values()) == {5}


def test_the_command_asks_for_a_second_person_as_the_room_does(cups, by, tmp_path):
    path = written(tmp_path, "sku;on_hand\n" + "".join(f"{one.sku};0\n" for one in cups))
    clerk = UserFactory(email="anna@example.com", roles=["Redaktör"])
    another = owner(email="tvaan@example.com")
    before = figures()

    with pytest.raises(CommandError, match=r"En andra person måste godkänna \(--approved-by\); inget ändrades"):
        call_command("import_rows", "stock", path, by=by.email, apply=True)
    for second in (by, clerk):
        with pytest.raises(CommandError, match="får inte vara den andra personen"):
            call_command("import_rows", "stock", path, by=by.email, apply=True, approved_by=second.email)
    assert figures() == before

    call_command("import_rows", "stock", path, by=by.email, apply=True, approved_by=another.email)
    assert set(figures().values()) == {0}


def test_the_command_tries_then_takes_and_gives_the_refused_back(cups, by, tmp_path, capsys):
    path, left = written(tmp_path, STOCK), tmp_path / "nekade.csv"

    call_command("import_rows", "stock", path, by=by.email, refused=left)
    said = capsys.readouterr()
    assert "Provkörning: inget ändrades." in said.out
    assert figures()["K-1"] == 5
    assert left.read_text(encoding="utf-8-sig").splitlines()[1].startswith("X-9;1;")

    call_command("import_rows", "stock", path, by=by.email, apply=True)
    said = capsys.readouterr()
    assert "5 → 7" in said.out
    assert "Nekade rader: 3" in said.out
    assert "X-9" in said.err
    assert figures()["K-1"] == 7
    with pytest.raises(CommandError, match="Ingen har adressen"):
        call_command("import_rows", "stock", path, by="ingen@example.com")
