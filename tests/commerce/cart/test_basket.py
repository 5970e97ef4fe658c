from uuid import uuid4

import pytest

from commerce.cart import basket
from commerce.cart.models import Cart
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with


def held(cart):
    return dict(cart.lines.values_list("variant__sku", "quantity"))


def refusal(call, *arguments):
    with pytest.raises(basket.CannotAdd) as refused:
        call(*arguments)
    return refused.value.reason, refused.value.available


@pytest.mark.django_db
def test_adding_twice_adds_up():
    variant = sellable(sku="A", stock=10, page=False)
    cart = Cart.objects.create()

    basket.add(cart, variant.sku, 2)
    basket.add(cart, variant.sku, 3)

    assert held(cart) == {"A": 5}
    assert basket.count(cart) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "quantity", "reason"),
    [
        ("nothing", 0, ("quantity", 0)),
        ("less than nothing", -1, ("quantity", 0)),
        ("more than anybody needs", 10**9, ("quantity", 0)),
        ("more than there is", 10, ("stock", 10)),
    ],
)
def test_a_quantity_that_cannot_be_is_refused_and_the_cart_is_as_it_was(case, quantity, reason):
    variant = sellable(sku="A", stock=10, page=False)
    cart = cart_with((variant, 1))

    assert refusal(basket.add, cart, "A", quantity) == reason, case
    assert held(cart) == {"A": 1}


@pytest.mark.django_db
def test_unknown_closed_and_sold_out_are_told_apart():
    closed = sellable(sku="CLOSED", page=False, product__is_on_sale=False)
    sellable(sku="OUT", stock=0, page=False)
    cart = Cart.objects.create()

    assert refusal(basket.add, cart, "NONE", 1) == ("unknown", 0)
    assert refusal(basket.add, cart, closed.sku, 1) == ("closed", 0)
    assert refusal(basket.add, cart, "OUT", 1) == ("stock", 0)
    assert held(cart) == {}


@pytest.mark.django_db
def test_zero_removes_a_line_and_a_foreign_line_is_left_alone():
    variant = sellable(sku="A", page=False)
    mine, foreign = cart_with((variant, 1)), cart_with((variant, 2))

    basket.change(mine, foreign.lines.get().pk, 0)
    basket.change(mine, mine.lines.get().pk, 0)

    assert (held(mine), held(foreign)) == ({}, {"A": 2})


@pytest.mark.django_db
def test_merging_keeps_the_larger_quantity_and_drops_the_other_cart():
    one, two, three = (sellable(sku=sku, page=False) for sku in "ABC")
    mine, guest = cart_with((one, 1), (two, 5)), cart_with((one, 3), (two, 2), (three, 1))

    for _ in range(2):
        basket.merge(mine, guest)

    assert held(mine) == {"A": 3, "B": 5, "C": 1}
    assert list(Cart.objects.all()) == [mine]


@pytest.mark.django_db
def test_a_cart_is_found_by_its_token_but_never_another_users(django_user_model):
    owner = django_user_model.objects.create(email="owner@example.se")
    own, guest = Cart.objects.create(user=owner), Cart.objects.create()

    assert basket.find_cart(guest.pk, user_id=None) == guest
    assert basket.find_cart(own.pk, user_id=None) is None
    assert basket.find_cart(guest.pk, user_id=owner.pk) == own
    assert basket.find_cart(uuid4(), user_id=None) is None


@pytest.mark.django_db
def test_a_guests_cart_becomes_the_users_when_he_logs_in(django_user_model):
    variant = sellable(sku="A", page=False)
    guest = cart_with((variant, 2))
    user = django_user_model.objects.create(email="user@example.se")

    claimed = [basket.claim(guest.pk, user_id=user.pk) for _ in range(2)]

    assert claimed == [guest, guest]
    assert (held(guest), Cart.objects.get().user) == ({"A": 2}, user)


def test_adding_from_many_tabs_at_once_loses_nothing(committing_db):
    variant = sellable(sku="A", stock=100, page=False)
    cart = Cart.objects.create()

    in_threads(*[lambda: basket.add(cart, variant.sku, 1)] * 20)

    assert held(cart) == {"A": 20}


@pytest.mark.django_db
def test_the_codes_of_a_guests_cart_come_along_when_he_logs_in(django_user_model):
    user = django_user_model.objects.create(email="user@example.se")
    own, guest = cart_with(user=user), cart_with()
    for cart, code in ((own, "EGEN"), (guest, "LJUS"), (guest, "EGEN")):
        basket.use_code(cart, code)

    basket.merge(own, guest)

    assert Cart.objects.get().codes == ["EGEN", "LJUS"]
