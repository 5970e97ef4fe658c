"""Services in one cart with goods: ordered together, once, only what was seen; begun when the goods are paid for."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.cart.models import Cart
from commerce.checkout import giving_up
from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order
from operations.desk.models import Ticket
from operations.services import choosing, editing, life, sweep
from operations.services.models import PartState, ServiceChoice, ServiceOrder
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, logged_in
from tests.factories.orders import ADDRESS, cart_with, delivery_method, details, shopper
from tests.factories.services import FOUR, chosen, published
from tests.factories.tickets import MONDAY_NINE

pytestmark = [pytest.mark.django_db, pytest.mark.krav("5.1.2.3")]
SAME = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def cup():
    delivery_method()
    return sellable(sku="LL-1", price="249.00", stock=10, product__name_sv="Kopp Glimma")


@pytest.fixture
def user():
    return UserFactory()


def placed(user, cup, *, seen, payment="demo"):
    """Goods and what was seen beside them, ordered through the flow."""
    cart = cart_with((cup, 1), user=user)
    said = details("298.00", payment=payment, beside=seen)
    return flow.place(cart.pk, said, shopper=shopper(), user_id=user.pk, now=timezone.now())


def seen_by(user):
    return choosing.named(ServiceChoice.objects.filter(user=user).order_by("pk"))


def states():
    return [one.state for one in ServiceOrder.objects.get().parts.order_by("position")]


def test_goods_and_services_lie_in_one_cart_and_are_ordered_at_once(user, cup):
    chosen(user, published(), FOUR[:2])
    browser = logged_in(user)
    browser.post(reverse("cart_add"), {"sku": "LL-1", "quantity": 1}, **SAME)

    cart = browser.get(reverse("cart")).content.decode()
    assert "Kopp Glimma" in cart
    assert "Ny arbetsplats" in cart
    assert "Det finns varor i varukorgen också" in browser.get(reverse("service_cart")).content.decode()
    page = browser.get(reverse("checkout")).content.decode()
    assert "Ny arbetsplats" in page
    hidden = dict(re.findall(r'name="(total_seen|cart_version|beside_seen)" value="([^"]+)"', page))
    said = {"email": user.email, "phone": "070-123 45 67", **ADDRESS, "delivery": "ombud", "payment": "demo"}
    to_provider = browser.post(reverse("checkout"), said | hidden | {"accept_terms": "on"})

    goods, services = Order.objects.get(), ServiceOrder.objects.get()
    assert str(goods.gross) == "298.00"  # services are not paid for with the goods
    assert (services.goods, services.requester, states()) == (goods, user, ["held", "held"])
    assert not Ticket.objects.exists()
    browser.post(to_provider.url, {"outcome": "paid"}, follow=True)
    sweep.each_minute(now=timezone.now())
    assert states() == ["ordered", "ordered"]
    assert Ticket.objects.count() == 2
    receipt = browser.get(reverse("order_confirmation", args=[goods.token])).content.decode()
    assert f"Tjänstebeställning {services.number}" in receipt
    assert goods.number in browser.get(reverse("service_order", args=[services.number])).content.decode()
    assert not ServiceChoice.objects.exists()


@pytest.mark.krav("4.2.1")
def test_the_invoice_of_the_goods_has_no_line_of_the_services_whose_parts_have_their_own_sums(user, cup):
    """Goods are invoiced when they leave, a service when it is done: days of their own, and VAT of its own day."""
    chosen(user, published(), FOUR[:2])
    order = placed(user, cup, seen=seen_by(user))
    Order.objects.filter(pk=order.pk).update(state=Order.State.CONFIRMED)

    invoice = invoicing.issue(order.pk, now=timezone.now())

    assert [line["name"] for line in invoice.content["lines"]] == ["Kopp Glimma", "Ombud"]
    assert Decimal(str(invoice.content["payable"])) == order.gross == Decimal("298.00")
    parts = ServiceOrder.objects.get().parts.all()
    assert [one.gross - one.net == one.net * one.vat_rate / 100 for one in parts] == [True, True]


def test_twice_is_once_and_only_what_was_seen_is_ordered(user, cup):
    first = chosen(user, published(), FOUR[:1])
    seen = seen_by(user)
    chosen(user, published("konto"), FOUR[:1])  # put there in another window meanwhile
    cart = cart_with((cup, 1), user=user)
    said = details("298.00", beside=seen)

    order = flow.place(cart.pk, said, shopper=shopper(), user_id=user.pk, now=timezone.now())
    again = flow.place(cart.pk, said, shopper=shopper(), user_id=user.pk, now=timezone.now())

    assert again == order
    assert ServiceOrder.objects.get().parts.get().version == first.version
    assert ServiceChoice.objects.get().version.service.code == "konto"


@pytest.mark.parametrize("case", ["written anew", "a new version", "offered no more"])
def test_what_has_changed_since_it_was_seen_stays_and_the_goods_go_alone(case, user, cup):
    choice = chosen(user, published(), FOUR[:1])
    seen = seen_by(user)
    if case == "written anew":
        choosing.put(user, choice.version, recipients=FOUR, choice=choice, now=timezone.now())
    elif case == "a new version":
        editing.draft_of(choice.version.service, by=None, now=MONDAY_NINE)
        editing.publish(choice.version.service, by=None, now=MONDAY_NINE)
    else:
        choice.version.service.is_offered = False
        choice.version.service.save()

    placed(user, cup, seen=seen)

    assert Order.objects.count() == 1
    assert not ServiceOrder.objects.exists()
    assert ServiceChoice.objects.count() == 1


def test_goods_that_are_refused_order_no_service(user, cup):
    chosen(user, published(), FOUR[:1])

    with pytest.raises(flow.placing.TotalChanged):
        flow.place(
            cart_with((cup, 1), user=user).pk,
            details("1.00", beside=seen_by(user)),
            shopper=shopper(),
            user_id=user.pk,
            now=timezone.now(),
        )
    assert not ServiceOrder.objects.exists()
    assert ServiceChoice.objects.count() == 1


def test_goods_that_are_given_up_take_the_services_with_them(user, cup):
    chosen(user, published(approval="owner"), FOUR[:2])
    order = placed(user, cup, seen=seen_by(user))
    life.cancel(ServiceOrder.objects.get().parts.get(position=1), by=user, now=timezone.now())

    sweep.each_minute(now=timezone.now())
    assert states() == ["cancelled", "held"]
    giving_up.cancel(order, now=timezone.now())
    sweep.each_minute(now=timezone.now())
    sweep.each_minute(now=timezone.now())

    assert states() == ["cancelled", "cancelled"]
    assert ServiceOrder.objects.get().parts.get(position=2).why == "Varorna i samma varukorg betalades inte."
    assert not Ticket.objects.exists()


def test_what_is_to_be_approved_waits_for_that_once_the_goods_are_paid(user, cup):
    chosen(user, published(approval="owner"), FOUR[:1])
    order = placed(user, cup, seen=seen_by(user))

    payment = order.payments.get()
    flow.pay(payment.pk, reference="p-1", amount=order.gross, now=timezone.now())
    sweep.each_minute(now=timezone.now())

    assert states() == [PartState.AWAITING]


def test_a_cart_of_services_alone_leads_to_them_and_a_guest_sees_none(client, user):
    chosen(user, published(), FOUR[:1])

    page = logged_in(user).get(reverse("cart")).content.decode()

    assert reverse("service_cart") in page
    assert "Här är tomt" not in page
    assert "Ny arbetsplats" not in client.get(reverse("cart")).content.decode()


def test_an_order_without_services_asks_nothing_more(user, cup, django_assert_num_queries):
    cart = cart_with((cup, 1), user=user)
    asked = details("298.00")

    with django_assert_num_queries(0):
        flow.beside.order_with(None, asked.beside, user_id=user.pk, now=timezone.now())
    flow.place(cart.pk, asked, shopper=shopper(), user_id=user.pk, now=timezone.now())

    assert not Cart.objects.filter(pk=cart.pk).exists()
    assert not ServiceOrder.objects.exists()
