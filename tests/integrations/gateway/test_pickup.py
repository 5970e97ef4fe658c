"""Files that come by themselves: once, whole, with the rights of whoever said so, told of by receipts."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.stock.models import StockLevel
from integrations import public_addresses
from integrations.checks import imports_come_from_a_folder_of_their_own
from integrations.client import Answer, Client
from integrations.gateway import importing, pickup, working
from integrations.gateway.import_models import Import, ImportSource, SavedMapping
from integrations.gateway.tasks import look_for_files
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.11.4")]

STOCK = "Artikelnr;Saldo\nK-1;7\nX-9;1\n"


@pytest.fixture
def by():
    return owner(email="agaren@example.com")


@pytest.fixture
def cups():
    return [sellable(page=False, price="80.00", stock=5, sku=f"K-{number}") for number in (1, 2)]


@pytest.fixture
def source(by, cups, settings, tmp_path):
    settings.IMPORT_FOLDER = str(tmp_path)
    return ImportSource.objects.create(
        name="Lagret", kind="stock", where="folder", folder="lager", takes_in=True, made_by=by, made_at=timezone.now()
    )


@pytest.fixture
def folder(source, tmp_path):
    (tmp_path / "lager").mkdir()
    return tmp_path / "lager"


def put(folder, text, name="saldo.csv"):
    (folder / name).write_text(text, encoding="utf-8")


def looked(times=2):
    now = timezone.now()
    return [pickup.look(now=now + timedelta(minutes=minute)) for minute in range(times)]


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def on_hand(sku="K-1"):
    return StockLevel.objects.get(stock__variant__sku=sku).on_hand


def test_a_file_is_taken_in_when_it_has_stopped_growing_and_put_away_with_a_receipt(folder):
    put(folder, "Artikelnr;Sal")
    assert looked(1) == [0]
    put(folder, STOCK)
    put(folder, "half", ".saldo2.csv")
    put(folder, "half", "saldo3.csv.part")
    assert looked(1) == [0]
    assert (on_hand(), Import.objects.count()) == (5, 0)

    assert looked(1) == [1]

    assert on_hand() == 7
    assert names(folder) == [".saldo2.csv", "klart", "saldo3.csv.part"]
    assert names(folder / "klart") == ["saldo.csv", "saldo.csv.kvitto.txt"]
    receipt = (folder / "klart" / "saldo.csv.kvitto.txt").read_text(encoding="utf-8")
    assert "Ändrade rader: 1" in receipt
    assert "Rad 3: Artikelnummer X-9 finns inte." in receipt


def test_the_same_file_is_not_taken_in_twice(folder):
    put(folder, STOCK)
    looked()
    StockLevel.objects.filter(stock__variant__sku="K-1").update(on_hand=3)
    put(folder, STOCK, "igen.csv")

    assert sum(looked()) == 0

    assert (Import.objects.count(), on_hand()) == (1, 3)
    assert "togs inte in igen" in (folder / "klart" / "igen.csv.kvitto.txt").read_text(encoding="utf-8")


def test_what_was_received_before_a_crash_is_put_away_after_it(folder, monkeypatch):
    put(folder, STOCK)
    monkeypatch.setattr(pickup, "put_away", lambda *_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        looked()
    assert (on_hand(), names(folder)) == (7, ["saldo.csv"])

    monkeypatch.undo()
    looked()

    assert (Import.objects.count(), names(folder)) == (1, ["klart"])


def test_a_file_that_cannot_be_read_goes_to_the_wrong_ones_and_the_next_is_taken(folder):
    put(folder, "Vara;Hylla\nK-1;7\n", "a.csv")
    put(folder, STOCK, "b.csv")

    looked()

    assert names(folder / "fel") == ["a.csv", "a.csv.kvitto.txt"]
    assert "ingen kolumn för" in (folder / "fel" / "a.csv.kvitto.txt").read_text(encoding="utf-8")
    assert names(folder / "klart") == ["b.csv", "b.csv.kvitto.txt"]
    assert on_hand() == 7


def test_one_that_is_only_tried_or_weighs_too_much_waits_for_somebody(folder, source):
    ImportSource.objects.update(takes_in=False)
    put(folder, STOCK)
    looked()
    ImportSource.objects.update(takes_in=True)
    put(folder, "SKU;Saldo\nK-1;0\nK-2;0\n", "tomt.csv")
    looked()

    assert list(Import.objects.order_by("pk").values_list("state", flat=True)) == ["tried", "held"]
    assert on_hand() == 5


def test_large_ones_stay_until_a_worker_has_taken_them(folder, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 5)
    put(folder, STOCK)
    assert looked() == [0, 1]
    assert names(folder) == ["saldo.csv"]

    working.run_due()
    assert looked(1) == [0]

    assert names(folder) == ["klart"]
    assert "Den kom" in (folder / "klart" / "saldo.csv.kvitto.txt").read_text(encoding="utf-8")


def test_nothing_is_done_in_the_name_of_one_who_may_not(folder, source, by):
    put(folder, STOCK)
    by.groups.clear()

    assert sum(looked()) == 0

    source.refresh_from_db()
    assert "Du får inte ändra" in source.problem
    assert (on_hand(), names(folder), Import.objects.count()) == (5, ["saldo.csv"], 0)


def test_a_folder_that_is_not_there_is_told_of_and_links_are_left_alone(folder, source, settings, tmp_path):
    os.symlink(__file__, folder / "länk.csv")
    assert looked() == [0, 0]
    assert not Import.objects.exists()

    settings.IMPORT_FOLDER = str(tmp_path / "borta")
    looked(1)
    source.refresh_from_db()
    assert source.problem == "Mappen för importer finns inte. Är dess disk monterad?"


def test_saved_columns_are_used(folder, source, by):
    source.mapping = SavedMapping.objects.create(
        name="Lagret", kind="stock", headings=["Vara", "Hylla"], mapped={"sku": "Vara", "on_hand": "Hylla"},
        made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    source.save()
    put(folder, "Vara;Hylla\nK-1;9\n")

    looked()

    assert on_hand() == 9


@pytest.fixture
def address(by, cups, monkeypatch):
    """A source of an address that answers what `said` holds."""
    said = {"status": 200, "body": STOCK.encode()}
    monkeypatch.setattr(Client, "call", lambda self, method, url, **more: Answer(said["status"], {}, said["body"]))
    source = ImportSource.objects.create(
        name="Leverantören", kind="stock", where="address", address="https://example.com/filer/saldo.csv?k=1",
        rhythm="hour", takes_in=True, made_by=by, made_at=timezone.now(), next_at=timezone.now(),
    )  # fmt: skip
    return source, said


def test_an_address_is_fetched_from_by_the_clock_and_the_same_file_is_taken_once(address):
    source, said = address

    assert look_for_files() == 1
    assert look_for_files() == 0
    source.refresh_from_db()
    assert source.next_at > timezone.now()
    assert (Import.objects.get().name, on_hand()) == ("saldo.csv", 7)

    assert pickup.look(now=source.next_at) == 0
    said["body"] = b"Artikelnr;Saldo\nK-1;8\n"
    source.refresh_from_db()
    assert pickup.look(now=source.next_at) == 1
    assert (Import.objects.count(), on_hand()) == (2, 8)


def test_what_an_address_answers_wrongly_is_told_of(address):
    source, said = address
    said["status"] = 404

    assert look_for_files() == 0

    source.refresh_from_db()
    assert source.problem == "Servern svarar 404."


def test_no_address_of_our_own_network_is_fetched_from(by, cups):
    source = ImportSource.objects.create(
        name="Inåt", kind="stock", where="address", address="http://127.0.0.1:9/saldo.csv",
        rhythm="day", takes_in=True, made_by=by, made_at=timezone.now(), next_at=timezone.now(),
    )  # fmt: skip

    assert look_for_files() == 0

    source.refresh_from_db()
    assert source.problem == "Adressen är inte publik."


def test_a_source_is_saved_looked_at_and_taken_away_in_the_admin(cups, by, settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = str(tmp_path)
    browser = verified(by)
    given = {"name": "Lagret", "kind": "stock", "where": "folder", "folder": "lager", "takes_in": "on",
             "rhythm": "day", "hour": "5"}  # fmt: skip

    refused = browser.post(reverse("import_source_new"), {**given, "folder": "../etc"})
    assert refused.status_code == 200
    assert browser.post(reverse("import_source_new"), given).status_code == 302
    source = ImportSource.objects.get()
    assert (source.made_by, source.folder, source.next_at) == (by, "lager", None)
    (tmp_path / "lager").mkdir()
    put(tmp_path / "lager", STOCK)
    browser.post(reverse("import_source_look", args=[source.pk]))
    browser.post(reverse("import_source_look", args=[source.pk]))
    assert on_hand() == 7
    assert "mappen lager" in browser.get(reverse("imports")).content.decode()

    browser.post(reverse("import_source_pause", args=[source.pk]))
    put(tmp_path / "lager", STOCK.replace("7", "9"))
    assert (look_for_files(), look_for_files(), on_hand()) == (0, 0, 7)
    assert "pausad" in browser.get(reverse("imports")).content.decode()
    browser.post(reverse("import_source_pause", args=[source.pk]))
    assert (look_for_files(), look_for_files(), on_hand()) == (0, 1, 9)

    another = owner(email="tvaan@example.com")
    changed = verified(another).post(reverse("import_source", args=[source.pk]), {**given, "folder": "hyllan"})
    source.refresh_from_db()
    assert (changed.status_code, source.folder, source.seen, source.made_by) == (302, "hyllan", {}, another)

    settings.IMPORT_FOLDER = ""
    monkeypatch.setattr(public_addresses, "refuse_unless_public", lambda address: None)
    moved = {**given, "where": "address", "address": "https://leverantor.example/saldo.csv"}
    assert browser.post(reverse("import_source", args=[source.pk]), moved).status_code == 302
    source.refresh_from_db()
    assert (source.where, source.folder, source.next_at > timezone.now()) == ("address", "", True)

    browser.post(reverse("import_source_remove", args=[source.pk]))
    assert (ImportSource.objects.count(), Import.objects.count()) == (0, 2)


def test_the_folder_for_imports_is_its_own_and_can_be_written_in(settings, tmp_path):
    def said():
        return [one.id for one in imports_come_from_a_folder_of_their_own(None)]

    settings.MEDIA_ROOT, settings.STATIC_ROOT = str(tmp_path / "media"), str(tmp_path / "static")
    settings.IMPORT_FOLDER = ""
    assert said() == []
    for folder in ("media/import", "static", ""):  # the last has both in it
        settings.IMPORT_FOLDER = str(tmp_path / folder)
        assert said() == ["integrations.E042"], folder
    settings.IMPORT_FOLDER = str(tmp_path / "import")
    assert said() == ["integrations.W002"]
    (tmp_path / "import").mkdir()
    assert said() == []


def test_a_folder_that_nobody_may_write_in_is_told_of(settings, tmp_path, monkeypatch):
    settings.IMPORT_FOLDER = str(tmp_path)
    monkeypatch.setattr("integrations.checks.os.access", lambda folder, how: False)

    assert [one.id for one in imports_come_from_a_folder_of_their_own(None)] == ["integrations.W003"]


def test_an_address_inside_is_refused_when_it_is_saved_and_others_may_save_none(cups, by, monkeypatch):
    given = {"name": "X", "kind": "stock", "where": "address", "address": "http://127.0.0.1/x", "rhythm": "day",
             "hour": "5"}  # fmt: skip
    page = verified(by).post(reverse("import_source_new"), given).content.decode()
    assert "Adressen är inte publik." in page

    monkeypatch.setattr(public_addresses, "refuse_unless_public", lambda address: None)
    answer = verified(UserFactory(roles=["Prissättare"])).post(reverse("import_source_new"), given)
    assert (answer.status_code, ImportSource.objects.count()) == (302, 0)
