"""Buying by a quotation: the same figures from the desk to the order, once, and today's prices when it is over."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.cart import basket, wanted
from commerce.cart.contents import contents
from commerce.cart.models import Cart
from commerce.catalogue.models import Product
from commerce.checkout import accepting
from commerce.checkout.summary import delivery_methods, summarise
from commerce.customers.organisations import Role
from commerce.events.models import Event
from commerce.lists.models import SavedList
from commerce.orders import flow
from commerce.orders.changes import changing
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Order
from commerce.orders.refusals import TermsChanged
from commerce.pricing.models import Price
from commerce.quotations import life
from commerce.quotations.models import Quotation
from commerce.stock.models import Stock
from commerce.stock.reserve import OutOfStock
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory
from tests.factories.orders import cart_with, delivery_method, details
from tests.factories.quotations import pro, sent, shopper_of

pytestmark = [pytest.mark.krav("4.1.2")]


def accepted(quotation, user=None):
    """The cart of the customer, which follows the quotation."""
    user = user or quotation.user
    cart, _kept = accepting.accept(quotation, shopper=shopper_of(user), user_id=user.pk, now=timezone.now())
    return cart


def accepted_before(quotation, user):
    """A cart that has followed the quotation since before somebody else bought by it."""
    cart = cart_with(*[(line.variant, line.quantity) for line in quotation.lines.all()], user=user)
    Cart.objects.filter(pk=cart.pk).update(quotation=quotation)
    return cart


def place(quotation, cart=None, user=None, *, total=None, now=None, seen=None, **fields):
    user = user or quotation.user
    now = now or timezone.now()
    return flow.place(
        (cart or accepted(quotation, user)).pk,
        details(total or quotation.gross, quotation=str(quotation) if seen is None else seen, **fields),
        shopper=shopper_of(user, at=now),
        user_id=user.pk,
        now=now,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["a company", "one who buys for himself"])
def test_desk_cart_checkout_and_order_have_the_same_figures_whatever_the_price_lists_say_now(case):
    lamp = sellable(price="100.00", stock=50, page=False)
    bread = sellable(price="33.30", stock=50, product__tax_class="food", page=False)
    user = MembershipFactory().user if case == "a company" else pro()
    quotation = sent((lamp, 7, "61.37"), (bread, 3, None), user=user, delivery="495.00")
    frozen = list(quotation.lines.order_by("position").values_list("unit", "vat_rate", "tax_class"))
    Price.objects.update(amount=Decimal("9999.00"))
    Product.objects.filter(pk=bread.product_id).update(tax_class="standard")

    cart = accepted(quotation)
    shopper = shopper_of(user)
    goods = contents(cart, shopper=shopper)
    [delivery] = delivery_methods(goods.agreed)
    summary = summarise(goods, [delivery], shopper=shopper, chosen=delivery)
    order = place(quotation, cart)

    assert [(line.unit_price, line.quote.rate) for line in goods.lines] == [
        (unit, rate) for unit, rate, _kind in frozen
    ]
    assert (summary.total, summary.vat) == (quotation.gross, quotation.vat)
    assert (order.net, order.vat, order.gross) == (quotation.net, quotation.vat, quotation.gross)
    assert (order.delivery_method, order.delivery_name) == ("pall", "Pallfrakt")
    side = "unit_net" if user.level_id != "pro" else "unit_gross"
    lines = order.lines.order_by("position")
    assert list(lines.values_list(side, "vat_rate", "tax_class")) == frozen
    assert {line.price_source["quotation"] for line in lines} == {str(quotation)}
    quotation.refresh_from_db()
    assert (quotation.state, order.quotation_id) == ("accepted", quotation.pk)


@pytest.mark.django_db
def test_what_lay_in_the_cart_is_kept_as_a_list_and_a_second_look_keeps_nothing_twice():
    lamp, cup = sellable(stock=9, page=False), sellable(stock=9, page=False)
    user = pro()
    cart_with((cup, 4), user=user)
    quotation = sent((lamp, 2, "50.00"), user=user)

    for _twice in range(2):
        accepted(quotation)

    [kept] = SavedList.objects.filter(user=user)
    assert kept.name == f"Varukorgen före offert {quotation}"
    assert dict(kept.lines.values_list("variant_id", "quantity")) == {cup.pk: 4}
    assert dict(Cart.objects.get(user=user).lines.values_list("variant_id", "quantity")) == {lamp.pk: 2}


@pytest.mark.django_db
def test_a_cart_that_follows_a_quotation_is_not_changed_until_it_is_left():
    lamp, cup = sellable(price="100.00", stock=9, page=False), sellable(sku="CUP", stock=9, page=False)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    cart, shopper = accepted(quotation), shopper_of(quotation.user)
    line = cart.lines.get()

    for change in (
        lambda: basket.add(cart, "CUP", 1, shopper=shopper),
        lambda: basket.change(cart, line.pk, 1, shopper=shopper),
        lambda: basket.change(cart, line.pk, 0),
        lambda: basket.settle(cart, {line.pk: 0}),
        lambda: basket.use_code(cart, "VINTER"),
    ):
        with pytest.raises(basket.CannotAdd) as refused:
            change()
        assert refused.value.reason == "bound"
    assert [one.problem for one in wanted.add_what_can_be(cart, [("CUP", 1)], shopper=shopper)] == ["bound"]
    assert dict(cart.lines.values_list("variant_id", "quantity")) == {lamp.pk: 2}

    basket.leave(cart)
    basket.add(cart, "CUP", 1, shopper=shopper)
    cart.refresh_from_db()
    goods = contents(cart, shopper=shopper)
    assert goods.terms is None
    assert dict(cart.lines.values_list("variant_id", "quantity")) == {lamp.pk: 2, cup.pk: 1}
    assert "50 kr" in str(goods.lines[0].risen).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.django_db
def test_after_its_end_the_prices_are_todays_and_it_is_asked_about():
    lamp = sellable(price="100.00", stock=9, page=False)
    delivery_method(gross="0.00")
    quotation = sent((lamp, 2, "50.00"), user=pro(), delivery="0.00")
    cart, late = accepted(quotation), quotation.valid_until
    last = place(quotation, now=late - timedelta(microseconds=1), cart=accepted(quotation))
    flow.cancel(last.pk, why="given up", now=timezone.now())
    cart = accepted(Quotation.objects.get(pk=quotation.pk))

    with pytest.raises(TermsChanged) as changed:
        place(quotation, cart, now=late)
    goods = contents(cart, shopper=shopper_of(quotation.user, at=late))
    order = place(quotation, cart, now=late, total="200.00", seen="")

    assert changed.value.terms.over == "expired"
    assert (goods.terms.over, goods.agreed, goods.goods_gross) == ("expired", None, Decimal("200.00"))
    assert (order.gross, order.quotation_id) == (Decimal("200.00"), None)
    assert last.gross == Decimal("100.00")


@pytest.mark.django_db
def test_prices_of_a_quotation_that_were_not_seen_are_not_charged():
    lamp = sellable(price="100.00", stock=9, page=False)
    quotation = sent((lamp, 2, None), user=pro())
    cart = accepted(quotation)

    with pytest.raises(TermsChanged):
        place(quotation, cart, seen="")

    assert not Order.objects.exists()
    assert Quotation.objects.get().state == "sent"


@pytest.mark.django_db
def test_it_is_bought_whole_or_not_at_all():
    lamp, bowl = sellable(stock=9, page=False), sellable(stock=9, page=False)
    quotation = sent((lamp, 2, "50.00"), (bowl, 5, "10.00"), user=pro())
    cart = accepted(quotation)
    Stock.objects.filter(variant=bowl).update(on_hand=4)

    goods = contents(cart, shopper=shopper_of(quotation.user))
    with pytest.raises(OutOfStock):
        place(quotation, cart)

    assert [line.variant_id for line in goods.apart] == [bowl.pk]
    assert "Bara 4 kvar" in str(goods.apart[0].problem)
    assert Quotation.objects.get().state == "sent"


@pytest.mark.django_db
def test_a_company_buys_by_it_through_any_of_its_members_and_nobody_else_does():
    lamp = sellable(price="100.00", stock=9, page=False)
    organisation = OrganisationFactory()
    asked, colleague = (MembershipFactory(organisation=organisation).user for _place in range(2))
    quotation = sent((lamp, 2, "50.00"), user=asked)

    for stranger in (pro(), MembershipFactory().user):
        with pytest.raises(accepting.Over) as refused:
            accepted(quotation, stranger)
        assert refused.value.terms.over == "another"
    order = place(quotation, user=colleague)

    assert (order.user, order.quotation_id) == (colleague, quotation.pk)


@pytest.mark.django_db
def test_the_companys_limits_hold_for_it_too():
    lamp = sellable(price="100.00", stock=99, page=False)
    organisation = OrganisationFactory(credit_limit=Decimal("1000.00"))
    member = MembershipFactory(organisation=organisation, role=Role.BUYER, spending_limit=Decimal("500.00"))
    quotation = sent((lamp, 20, "50.00"), user=member.user, delivery="0.00")

    with pytest.raises(CreditExceeded):
        place(quotation, payment="invoice")
    assert Quotation.objects.get().state == "sent"
    order = place(quotation)

    assert (order.state, order.net) == ("awaiting", Decimal("1000.00"))
    flow.refuse(order.pk, why="för dyrt", by=None, now=timezone.now())
    assert Quotation.objects.get().state == "sent"


@pytest.mark.django_db
@pytest.mark.parametrize("come_to_nothing", [flow.cancel, changing.call_off])
def test_an_order_that_comes_to_nothing_gives_the_quotation_back_once(come_to_nothing):
    lamp = sellable(stock=9, page=False)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    first = place(quotation)

    for _twice in range(2):
        come_to_nothing(first.pk, why="not paid in time", now=timezone.now())
    second = place(quotation)

    kinds = Event.objects.filter(subject=f"quotation:{quotation}").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["quotation.sent", "quotation.accepted", "quotation.reopened", "quotation.accepted"]
    assert second.quotation_id == quotation.pk


@pytest.mark.django_db
def test_what_somebody_put_in_a_cart_before_he_logged_in_goes_before_the_quotation():
    lamp, cup = sellable(stock=9, page=False), sellable(stock=9, page=False)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    accepted(quotation)
    guest = cart_with((cup, 1))

    own = basket.claim(guest.pk, user_id=quotation.user_id)

    own.refresh_from_db()
    assert own.quotation_id is None
    assert dict(own.lines.values_list("variant_id", "quantity")) == {cup.pk: 1}


@pytest.mark.django_db
def test_an_order_by_a_quotation_takes_eleven_statements_however_many_its_lines():
    spent = []
    for count in (1, 4):
        lines = [(sellable(stock=9, page=False), 1, "50.00") for _place in range(count)]
        quotation = sent(*lines, user=pro())
        cart = accepted(quotation)
        with CaptureQueriesContext(connection) as captured:
            place(quotation, cart)
        spent.append(len([one for one in captured if "SAVEPOINT" not in one["sql"]]))

    assert spent == [11, 11]


@pytest.mark.krav("4.11.4")
def test_twenty_members_who_buy_at_once_make_one_order(committing_db):
    lamp = sellable(price="100.00", stock=99, page=False)
    organisation = OrganisationFactory()
    members = [MembershipFactory(organisation=organisation).user for _place in range(20)]
    quotation = sent((lamp, 2, "50.00"), user=members[0])
    carts = [accepted(quotation, member) for member in members]

    results = in_threads(
        *[
            lambda cart=cart, member=member: place(quotation, cart, member)
            for cart, member in zip(carts, members, strict=True)
        ]
    )

    assert sum(isinstance(one, Order) for one in results) == 1
    assert [one.terms.over for one in results if isinstance(one, TermsChanged)] == ["used"] * 19
    assert Order.objects.filter(quotation=quotation).count() == 1
    assert Stock.objects.get(variant=lamp).allocated == 2


def test_twenty_clicks_of_one_shopper_make_one_order(committing_db):
    lamp = sellable(price="100.00", stock=99, page=False)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    cart = accepted(quotation)

    results = in_threads(*[lambda: place(quotation, cart) for _place in range(20)])

    assert {one.pk for one in results} == {Order.objects.get().pk}


def test_one_who_buys_while_another_gives_up_waits_for_nobody_for_ever(committing_db):
    lamp = sellable(stock=9, page=False)
    organisation = OrganisationFactory()
    first, second = (MembershipFactory(organisation=organisation).user for _place in range(2))
    quotation = sent((lamp, 2, "50.00"), user=first)
    given_up, cart = place(quotation), accepted_before(quotation, second)

    results = in_threads(
        lambda: flow.cancel(given_up.pk, why="given up", now=timezone.now()),
        lambda: place(quotation, cart, second),
    )

    bought = isinstance(results[1], Order)
    assert results[0].state == "cancelled"
    assert bought or results[1].terms.over == "used"
    assert Quotation.objects.get().state == ("accepted" if bought else "sent")
    assert Stock.objects.get(variant=lamp).allocated == (2 if bought else 0)


def test_it_is_bought_or_withdrawn_but_not_both(committing_db):
    lamp = sellable(stock=9, page=False)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    cart = accepted(quotation)

    results = in_threads(
        lambda: place(quotation, cart),
        lambda: life.withdraw(quotation.pk, why="fel pris", by=quotation.made_by_id, now=timezone.now()),
    )

    state = Quotation.objects.get().state
    assert [type(one).__name__ for one in results] == (
        ["Order", "MoveRefused"] if state == "accepted" else ["TermsChanged", "Quotation"]
    )
    assert Order.objects.count() == (state == "accepted")
