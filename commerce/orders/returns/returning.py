"""The life of a return, top to bottom: request, acknowledge, receive, settle, refuse.

Each is one transaction, takes its locks in the order stock (by SKU), order, return, writes an event of the order with
the change, and makes no network call. Each may be called twice: the second call finds the work done.

A notice is a notice from the moment it comes. What a person must look at first (`withdrawal.doubt`) waits for
`acknowledge`; all else is acknowledged at once, and then what has not left the house never does: its stock is free
again, a packed parcel that it lies in is taken apart, and an order of which nothing remains is cancelled.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from commerce.events.log import publish
from commerce.orders import flow, parcels, settle
from commerce.orders.invoices import invoicing
from commerce.orders.invoices.models import Invoice
from commerce.orders.ledger import Instruction
from commerce.orders.models import Order, OrderLine, Payment, Return, ReturnLine
from commerce.orders.returns import withdrawal
from commerce.orders.returns.money import can_be_refunded, due, paying
from commerce.orders.states import MoveRefused, OrderState, ReturnState, move
from commerce.pricing.offers import give_back
from commerce.stock.models import Allocation
from commerce.stock.reserve import lock, put_back, release


class NotReturnable(Exception):
    """More than there is, or goods without the right. `most` says how many of each line a notice can be about."""

    def __init__(self, most: dict[int, int]):
        super().__init__(f"at most {most}")
        self.most = most


def request(
    order_id: int,
    lines: Mapping[int, int],
    *,
    name: str,
    email: str,
    kind: str,
    note: str = "",
    token: UUID | None = None,
    by: int | None = None,
    noticed_at: datetime | None = None,
    now: datetime,
) -> Return:
    """Take a notice that pieces of an order's lines come back. Raises NotReturnable; then nothing has changed.

    `token` is the sender's own name of the notice: sent twice it is one. `by` is the user who wrote it down for the
    shopper, None where he sent it himself. `noticed_at` is when it came, where that was earlier.
    """
    noticed_at = noticed_at or now
    with transaction.atomic():
        order = _lock_order(order_id)
        if token and (known := Return.objects.filter(token=token).first()):
            if known.order_id == order.pk:
                return known
            token = None
        most = withdrawal.returnable(order, kind)
        if not lines or any(not 0 < quantity <= most.get(pk, 0) for pk, quantity in lines.items()):
            raise NotReturnable(most)
        returned = Return.objects.create(
            order=order,
            number=order.returns.count() + 1,
            token=token or uuid4(),
            kind=kind,
            doubt=withdrawal.doubt(order, kind, at=noticed_at),
            name=name,
            email=email,
            note=note,
            requested_at=noticed_at,
            handled_by_id=by,
        )
        ReturnLine.objects.bulk_create(
            ReturnLine(returned=returned, line_id=pk, quantity=quantity) for pk, quantity in lines.items()
        )
        _tell(returned, "requested", {"kind": kind, "doubt": returned.doubt, "by": by}, now=now)
        if not returned.doubt:
            _acknowledge(order, returned, by=by, now=now)
        return returned


def acknowledge(return_id: int, *, by: int | None = None, now: datetime) -> Return:
    """Accept a notice that waited for a person. Raises MoveRefused for one that is refused."""
    with transaction.atomic():
        order, returned = _lock(return_id)
        if returned.state in (ReturnState.ACKNOWLEDGED, ReturnState.RECEIVED, ReturnState.SETTLED):
            return returned
        _acknowledge(order, returned, by=by, now=now)
        return returned


def receive(
    return_id: int, received: Mapping[int, int], restocked: Mapping[int, int], *, by: int | None = None, now: datetime
) -> Return:
    """The goods are here: how many of each order line came, and how many of those go back on the shelf.

    Both count what was sent to us; a line left out has 0. Raises MoveRefused for more than the notice is about, more
    on the shelf than came, or a return that is past this.
    """
    with transaction.atomic():
        order, returned = _lock(return_id)
        if returned.state in (ReturnState.RECEIVED, ReturnState.SETTLED):
            return returned
        if returned.state == ReturnState.REQUESTED:
            _acknowledge(order, returned, by=by, now=now)
            if returned.state != ReturnState.ACKNOWLEDGED:
                return returned
        lines = list(returned.lines.select_related("line"))
        _refuse_too_many(lines, received, restocked)
        back: dict[int, int] = {}
        for one in lines:
            one.received = one.unshipped + received.get(one.line_id, 0)
            one.restocked = restocked.get(one.line_id, 0)
            if one.restocked and one.line.variant_id:
                back[one.line.variant_id] = back.get(one.line.variant_id, 0) + one.restocked
        ReturnLine.objects.bulk_update(lines, ["received", "restocked"])
        put_back(back, reference=order.number, by=by, now=now)
        _set(returned, ReturnState.RECEIVED, by=by, received_at=now)
        counted = [[one.line_id, one.received, one.restocked] for one in lines]
        _tell(returned, "received", {"lines": counted, "by": by}, now=now)
        return returned


def settle_return(
    return_id: int, amount: Decimal | None = None, *, why: str = "", by: int | None = None, now: datetime
) -> Return:
    """Give back what came back is worth, or less for a reason that is said: by a refund to the payment used.

    An order that has been invoiced gets a credit note; one bought on credit gets nothing else. Raises MoveRefused
    before the goods are here, for less without `why`, for more than is due, and while the money is not charged yet.
    """
    with transaction.atomic():
        order, returned = _lock(return_id)
        if returned.state == ReturnState.SETTLED:
            return returned
        payment, worth = paying(order), due(returned)
        given = worth.total if amount is None else amount
        if not 0 <= given <= worth.total:
            raise MoveRefused(f"{given} where {worth.total} is due for {returned}")
        if given < worth.total and not why:
            raise MoveRefused(f"less than {worth.total} for {returned} without a reason")
        instruction = None
        if payment and payment.state != Payment.State.INVOICED and given:
            parts = can_be_refunded(order, at_least=given)
            given = sum((amount for _payment, amount in parts), Decimal(0))
            asked = [
                settle.ask(part.pk, Instruction.Kind.REFUND, amount, why=f"return {returned.number}", by=by, now=now)
                for part, amount in parts
            ]
            instruction = asked[0]
        delivery = min(worth.delivery, given)
        _set(returned, ReturnState.SETTLED, by=by, amount=given, delivery=delivery, why=why[:300], settled_at=now)
        note = _credit(order, returned, is_whole=given == worth.total, by=by, now=now)
        told = {
            "amount": str(given),
            "delivery": str(delivery),
            "lines": [[line, pieces] for line, pieces in returned.lines.values_list("line_id", "received")],
            "instruction": instruction.pk if instruction else None,
            "credit_note": note.pk if note else None,
            "why": why,
            "by": by,
        }
        _tell(returned, "settled", told, now=now)
        return returned


def refuse(return_id: int, why: str, *, by: int | None = None, now: datetime) -> Return:
    """Nothing comes of it, and the shopper is told why. Raises MoveRefused without a reason, and once pieces of it
    were taken out of the order before they left: those are withdrawn for good."""
    with transaction.atomic():
        _order, returned = _lock(return_id)
        if returned.state == ReturnState.REFUSED:
            return returned
        if not why.strip() or returned.lines.filter(unshipped__gt=0).exists():
            raise MoveRefused(f"{returned} is not refused")
        _set(returned, ReturnState.REFUSED, by=by, why=why.strip()[:300])
        _tell(returned, "refused", {"why": returned.why, "by": by}, now=now)
        return returned


def credit_settled(order_number: str, *, now: datetime) -> int:
    """Credit what was settled before the order was invoiced. Returns how many notes were made; twice makes none."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(number=order_number)
        waiting = order.returns.filter(state=ReturnState.SETTLED, credit_note=None).order_by("number")
        notes = [_credit(order, one, is_whole=not one.why, by=one.handled_by_id, now=now) for one in waiting]
        return sum(note is not None for note in notes)


# --- the steps ---


def _lock_order(order_id: int, *, variants: Iterable[int] = ()) -> Order:
    """The order, after the stock of what it has claimed and of what may go back on the shelf."""
    number = Order.objects.values_list("number", flat=True).get(pk=order_id)
    claimed = Allocation.objects.filter(reference=number).values_list("stock_id", flat=True)
    lock({*claimed, *variants})
    return Order.objects.select_for_update().get(pk=order_id)


def _lock(return_id: int) -> tuple[Order, Return]:
    order_id = Return.objects.values_list("order_id", flat=True).get(pk=return_id)
    own = OrderLine.objects.filter(returned__returned=return_id).exclude(variant=None)
    order = _lock_order(order_id, variants=own.values_list("variant_id", flat=True))
    returned = Return.objects.select_for_update().get(pk=return_id)
    returned.order = order
    return order, returned


def _acknowledge(order: Order, returned: Return, *, by: int | None, now: datetime) -> None:
    _set(returned, ReturnState.ACKNOWLEDGED, by=by, acknowledged_at=now)
    lines = list(returned.lines.select_related("line"))
    if returned.kind == Return.Kind.WITHDRAWAL:
        _take_out(order, lines, now=now)
    _tell(returned, "acknowledged", {"never_sent": sum(one.unshipped for one in lines), "by": by}, now=now)
    if all(one.unshipped == one.quantity for one in lines):
        for one in lines:
            one.received = one.unshipped
        ReturnLine.objects.bulk_update(lines, ["received"])
        _set(returned, ReturnState.RECEIVED, by=by, received_at=now)
        _finish_unpaid(order, returned, by=by, now=now)


def _take_out(order: Order, lines: list[ReturnLine], *, now: datetime) -> None:
    """What is still here of a withdrawn line never leaves: it is taken before what is already on its way."""
    here = withdrawal.still_here(order)
    taken = [one for one in lines if here.get(one.line_id)]
    if not taken or order.state not in (OrderState.AWAITING, OrderState.PLACED, OrderState.CONFIRMED):
        return
    for one in taken:
        one.unshipped = min(one.quantity, here[one.line_id])
    parcels.unpack(order, {one.line_id: one.unshipped for one in taken}, why="withdrawn", now=now)
    ReturnLine.objects.bulk_update(taken, ["unshipped"])
    free: dict[int, int] = {}
    for one in taken:
        if one.line.variant_id:
            free[one.line.variant_id] = free.get(one.line.variant_id, 0) + one.unshipped
    release(free, reference=order.number, is_told=order.state == OrderState.CONFIRMED, why="withdrawn", now=now)
    _say_how_far(order, now=now)


def _say_how_far(order: Order, *, now: datetime) -> None:
    order.fulfilment = parcels.how_far(order)
    order.save(update_fields=["fulfilment"])
    if any(withdrawal.still_here(order).values()):
        return
    if order.fulfilment == Order.Fulfilment.SHIPPED:
        order.state = move(OrderState, order.state, OrderState.COMPLETED)
        order.save(update_fields=["state"])
        publish("order.shipped", f"order:{order.number}", {"why": "the rest was withdrawn"}, at=now)
    elif order.state == OrderState.CONFIRMED:
        order.state = move(OrderState, order.state, OrderState.CANCELLED)
        order.save(update_fields=["state"])
        give_back(order.counted_offers)
        publish("order.cancelled", f"order:{order.number}", {"why": "withdrawn"}, at=now)
        _let_go(order, now=now)
    else:
        order.state = flow.cancel(order.pk, why="withdrawn", now=now).state


def _let_go(order: Order, *, now: datetime) -> None:
    """Money that is held for an order of which nothing remains is let go at once."""
    payment = paying(order)
    if payment and (held := settle.room(payment, Instruction.Kind.RELEASE)) > 0:
        settle.ask(payment.pk, Instruction.Kind.RELEASE, held, why="withdrawn", now=now)


def _finish_unpaid(order: Order, returned: Return, *, by: int | None, now: datetime) -> None:
    """A withdrawn order that has cost nothing is settled with that; money is given back by a person."""
    if order.state == OrderState.CANCELLED and not due(returned).total:
        settle_return(returned.pk, by=by, now=now)
        returned.refresh_from_db()


def _credit(order: Order, returned: Return, *, is_whole: bool, by: int | None, now: datetime) -> Invoice | None:
    """The credit note of a settled return: of its pieces when all is given back, else of the amount."""
    invoice = order.invoices.filter(kind=Invoice.Kind.INVOICE).first()
    pieces = {line: number for line, number in returned.lines.values_list("line_id", "received") if number}
    if invoice is None or returned.credit_note_id or not (pieces if is_whole else returned.amount):
        return None
    worth = due(returned)
    what: dict[str, Any] = {"amount": (returned.amount or 0) + worth.uncharged + worth.undelivered}
    if is_whole and not worth.undelivered:
        what = {"lines": pieces, "delivery": bool(returned.delivery)}
    try:
        note = invoicing.credit(invoice.pk, **what, why=str(returned), by=by, now=now)
    except invoicing.CreditRefused as refusal:
        raise MoveRefused(f"{returned}: {refusal}") from refusal
    returned.credit_note = note
    returned.save(update_fields=["credit_note"])
    return note


def _refuse_too_many(lines: list[ReturnLine], received: Mapping[int, int], restocked: Mapping[int, int]) -> None:
    most = {one.line_id: one.quantity - one.unshipped for one in lines}
    within = all(0 <= quantity <= most.get(pk, 0) for pk, quantity in received.items())
    if not within or any(not 0 <= quantity <= received.get(pk, 0) for pk, quantity in restocked.items()):
        raise MoveRefused(f"{dict(received)}, {dict(restocked)} of {most}")


def _set(returned: Return, state: str, *, by: int | None, **said: Any) -> None:
    said |= {"state": move(ReturnState, returned.state, state)}
    if by is not None:
        said["handled_by_id"] = by
    for name, value in said.items():
        setattr(returned, name, value)
    returned.save(update_fields=list(said))


def _tell(returned: Return, what: str, told: dict[str, Any], *, now: datetime) -> None:
    payload = {"return": returned.pk, "number": returned.number, **told}
    publish(f"return.{what}", f"order:{returned.order.number}", payload, at=now)
