"""A warehouse that is run by files: orders out until they are acknowledged, and files in, each whole or not at all."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.orders.changes import changing
from commerce.orders.models import Order, Shipment
from commerce.orders.returns import returning
from commerce.stock.models import Stock, StockMovement, Warehouse
from integrations.flows.models import FlowRun
from integrations.models import Delivery, DeliveryReceipt
from integrations.sandbox import third_party
from integrations.sandbox.third_party import ThirdParty
from integrations.warehouses import tasks
from integrations.warehouses.files import codec, incoming, outgoing
from integrations.warehouses.models import WarehouseFile
from tests.factories.catalogue import sellable
from tests.factories.warehouses import bought, deliver, part_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]
TARGET = "warehouse_files.orders"


@pytest.fixture
def party(settings, tmp_path):
    settings.WAREHOUSE_FILES, settings.WAREHOUSE_SYSTEMS = str(tmp_path), {"warehouse_files": "Files"}
    settings.DELIVERY_THREADS = 1
    first = Warehouse.in_use()[0]
    first.run_by = "warehouse_files"
    first.save()
    return ThirdParty(tmp_path)


def take_in():
    tasks.take_in_files()
    return FlowRun.objects.filter(flow="warehouse_files.read").latest("pk")


def sent_order(party, *, pieces=3, stock=10):
    """An order that the warehouse has acknowledged."""
    order = bought((sellable(page=False, stock=stock), pieces))
    deliver()
    party.fetch()
    take_in()
    deliver(hours=1)
    return order


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_an_order_is_delivered_when_its_file_is_acknowledged(party, settings, form):
    settings.WAREHOUSE_FILES_FORMAT = form
    order = bought((sellable(page=False), 3))
    deliver()
    assert told(TARGET) == ["accepted"]
    assert names(party.folder / "out") == [f"orders-00000001.{form}"]

    party.fetch()
    take_in()
    deliver()

    assert told(TARGET) == ["delivered"]
    receipt = DeliveryReceipt.objects.get(delivery__target=TARGET)
    assert (receipt.remote_id, receipt.how) == (f"orders-00000001.{form}", "file")
    [line] = party.orders[order.number]
    assert (line["sku"], line["pieces"], line["city"], line["name"]) == (
        order.lines.get().sku,
        "3",
        "Kalmar",
        "Åsa Öberg",
    )
    assert (part_of(order).state, part_of(order).lines.get().acknowledged) == ("acknowledged", 3)
    assert WarehouseFile.objects.get(direction="out").content is None


@pytest.mark.krav("4.5.5")
def test_a_file_that_is_not_acknowledged_is_late_and_never_written_twice(party):
    bought((sellable(page=False), 3))
    deliver()
    party.fetch(acknowledges=False)

    deliver(hours=1)

    assert told(TARGET) == ["accepted"]
    assert names(party.folder / "out") == []
    assert [row.number for row in outgoing.late(now=timezone.now() + timedelta(minutes=31))] == [1]
    assert outgoing.late(now=timezone.now() + timedelta(minutes=29)) == []


def test_a_worker_that_dies_after_writing_writes_no_second_file(party):
    order = bought((sellable(page=False), 3))
    deliver()
    WarehouseFile.objects.update(state="made")
    Delivery.objects.filter(target=TARGET).update(state="in_flight", leased_until=None)
    deliver(hours=1)
    party.fetch()
    take_in()
    deliver(hours=2)

    assert told(TARGET) == ["delivered"]
    assert party.ledger == [("send", order.number)]


def test_a_folder_that_cannot_be_written_is_tried_again(party, settings, tmp_path):
    bought((sellable(page=False), 3))
    (tmp_path / "file").write_text("not a folder")
    settings.WAREHOUSE_FILES = str(tmp_path / "file")
    deliver()
    assert told(TARGET) == ["waiting"]

    settings.WAREHOUSE_FILES = str(tmp_path)
    deliver(hours=1)

    assert names(party.folder / "out") == ["orders-00000001.csv"]


def test_what_the_warehouse_refuses_stops(party):
    order = bought((sellable(page=False), 3))
    deliver()
    party.fetch(refuses="unknown article")
    take_in()
    deliver()

    assert told(TARGET) == ["stopped"]
    assert part_of(order).state == "asked"


def test_an_acknowledgement_of_something_else_is_refused(party):
    bought((sellable(page=False), 3))
    deliver()
    party.put("acknowledgement", [{"number": 1, "sha256": "0" * 64, "answer": "ok", "reason": ""}])

    run = take_in()

    assert (run.outcome, WarehouseFile.objects.get(direction="out").state) == ("failed", "written")
    assert "checksum" in run.error


def test_an_order_that_is_called_off_is_cancelled_by_a_file(party):
    order = sent_order(party)

    changing.call_off(order.pk, why="regrets", now=timezone.now())
    deliver()
    party.fetch()
    take_in()
    deliver(hours=1)

    assert party.ledger == [("send", order.number), ("cancel", order.number)]
    assert part_of(order).state == "cancelled"


def test_what_the_warehouse_sends_is_sent_with_its_tracking(party):
    order = sent_order(party)
    row = part_of(order).lines.get().row
    party.ship(order.number, state="part", pieces={row: 1}, parcel="A")
    take_in()
    assert Order.objects.get().fulfilment == "partly_shipped"

    party.ship(order.number, pieces={row: 2}, parcel="B")
    take_in()

    assert Order.objects.get().state == "completed"
    assert sorted(Shipment.objects.values_list("tracking_number", flat=True)) == ["T-A", "T-B"]
    assert part_of(order).state == "sent"


def test_what_was_packed_otherwise_before_it_left_is_sent_as_it_left(party):
    order = sent_order(party)
    row = part_of(order).lines.get().row
    picked = {"order": order.number, "state": "picked", "row": row, "pieces": 3, "parcel": "A"}
    party.put("shipments", [picked])
    take_in()

    party.put("shipments", [picked | {"state": "sent", "parcel": ""}])
    take_in()

    assert (Order.objects.get().state, part_of(order).problem) == ("completed", "")
    assert sorted(Shipment.objects.values_list("state", flat=True)) == ["cancelled", "shipped"]


def test_figures_of_stock_know_of_the_files_that_were_seen(party):
    variant = sellable(page=False, stock=0)
    party.count(**{variant.sku: 10})
    take_in()
    bought((variant, 4))
    deliver()

    party.count(**{variant.sku: 10})  # it has seen no order of ours
    take_in()
    assert Stock.objects.get(pk=variant.pk).available == 6
    party.fetch()
    party.count(**{variant.sku: 6})  # it has
    take_in()

    stock = Stock.objects.get(pk=variant.pk)
    assert (stock.on_hand, stock.available) == (10, 6)
    assert set(StockMovement.objects.filter(stock=variant.pk, kind="reported").values_list("told", flat=True)) == {10}


def test_a_return_that_comes_back_is_received(party):
    order = sent_order(party)
    party.ship(order.number)
    take_in()
    line = order.lines.get()
    returned = returning.request(
        order.pk, {line.pk: 2}, name="Åsa", email="a@example.se", kind="withdrawal", now=timezone.now()
    )
    deliver()
    party.fetch()
    assert [one["pieces"] for one in party.returns[str(returned)]] == ["2"]

    party.put("returns", [{"return": str(returned), "line": line.pk, "came": 2, "fit": 1}])
    take_in()

    returned.refresh_from_db()
    assert (returned.state, returned.lines.get().restocked) == ("received", 1)


def half(raw):
    return raw[: len(raw) // 2]


def without_trailer(raw):
    return raw.rpartition(b"T;")[0]


def changed(raw):
    return raw.replace(b";1;", b";9;", 1)


def miscounted(raw):
    body = raw.rpartition(b"T;")[0]
    return body + f"T;7;{hashlib.sha256(body).hexdigest()}\n".encode()


def strange_kind(raw):
    body = raw.rpartition(b"T;")[0].replace(b"H;stock", b"H;secrets")
    return body + f"T;1;{hashlib.sha256(body).hexdigest()}\n".encode()


def no_number(raw):
    body = raw.rpartition(b"T;")[0].replace(b";10\n", b";many\n")
    return body + f"T;1;{hashlib.sha256(body).hexdigest()}\n".encode()


@pytest.mark.parametrize(
    "spoil", [half, without_trailer, changed, miscounted, strange_kind, no_number, lambda raw: b""]
)
def test_a_file_that_is_not_right_is_refused_whole_and_kept(party, spoil):
    variant = sellable(page=False, stock=3)
    raw = spoil(third_party.write("stock", 1, [{"sku": variant.sku, "sellable": 10}]))
    party.put_raw("stock-000001.csv", raw)

    run = take_in()

    assert (run.outcome, run.changed) == ("failed", 0)
    assert Stock.objects.get(pk=variant.pk).on_hand == 3
    assert names(party.folder / "in" / "refused") == ["stock-000001.csv", "stock-000001.csv.reason.txt"]
    assert (party.folder / "in" / "refused" / "stock-000001.csv").read_bytes() == raw
    party.fetch()
    assert [answer["answer"] for answer in party.answers] == ["refused"]
    party.number = 0
    party.count(**{variant.sku: 10})  # the same number, whole this time
    assert take_in().outcome == "done"


def test_nothing_of_a_file_is_applied_when_its_last_record_is_wrong(party):
    order = sent_order(party)
    row = part_of(order).lines.get().row
    good = {"order": order.number, "state": "sent", "row": row, "pieces": 3, "parcel": "A"}
    party.put("shipments", [good, {**good, "order": "99999"}])

    run = take_in()

    assert (run.outcome, Shipment.objects.count()) == ("failed", 0)
    assert "99999" in run.error


def test_the_same_number_twice_is_refused(party):
    variant = sellable(page=False, stock=0)
    party.count(**{variant.sku: 10})
    take_in()
    party.number = 0
    party.count(**{variant.sku: 99})

    run = take_in()

    assert (run.outcome, Stock.objects.get(pk=variant.pk).on_hand) == ("failed", 10)


def test_a_file_that_could_not_be_moved_away_is_not_taken_in_twice(party):
    order = sent_order(party)
    raw = party.ship(order.number).read_bytes()
    take_in()
    party.put_raw("shipments-again.csv", raw)

    run = take_in()

    assert (run.outcome, Shipment.objects.count()) == ("idle", 1)
    assert names(party.folder / "in" / "refused") == []


def test_a_file_that_comes_before_its_turn_waits_for_the_others(party):
    variant = sellable(page=False, stock=0)
    party.put("stock", [{"sku": variant.sku, "sellable": 3}], number=3)
    party.put("stock", [{"sku": variant.sku, "sellable": 2}], number=2)
    first = take_in()
    assert (first.outcome, Stock.objects.get(pk=variant.pk).on_hand) == ("failed", 0)
    assert names(party.folder / "in" / "aside") == ["stock-000002.csv", "stock-000003.csv"]

    party.put("stock", [{"sku": variant.sku, "sellable": 1}], number=1)
    run = take_in()

    assert (run.changed, incoming.last_taken(), Stock.objects.get(pk=variant.pk).on_hand) == (3, 3, 3)
    assert names(party.folder / "in" / "aside") == []
    assert not WarehouseFile.objects.filter(state="aside").exists()


def test_a_file_that_is_being_written_is_left_alone(party):
    party.put_raw("stock-000001.csv.tmp", b"H;sto")
    party.put_raw(".stock-000001.csv", b"H;sto")

    assert take_in().outcome == "idle"


def test_a_run_that_finds_nothing_says_so(party):
    run = take_in()

    assert (run.outcome, run.why) == ("idle", "the warehouse has put no file there")


def test_entities_of_a_strangers_file_are_not_followed(party):
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    bomb = head + b'<file kind="stock" number="1" made="2026-01-01T00:00:00+00:00">&a;'
    raw = bomb + f'<trailer records="0" sha256="{hashlib.sha256(bomb).hexdigest()}" /></file>\n'.encode()

    with pytest.raises(codec.Broken, match="cannot be read"):
        codec.read(raw)


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_what_is_written_is_what_is_read(form):
    records = [{"name": 'Å "Ö"; <Ä> & rad\ntvå', "pieces": "3"}, {"name": "", "pieces": "0"}]
    sheet = codec.Sheet("orders", 7, timezone.now(), records, seen=5)

    assert codec.read(codec.write(sheet, form)) == sheet
