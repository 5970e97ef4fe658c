"""What the warehouse has of orders is found again by their names, and nothing is sent twice."""

import pytest
from django.utils import timezone

from commerce.orders.models import Order
from integrations.models import Cursor
from integrations.restored import warehouses as step
from integrations.restored.models import RestoreQuestion
from integrations.warehouses.models import WarehouseFile, WarehouseOrder
from tests.factories import warehouses

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]


def brought_back(restoration):
    return step.bring_back(restoration, now=timezone.now())


def test_an_order_that_was_sent_meanwhile_is_found_and_its_parcel_written_once(ongoing, taken_back, restoration):
    variant = warehouses.stocked(ongoing)
    order = warehouses.bought((variant, 2))
    with taken_back():
        warehouses.deliver()
        ongoing.books.ship(order.number)

    brought_back(restoration)
    brought_back(restoration)

    assert WarehouseOrder.objects.get().state == "sent"
    order.refresh_from_db()
    assert (order.state, order.shipments.count()) == ("completed", 1)
    assert ongoing.books.times("order sent", order.number) == 1
    assert not RestoreQuestion.objects.exists()


def test_it_is_not_put_there_a_second_time(ongoing, taken_back, restoration):
    variant = warehouses.stocked(ongoing)
    order = warehouses.bought((variant, 2))
    with taken_back():
        warehouses.deliver()
    puts = [asked for method, _target, asked in ongoing.requests if method == "PUT" and "orderNumber" in asked]

    brought_back(restoration)

    again = [asked for method, _target, asked in ongoing.requests if method == "PUT" and "orderNumber" in asked]
    assert again == puts
    assert WarehouseOrder.objects.get().state == "acknowledged"
    assert list(ongoing.books.orders) == [order.number]


def test_an_order_that_is_not_here_is_a_question_and_one_that_was_called_off_is_none(ongoing, taken_back, restoration):
    variant = warehouses.stocked(ongoing)
    with taken_back():
        order, gone = warehouses.bought((variant, 2)), warehouses.bought((variant, 1))
        warehouses.deliver()
        ongoing.books.cancel(gone.number)

    brought_back(restoration)

    assert not Order.objects.exists()
    question = RestoreQuestion.objects.get()
    assert (question.system, question.name, question.order_number) == ("ongoing", order.number, order.number)
    assert variant.sku in question.told


def test_numbers_of_files_that_the_warehouse_has_are_not_used_again(settings, db, tmp_path, restoration):
    from integrations.warehouses.files import codec, folder, outgoing

    settings.WAREHOUSE_FILES, settings.WAREHOUSE_FILES_FORMAT = str(tmp_path), "csv"
    own = codec.Sheet("orders", 7, timezone.now(), [{"action": "send", "order": "10009"}])
    folder.put("orders-00000007.csv", codec.write(own, "csv"))
    record = {"number": "8", "file": "orders-00000008.csv", "sha256": "0" * 64, "answer": "ok", "reason": ""}
    answer = codec.write(codec.Sheet("acknowledgement", 3, timezone.now(), [record]), "csv")
    (folder.place(folder.IN, folder.TAKEN) / "ack-3.csv").write_bytes(answer)
    Cursor.objects.create(stream="warehouse_files.in", value="2", at=timezone.now())

    brought_back(restoration)
    brought_back(restoration)

    ours = WarehouseFile.objects.filter(direction="out").order_by("number")
    assert list(ours.values_list("number", "anchor", "state")) == [(7, "10009", "written"), (8, "", "written")]
    assert RestoreQuestion.objects.get().name == "8"
    assert (folder.place(folder.IN) / "ack-3.csv").exists()
    outgoing.acknowledge(8, "0" * 64, now=timezone.now())
    assert ours.get(number=8).state == "acknowledged"
