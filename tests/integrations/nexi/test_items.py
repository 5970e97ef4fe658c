"""What is bought, as Nexi adds it up."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.orders import parcels
from integrations.payments.nexi import items
from tests.factories.any_order import LINES, bought
from tests.factories.catalogue import sellable
from tests.factories.orders import placed, shopper

pytestmark = [pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


def adds_up(found, amount):
    """What Nexi asks of items: unit times quantity is net, net and tax are gross, all of them are the amount."""
    return (
        all(one["unitPrice"] * one["quantity"] == one["netTotalAmount"] for one in found)
        and all(one["netTotalAmount"] + one["taxAmount"] == one["grossTotalAmount"] for one in found)
        and all(one["taxAmount"] >= 0 and one["quantity"] >= 1 for one in found)
        and sum(one["grossTotalAmount"] for one in found) == amount * 100
        and len({one["reference"] for one in found}) == len(found)
    )


@pytest.mark.django_db
@given(lines=LINES, business=st.booleans(), part=st.decimals("0.01", "1", places=2), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_orders_parcels_and_amounts_add_up_whatever_was_bought(lines, business, part, data):
    with transaction.atomic():
        order = bought(lines, who=shopper("pro", buyer_type="business") if business else shopper())
        payment = order.payments.get()

        assert adds_up(items.of_payment(payment), order.gross)
        amount = max(round(order.gross * part, 2), Decimal("0.01"))
        assert adds_up(items.of_amount(order, amount), amount)

        while left := parcels.left(order):
            some = {pk: data.draw(st.integers(0, quantity)) for pk, quantity in left.items()}
            [shipment] = parcels.pack(order, some if any(some.values()) else None, now=timezone.now())
            worth = parcels.worth(order, shipment)
            assert not worth or adds_up(items.of_parcel(shipment, worth), worth)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_parcel_is_charged_by_its_lines_and_another_amount_as_an_amount():
    lamp = sellable(price="100.00", page=False, product__name_sv="Lampa", stock=9)
    order = placed(lamp, total="349.00", quantity=3)
    [first] = parcels.pack(order, {order.lines.get().pk: 1}, now=timezone.now())

    named = [(one["name"], one["grossTotalAmount"]) for one in items.of_parcel(first, Decimal("149.00"))]
    other = [(one["name"], one["grossTotalAmount"]) for one in items.of_parcel(first, Decimal("120.00"))]

    assert named == [("Lampa", 10000), ("Ombud", 4900)]
    assert other == [(f"Order {order.number}", 12000)]


@pytest.mark.parametrize("amount", ["0.001", "1.005"])
def test_a_part_of_an_ore_is_never_sent(amount):
    with pytest.raises(ValueError, match="whole öre"):
        items.ore(Decimal(amount))
