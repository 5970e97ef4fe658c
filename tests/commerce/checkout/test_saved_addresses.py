"""Several addresses on the account, one of them first; one of them chosen at the checkout."""

import pytest
from django.urls import reverse

from commerce.customers.models import Address
from commerce.orders.models import Order, OrderAddress
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import AddressFactory, MembershipFactory, UserFactory, logged_in
from tests.factories.orders import ADDRESS, cart_with, delivery_method

WRITTEN = {
    "first_name": "Siv",
    "last_name": "Sjö",
    "company": "",
    "address_1": "Hamngatan 2",
    "address_2": "",
    "postal_code": "39232",
    "city": "Kalmar",
    "country": "SE",
}


def first(user):
    return list(Address.objects.filter(user=user, is_default=True).values_list("address_1", flat=True))


def read(answer):
    return answer.content.decode()


def bought(user, saved_address, **fields):
    """What is sent from the checkout of a cart of one article."""
    cart = cart_with((sellable(price="100.00", stock=9), 1), user=user)
    delivery_method()
    told = {
        **ADDRESS,
        "email": user.email,
        "phone": "070-123 45 67",
        "delivery": "ombud",
        "payment": "demo",
        "accept_terms": "on",
        "cart_version": str(cart.pk),
        "total_seen": "149.00",
        "saved_address": saved_address,
    }
    return logged_in(user).post(reverse("checkout"), told | fields)


@pytest.mark.django_db
def test_the_first_address_is_first_until_another_is_and_when_it_goes_the_latest_takes_its_place():
    user = UserFactory()
    browser = logged_in(user)
    for street in ("Hamngatan 2", "Storgatan 1", "Lillgatan 3"):
        browser.post(reverse("address_add"), {**WRITTEN, "address_1": street})
    one, two, _three = Address.objects.filter(user=user).order_by("pk")
    assert (first(user), one.postal_code) == (["Hamngatan 2"], "392 32")

    for _twice in range(2):
        browser.post(reverse("address_begin_with", args=[two.pk]))
    assert first(user) == ["Storgatan 1"]

    browser.post(reverse("address_delete", args=[two.pk]))
    assert first(user) == ["Lillgatan 3"]


@pytest.mark.django_db
def test_an_address_of_anothers_is_neither_first_nor_removed():
    theirs, browser = AddressFactory(is_default=False), logged_in(UserFactory())

    for name in ("address_begin_with", "address_delete", "address_edit"):
        assert browser.post(reverse(name, args=[theirs.pk]), WRITTEN).status_code == 404

    theirs.refresh_from_db()
    assert (theirs.is_default, theirs.address_1) == (False, "Storgatan 1")


@pytest.mark.django_db
def test_the_checkout_begins_with_the_first_and_sends_to_the_one_that_is_chosen():
    user = UserFactory()
    AddressFactory(user=user, address_1="Senaste gatan 9")
    begins = AddressFactory(user=user, address_1="Första gatan 1", is_default=True)
    chosen = AddressFactory(user=user, address_1="Valda gatan 5", city="Visby")
    cart_with((sellable(stock=9), 1), user=user)
    page = read(logged_in(user).get(reverse("checkout")))
    user.cart.delete()

    bought(user, str(chosen.pk))

    assert 'value="Första gatan 1"' in page
    assert f'value="{begins.pk}" checked' in page
    address = OrderAddress.objects.get()
    assert (address.address_1, address.city, address.country) == ("Valda gatan 5", "Visby", "SE")


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["another's", "no number", "gone"])
def test_an_address_that_cannot_be_chosen_sends_nothing_anywhere(case):
    user = UserFactory()
    key = {"another's": str(AddressFactory().pk), "no number": "²", "gone": "999999"}[case]

    answer = bought(user, key)

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_what_is_written_counts_when_none_is_chosen_and_a_guest_is_asked_about_none(client):
    user = UserFactory()
    AddressFactory(user=user, address_1="Första gatan 1", is_default=True)

    bought(user, "")
    guest_cart = cart_with((sellable(stock=9), 1))
    client.cookies.clear()

    assert OrderAddress.objects.get().address_1 == ADDRESS["address_1"]
    assert guest_cart.user is None
    assert "saved_address" not in read(client.get(reverse("checkout")))


@pytest.mark.django_db
def test_one_who_buys_for_a_company_begins_with_the_companys_address():
    member = MembershipFactory(
        organisation__delivery_address_1="Verkstadsgatan 8",
        organisation__delivery_postal_code="393 51",
        organisation__delivery_city="Kalmar",
    )
    AddressFactory(user=member.user, address_1="Hemma 1", is_default=True)
    cart_with((sellable(stock=9), 1), user=member.user)

    page = read(logged_in(member.user).get(reverse("checkout")))

    assert 'value="Verkstadsgatan 8"' in page
    assert 'name="saved_address" value="" checked' in page


def test_two_who_choose_at_once_leave_one(committing_db):
    user = UserFactory()
    every = [AddressFactory(user=user) for _place in range(4)]

    in_threads(*[lambda one=one: logged_in(user).post(reverse("address_begin_with", args=[one.pk])) for one in every])

    assert Address.objects.filter(user=user, is_default=True).count() == 1
