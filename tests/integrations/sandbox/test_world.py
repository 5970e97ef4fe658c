"""The shop sells against all its partners on this machine, and what they hold is there when they start again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.freight.models import Booking
from commerce.orders.models import DeliveryMethod, Order
from commerce.stock.models import Stock, StockLevel, Warehouse
from integrations.fortnox.advance import advance
from integrations.outbox import deliver_due
from integrations.sandbox import joining
from integrations.sandbox.faults import Calls, Fault
from integrations.warehouses import tasks
from tests.factories import stripe, world
from tests.factories.catalogue import CategoryFactory, sellable
from tests.factories.orders import delivery_method, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "sandbox"


@pytest.fixture
def joined(settings, folder):
    """The shop and its partners are of one world; there are ten cups, and a way of sending that nobody carries yet."""
    delivery_method()
    DeliveryMethod.objects.update(code="service-point")
    cup = sellable(price="100.00", stock=10, page=False)
    joining.join(now=timezone.now())
    with world.opened(folder, settings) as (there, desk):
        yield there, desk, cup


def work(client, there, *, hours=1):
    """What the worker and the clock do, so much time passing that nothing waits."""
    for _turn in range(6):
        later = timezone.now() + timedelta(hours=hours)
        while deliver_due(now=lambda later=later: later):
            pass
        world.carry_calls(client, there)
        advance(now=later)


def bought(client, there, cup):
    """An order paid on Stripe's page, which only Stripe's own call tells the shop of."""
    order = placed(cup, total="149.00", payment="stripe")
    stripe.press(stripe.begun(order.payments.get()))
    world.carry_calls(client, there)
    return order


def test_an_order_is_paid_sent_and_booked_and_each_partner_shows_it(client, joined):
    there, desk, cup = joined
    order = bought(client, there, cup)
    work(client, there)

    assert "betald" in world.read(desk, "/stripe/").text
    shown = world.read(desk, "/ongoing/").text
    assert f"/admin/orders/order/?q={order.number}" in shown
    assert "att plocka" in shown

    assert "Gjort." in world.press(desk, "ongoing", do="act", act="ship", key=order.number).text
    work(client, there)

    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("completed", "charged")
    assert "skickad" in world.read(desk, "/ongoing/").text
    [invoice] = there.fortnox.books.of_order(order.number)
    assert (invoice["Total"], invoice["Balance"], invoice["Booked"]) == (149.0, 0.0, True)
    assert "149,00\u00a0kr" in world.read(desk, "/fortnox/").text.replace(" kr", "\u00a0kr")
    assert Stock.objects.get(variant=cup).on_hand == 9


def test_what_is_held_is_held_after_a_restart_by_all_of_them(client, joined, folder):
    there, desk, cup = joined
    bought(client, there, cup)
    work(client, there)
    pages = {code: world.read(desk, f"/{code}/").text for code in there.partners}
    there.does_by_itself("ongoing", True)
    key = there.fortnox.doors._tokens

    with world.opened(folder) as (again, again_desk):
        tables = {code: world.read(again_desk, f"/{code}/").text for code in again.partners}
        for code, page in pages.items():
            assert rows(tables[code]) == rows(page), code
        assert len(rows(tables["stripe"])) == 1
        assert again.by_itself["ongoing"]
        assert again.fortnox.doors._tokens == key
        assert again.swish.papers.certificate == there.swish.papers.certificate


def rows(page):
    """The rows of a page's tables, whatever the addresses are."""
    return [row.partition("</tr>")[0].partition("</td>")[0] for row in page.split('<td class="key">')[1:]]


def test_the_same_question_to_stripe_after_a_restart_is_not_a_second_refund(client, joined, folder):
    there, _desk, cup = joined
    order = placed(cup, total="149.00", payment="stripe")
    stripe.begun(order.payments.get())
    [session] = there.stripe.books.all("checkout.session")
    asked = there.stripe._done

    with world.opened(folder) as (again, _again_desk):
        assert again.stripe._done == asked
        assert [one["id"] for one in again.stripe.books.all("checkout.session")] == [session["id"]]


def test_a_fault_that_is_switched_on_is_shown_felt_and_switched_off(client, joined):
    there, desk, cup = joined
    page = world.press(desk, "ongoing", do="fault", fault=Fault.UNAVAILABLE.value, call="1", times="0")
    assert "Inget fel" not in page.text
    assert "1 fel påslaget" in world.read(desk, "/").text

    order = bought(client, there, cup)
    work(client, there)
    assert order.number not in there.ongoing.books.orders

    page = world.press(desk, "ongoing", do="fault off", place="0")
    assert "Inget fel är påslaget" in page.text
    work(client, there, hours=24)
    assert order.number in there.ongoing.books.orders


def test_a_key_that_is_good_no_more_and_calls_that_are_made_twice(client, joined):
    there, desk, cup = joined
    world.press(desk, "shipmondo", do="door", is_on="yes")
    assert "nyckeln gäller inte" in world.read(desk, "/").text
    world.press(desk, "shipmondo", do="all off")
    assert not there.shipmondo.turns_away

    assert "två gånger" in world.press(desk, "stripe", do="calls", how=Calls.TWICE.value).text
    order = bought(client, there, cup)
    work(client, there)
    order.refresh_from_db()
    assert (order.state, order.paid_state) == ("confirmed", "charged")


def test_ongoing_runs_the_first_warehouse_and_has_what_lay_in_it(settings, folder):
    delivery_method()
    cup = sellable(stock=7, page=False)
    candle = sellable(stock=5, page=False, product__category=CategoryFactory(code="ljus"))

    joining.join(now=timezone.now())

    first, own = Warehouse.in_use()
    assert (first.run_by, first.freight, own.code, own.freight) == ("ongoing", "wms", "butik", "shop")
    assert dict(StockLevel.objects.filter(on_hand__gt=0).values_list("stock_id", "warehouse_id")) == {
        cup.pk: first.pk,
        candle.pk: own.pk,
    }
    with world.opened(folder, settings) as (there, _desk):
        assert {number: there.ongoing.books.sellable(number) for number in there.ongoing.books.articles} == {cup.sku: 7}
        tasks.read_stock()
        assert Stock.objects.get(variant=cup).on_hand == 7


def test_joining_again_moves_nothing_and_parting_gives_the_warehouse_back(folder):
    delivery_method()
    cup = sellable(stock=7, page=False)
    joining.join(now=timezone.now())
    Warehouse.objects.filter(code="butik").update(rank=1, freight="hand")
    joining.join(now=timezone.now())
    assert Warehouse.objects.get(code="butik").freight == "hand"
    assert Stock.objects.get(variant=cup).on_hand == 7

    joining.part()

    assert not Warehouse.objects.exclude(run_by="").exists()
    assert not DeliveryMethod.objects.exclude(carrier="").exists()
    joining.join(now=timezone.now())
    assert Warehouse.objects.get(run_by="ongoing").code != "butik"


def test_a_world_that_begins_anew_gives_no_number_again_that_the_shop_remembers(client, settings, joined, folder):
    there, desk, cup = joined
    order = bought(client, there, cup)
    work(client, there)
    world.press(desk, "ongoing", do="act", act="ship", key=order.number)
    work(client, there)
    [before] = there.fortnox.books.of_order(order.number)
    assert before["DocumentNumber"] == "1"

    joining.join(now=timezone.now())

    with world.opened(folder, settings) as (again, again_desk):
        order = bought(client, again, cup)
        work(client, again)
        world.press(again_desk, "ongoing", do="act", act="ship", key=order.number)
        work(client, again)
        [after] = again.fortnox.books.of_order(order.number)
        assert int(after["DocumentNumber"]) > 1000
        assert (after["Balance"], after["Booked"]) == (0.0, True)
        assert again.swish.books.made == again.shipmondo.books._last > 500_000


def test_a_parcel_of_the_shops_own_is_carried_by_shipmondo_and_followed_at_postnord(client, joined, settings):
    there, desk, _cup = joined
    method = DeliveryMethod.objects.get()
    assert (method.carrier, method.points_of) == ("shipmondo", "PN_SE_COLLECT")
    Warehouse.objects.update(run_by="", freight="shop")
    order = bought(client, there, sellable(price="100.00", page=False))
    Order.objects.filter(pk=order.pk).update(delivery_method="service-point")
    flow.pack(order.pk, now=timezone.now())
    work(client, there)
    booking = Booking.objects.get()
    assert booking.state == "booked"
    assert world.read(desk, f"/shipmondo/fraktsedel/{booking.remote_id}/").content.startswith(b"%PDF")
    assert "föranmäld" in world.read(desk, "/postnord/").text

    world.press(desk, "shipmondo", do="act", act="sent", key=booking.anchor)

    assert "på väg" in world.read(desk, "/postnord/").text
    work(client, there)
    assert list(booking.shipment.scans.values_list("status", flat=True)) != []
