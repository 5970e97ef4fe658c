"""A shopper who changes his mind: from the foot of any page to a receipt, and the desk that sees it to the money."""

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from commerce.catalogue.models import Variant
from commerce.orders import flow
from commerce.orders.models import DeliveryMethod, Notice, Return
from commerce.orders.returns import notices
from integrations.outbox import deliver_due
from tests.factories.orders import cart_with, details, shopper
from tests.factories.returns import notice, pay, ship
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.words import sv

pytestmark = [pytest.mark.law("L7"), pytest.mark.krav("4.11.4")]
OURS = ("register", "order-", "return-")


@pytest.fixture
def order(shop):
    """Two cups, paid and delivered."""
    cup = Variant.objects.get(sku="LL-1001-CEL")
    method = DeliveryMethod.offered()[0]
    goods = 2 * 249
    wanted = details(f"{goods + method.price_for(goods)}", delivery=method.code)
    return ship(pay(flow.place(cart_with((cup, 2)).pk, wanted, shopper=shopper(), now=timezone.now())))


def withdraw(page, order):
    """From the foot of the first page to the second step."""
    page.get_by_role("contentinfo").get_by_role("link", name=sv("Withdraw from your purchase")).click()
    page.get_by_label(sv("Order number")).fill(order.number)
    page.get_by_label(sv("E-mail"), exact=True).fill("ASA@example.se ")
    page.get_by_label(sv("Your name")).fill("Åsa Öberg")
    page.get_by_role("button", name=sv("Withdraw from the contract here")).click()
    expect(page.get_by_role("heading", name=sv("Confirm the withdrawal"))).to_be_visible()


def assert_withdrawn(order, pieces):
    returned = Return.objects.get(order=order)
    assert [one.quantity for one in returned.lines.all()] == [pieces]
    deliver_due()
    assert [one.to for one in mail.outbox if str(returned) in one.subject] == [["ASA@example.se"]]


def test_a_guest_withdraws_one_of_two_cups(either_size, order):
    page = either_size.go("/")

    withdraw(page, order)
    page.get_by_label("Kopp Glimma").fill("1")
    page.get_by_role("button", name=sv("Confirm withdrawal")).click()

    expect(page.get_by_role("heading", name=sv("We have your withdrawal"))).to_be_visible()
    expect(page.get_by_text(sv("Send the goods back"))).to_be_visible()
    assert_withdrawn(order, 1)
    assert either_size.layout_shift() == 0
    assert either_size.sideways() <= 0


def test_a_guest_withdraws_without_scripts(without_scripts, order):
    page = without_scripts.go("/")

    withdraw(page, order)
    page.get_by_role("button", name=sv("Confirm withdrawal")).click()

    expect(page.get_by_role("heading", name=sv("We have your withdrawal"))).to_be_visible()
    assert_withdrawn(order, 2)


def test_axe_finds_nothing_serious_on_the_way_out(phone, order):
    page = phone.go("/")

    found = {}
    page.get_by_role("contentinfo").get_by_role("link", name=sv("Withdraw from your purchase")).click()
    found["statement"] = phone.axe_in_both_themes()
    phone.expect(422)
    page.get_by_role("button", name=sv("Withdraw from the contract here")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    found["errors"] = phone.axe_in_both_themes()
    withdraw(page, order)
    found["confirm"] = phone.axe_in_both_themes()
    page.get_by_role("button", name=sv("Confirm withdrawal")).click()
    expect(page.get_by_role("heading", name=sv("We have your withdrawal"))).to_be_visible()
    found["receipt"] = phone.axe_in_both_themes()
    phone.go("/angra/blankett/")
    found["form"] = phone.axe_in_both_themes()
    phone.go(f"/angra/mottaget/{a_notice().token}/")
    found["kept"] = phone.axe_in_both_themes()
    phone.go(f"/kassa/tack/{order.token}/")
    found["confirmation"] = phone.axe_in_both_themes()

    assert found == {step: [] for step in found}


def a_notice():
    known = Notice.objects.first()
    return known or notices.take(
        order_number="1 001",
        name="Åsa Öberg",
        email="asa@example.se",
        goods="Två koppar",
        note="",
        locale="sv",
        token="0a3c1f5e-8f6a-4a51-9d8e-6f1d4b7a2c11",
        now=timezone.now(),
    )


def places(order):
    returned = Return.objects.filter(order=order).first() or notice(order)
    kept = a_notice()
    return {
        "returns": "/admin/orders/return/",
        "return": f"/admin/orders/return/inspect/{returned.pk}/",
        "receive": f"/admin/orders/return/{returned.pk}/receive/",
        "settle": f"/admin/orders/return/{returned.pk}/settle/",
        "refuse": f"/admin/orders/return/{returned.pk}/refuse/",
        "notices": "/admin/orders/notice/",
        "notice": f"/admin/orders/notice/inspect/{kept.pk}/",
        "its order": f"/admin/orders/notice/{kept.pk}/order/",
        "its goods": f"/admin/orders/notice/{kept.pk}/order/{order.pk}/",
    }


@pytest.mark.krav("4.2.1")
def test_the_desk_receives_and_pays_back(at_the_desk, order):
    returned = notice(order)
    page = at_the_desk(**DESKTOP).go(f"/admin/orders/return/inspect/{returned.pk}/")

    page.get_by_role("link", name=sv("Receive the goods")).click()
    page.get_by_role("button", name=sv("Save what came")).click()
    page.get_by_role("link", name=sv("Give money back")).click()
    page.get_by_role("button", name=sv("Give back")).click()

    expect(page.get_by_text(sv("Settled")).first).to_be_visible()
    returned.refresh_from_db()
    assert (returned.state, returned.amount) == ("settled", order.gross)


def test_axe_finds_nothing_serious_at_the_desk(at_the_desk, order):
    visitor = at_the_desk(**DESKTOP)

    for name, place in places(order).items():
        visitor.go(place)
        ours = [line for line in visitor.axe_in_both_themes() if any(mark in line for mark in OURS)]
        assert ours == [], name


def test_nothing_at_the_desk_is_wider_than_a_phone(at_the_desk, order):
    visitor = at_the_desk(**PHONE)

    for name, place in places(order).items():
        assert visitor.go(place).evaluate("document.documentElement.scrollWidth <= innerWidth"), name
