"""Money that Nexi holds first, and that is charged when goods leave."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Instruction
from commerce.orders.payments import ProviderUnavailable, providers
from integrations.outbox import deliver_due
from integrations.sandbox.faults import Fault
from tests.factories import nexi
from tests.factories.catalogue import sellable
from tests.factories.orders import carried_out, placed, states

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


def test_each_parcel_is_charged_when_it_leaves_and_what_will_never_be_sent_is_let_go(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    assert states(order) == ("confirmed", "authorised")

    release = settle.ask(payment.pk, "release", Decimal("49.00"), why="withdrawn", now=timezone.now())
    charge = carried_out(payment, "capture", "100.00")
    assert (charge.state, settle.carry_out(release.pk, now=timezone.now()).state) == ("done", "done")

    assert states(order)[1] == "partly_charged"
    assert sums(payment.events.all()) == {"authorised": 0, "captured": Decimal("100.00"), "refunded": 0}
    assert nexi.asks(holding, f"/v1/payments/{payment.reference}/charges")[0]["finalCharge"] is True
    assert nexi.asks(holding, f"/v1/payments/{payment.reference}/cancels") == []


def test_two_parcels_are_two_charges_by_their_lines(holding):
    lamp = sellable(price="100.00", page=False, product__name_sv="Lampa", stock=9)
    order = placed(lamp, total="249.00", quantity=2, payment="nexi")
    payment = order.payments.get()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    line = order.lines.get().pk

    for _parcel in range(2):
        flow.pack(order.pk, {line: 1}, now=timezone.now())
        flow.ship(order.pk, shipment_id=order.shipments.latest("number").pk, now=timezone.now())
        deliver_due()
        deliver_due()

    charges = nexi.asks(holding, f"/v1/payments/{payment.reference}/charges")
    assert [[one["name"] for one in charge["orderItems"]] for charge in charges] == [["Lampa", "Ombud"], ["Lampa"]]
    assert [(charge["amount"], charge["finalCharge"]) for charge in charges] == [(14900, False), (10000, False)]
    assert states(order) == ("completed", "charged")


def test_a_reservation_is_let_go_once_and_whole(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    assert carried_out(payment, "release", "49.00").state == "failed"

    release = settle.ask(payment.pk, "release", order.gross, why="cancelled", now=timezone.now())
    providers()["nexi"].instruct(release)

    assert settle.carry_out(release.pk, now=timezone.now()).state == "done"
    assert states(order)[1] == "none"
    assert nexi.books_of(holding)["cancelled"] == 14900


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.FAIL_AFTER])
@pytest.mark.parametrize("hours", [0, 25])
def test_silence_in_the_middle_of_a_charge_takes_the_money_once(holding, fault, hours):
    _order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    charge = settle.ask(payment.pk, "capture", Decimal("100.00"), why="shipped", now=timezone.now())
    holding.faults.on(fault, "POST", f"/v1/payments/{payment.reference}/charges")
    with pytest.raises(ProviderUnavailable):
        settle.carry_out(charge.pk, now=timezone.now())
    holding.books.skew = hours * 3600
    Instruction.objects.update(asked_at=timezone.now() - timedelta(hours=hours))

    assert settle.carry_out(charge.pk, now=timezone.now()).state == "done"
    assert [one["amount"] for one in nexi.books_of(holding)["charges"]] == [10000]
    assert sums(payment.events.all())["captured"] == Decimal("100.00")


def test_what_was_charged_in_parts_is_refunded_by_the_payment(holding):
    order, payment = nexi.an_order()
    nexi.press(nexi.begun(payment))
    payment = settle.complete(payment, now=timezone.now())
    for part in ("100.00", "49.00"):
        carried_out(payment, "capture", part)

    assert carried_out(payment, "refund", "120.00").state == "done"

    assert len(nexi.asks(holding, f"/v1/payments/{payment.reference}/refunds")) == 1
    assert states(order)[1] == "partly_refunded"
