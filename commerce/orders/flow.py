"""The life of an order, top to bottom: place, approve, refuse, authorise, pay, owe, decline, pack, ship, deliver,
cancel.

How a cart is looked at again when it is bought is in `commerce.orders.placing`, how payments are asked for in
`commerce.orders.asking`. What providers say and are told is in `commerce.orders.settle`, which calls the middle ones.

Each is one transaction, takes its locks in the order cart, organisation (where credit is counted), quotation, stock (by
SKU), order, writes an event with the change, and makes no network call. Each may be called twice: the second call finds
the work done and changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from commerce import together
from commerce.cart import beside
from commerce.customers.shopper import Shopper
from commerce.events.log import happened, publish
from commerce.orders import asking, limits, parcels, placing, snapshot
from commerce.orders.details import Details
from commerce.orders.freight import booking
from commerce.orders.models import Order, Payment, Shipment
from commerce.orders.parcels import Tracking
from commerce.orders.refusals import CartGone, ComesLater
from commerce.orders.states import MoveRefused, OrderState, ShipmentState, move
from commerce.pricing.offers import give_back
from commerce.quotations import life as quotation
from commerce.stock.reserve import NotOnTheShelf, allocate, lock_claimed, release
from commerce.stock.reserve import ship as ship_stock

KEYS = ("orders_order_id_seq", "orders_payment_id_seq")


def place(cart_token: UUID, details: Details, *, shopper: Shopper, user_id: int | None = None, now: datetime) -> Order:
    """Make an order of a cart, once: a cart that has become an order gives that order back.

    An order above what the member of an organisation may spend waits for approval: its stock is set aside, and no
    payment begins. Price, sale, stock and credit are looked at again under the locks; a cart that is bound to a
    quotation has its prices, once. Raises what `commerce.orders.refusals` tells of, CreditExceeded
    (`commerce.orders.limits`), or OutOfStock (`commerce.stock.reserve`) naming every short line; then nothing has
    changed.
    """
    with transaction.atomic():
        cart = placing.lock(cart_token)
        if cart is None:
            return _order_of(cart_token, user_id=user_id)
        if cart.user_id not in (None, user_id):
            raise CartGone
        bought = placing.look_again(cart, details, shopper=shopper, now=now)
        if bought.provider.is_credit:
            limits.refuse_beyond_credit(shopper.organisation, bought.reckoned.gross)
        waits = limits.needs_approval(bought.reckoned.sums.net, shopper=shopper, user_id=user_id)

        number, order_id, payment_id = together.keys("order_number", *KEYS)
        later = allocate(bought.pieces, reference=str(number), holder=cart_token, by=user_id, now=now)
        if sum(later.values()) > details.seen_later:
            raise ComesLater(later)
        order = snapshot.order_of(bought, details, key=order_id, number=str(number), user_id=user_id, now=now)
        order.state = Order.State.AWAITING if waits else Order.State.PLACED
        placing.use_up(bought, now=now)
        payment = Payment(id=payment_id, **asking.asked(order, bought.provider, now=now))
        together.insert(
            order,
            *snapshot.addresses_of(order, details, bought.division, bought.reckoned),
            *snapshot.point_of(order, details, bought),
            *snapshot.lines_of(order, bought.lines, bought.reckoned, bought.agreed, bought.division, later=later),
            payment,
            happened(
                "order.placed", f"order:{number}", {"gross": str(order.gross), "lines": len(bought.lines)}, at=now
            ),
        )
        if waits:
            publish("order.awaiting", f"order:{number}", {"net": str(order.net)}, at=now)
        elif bought.provider.is_credit:
            _confirm(order, now=now)
        if bought.agreed:
            quotation.use(bought.agreed, order_number=str(number), now=now)
        placing.drop(cart)
        beside.order_with(order, details.beside, user_id=user_id, now=now)
        return order


def approve(order_id: int, *, by: int, shopper: Shopper, provider_code: str = "", now: datetime) -> Order:
    """Somebody of the organisation lets an order go on: bought on credit it is confirmed, else it is to be paid.

    `provider_code` is for another way to pay than the buyer chose. Raises MayNotDecide, MoveRefused when it does not
    wait, UnknownChoice, CreditExceeded (`commerce.orders.limits`); then it still waits.
    """
    with transaction.atomic():
        limits.lock_credit(Order.objects.values_list("organisation_id", flat=True).get(pk=order_id))
        order = Order.objects.select_for_update().get(pk=order_id)
        limits.refuse_stranger(by, order)
        if order.approved_at is not None:
            return order
        order.state, order.approved_at = move(OrderState, order.state, OrderState.PLACED), now
        payment = order.payments.get(state=Payment.State.AWAITING)
        provider = asking.offered(provider_code or payment.provider, order, shopper=shopper)
        order.save(update_fields=["state", "approved_at"])
        Payment.objects.filter(pk=payment.pk).update(**asking.asked(order, provider, now=now))
        publish("order.approved", f"order:{order.number}", {"by": by, "provider": provider.code}, at=now)
        if provider.is_credit:
            _confirm(order, now=now)
        return order


def refuse(order_id: int, *, why: str, by: int | None, now: datetime) -> Order:
    """Somebody of the organisation says no, or nobody answered in time (`by` is None): the stock is free again.

    Raises MayNotDecide, and MoveRefused when the order does not wait or no reason is given.
    """
    with transaction.atomic():
        number = Order.objects.values_list("number", flat=True).get(pk=order_id)
        release(reference=number, by=by, why=why.strip(), now=now)
        order = Order.objects.select_for_update().get(pk=order_id)
        if by is not None:
            limits.refuse_stranger(by, order)
        if order.state == Order.State.CANCELLED:
            return order
        if order.state != Order.State.AWAITING or not why.strip():
            raise MoveRefused(f"{order.number} is {order.state}, or no reason is given")
        publish("order.refused", f"order:{order.number}", {"why": why.strip(), "by": by}, at=now)
        _come_to_nothing(order, why=why.strip(), by=by, now=now)
        return order


def authorise(payment_id: int, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """The provider holds the whole amount for us, to be captured when goods leave. Confirms the order.

    Raises MoveRefused when the amount is another, or when the order is not waiting for it.
    """
    with transaction.atomic():
        return authorised(*asking.lock(payment_id), reference=reference, amount=amount, now=now)


def authorised(order: Order, payment: Payment, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """The same, for one who has locked the order and its payment."""
    if payment.state in (Payment.State.AUTHORISED, Payment.State.PAID):
        return payment
    asking.refuse_another(amount, payment, order)
    if order.state != Order.State.PLACED:
        raise MoveRefused(f"{order.number} is {order.state}")
    asking.become(payment, Payment.State.AUTHORISED, reference=reference, now=now)
    publish("payment.authorised", f"order:{order.number}", {"amount": str(amount)}, at=now)
    _confirm(order, now=now)
    asking.drop_unpaid(order, now=now)
    return payment


def pay(payment_id: int, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """The provider has the money. Confirms the order the first time. Raises MoveRefused when the amount is another.

    Money that arrives for a cancelled order, or a second time, is owed back: recorded and told of, never lost.
    """
    with transaction.atomic():
        return paid(*asking.lock(payment_id), reference=reference, amount=amount, now=now)


def paid(order: Order, payment: Payment, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """The same, for one who has locked the order and its payment."""
    asking.refuse_another(amount, payment, order)
    if payment.state in (Payment.State.PAID, Payment.State.OWED):
        return payment
    if order.state != Order.State.PLACED and payment.state != Payment.State.AUTHORISED:
        return owe(payment.pk, reference=reference, amount=amount, now=now)
    asking.become(payment, Payment.State.PAID, reference=reference, now=now)
    publish("payment.paid", f"order:{order.number}", {"amount": str(amount)}, at=now)
    if order.state == Order.State.PLACED:
        _confirm(order, now=now)
        asking.drop_unpaid(order, now=now)
    return payment


def owe(payment_id: int, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """Money that no order wants, or not in that amount: it is owed back, recorded and told of."""
    with transaction.atomic():
        order, payment = asking.lock(payment_id)
        if payment.state != Payment.State.OWED:
            asking.become(payment, Payment.State.OWED, reference=reference, now=now)
            publish("payment.owed", f"order:{order.number}", {"payment": payment.pk, "amount": str(amount)}, at=now)
        return payment


def decline(payment_id: int, *, now: datetime) -> Payment:
    """The provider said no. The order stands and may be paid another way until it is cancelled."""
    with transaction.atomic():
        order, payment = asking.lock(payment_id)
        if payment.state == Payment.State.PENDING:
            asking.become(payment, Payment.State.DECLINED, now=now)
            publish("payment.declined", f"order:{order.number}", at=now)
        return payment


def try_again(order_id: int, *, provider_code: str, shopper: Shopper, now: datetime) -> Payment:
    """Ask for the order's money once more, maybe by another provider.

    Raises UnknownChoice, CreditExceeded (`commerce.orders.limits`), MoveRefused.
    """
    with transaction.atomic():
        limits.lock_credit(Order.objects.values_list("organisation_id", flat=True).get(pk=order_id))
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.state != Order.State.PLACED:
            raise MoveRefused(f"{order.number} is {order.state}")
        provider = asking.offered(provider_code, order, shopper=shopper)
        asking.drop_unpaid(order, now=now)
        payment = Payment.objects.create(**asking.asked(order, provider, now=now))
        if provider.is_credit:
            _confirm(order, now=now)
        return payment


def pack(order_id: int, quantities: Mapping[int, int] | None = None, *, by: int | None = None, now: datetime) -> Order:
    """Goods are in their parcel: all that is left, or some, by order line. Once all is packed it changes nothing.

    What has not come yet is not packed. A parcel goes to one address, so all that is left may be several. Raises
    MoveRefused unless the order is confirmed, or when more is packed than is left and here, or what goes to different
    addresses.
    """
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        if quantities is None and order.fulfilment in (Order.Fulfilment.PACKED, Order.Fulfilment.SHIPPED):
            return order
        _pack(order, quantities, by=by, now=now)
        return order


def ship(
    order_id: int,
    *,
    shipment_id: int | None = None,
    tracking: Tracking | None = None,
    warehouse_id: int | None = None,
    by: int | None = None,
    now: datetime,
) -> Order:
    """Parcels have left: all that is packed, or one of them; what nobody has packed is packed first.

    Their stock leaves the shelf, that of the warehouse which sent them if it is named, and their event has what was
    authorised charged (`settle.charge`). With the last the order is completed. Raises MoveRefused.
    """
    with transaction.atomic():
        number = Order.objects.values_list("number", flat=True).get(pk=order_id)
        lock_claimed(reference=number)
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.fulfilment == Order.Fulfilment.SHIPPED:
            return order
        if shipment_id is None and parcels.here(order):
            _pack(order, None, by=by, now=now)
        waiting = order.shipments.filter(state=ShipmentState.PACKED).order_by("number")
        leaving = [one for one in waiting if shipment_id in (None, one.pk)]
        if order.state != Order.State.CONFIRMED or not leaving:
            raise MoveRefused(f"{order.number} is {order.state}, {order.fulfilment}")
        for shipment in leaving:
            _ship(order, shipment, tracking or Tracking(), warehouse_id=warehouse_id, by=by, now=now)
        _say_how_far(order)
        if order.fulfilment == Order.Fulfilment.SHIPPED:
            order.state = move(OrderState, order.state, OrderState.COMPLETED)
            order.save(update_fields=["state"])
            publish("order.shipped", f"order:{order.number}", {"by": by}, at=now)
        return order


def deliver(shipment_id: int, *, now: datetime) -> Shipment:
    """The carrier has handed the parcel over. Raises MoveRefused unless it has been shipped."""
    with transaction.atomic():
        shipment = Shipment.objects.select_for_update().select_related("order").get(pk=shipment_id)
        if shipment.state == ShipmentState.DELIVERED:
            return shipment
        shipment.state, shipment.delivered_at = move(ShipmentState, shipment.state, ShipmentState.DELIVERED), now
        shipment.save(update_fields=["state", "delivered_at"])
        publish("shipment.delivered", f"order:{shipment.order.number}", {"shipment": shipment.number}, at=now)
        return shipment


def cancel(order_id: int, *, why: str, by: int | None = None, now: datetime) -> Order:
    """An unpaid order comes to nothing; its stock is free again. Raises MoveRefused once it is paid or confirmed."""
    with transaction.atomic():
        number = Order.objects.values_list("number", flat=True).get(pk=order_id)
        release(reference=number, by=by, why=why, now=now)
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.state == Order.State.CANCELLED:
            return order
        if order.state not in (Order.State.PLACED, Order.State.AWAITING):
            raise MoveRefused(f"{order.number} is {order.state}")
        _come_to_nothing(order, why=why, by=by, now=now)
        return order


# --- the steps ---


def _order_of(cart_token: UUID, *, user_id: int | None) -> Order:
    order = Order.objects.filter(cart_token=cart_token).first()
    if order is None or order.user_id not in (None, user_id):
        raise CartGone
    return order


def _come_to_nothing(order: Order, *, why: str, by: int | None = None, now: datetime) -> None:
    asking.drop_unpaid(order, now=now)
    order.state = move(OrderState, order.state, OrderState.CANCELLED)
    order.save(update_fields=["state"])
    give_back(order.counted_offers)
    if order.quotation_id is not None:
        quotation.reopen(order.quotation_id, order_number=order.number, now=now)
    told = {"why": why, "by": by} if by is not None else {"why": why}
    publish("order.cancelled", f"order:{order.number}", told, at=now)


def _confirm(order: Order, *, now: datetime) -> None:
    order.state = move(OrderState, order.state, OrderState.CONFIRMED)
    together.update(order, "state")
    publish("order.confirmed", f"order:{order.number}", {"gross": str(order.gross)}, at=now)


def _pack(order: Order, quantities: Mapping[int, int] | None, *, by: int | None, now: datetime) -> None:
    if order.state != Order.State.CONFIRMED:
        raise MoveRefused(f"{order.number} is {order.state}, {order.fulfilment}")
    packed = parcels.pack(order, quantities, now=now)
    _say_how_far(order)
    for shipment in packed:
        publish("order.packed", f"order:{order.number}", {"shipment": shipment.number, "by": by}, at=now)
        booking.ask_when_packed(shipment, by=by, now=now)


def _ship(
    order: Order, shipment: Shipment, tracking: Tracking, *, warehouse_id: int | None, by: int | None, now: datetime
) -> None:
    shipment.state, shipment.shipped_at = move(ShipmentState, shipment.state, ShipmentState.SHIPPED), now
    if any(tracking):  # what was booked stands where nothing is said
        shipment.carrier, shipment.tracking_number, shipment.tracking_url = tracking
    shipment.save(update_fields=["state", "shipped_at", "carrier", "tracking_number", "tracking_url"])
    try:
        ship_stock(parcels.variants(shipment), reference=order.number, warehouse_id=warehouse_id, by=by, now=now)
    except NotOnTheShelf as error:
        raise MoveRefused(f"{order.number}: {error}") from error
    told = {"shipment": shipment.number, "by": by}
    publish("shipment.shipped", f"order:{order.number}", told, at=now)


def _say_how_far(order: Order) -> None:
    order.fulfilment = parcels.how_far(order)
    order.save(update_fields=["fulfilment"])
