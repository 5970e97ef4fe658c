"""Notices that come at the same time as each other, and as parcels leave."""

import pytest
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.models import Return
from commerce.orders.returns.returning import NotReturnable
from commerce.orders.states import MoveRefused
from commerce.stock.models import Stock
from tests.committing import in_threads
from tests.factories.returns import an_order, notice, pay, ship

pytestmark = pytest.mark.krav("4.11.4")
NOW = timezone.now()


def shelf():
    return Stock.objects.values_list("on_hand", "allocated").get(variant__sku="R-0")


def test_ten_notices_at_once_are_one(committing_db):
    order = ship(pay(an_order(100)))

    def send():
        try:
            return notice(order).pk
        except NotReturnable:
            return None

    made = [pk for pk in in_threads(*[send] * 10) if pk]

    assert len(made) == Return.objects.count() == 1


def test_a_notice_and_a_parcel_at_once_agree(committing_db):
    order = pay(an_order(100))

    def send():
        return notice(order).lines.get().unshipped

    def leave():
        try:
            flow.ship(order.pk, now=NOW)
        except MoveRefused:
            return "stays"
        return "leaves"

    never_sent, went = in_threads(send, leave)

    assert (never_sent, went) in [(2, "stays"), (0, "leaves")]
    assert shelf() == ((10, 0) if went == "stays" else (8, 0))
