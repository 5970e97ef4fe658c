from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from commerce.cart.models import Cart
from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.models import DeliveryMethod, Order, Payment
from commerce.orders.refusals import CartEmpty, CartGone, NotForSale, TotalChanged, UnknownChoice
from commerce.orders.states import MoveRefused
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from commerce.stock.reserve import OutOfStock
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, placed, shopper

NOW = timezone.now()


def place(cart, said, level="konsument"):
    return flow.place(cart.pk, said, shopper=shopper(level), now=NOW)


def allocated(variant):
    return Stock.objects.get(variant=variant).allocated


def kinds():
    return list(Event.objects.filter(subject__startswith="order:").order_by("id").values_list("kind", flat=True))


def nothing_happened(cart, variant):
    return Cart.objects.filter(pk=cart.pk).exists() and not Order.objects.exists() and allocated(variant) == 0


@pytest.mark.django_db
def test_a_placed_order_is_a_snapshot_of_what_was_bought():
    variant = sellable(price="249.00", sku="LL-1", page=False, product__name_sv="Kopp Glimma", label_sv="Seladon")
    delivery_method()

    order = place(cart_with((variant, 3)), details("796.00"))

    line = order.lines.get()
    assert (line.sku, line.name, line.label, line.quantity) == ("LL-1", "Kopp Glimma", "Seladon", 3)
    assert (line.unit_net, line.unit_gross) == (Decimal("199.20"), Decimal("249.00"))
    assert (line.net, line.vat, line.gross, line.vat_rate) == (
        Decimal("597.60"),
        Decimal("149.40"),
        Decimal("747.00"),
        Decimal(25),
    )
    assert line.price_source["list"] == "bas"
    assert (order.delivery_net, order.delivery_gross) == (Decimal("39.20"), Decimal("49.00"))
    assert (order.net, order.vat, order.gross) == (Decimal("636.80"), Decimal("159.20"), Decimal("796.00"))
    assert order.addresses.get().city == "Kalmar"
    payment = order.payments.get()
    assert (payment.provider, payment.amount, payment.state) == ("demo", Decimal("796.00"), "pending")
    assert allocated(variant) == 3
    assert not Cart.objects.exists()
    assert kinds() == ["order.placed"]


@pytest.mark.django_db
def test_the_line_stays_as_it_was_when_price_and_name_change():
    variant = sellable(price="100.00", page=False)
    order = placed(variant, total="149.00")

    Price.objects.update(amount=Decimal(1))
    variant.product.name_sv = "Something else"
    variant.product.save()

    line = order.lines.get()
    assert line.gross == Decimal("100.00")
    assert line.name != "Something else"


@pytest.mark.django_db
def test_invoice_is_confirmed_at_once_and_only_for_levels_that_buy_on_account():
    variant = sellable(price="100.00", page=False)
    delivery_method()
    cart = cart_with((variant, 1))

    with pytest.raises(UnknownChoice):
        place(cart, details("149.00", payment="invoice"), level="user")
    assert nothing_happened(cart, variant)

    order = place(cart, details("149.00", payment="invoice"), level="pro")
    assert order.state == "confirmed"
    assert order.payments.get().state == "invoiced"
    assert kinds() == ["order.placed", "order.confirmed"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "spoil", "error"),
    [
        ("price changed", lambda v: Price.objects.update(amount=Decimal("101.00")), TotalChanged),
        ("taken down", lambda v: type(v.product).objects.update(is_on_sale=False), NotForSale),
        ("without a price", lambda v: Price.objects.all().delete(), NotForSale),
        ("inactive", lambda v: type(v).objects.update(is_active=False), NotForSale),
        ("sold out", lambda v: Stock.objects.update(on_hand=0), OutOfStock),
        ("no such delivery", lambda v: DeliveryMethod.objects.update(is_active=False), UnknownChoice),
    ],
)
def test_what_has_changed_since_is_refused_and_nothing_happens(case, spoil, error):
    variant = sellable(price="100.00", page=False)
    delivery_method()
    cart = cart_with((variant, 1))

    spoil(variant)

    with pytest.raises(error):
        place(cart, details("149.00"))
    assert nothing_happened(cart, variant), case


@pytest.mark.django_db
def test_an_empty_cart_and_a_cart_that_never_was():
    delivery_method()

    with pytest.raises(CartEmpty):
        place(cart_with(), details("49.00"))
    with pytest.raises(CartGone):
        flow.place(uuid4(), details("49.00"), shopper=shopper(), now=NOW)


@pytest.mark.django_db
def test_paying_confirms_once():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    payment = order.payments.get()

    for _ in range(2):
        flow.pay(payment.pk, reference="p-1", amount=Decimal("149.00"), now=NOW)

    order.refresh_from_db()
    assert (order.state, order.payments.get().state) == ("confirmed", "paid")
    assert kinds() == ["order.placed", "payment.paid", "order.confirmed"]


@pytest.mark.django_db
def test_a_payment_of_another_amount_is_refused():
    order = placed(sellable(price="100.00", page=False), total="149.00")

    with pytest.raises(MoveRefused):
        flow.pay(order.payments.get().pk, reference="p-1", amount=Decimal("1.49"), now=NOW)

    order.refresh_from_db()
    assert (order.state, order.payments.get().state) == ("placed", "pending")


@pytest.mark.django_db
def test_money_for_a_cancelled_order_is_owed_back_and_told_once():
    variant = sellable(price="100.00", page=False)
    order = placed(variant, total="149.00")
    flow.cancel(order.pk, why="test", now=NOW)

    for _ in range(2):
        flow.pay(order.payments.get().pk, reference="p-1", amount=Decimal("149.00"), now=NOW)

    assert Order.objects.get().state == "cancelled"
    assert Payment.objects.get().state == "owed"
    assert kinds() == ["order.placed", "payment.cancelled", "order.cancelled", "payment.owed"]


@pytest.mark.django_db
def test_a_declined_payment_can_be_tried_another_way():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    first = order.payments.get()
    flow.decline(first.pk, now=NOW)

    second = flow.try_again(order.pk, provider_code="demo", shopper=shopper(), now=NOW)
    flow.pay(second.pk, reference="p-2", amount=second.amount, now=NOW)

    order.refresh_from_db()
    assert order.state == "confirmed"
    assert sorted(order.payments.values_list("state", flat=True)) == ["declined", "paid"]


@pytest.mark.django_db
def test_cancelling_frees_the_stock_once():
    variant = sellable(price="100.00", page=False)
    order = placed(variant, total="149.00")

    for _ in range(2):
        flow.cancel(order.pk, why="test", now=NOW)

    assert allocated(variant) == 0
    assert kinds() == ["order.placed", "payment.cancelled", "order.cancelled"]


@pytest.mark.django_db
def test_a_paid_order_is_not_cancelled():
    variant = sellable(price="100.00", page=False)
    order = placed(variant, total="149.00")
    flow.pay(order.payments.get().pk, reference="p", amount=Decimal("149.00"), now=NOW)

    with pytest.raises(MoveRefused):
        flow.cancel(order.pk, why="test", now=NOW)

    assert allocated(variant) == 1


@pytest.mark.django_db
def test_packing_and_shipping_take_the_goods_off_the_shelf_once():
    variant = sellable(price="100.00", stock=10, page=False)
    order = placed(variant, total="149.00")
    with pytest.raises(MoveRefused):
        flow.ship(order.pk, now=NOW)
    assert allocated(variant) == 1
    flow.pay(order.payments.get().pk, reference="p", amount=Decimal("149.00"), now=NOW)

    flow.pack(order.pk, now=NOW)
    for _ in range(2):
        flow.ship(order.pk, now=NOW)

    stock = Stock.objects.get()
    order.refresh_from_db()
    assert (stock.on_hand, stock.allocated) == (9, 0)
    assert (order.state, order.fulfilment) == ("completed", "shipped")
    assert kinds()[-3:] == ["order.packed", "shipment.shipped", "order.shipped"]


@pytest.mark.krav("4.11.4")
def test_twenty_parallel_calls_for_one_cart_make_one_order(committing_db):
    variant = sellable(price="100.00", stock=100, page=False)
    delivery_method()
    cart = cart_with((variant, 2))

    results = in_threads(*[lambda: place(cart, details("249.00"))] * 20)

    assert {order.number for order in results} == {Order.objects.get().number}
    assert allocated(variant) == 2
    assert kinds() == ["order.placed"]


@pytest.mark.krav("4.11.4")
def test_fifty_carts_and_ten_pieces_make_exactly_ten_orders(committing_db):
    variant = sellable(price="100.00", stock=10, page=False)
    delivery_method()
    carts = [cart_with((variant, 1)) for _ in range(50)]

    results = in_threads(*[lambda cart=cart: place(cart, details("149.00")) for cart in carts])

    assert sum(isinstance(result, Order) for result in results) == 10
    assert sum(isinstance(result, OutOfStock) for result in results) == 40
    assert (Order.objects.count(), allocated(variant), Cart.objects.count()) == (10, 10, 40)


@pytest.mark.krav("4.11.4")
def test_paying_and_cancelling_at_once_ends_in_one_of_the_two(committing_db):
    variant = sellable(price="100.00", page=False)
    order = placed(variant, total="149.00")
    payment = order.payments.get()

    in_threads(
        *[lambda: flow.pay(payment.pk, reference="p", amount=Decimal("149.00"), now=NOW)] * 3,
        *[lambda: flow.cancel(order.pk, why="late", now=NOW)] * 3,
    )

    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state, allocated(variant)) in {("confirmed", "paid", 1), ("cancelled", "owed", 0)}
