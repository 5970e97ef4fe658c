"""What a return is worth, and what its payment can give back. Read under the order's lock by `orders.returning`.

Goods are worth what they were sold for, with their share of offers for the whole cart. All pieces of a line give back
its amount to the öre, in however many returns: a piece is worth what it and those before cost, less those before.
"""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from commerce.orders import parcels, settle
from commerce.orders.ledger import Instruction
from commerce.orders.models import Order, OrderAddress, Payment, Return, ReturnLine
from commerce.orders.states import InstructionState, MoveRefused, ReturnState
from commerce.pricing.totals import Amounts, portion

ZERO = Decimal(0)
ACCEPTED = (Payment.State.AUTHORISED, Payment.State.PAID, Payment.State.INVOICED)


class Due(NamedTuple):
    """What is to be given back, incl. VAT. `by_line` is by the order line's key.

    `uncharged` is the worth of pieces that never left and never were charged: on an invoice it is taken off all the
    same. `undelivered` is delivery that was never made for the same reason, to one of several addresses.
    """

    by_line: dict[int, Decimal]
    delivery: Decimal
    uncharged: Decimal = ZERO
    undelivered: Decimal = ZERO

    @property
    def goods(self) -> Decimal:
        return sum(self.by_line.values(), ZERO)

    @property
    def total(self) -> Decimal:
        return self.goods + self.delivery


def paying(order: Order) -> Payment | None:
    """The payment that the order was accepted by; None for one that was never paid."""
    return order.payments.filter(state__in=ACCEPTED, change=None).first()


def due(returned: Return) -> Due:
    """What a return is worth by what has come, or by its notice while nothing has.

    Only what has been charged is given back: of an amount that was authorised, pieces that never left never were. With
    the whole order the delivery goes back too (distansavtalslagen 2 kap. 14 §): all that was paid for it, since the
    shop does not ask which of its ways of delivery was the standard one.
    """
    order, payment = returned.order, paying(returned.order)
    if payment is None:
        return Due({}, ZERO)
    is_held = payment.state == Payment.State.AUTHORISED
    before = _settled(order, is_held=is_held, but=returned)
    by_line, uncharged = {}, ZERO
    for one in returned.lines.select_related("line"):
        pieces = (one.quantity if one.received is None else one.received) - (one.unshipped if is_held else 0)
        done, line = before.get(one.line_id, 0), one.line
        sold = Amounts(line.net, line.vat, line.gross)
        by_line[one.line_id] = portion(sold, done=done, take=pieces, of=line.quantity).gross
        if is_held and one.unshipped:
            uncharged += portion(sold, done=0, take=one.unshipped, of=line.quantity).gross
    gone = parcels.gone(order)
    delivery = parcels.delivery_of(order, gone) if is_held else order.delivery_gross
    undelivered = _delivery_never_made(order, returned) if is_held and gone else ZERO
    return Due(by_line, delivery if delivery and _is_whole(order, returned) else ZERO, uncharged, undelivered)


def can_be_refunded(order: Order, *, at_least: Decimal) -> list[tuple[Payment, Decimal]]:
    """Which payments give back an amount, or as much as has been charged and not given back.

    Raises MoveRefused while less is, and more is being charged.
    """
    parts = settle.refund_parts(order, at_least)
    room = sum((amount for _payment, amount in parts), ZERO)
    under_way = Instruction.objects.filter(
        payment__order=order,
        kind=Instruction.Kind.CAPTURE,
        state__in=[InstructionState.REQUESTED, InstructionState.SENT],
    )
    if room < at_least and (not room or under_way.exists()):
        raise MoveRefused(f"{room} of {at_least} is charged for {order} so far")
    return parts


def _delivery_never_made(order: Order, returned: Return) -> Decimal:
    """What it would have cost to send to those of several addresses of which every piece was withdrawn before it left.

    Nothing is charged for them. It is counted once, with the last of the returns that took a piece from there.
    """
    lines = list(order.lines.values_list("pk", "group", "quantity"))
    if {group for _pk, group, _quantity in lines} == {1}:
        return ZERO
    never = parcels.never_sent(order)
    sent = {group for pk, group, quantity in lines if never.get(pk, 0) < quantity}
    last: dict[int, int] = {}
    withdrawn = ReturnLine.objects.filter(returned__order=order, unshipped__gt=0).order_by("returned")
    for group, number in withdrawn.values_list("line__group", "returned"):
        last[group] = number
    own = [group for group, number in last.items() if group not in sent and number == returned.pk]
    sent_to = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY, group__in=own)
    return sent_to.aggregate(sum=Sum("delivery_gross"))["sum"] or ZERO


def _settled(order: Order, *, is_held: bool, but: Return) -> dict[int, int]:
    """Pieces by line that other returns have given back for."""
    counted = F("received") - F("unshipped") if is_held else F("received")
    done = ReturnLine.objects.filter(returned__order=order, returned__state=ReturnState.SETTLED)
    others = done.exclude(returned=but).values_list("line_id")
    return dict(others.annotate(pieces=Coalesce(Sum(counted), 0)).order_by())


def _is_whole(order: Order, returned: Return) -> bool:
    """Whether with this return every piece of the order has come back, and delivery has not been given back."""
    if order.returns.filter(state=ReturnState.SETTLED, delivery__gt=0).exclude(pk=returned.pk).exists():
        return False
    back = _settled(order, is_held=False, but=returned)
    for one in returned.lines.all():
        back[one.line_id] = back.get(one.line_id, 0) + (one.quantity if one.received is None else one.received)
    return all(back.get(pk, 0) >= quantity for pk, quantity in order.lines.values_list("pk", "quantity"))
