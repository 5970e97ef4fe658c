"""The order desk: money back, part parcels, refused refunds; permission for each, and nothing twice."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from commerce.orders import settle
from commerce.orders.models import Instruction, Order, Shipment
from commerce.orders.payments import ProviderRefused, Reading, providers
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
NOW = timezone.now()


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def order():
    """Five of one article, paid."""
    made = placed(sellable(price="100.00", sku="LL-1", page=False), total="549.00", quantity=5)
    settle.learn(made.payments.get().pk, Reading(facts=(captured("549.00"),)), now=NOW)
    return Order.objects.get(pk=made.pk)


def page(browser, order):
    return browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()


def refund(browser, order, amount, why="kom tillbaka"):
    address = f"/admin/orders/payment/{order.payments.get().pk}/refund/"
    return browser.post(address, {"amount": amount, "why": why})


def is_let_in(browser, address):
    """Wagtail sends who may not do a thing back to the admin's first page."""
    answer = browser.get(address)
    assert answer.status_code == 200 or (answer.status_code, answer.url) == (302, "/admin/")
    return answer.status_code == 200


@pytest.mark.parametrize(("written", "amount"), [("49,50", "49.50"), ("549", "549.00"), (" 100.00 kr ", "100.00")])
def test_money_is_given_back_by_whom_and_why(browser, order, written, amount):
    answer = refund(browser, order, written)

    assert (answer.status_code, Instruction.objects.get().amount) == (302, Decimal(amount))
    one = Instruction.objects.get()
    shown = page(browser, order)
    assert (one.why, one.asked_by.email in shown, "kom tillbaka" in shown) == ("kom tillbaka", True, True)
    assert "En återbetalning begärdes" in shown


@pytest.mark.parametrize("written", ["549,01", "0", "-1", "abc", "", "1e3", "100 EUR", "1,999", "999999999999"])
def test_an_amount_that_cannot_be_given_back_is_refused_with_words(browser, order, written):
    answer = refund(browser, order, written)

    assert answer.status_code == 422
    assert not Instruction.objects.exists()
    assert "kom tillbaka" in answer.content.decode()


def test_two_people_give_back_the_same_money_once(browser, order):
    assert refund(browser, order, "400").status_code == 302
    assert refund(browser, order, "400").status_code == 422
    assert refund(browser, order, "149").status_code == 302

    assert sum(one.amount for one in Instruction.objects.all()) == order.gross


def test_a_refund_that_was_refused_is_shown_as_owed_and_asked_for_again_once(browser, order, monkeypatch):
    def refuses(self, instruction):
        raise ProviderRefused("kortet är spärrat")

    monkeypatch.setattr(type(providers()["demo"]), "instruct", refuses)
    refund(browser, order, "100")
    failed = settle.carry_out(Instruction.objects.get().pk, now=NOW)
    assert "kortet är spärrat" in page(browser, order)
    assert settle.owed(order) == Decimal("100.00")

    for _time in range(2):
        browser.post(f"/admin/orders/instruction/{failed.pk}/again/")

    assert [one.state for one in Instruction.objects.order_by("pk")] == ["failed", "requested"]
    assert settle.owed(order) == Decimal("100.00")
    monkeypatch.undo()
    settle.carry_out(Instruction.objects.latest("pk").pk, now=NOW)
    assert settle.owed(order) == 0


def test_some_of_an_order_is_packed_sent_and_arrives(browser, order):
    line = order.lines.get()
    assert browser.get(f"/admin/orders/order/{order.pk}/pack/").status_code == 200

    browser.post(f"/admin/orders/order/{order.pk}/pack/", {f"line-{line.pk}": 2})
    parcel = Shipment.objects.get()
    sent = {"carrier": "PostNord", "number": "UA123", "url": "https://example.se/UA123"}
    browser.post(f"/admin/orders/shipment/{parcel.pk}/send/", sent)
    browser.post(f"/admin/orders/shipment/{parcel.pk}/delivered/")

    parcel.refresh_from_db()
    order.refresh_from_db()
    assert (parcel.state, parcel.tracking_number) == ("delivered", "UA123")
    assert order.fulfilment == "partly_shipped"
    assert "UA123" in page(browser, order)


@pytest.mark.parametrize("number", ["6", "-1", "0", "två", "1e9"])
def test_a_parcel_of_what_there_is_not_is_refused(browser, order, number):
    answer = browser.post(f"/admin/orders/order/{order.pk}/pack/", {f"line-{order.lines.get().pk}": number})

    assert answer.status_code == 422
    assert not Shipment.objects.exists()


def test_a_parcel_is_sent_once(browser, order):
    browser.post(f"/admin/orders/order/{order.pk}/pack/", {f"line-{order.lines.get().pk}": 2})
    address = f"/admin/orders/shipment/{Shipment.objects.get().pk}/send/"

    assert browser.post(address, {"number": "A"}).status_code == 302
    assert browser.post(address, {"number": "B"}).status_code == 422
    assert Shipment.objects.get().tracking_number == "A"


@pytest.mark.parametrize(
    ("rights", "may_pack", "may_refund"),
    [
        (["view_order"], False, False),
        (["view_order", "change_order"], True, False),
        (["view_order", "add_instruction"], False, True),
    ],
)
def test_each_action_has_a_permission_of_its_own(order, rights, may_pack, may_refund):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=[*rights, "access_admin"]))
    browser = verified(user)

    assert is_let_in(browser, f"/admin/orders/order/{order.pk}/pack/") == may_pack
    assert is_let_in(browser, f"/admin/orders/payment/{order.payments.get().pk}/refund/") == may_refund


def test_problems_are_a_filter_of_the_register(browser, order, monkeypatch):
    listed = "/admin/orders/order/?problem=refund"
    assert order.number not in browser.get(listed).content.decode()

    def refuses(self, instruction):
        raise ProviderRefused("nej")

    monkeypatch.setattr(type(providers()["demo"]), "instruct", refuses)
    refund(browser, order, "100")
    settle.carry_out(Instruction.objects.get().pk, now=NOW)

    assert order.number in browser.get(listed).content.decode()
