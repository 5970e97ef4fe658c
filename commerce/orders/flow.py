"""The life of an order, top to bottom: place, approve, refuse, authorise, pay, owe, decline, pack, ship, deliver,
cancel.

What providers say and are told is in `commerce.orders.settle`, which calls the middle ones.

Each is one transaction, takes its locks in the order cart, organisation (where credit is counted), quotation, stock (by
SKU), order, writes an event with the change, and makes no network call. Each may be called twice: the second call finds
the work done and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from commerce import prepared, together
from commerce.cart import lines as cart_lines
from commerce.cart.division import Division, division_of
from commerce.cart.models import Cart
from commerce.catalogue.models import TaxClass
from commerce.customers.shopper import Shopper
from commerce.events.log import happened, publish
from commerce.orders import limits, look, parcels, snapshot
from commerce.orders.models import DeliveryMethod, Order, OrderChange, Payment, Shipment
from commerce.orders.parcels import Tracking
from commerce.orders.payments import PaymentProvider, providers
from commerce.orders.states import MoveRefused, OrderState, ShipmentState, move
from commerce.orders.taxed import taxed
from commerce.pricing.lookup import cart_offers, quotes
from commerce.pricing.offers import give_back, redeem
from commerce.pricing.quote import Quote
from commerce.pricing.reckoning import Reckoning, goods, with_delivery
from commerce.pricing.vat import rate
from commerce.quotations import life as quotation
from commerce.quotations.frozen import Terms, terms
from commerce.stock.reserve import NotOnTheShelf, allocate, lock_claimed, release
from commerce.stock.reserve import ship as ship_stock

KEYS = ("orders_order_id_seq", "orders_payment_id_seq")
# The order's row is locked before the payment's: PostgreSQL takes the locks in the order named.
LOCK_PAYMENT = f"{look.BY_PAYMENT} FOR UPDATE OF o, p"
LOCK_CART = "SELECT user_id, codes, quotation_id, division FROM cart_cart WHERE token = %s::uuid FOR UPDATE"
DROP_CART = """
WITH emptied AS (DELETE FROM cart_cartline WHERE cart_id = %(cart)s::uuid)
DELETE FROM cart_cart WHERE token = %(cart)s::uuid RETURNING token
"""


class CartGone(Exception):
    """There is no such cart for this shopper, and no order of his came of it."""


class CartEmpty(Exception):
    """Nothing to buy."""


class NotForSale(Exception):
    """Lines that can no longer be bought: taken down, or without a price. `skus` names them."""

    def __init__(self, skus: list[str]):
        super().__init__(f"not for sale: {skus}")
        self.skus = skus


class TotalChanged(Exception):
    """The total is not what the shopper saw; show it and ask again. `seen` and `total` are amounts incl. VAT."""

    def __init__(self, *, seen: Decimal, total: Decimal):
        super().__init__(f"{seen} became {total}")
        self.seen, self.total = seen, total


class TermsChanged(Exception):
    """The cart is bound to a quotation and the shopper saw other prices, or he saw it and it is over; ask again.

    `terms` say which one, and what it is now.
    """

    def __init__(self, terms: Terms | None):
        super().__init__(f"{terms.number}: {terms.over or 'in force'}" if terms else "no quotation")
        self.terms = terms


class ComesLater(Exception):
    """More has not come yet than the shopper was told; show it and ask again. `later` maps variant id to pieces."""

    def __init__(self, later: dict[int, int]):
        super().__init__(f"yet to come: {later}")
        self.later = later


class DivisionChanged(Exception):
    """The goods do not go to the addresses that the shopper saw, or not so many to each; show it and ask again."""


class UnknownChoice(Exception):
    """A delivery method or payment provider that is not offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the shopper says at checkout. `address` has the fields of OrderAddress; `seen_total` is incl. VAT.

    `quotation` is the number of the one by whose prices he saw the total. `division` is the word for how he saw the
    goods divided (`commerce.cart.division`), which has the addresses then; empty when all goes to `address`.
    """

    email: str
    phone: str
    address: dict[str, str]
    delivery: str
    payment: str
    seen_total: Decimal
    seen_later: int = 0  # pieces that he was told come later
    note: str = ""
    po_number: str = ""
    buyer_reference: str = ""
    cost_centre: str = ""
    peppol_id: str = ""
    quotation: str = ""
    division: str = ""


def place(cart_token: UUID, details: Details, *, shopper: Shopper, user_id: int | None = None, now: datetime) -> Order:
    """Make an order of a cart, once: a cart that has become an order gives that order back.

    An order above what the member of an organisation may spend waits for approval: its stock is set aside, and no
    payment begins. Price, sale, stock and credit are looked at again under the locks; a cart that is bound to a
    quotation has its prices, once. Raises CartGone, CartEmpty, TermsChanged, NotForSale, UnknownChoice, TotalChanged,
    DivisionChanged, CreditExceeded (`commerce.orders.limits`), or OutOfStock (`commerce.stock.reserve`) naming every
    short line, or ComesLater; then nothing has changed.
    """
    with transaction.atomic():
        owner = _lock_cart(cart_token)
        if owner is None:
            return _order_of(cart_token, user_id=user_id)
        if owner.user_id not in (None, user_id):
            raise CartGone
        lines = cart_lines.read(cart_token)
        if not lines:
            raise CartEmpty
        division = _division(owner, lines, details, shopper=shopper)
        tax = taxed(shopper, country=division.country if division else details.address["country"], now=now)
        shopper = shopper.taxed_in(tax.zone)
        agreed = _agreed(owner, lines, details, shopper=shopper, now=now)
        priced = _price(lines, agreed, shopper=shopper)
        delivery = _delivery(details, agreed)
        provider = providers().get(details.payment)
        if delivery is None or provider is None:
            raise UnknownChoice
        reckoned = _reckon(priced, owner.codes, delivery, agreed, division, shopper=shopper, now=now)
        if not provider.is_offered(shopper=shopper, total=reckoned.gross):
            raise UnknownChoice
        if details.seen_total != reckoned.gross:
            raise TotalChanged(seen=details.seen_total, total=reckoned.gross)
        if provider.is_credit:
            limits.refuse_beyond_credit(shopper.organisation, reckoned.gross)
        waits = limits.needs_approval(reckoned.sums.net, shopper=shopper, user_id=user_id)

        number, order_id, payment_id = together.keys("order_number", *KEYS)
        wanted = {line.variant.pk: line.quantity for line in lines}
        later = allocate(wanted, reference=str(number), holder=cart_token, by=user_id, now=now)
        if sum(later.values()) > details.seen_later:
            raise ComesLater(later)
        order = snapshot.order_of(
            order_id,
            str(number),
            cart_token,
            details,
            delivery,
            reckoned,
            tax,
            codes=owner.codes,
            shopper=shopper,
            user_id=user_id,
            now=now,
        )
        order.quotation_id = agreed.quotation_id if agreed else None
        order.state = Order.State.AWAITING if waits else Order.State.PLACED
        _use_up(reckoned, owner.codes, delivery, priced, division, details=details, shopper=shopper, now=now)
        payment = Payment(id=payment_id, **_asked(order, provider, now=now))
        together.insert(
            order,
            *snapshot.addresses_of(order, details, division, reckoned),
            *snapshot.lines_of(order, lines, reckoned, agreed, division, later=later, locale=shopper.locale),
            payment,
            happened("order.placed", f"order:{number}", {"gross": str(order.gross), "lines": len(lines)}, at=now),
        )
        if waits:
            publish("order.awaiting", f"order:{number}", {"net": str(order.net)}, at=now)
        elif provider.is_credit:
            _confirm(order, now=now)
        if agreed:
            quotation.use(agreed, order_number=str(number), now=now)
        _drop_cart(cart_token)
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
        provider = _offered(provider_code or payment.provider, order, shopper=shopper)
        order.save(update_fields=["state", "approved_at"])
        Payment.objects.filter(pk=payment.pk).update(**_asked(order, provider, now=now))
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
        order, payment = lock_payment(payment_id)
        if payment.state in (Payment.State.AUTHORISED, Payment.State.PAID):
            return payment
        _refuse_another(amount, payment, order)
        if order.state != Order.State.PLACED:
            raise MoveRefused(f"{order.number} is {order.state}")
        _set_payment(payment, Payment.State.AUTHORISED, reference=reference, now=now)
        publish("payment.authorised", f"order:{order.number}", {"amount": str(amount)}, at=now)
        _confirm(order, now=now)
        drop_unpaid(order, now=now)
        return payment


def pay(payment_id: int, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """The provider has the money. Confirms the order the first time. Raises MoveRefused when the amount is another.

    Money that arrives for a cancelled order, or a second time, is owed back: recorded and told of, never lost.
    """
    with transaction.atomic():
        order, payment = lock_payment(payment_id)
        _refuse_another(amount, payment, order)
        if payment.state in (Payment.State.PAID, Payment.State.OWED):
            return payment
        if order.state != Order.State.PLACED and payment.state != Payment.State.AUTHORISED:
            return owe(payment_id, reference=reference, amount=amount, now=now)
        _set_payment(payment, Payment.State.PAID, reference=reference, now=now)
        publish("payment.paid", f"order:{order.number}", {"amount": str(amount)}, at=now)
        if order.state == Order.State.PLACED:
            _confirm(order, now=now)
            drop_unpaid(order, now=now)
        return payment


def owe(payment_id: int, *, reference: str, amount: Decimal, now: datetime) -> Payment:
    """Money that no order wants, or not in that amount: it is owed back, recorded and told of."""
    with transaction.atomic():
        order, payment = lock_payment(payment_id)
        if payment.state != Payment.State.OWED:
            _set_payment(payment, Payment.State.OWED, reference=reference, now=now)
            publish("payment.owed", f"order:{order.number}", {"payment": payment.pk, "amount": str(amount)}, at=now)
        return payment


def decline(payment_id: int, *, now: datetime) -> Payment:
    """The provider said no. The order stands and may be paid another way until it is cancelled."""
    with transaction.atomic():
        order, payment = lock_payment(payment_id)
        if payment.state == Payment.State.PENDING:
            _set_payment(payment, Payment.State.DECLINED, now=now)
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
        provider = _offered(provider_code, order, shopper=shopper)
        drop_unpaid(order, now=now)
        payment = Payment.objects.create(**_asked(order, provider, now=now))
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
    by: int | None = None,
    now: datetime,
) -> Order:
    """Parcels have left: all that is packed, or one of them; what nobody has packed is packed first.

    Their stock leaves the shelf, and their event has what was authorised charged (`settle.charge`). With the last the
    order is completed. Raises MoveRefused.
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
            _ship(order, shipment, tracking or Tracking(), by=by, now=now)
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
        release(reference=number, why=why, now=now)
        order = Order.objects.select_for_update().get(pk=order_id)
        if order.state == Order.State.CANCELLED:
            return order
        if order.state not in (Order.State.PLACED, Order.State.AWAITING):
            raise MoveRefused(f"{order.number} is {order.state}")
        _come_to_nothing(order, why=why, by=by, now=now)
        return order


def accept(payment: Payment, state: str, *, reference: str, now: datetime) -> Payment:
    """What a change of an order costs more has come. Called under the order's lock, by `settle`."""
    _set_payment(payment, state, reference=reference, now=now)
    return payment


def drop_unpaid(order: Order, *, change: OrderChange | None = None, now: datetime) -> None:
    """Payments that the shopper has not made are not to be made any more; providers are told of those they know.

    All of the order's, or those of one change. Called under the order's lock.
    """
    open_ones = order.payments.filter(state__in=[Payment.State.PENDING, Payment.State.AWAITING])
    if change is not None:
        open_ones = open_ones.filter(change=change)
    for payment in open_ones.order_by("id"):
        is_known = payment.state == Payment.State.PENDING
        _set_payment(payment, Payment.State.CANCELLED, now=now)
        if is_known:
            publish("payment.cancelled", f"order:{order.number}", {"payment": payment.pk}, at=now)


# --- the steps ---


def _lock_cart(token: UUID) -> Cart | None:
    found = prepared.rows(LOCK_CART, [token])
    if not found:
        return None
    [(user_id, codes, quotation_id, text)] = found
    division = Cart.division_in(text)
    return Cart(token=token, user_id=user_id, codes=codes, quotation_id=quotation_id, division=division)


def _drop_cart(token: UUID) -> None:
    prepared.rows(DROP_CART, {"cart": token})


def _order_of(cart_token: UUID, *, user_id: int | None) -> Order:
    order = Order.objects.filter(cart_token=cart_token).first()
    if order is None or order.user_id not in (None, user_id):
        raise CartGone
    return order


def _agreed(cart: Cart, lines, details: Details, *, shopper: Shopper, now: datetime) -> Terms | None:
    """The quotation that binds the cart, held, if it is in force. Raises TermsChanged when the shopper saw another."""
    found = None
    if cart.quotation_id is not None:
        limits.lock_credit(shopper.organisation)
        held = {line.variant.pk: line.quantity for line in lines}
        found = terms(cart.quotation_id, held, shopper=shopper, user_id=cart.user_id, now=now, is_locked=True)
    agreed = found if found and found.in_force else None
    if details.quotation != (agreed.number if agreed else ""):
        raise TermsChanged(found)
    return agreed


def _division(cart: Cart, lines, details: Details, *, shopper: Shopper) -> Division | None:
    """How the goods are divided among addresses. Raises DivisionChanged when the shopper saw another division."""
    found = division_of(cart, lines, shopper=shopper)
    if details.division != (found.seen if found else "") or (found and not found.can_be_sent):
        raise DivisionChanged
    return found


def _price(lines, agreed: Terms | None, *, shopper: Shopper) -> Mapping[int, Quote]:
    priced = agreed.quotes if agreed else quotes({one.variant.pk: one.quantity for one in lines}, shopper=shopper)
    refused = [line.variant.sku for line in lines if line.variant.pk not in priced or not line.is_for_sale]
    if refused:
        raise NotForSale(refused)
    return priced


def _delivery(details: Details, agreed: Terms | None) -> DeliveryMethod | None:
    """How it comes: as the quotation says, else as the shopper chose, if that is offered."""
    if agreed:
        return DeliveryMethod.agreed(agreed)
    return next((one for one in DeliveryMethod.offered() if one.code == details.delivery), None)


def _reckon(
    priced: Mapping[int, Quote],
    codes: list[str],
    delivery: DeliveryMethod,
    agreed: Terms | None,
    division: Division | None,
    *,
    shopper: Shopper,
    now: datetime,
    without=(),
) -> Reckoning:
    every = [] if agreed else cart_offers(priced, shopper=shopper, codes=codes)
    offers = [one for one in every if one.offer_id not in without]
    found = goods(priced.values(), offers=offers, codes=codes, buyer_type=shopper.buyer_type)
    prices = delivery.prices_for(found, division.pieces if division else None)
    return with_delivery(found, *prices, standard_rate=rate(TaxClass.STANDARD, now))


def _use_up(reckoned: Reckoning, codes, delivery, priced, division, *, details, shopper, now) -> None:
    """Count the use of offers that only so many may have. Raises TotalChanged when somebody else took the last."""
    used = snapshot.counted(reckoned)
    gone = redeem(used) if used else []
    if gone:
        without = _reckon(priced, codes, delivery, None, division, shopper=shopper, now=now, without=gone)
        raise TotalChanged(seen=details.seen_total, total=without.gross)


def _asked(order: Order, provider: PaymentProvider, *, now: datetime) -> dict[str, Any]:
    """The fields of a payment to ask for. None begins while its order waits; one on credit asks for nothing more."""
    state = Payment.State.INVOICED if provider.is_credit else Payment.State.PENDING
    return {
        "order": order,
        "provider": provider.code,
        "amount": order.gross,
        "currency": order.currency,
        "state": Payment.State.AWAITING if order.state == Order.State.AWAITING else state,
        "changed_at": now,
    }


def _offered(provider_code: str, order: Order, *, shopper: Shopper) -> PaymentProvider:
    """The provider, if the shopper may pay the order by it; credit is the buyer's own, and within its limit."""
    provider = providers().get(provider_code)
    if provider is None or not provider.is_offered(shopper=shopper, total=order.gross):
        raise UnknownChoice
    if provider.is_credit:
        if shopper.organisation != order.organisation_id:
            raise UnknownChoice
        limits.refuse_beyond_credit(order.organisation_id, order.gross)
    return provider


def lock_payment(payment_id: int) -> tuple[Order, Payment]:
    """The order and its payment, locked in that order in one statement. Raises Payment.DoesNotExist."""
    for found in prepared.rows(LOCK_PAYMENT, [payment_id]):
        order, payment = look.made(found, Order, Payment)
        return order, payment
    raise Payment.DoesNotExist


def _refuse_another(amount: Decimal, payment: Payment, order: Order) -> None:
    if amount != payment.amount:
        raise MoveRefused(f"{amount} was paid where {payment.amount} was asked for {order.number}")


def _set_payment(payment: Payment, state: str, *, now: datetime, reference: str | None = None) -> None:
    payment.state, payment.changed_at = state, now
    payment.reference = reference or payment.reference
    together.update(payment, "state", "changed_at", "reference")


def _come_to_nothing(order: Order, *, why: str, by: int | None = None, now: datetime) -> None:
    drop_unpaid(order, now=now)
    order.state = Order.State.CANCELLED
    order.save(update_fields=["state"])
    give_back(order.counted_offers)
    if order.quotation_id is not None:
        quotation.reopen(order.quotation_id, order_number=order.number, now=now)
    told = {"why": why, "by": by} if by is not None else {"why": why}
    publish("order.cancelled", f"order:{order.number}", told, at=now)


def _confirm(order: Order, *, now: datetime) -> None:
    order.state = Order.State.CONFIRMED
    together.update(order, "state")
    publish("order.confirmed", f"order:{order.number}", {"gross": str(order.gross)}, at=now)


def _pack(order: Order, quantities: Mapping[int, int] | None, *, by: int | None, now: datetime) -> None:
    if order.state != Order.State.CONFIRMED:
        raise MoveRefused(f"{order.number} is {order.state}, {order.fulfilment}")
    packed = parcels.pack(order, quantities, now=now)
    _say_how_far(order)
    for shipment in packed:
        publish("order.packed", f"order:{order.number}", {"shipment": shipment.number, "by": by}, at=now)


def _ship(order: Order, shipment: Shipment, tracking: Tracking, *, by: int | None, now: datetime) -> None:
    shipment.state, shipment.shipped_at = move(ShipmentState, shipment.state, ShipmentState.SHIPPED), now
    shipment.carrier, shipment.tracking_number, shipment.tracking_url = tracking
    shipment.save(update_fields=["state", "shipped_at", "carrier", "tracking_number", "tracking_url"])
    try:
        ship_stock(parcels.variants(shipment), reference=order.number, by=by, now=now)
    except NotOnTheShelf as error:
        raise MoveRefused(f"{order.number}: {error}") from error
    told = {"shipment": shipment.number, "by": by}
    publish("shipment.shipped", f"order:{order.number}", told, at=now)


def _say_how_far(order: Order) -> None:
    order.fulfilment = parcels.how_far(order)
    order.save(update_fields=["fulfilment"])
