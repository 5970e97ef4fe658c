"""Files by the API: asked for, followed and fetched; sent in, tried and taken in; with the rights of a person."""

import csv
import io

import pytest

from commerce.stock.models import Stock
from integrations.api.models import ApiCall, GivenAnswer
from integrations.api.scopes import Scope
from integrations.gateway import exporting, working
from integrations.gateway.import_models import Import
from integrations.gateway.models import Export
from tests.factories.api import token_of
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]
BYTES = "application/octet-stream"
SAID = b"sku;on_hand\nK-1;25\nNO;3\n"


@pytest.fixture
def owner():
    return UserFactory(roles=["Systemägare"])


@pytest.fixture
def moving(calling, owner):
    """A system that moves files in the owner's name."""
    return calling(token_of(acts_for=owner))


def test_a_file_is_asked_for_made_and_fetched(moving, mug, owner):
    wanted = {"kind": "products", "format": "csv", "columns": ["sku", "name_sv"], "language": "sv"}

    asked = moving.post("/exports", wanted)
    exporting.make_due()
    told = moving.get(asked.headers["Location"].removeprefix("/api/v1")).json()
    file = moving.get(told["file"].removeprefix("/api/v1"), accept="*/*")

    assert (asked.status_code, asked.json()["state"], asked.json()["file"]) == (202, "waiting", None)
    assert (told["state"], told["rows"]) == ("ready", 1)
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["SKU", "Benämning"], ["K-1", "Kopp"]] or "K-1,Kopp" in text
    assert Export.objects.get().by == owner
    assert ApiCall.objects.filter(subject=f"export:{told['id']}").count() == 2


def test_a_file_that_is_not_made_is_not_fetched(moving, mug):
    asked = moving.post("/exports", {"kind": "stock", "format": "xlsx"}).json()

    assert moving.get(f"/exports/{asked['id']}/file", accept="*/*").status_code == 409


@pytest.mark.parametrize(
    "said",
    [
        {"columns": ["nothing"]},
        {"filters": [{"name": "colour", "value": "blue"}]},
        {"filters": [{"name": "only", "value": "nonsense"}]},
    ],
)
def test_what_a_kind_has_not_is_refused(moving, mug, said):
    assert moving.post("/exports", {"kind": "products", "format": "csv"} | said).status_code == 409
    assert not Export.objects.exists()


def test_a_token_that_acts_for_nobody_moves_no_files(system, mug):
    assert system.post("/exports", {"kind": "stock", "format": "csv"}).status_code == 403
    assert system.post("/imports?kind=stock&name=a.csv", content=SAID, content_type=BYTES).status_code == 403


def test_a_token_has_no_more_rights_than_whom_it_acts_for(calling, mug):
    editor = calling(token_of(acts_for=UserFactory(roles=["Redaktör"]), scopes=[Scope.WRITE_EXPORTS]))

    assert editor.post("/exports", {"kind": "customers", "format": "csv"}).status_code == 403
    assert editor.post("/exports", {"kind": "stock", "format": "csv"}).status_code == 202


def test_files_of_another_are_as_if_they_were_not(calling, moving, mug):
    asked = moving.post("/exports", {"kind": "stock", "format": "csv"}).json()
    other = calling(token_of(acts_for=UserFactory(roles=["Systemägare"])))

    assert other.get(f"/exports/{asked['id']}").status_code == 404
    assert other.get("/exports/99999999999999999999").status_code == 404


def test_a_file_is_sent_in_tried_and_taken_in(moving, mug, owner):
    sent = moving.post("/imports?kind=stock&name=saldo.csv&until=taken", content=SAID, content_type=BYTES)
    working.run_due()
    told = moving.get(sent.headers["Location"].removeprefix("/api/v1")).json()

    assert (sent.status_code, sent.json()["state"]) == (202, "arrived")
    assert told["state"] == "taken"
    assert [(row["line"], row["column"], row["value"]) for row in told["refused"]] == [(3, "sku", "NO")]
    assert Stock.objects.get().on_hand == 25
    row = Import.objects.get()
    assert (row.origin, row.by) == (Import.Origin.API, owner)


def test_one_that_is_only_tried_changes_nothing(moving, mug):
    moving.post("/imports?kind=stock&name=saldo.csv", content=SAID, content_type=BYTES)
    working.run_due()

    assert Import.objects.get().state == Import.State.TRIED
    assert Stock.objects.get().on_hand == 10


def test_the_same_file_with_the_same_key_comes_once(moving, mug):
    for _time in range(2):
        moving.post("/imports?kind=stock&name=saldo.csv", content=SAID, content_type=BYTES, key="file-1")
    other = moving.post("/imports?kind=stock&name=saldo.csv", content=SAID + b"\n", content_type=BYTES, key="file-1")

    assert Import.objects.count() == 1
    assert other.status_code == 409


def test_a_file_is_sent_as_it_is(moving, mug):
    answer = moving.post("/imports?kind=stock&name=saldo.csv", content=SAID, content_type="multipart/form-data")

    assert answer.status_code == 415


def test_what_has_been_sent_in_and_asked_for_is_listed_by_state_and_kind(calling, moving, mug):
    for name in ("a.csv", "b.csv", "c.csv"):
        moving.post(f"/imports?kind=stock&name={name}&until=taken", content=SAID, content_type=BYTES)
    working.run_due()
    moving.post("/imports?kind=prices&name=d.csv", content=SAID, content_type=BYTES)
    moving.post("/exports", {"kind": "stock", "format": "csv"})
    exporting.make_due()
    moving.post("/exports", {"kind": "products", "format": "csv"})
    other = calling(token_of(acts_for=UserFactory(roles=["Systemägare"])))

    first = moving.get("/imports", {"state": "taken", "limit": 2}).json()
    rest = moving.get("/imports", {"state": "taken", "limit": 2, "cursor": first["next"]}).json()
    waiting = moving.get("/imports", {"kind": "prices"}).json()["data"]
    made = moving.get("/exports", {"state": "ready"}).json()["data"]

    assert [row["name"] for row in first["data"] + rest["data"]] == ["a.csv", "b.csv", "c.csv"]
    one = first["data"][0]
    assert (one["changed"], one["unchanged"], one["refused"], one["new"]) == (1, 0, 1, 0)
    assert [(row["name"], row["state"], row["new"]) for row in waiting] == [("d.csv", "arrived", None)]
    assert [(row["kind"], row["rows"], row["written"]) for row in made] == [("stock", 1, 1)]
    assert moving.get("/imports", {"state": "nonsense"}).status_code == 422
    assert other.get("/imports").json()["data"] == other.get("/exports").json()["data"] == []
    assert b"a.csv" in moving.get("/imports", accept="text/csv").content


def kept_files(storage):
    return [
        name for folder in storage.listdir("imports")[0] for name in storage.listdir(f"imports/{folder}")[1]
    ]  # fmt: skip


def test_a_file_goes_with_its_row_when_the_call_fails_after_it_was_kept(moving, mug, monkeypatch):
    storage = Import._meta.get_field("file").storage
    others = kept_files(storage)
    moving.post("/imports?kind=stock&name=a.csv", content=SAID, content_type=BYTES, key="file-1")
    assert len(kept_files(storage)) == len(others) + 1

    def fails(*_row, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(GivenAnswer, "save", fails)
    with pytest.raises(RuntimeError):
        moving.post("/imports?kind=stock&name=b.csv", content=SAID, content_type=BYTES, key="file-2")

    assert Import.objects.count() == 1
    assert len(kept_files(storage)) == len(others) + 1
    monkeypatch.undo()
    again = moving.post("/imports?kind=stock&name=b.csv", content=SAID, content_type=BYTES, key="file-2")
    assert (again.status_code, len(kept_files(storage))) == (202, len(others) + 2)
