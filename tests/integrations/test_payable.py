"""An order's lines for a provider come to its total, to the öre, whatever was bought and how it was reckoned."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.orders import flow
from commerce.orders.models import OrderLine, Payment
from commerce.pricing.offers import Phase, Terms, put_in_force
from integrations.payable import DoesNotAddUp, Payable, payable, payable_of
from integrations.payments.nexi import items
from tests.factories.any_order import LINES, bought
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method, details, placed, shopper

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

NOW = timezone.now()
LIGHT = Terms(
    name_sv="Ljusrabatt", kind="percentage", value=Decimal("7.00"), code="LJUS", is_for_everyone=True,
    is_for_everything=True,
)  # fmt: skip


@given(lines=LINES, business=st.booleans(), code=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_lines_come_to_the_total(lines, business, code):
    with transaction.atomic():
        put_in_force("k", [Phase(terms=(LIGHT,))], now=NOW)
        who = shopper("pro", buyer_type="business") if business else shopper()
        order = bought(lines, who=who, code="LJUS" if code else "")

        found = payable(order, most=100)

        assert sum(one.total for one in found) == order.gross
        assert all(one.unit == round(one.unit, 2) >= 0 and one.quantity >= 1 for one in found)
        transaction.set_rollback(True)


def test_delivery_is_a_line_of_its_own_and_a_free_one_is_none():
    order = placed(sellable(price="100.00", page=False, product__name_sv="Kopp"), total="249.00", quantity=2)

    assert payable(order, most=100) == [
        Payable("Kopp", "", 2, Decimal("100.00")),
        Payable("Ombud", "", 1, Decimal("49.00")),
    ]

    order.delivery_gross, order.gross = Decimal(0), Decimal("200.00")
    assert [one.name for one in payable(order, most=100)] == ["Kopp"]


def test_what_does_not_divide_is_one_piece_with_the_quantity_in_its_name():
    order = placed(sellable(price="100.00", page=False, product__name_sv="Kopp"), total="349.00", quantity=3)
    OrderLine.objects.update(gross=Decimal("100.00"), net=Decimal("80.00"), vat=Decimal("20.00"))
    order.gross = Decimal("149.00")

    assert payable(order, most=100)[0] == Payable("3 × Kopp", "", 1, Decimal("100.00"))


@pytest.mark.parametrize(("language", "told"), [("sv", "3 artiklar till"), ("en", "3 further articles")])
def test_lines_that_there_is_no_room_for_are_one(language, told):
    delivery_method()
    cart = cart_with(*[(sellable(price="10.00", page=False), 1) for _line in range(5)])
    order = flow.place(cart.pk, details("99.00"), shopper=shopper(locale=language), now=NOW)

    found = payable(order, most=4)

    assert [(one.name, one.total) for one in found[2:]] == [(told, Decimal("30.00")), ("Ombud", Decimal("49.00"))]
    assert sum(one.total for one in found) == order.gross


def test_lines_that_do_not_add_up_are_never_charged():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    OrderLine.objects.update(gross=Decimal("99.99"), net=Decimal("79.99"))

    with pytest.raises(DoesNotAddUp):
        payable(order, most=100)


def test_what_a_change_costs_more_is_asked_for_as_that_and_not_as_the_order_again():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    more = Payment(order=order, change_id=1, amount=Decimal("25.50"))

    assert payable_of(more, most=100) == [Payable(f"Ändring av order {order.number}", "", 1, Decimal("25.50"))]
    assert payable_of(order.payments.get(), most=100) == payable(order, most=100)
    assert [one["grossTotalAmount"] for one in items.of_payment(more)] == [2550]
