"""Sending one order to several addresses: the page, the cart that keeps it, and the checkout that follows."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commerce.cart import basket, division
from commerce.cart.models import Cart
from commerce.orders.models import Order
from tests.commerce.checkout.test_checkout_pages import put, read
from tests.factories.catalogue import sellable
from tests.factories.customers import AddressFactory, MembershipFactory, UserFactory, logged_in
from tests.factories.orders import delivery_method
from tests.factories.quotations import pro

PAGE = "/kassa/adresser/"
pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.2")]


@pytest.fixture
def shop():
    delivery_method()
    return sellable(sku="LL-1", price="100.00", stock=20, product__name_sv="Kopp Glimma", page=False)


@pytest.fixture
def buyer(shop):
    """One at the level Pro with two addresses, Ort 1 first, and four cups in his cart."""
    user = pro(phone="070-123 45 67")
    AddressFactory(user=user, city="Ort 1", is_default=True)
    AddressFactory(user=user, city="Ort 2")
    return user


@pytest.fixture
def browser(buyer):
    browser = logged_in(buyer)
    put(browser, "LL-1", 4)
    return browser


def cart_of(user):
    return Cart.objects.get(user=user)


def written(user, *counts, do="save", addresses=None, **more):
    """What the page sends: so many of the cart's first line to each address, in the order they were saved."""
    addresses = addresses or list(user.addresses.order_by("pk"))
    line = cart_of(user).lines.get()
    fields = {f"pieces-{one.pk}-{line.pk}": count for one, count in zip(addresses, counts, strict=True)}
    return {"to": [one.pk for one in addresses], "do": do, **fields, **more}


def kept(user):
    return [(one["to"], list(one["pieces"].values())) for one in cart_of(user).division or []]


def filled(browser, **fields):
    page = browser.get(reverse("checkout")).content.decode()
    hidden = dict(re.findall(r'name="(total_seen|cart_version|division_seen)" value="([^"]+)"', page))
    known = {"email": "siv@example.se", "phone": "070-123 45 67", "delivery": "ombud", "payment": "demo"}
    return {**known, "accept_terms": "on", **hidden, **fields}


def test_goods_go_to_two_addresses_from_the_cart_to_the_receipt(browser, buyer):
    assert PAGE in read(browser.get(reverse("cart")))
    shown = read(browser.get(PAGE))
    assert [shown.count(city) >= 1 for city in ("Ort 1", "Ort 2")] == [True, True]

    answer = browser.post(PAGE, written(buyer, 3, 1))
    assert (answer.status_code, answer.url) == (302, reverse("checkout"))
    checkout = read(browser.get(answer.url))
    assert 'name="address_1"' not in checkout
    assert checkout.index("Ort 1") < checkout.index("Ort 2")
    assert checkout.count("49 kr") >= 2
    assert "498 kr" in checkout

    to_provider = browser.post(reverse("checkout"), filled(browser))
    receipt = read(browser.post(to_provider.url, {"outcome": "paid"}, follow=True))

    order = Order.objects.get()
    assert list(order.lines.order_by("position").values_list("group", "quantity")) == [(1, 3), (2, 1)]
    assert (order.gross, order.delivery_gross) == (498, 98)
    assert receipt.index("Ort 1") < receipt.index("Ort 2")


def test_a_division_follows_the_cart(browser, buyer):
    browser.post(PAGE, written(buyer, 1, 3))
    line = cart_of(buyer).lines.get()

    basket.change(cart_of(buyer), line.pk, 6)
    assert "598 kr" not in read(browser.get(reverse("checkout")))
    more = read(browser.get(PAGE))
    basket.change(cart_of(buyer), line.pk, 2)
    fewer = read(browser.get(PAGE))

    assert re.findall(r'type="number".*?value="(\d+)"', more) == ["3", "3"]
    assert re.findall(r'type="number".*?value="(\d+)"', fewer) == ["1", "1"]
    assert kept(buyer) == [(str(one.pk), [n]) for one, n in zip(buyer.addresses.order_by("pk"), (1, 3), strict=True)]


def test_an_address_that_is_gone_leaves_its_goods_to_the_first(browser, buyer):
    browser.post(PAGE, written(buyer, 1, 3))
    seen = filled(browser)
    buyer.addresses.get(city="Ort 2").delete()

    again = browser.post(reverse("checkout"), seen)

    assert again.status_code == 409
    assert "Ort 2" not in read(again)
    assert not Order.objects.exists()
    assert browser.post(reverse("checkout"), filled(browser)).status_code == 302
    assert Order.objects.get().addresses.get().city == "Ort 1"


def test_a_page_from_before_the_goods_were_divided_places_nothing(browser, buyer):
    before = filled(browser) | {
        name: getattr(buyer.addresses.first(), name)
        for name in ("first_name", "last_name", "company", "address_1", "address_2", "postal_code", "city", "country")
    }
    browser.post(PAGE, written(buyer, 3, 1))

    answer = browser.post(reverse("checkout"), before)

    assert answer.status_code == 409
    assert "Ort 2" in read(answer)
    assert not Order.objects.exists()


@pytest.mark.parametrize(("case", "counts"), [("too many", (3, 3)), ("too few", (1, 1)), ("no number", ("två", 1))])
def test_what_does_not_add_up_is_shown_as_it_was_written(browser, buyer, case, counts):
    answer = browser.post(PAGE, written(buyer, *counts))

    assert answer.status_code == 422, case
    assert re.findall(r'type="number".*?value="([^"]*)"', read(answer)) == [str(count) for count in counts]
    assert kept(buyer) == []


def test_addresses_in_two_countries_are_refused(browser, buyer, settings):
    settings.DELIVERY_COUNTRIES = ["SE", "DE"]
    buyer.addresses.filter(city="Ort 2").update(country="DE")

    answer = browser.post(PAGE, written(buyer, 3, 1))

    assert answer.status_code == 422
    assert "samma land" in read(answer)
    assert kept(buyer) == []


def test_an_address_that_changed_country_is_sent_back_to_be_chosen_again(browser, buyer):
    browser.post(PAGE, written(buyer, 3, 1))
    buyer.addresses.filter(city="Ort 2").update(country="DE")

    answer = browser.get(reverse("checkout"), follow=True)

    assert answer.redirect_chain[-1][0] == PAGE
    assert "samma land" in read(answer)


@pytest.mark.parametrize("do", ["save", "show", "add"])
def test_the_address_of_another_is_not_found_and_told_of(browser, buyer, caplog, do):
    strangers = AddressFactory(city="Hemma hos någon annan")
    mine = buyer.addresses.get(city="Ort 1")

    with caplog.at_level(logging.WARNING):
        answer = browser.post(PAGE, written(buyer, 3, 1, do=do, addresses=[mine, strangers]))

    assert answer.status_code == 404
    assert "Hemma hos" not in read(answer)
    assert f"{strangers.pk}" in caplog.text
    assert kept(buyer) == []


def test_another_address_in_the_kept_division_is_never_used(browser, buyer):
    strangers = AddressFactory(city="Hemma hos någon annan")
    Cart.objects.filter(user=buyer).update(
        division=[{"to": str(strangers.pk), "pieces": {str(cart_of(buyer).lines.get().variant_id): 4}}]
    )

    assert "Hemma hos" not in read(browser.get(reverse("checkout")))
    assert 'name="address_1"' in read(browser.get(reverse("checkout")))


def test_a_new_address_is_added_there_and_nothing_written_is_lost(browser, buyer):
    place = {"first_name": "Bo", "last_name": "Ek", "address_1": "Nygatan 2", "postal_code": "39351", "country": "SE"}
    new = {f"new-{name}": value for name, value in place.items()}

    refused = browser.post(PAGE, written(buyer, 3, 1, do="add", **new))
    assert refused.status_code == 422
    assert 'value="Nygatan 2"' in read(refused)
    added = read(browser.post(PAGE, written(buyer, 3, 1, do="add", **new, **{"new-city": "Ort 3"})))

    assert buyer.addresses.get(city="Ort 3").postal_code == "393 51"
    assert sorted(re.findall(r'type="number".*?value="(\d+)"', added)) == ["0", "1", "3"]


def test_the_first_address_is_added_there(shop):
    user = pro()
    browser = logged_in(user)
    put(browser, "LL-1", 4)
    place = {"first_name": "Bo", "last_name": "Ek", "address_1": "Nygatan 2", "postal_code": "39351", "city": "Ort 1"}

    assert browser.post(PAGE, {"do": "save"}).status_code == 422
    added = browser.post(PAGE, {"do": "add", "new-country": "SE", **{f"new-{k}": v for k, v in place.items()}})

    assert added.status_code == 200
    assert re.findall(r'type="number".*?value="(\d+)"', read(added)) == ["4"]


def test_one_address_again(browser, buyer):
    browser.post(PAGE, written(buyer, 3, 1))

    answer = browser.post(PAGE, {"do": "one"})

    assert (answer.url, kept(buyer)) == (reverse("checkout"), [])
    assert 'name="address_1"' in read(browser.get(reverse("checkout")))


def test_who_may(shop):
    guest, plain = Client(), UserFactory()
    AddressFactory(user=plain)
    for browser in (guest, logged_in(plain)):
        put(browser, "LL-1", 2)
        assert PAGE not in read(browser.get(reverse("cart")))
        assert PAGE not in read(browser.get(reverse("checkout")))

    assert guest.get(PAGE).url.startswith("/konto/")
    assert logged_in(plain).get(PAGE).status_code == 403
    division.keep(cart_of(plain), [(str(plain.addresses.get().pk), {shop.pk: 2})])
    assert 'name="address_1"' in read(logged_in(plain).get(reverse("checkout")))


def test_a_member_sends_to_the_company_and_to_his_own_addresses(shop):
    member = MembershipFactory(
        organisation__name="Krukan AB",
        organisation__delivery_address_1="Hamngatan 4",
        organisation__delivery_postal_code="392 31",
        organisation__delivery_city="Kalmar",
    )
    own = AddressFactory(user=member.user, city="Ort 2")
    browser = logged_in(member.user)
    put(browser, "LL-1", 4)
    line = cart_of(member.user).lines.get()

    browser.post(
        PAGE,
        {
            "to": ["organisation", own.pk],
            "do": "save",
            f"pieces-organisation-{line.pk}": 1,
            f"pieces-{own.pk}-{line.pk}": 3,
        },
    )
    browser.post(reverse("checkout"), filled(browser))

    sent_to = Order.objects.get().addresses.order_by("group")
    assert list(sent_to.values_list("company", "city")) == [("Krukan AB", "Kalmar"), ("", "Ort 2")]


@given(
    said=st.lists(st.dictionaries(st.integers(1, 4), st.integers(0, 9)), min_size=1, max_size=4),
    held=st.dictionaries(st.integers(1, 5), st.integers(0, 12)),
)
def test_every_piece_goes_somewhere_whatever_happens_to_the_cart(said, held):
    keys = [str(number) for number in range(len(said))]
    parts = division.divide([{"to": key, "pieces": part} for key, part in zip(keys, said, strict=True)], held)

    totals = {}
    for _key, pieces in parts:
        assert pieces
        assert all(count > 0 for count in pieces.values())
        for variant, count in pieces.items():
            totals[variant] = totals.get(variant, 0) + count
    assert totals == {variant: count for variant, count in held.items() if count}
    for key, pieces in parts:
        if key != "0":
            assert all(count <= said[int(key)][variant] for variant, count in pieces.items())
