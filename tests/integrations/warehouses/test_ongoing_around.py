"""Round the orders: calls from Ongoing, articles, half a set-up, what the desk sees."""

import json

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from commerce.catalogue.models import Product
from commerce.orders.changes import changing
from commerce.orders.desk.timeline import timeline
from commerce.stock.models import Warehouse
from integrations import inbox
from integrations.models import Delivery, InboundMessage
from integrations.sandbox.faults import Fault
from integrations.sandbox.ongoing import GOODS_OWNER, TOKEN
from integrations.source import Refused
from integrations.warehouses import checks, orders, planning, tasks
from integrations.warehouses.models import WarehouseArticle, WarehouseOrder
from integrations.warehouses.ongoing.interface import Ongoing
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.warehouses import bought, deliver, part_of, stocked, told
from tests.storms import storm

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


# --- calls ---


def called(sandbox):
    """Carry what the warehouse has called about to the shop."""
    for call in sandbox.take_calls():
        inbox.take("ongoing", call.headers, call.body, now=timezone.now())
    inbox.process_due()


def test_a_call_has_the_order_read_at_once_and_says_nothing_by_itself(ongoing):
    order = bought((stocked(ongoing), 2))
    deliver()
    ongoing.hook = "/ongoing"
    ongoing.books.ship(order.number)

    called(ongoing)

    assert part_of(order).state == "sent"
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"processed"}


def test_a_call_that_is_made_twice_is_one(ongoing):
    order = bought((stocked(ongoing), 2))
    deliver()
    ongoing.hook = "/ongoing"
    ongoing.books.begin(order.number)
    [call] = ongoing.take_calls()

    for _ in range(2):
        inbox.take("ongoing", call.headers, call.body, now=timezone.now())

    assert InboundMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"X-Auth-Token": "wrong"}, b'{"webhookEventId": "1", "orderNumber": "10001"}'),
        ({}, b'{"webhookEventId": "1", "orderNumber": "10001"}'),
        ({"X-Auth-Token": TOKEN}, b"not json"),
        ({"X-Auth-Token": TOKEN}, b"[1, 2]"),
        ({"X-Auth-Token": TOKEN}, b'{"webhookEventId": "1", "orderNumber": null}'),
        ({"X-Auth-Token": TOKEN}, b"[" * 10_000),
    ],
)
def test_a_call_that_cannot_be_trusted_leaves_nothing(ongoing, headers, body):
    with pytest.raises(Refused):
        inbox.take("ongoing", headers, body, now=timezone.now())

    assert not InboundMessage.objects.exists()


def test_without_a_token_no_call_is_trusted(ongoing, settings):
    settings.ONGOING_WEBHOOK_TOKEN = ""

    with pytest.raises(Refused):
        inbox.take("ongoing", {"X-Auth-Token": ""}, b'{"orderNumber": "1", "webhookEventId": "1"}', now=timezone.now())


def test_a_call_about_another_channels_order_is_parked(ongoing):
    told_of = json.dumps({"webhookEventId": "1", "orderNumber": "OTHER"}).encode()
    inbox.take("ongoing", {"X-Auth-Token": TOKEN}, told_of, now=timezone.now())
    inbox.process_due()

    assert InboundMessage.objects.get().state == "parked"


# --- articles ---


def test_articles_that_have_changed_are_told_and_the_newest_wins(ongoing):
    variant = sellable(page=False)
    for name in ("Kopp", "Mugg"):
        Product.objects.filter(pk=variant.product_id).update(name_sv=name)
        assert tasks.tell_of_articles() == 1
    deliver()

    assert ongoing.books.articles[variant.sku]["asked"]["articleName"].startswith("Mugg")
    assert sorted(told("ongoing.articles")) == ["delivered", "superseded"]
    assert tasks.tell_of_articles() == 0
    article = WarehouseArticle.objects.get(variant=variant)
    assert article.told == article.asked != ""


@pytest.mark.parametrize("fault", storm(one for one in Fault if one is not Fault.SLOW))
def test_whatever_goes_wrong_an_article_is_there_once(ongoing, fault):
    variant = sellable(page=False)
    ongoing.faults.on(fault, "PUT", "/api/v1/articles")
    tasks.tell_of_articles()

    for hours in (0, 1, 3):
        deliver(hours=hours)

    assert told("ongoing.articles") == ["delivered"]
    assert ongoing.books.times("article created", variant.sku) == 1


def test_an_order_is_not_held_back_by_articles(ongoing):
    for _ in range(3):
        sellable(page=False)
    order = bought((stocked(ongoing), 1))
    planning.plan(order.number, now=timezone.now())
    tasks.tell_of_articles()
    deliver()

    puts = [target for method, target, _body in ongoing.requests if method == "PUT"]
    assert puts.index("/api/v1/orders") <= 1  # after its own article, before all others
    assert order.number in ongoing.books.orders


# --- the set-up ---


def test_a_whole_set_up_has_nothing_to_say(ongoing):
    assert checks.ongoing_is_set_up_whole(None) == []
    assert run_checks(databases=["default"]) is not None
    assert checks.warehouses_have_their_system(None, databases=["default"]) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("ONGOING_USER", "", "integrations.E020"),
        ("ONGOING_PASSWORD", "", "integrations.E020"),
        ("ONGOING_GOODS_OWNER", 0, "integrations.E020"),
        ("ONGOING_BASE", "http://api.ongoingsystems.se/lager", "integrations.E021"),
        ("ONGOING_STATUSES", {"200": "open"}, "integrations.E022"),
        ("ONGOING_STATUSES", {"200": "opened"}, "integrations.E022"),
        ("ONGOING_RETURN_STATUSES", {"100": "sent"}, "integrations.E023"),
    ],
)
def test_half_a_set_up_is_found(ongoing, settings, name, value, code):
    setattr(settings, name, value)

    assert code in [found.id for found in checks.ongoing_is_set_up_whole(None)]


def test_a_warehouse_whose_system_is_not_set_up_is_found(settings):
    settings.WAREHOUSE_SYSTEMS = {"warehouse_files": "Files"}
    Warehouse.objects.filter(pk=Warehouse.in_use()[0].pk).update(run_by="ongoing")

    found = checks.warehouses_have_their_system(None, databases=["default"])

    assert [one.id for one in found] == ["integrations.E027", "integrations.W021"]


def test_a_database_without_its_tables_can_still_be_migrated():
    """`migrate` checks before it makes the table that is looked in."""
    with connection.schema_editor() as editor:
        editor.alter_db_table(Warehouse, "stock_warehouse", "stock_not_yet")

    assert checks.warehouses_have_their_system(None, databases=["default"]) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("WAREHOUSE_FILES", "lager", "integrations.E024"),
        ("WAREHOUSE_FILES", "/nowhere/at/all", "integrations.W020"),
        ("WAREHOUSE_FILES_FORMAT", "xlsx", "integrations.E025"),
        ("WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN", 0, "integrations.E026"),
    ],
)
def test_half_a_set_up_of_files_is_found(settings, tmp_path, name, value, code):
    settings.WAREHOUSE_FILES = str(tmp_path)
    assert checks.files_are_set_up_whole(None) == []

    setattr(settings, name, value)

    assert [found.id for found in checks.files_are_set_up_whole(None)] == [code]


def test_the_status_numbers_are_shown_with_their_meaning(ongoing, capsys):
    call_command("ongoing_statuses")

    shown = capsys.readouterr().out
    assert "150  Error                 not explained" in shown
    assert "450  Sent                  sent" in shown
    assert Ongoing().statuses()[200] == "Open"


def test_another_goods_owner_sees_nothing_of_ours(ongoing, settings):
    order = bought((stocked(ongoing), 1))
    deliver()
    settings.ONGOING_GOODS_OWNER = GOODS_OWNER + 1

    with pytest.raises(Exception, match="No access"):
        Ongoing().order(order.number)


# --- the desk ---


def too_late(ongoing):
    order = bought((stocked(ongoing), 3))
    deliver()
    ongoing.books.begin(order.number)
    changing.call_off(order.pk, why="regrets", now=timezone.now())
    deliver()
    return order


def test_the_desk_is_told_to_call_the_warehouse(ongoing):
    order, browser = too_late(ongoing), verified(owner())

    desk = browser.get("/admin/orders/desk/").content.decode()
    page = browser.get(reverse("orders_order_modeladmin_inspect", args=[order.pk])).content.decode()
    listed = browser.get(reverse("integrations_warehouseorder_modeladmin_index") + "?call=yes").content.decode()

    assert "Ring lagret" in desk
    assert "Ring lagret" in page
    assert order.number in listed
    assert "Ring: lagret har börjat" in listed
    assert "warehouse.too_late" in [one.kind for one in timeline(order).told]


def test_when_the_warehouse_has_been_called_what_it_did_not_take_holds_back_nothing(ongoing):
    order, browser = too_late(ongoing), verified(owner())
    part = part_of(order)
    address = reverse("integrations_warehouseorder_modeladmin_index")

    page = browser.get(address, {"call": "yes"})
    assert "Lagret är uppringt" in page.content.decode()
    assert orders.settled(part.pk, by=None, now=timezone.now()) is True

    assert (part_of(order).problem, orders.settled(part.pk, by=None, now=timezone.now())) == ("", False)
    assert told() == ["delivered", "cancelled"]
    assert not Delivery.objects.filter(state="stopped").exists()


def test_the_registers_can_be_read(ongoing):
    order, browser = too_late(ongoing), verified(owner())

    for name in ("warehouseorder", "warehousefile"):
        page = browser.get(reverse(f"integrations_{name}_modeladmin_index"))
        assert page.status_code == 200
    part = WarehouseOrder.objects.get(order=order)
    page = browser.get(reverse("integrations_warehouseorder_modeladmin_inspect", args=[part.pk]))
    assert "begärda" in page.content.decode()


def test_a_warehouse_says_who_runs_it(ongoing):
    browser, first = verified(owner()), Warehouse.in_use()[0]
    other = Warehouse.objects.create(code="2", name="Butiken", rank=20)
    assert "Ongoing WMS" in browser.get(reverse("stock_warehouse_modeladmin_index")).content.decode()

    address = reverse("stock_warehouse_modeladmin_edit", args=[other.pk])
    answer = browser.post(
        address, {"name": "Butiken", "code": "2", "rank": 20, "run_by": "ongoing", "freight": "hand", "is_active": "on"}
    )

    assert "Det systemet sköter ett annat lagerställe." in answer.content.decode()
    assert Warehouse.objects.get(run_by="ongoing") == first
