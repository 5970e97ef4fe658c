"""The payments of an order: asked for, and what has become of each. Called under the order's lock.

What a provider must do is in `commerce.orders.payments`, the money itself in `commerce.orders.settle`.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from commerce import prepared, together
from commerce.customers.shopper import Shopper
from commerce.events.log import publish
from commerce.orders import limits, look
from commerce.orders.models import Order, OrderChange, Payment
from commerce.orders.payments import PaymentProvider, providers
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import MoveRefused, PaymentState, move

# The order's row is locked before the payment's: PostgreSQL takes the locks in the order named.
LOCK = f"{look.BY_PAYMENT} FOR UPDATE OF o, p"


def lock(payment_id: int) -> tuple[Order, Payment]:
    """The order and its payment, locked in that order in one statement. Raises Payment.DoesNotExist."""
    for found in prepared.rows(LOCK, [payment_id]):
        order, payment = look.made(found, Order, Payment)
        return order, payment
    raise Payment.DoesNotExist


def asked(order: Order, provider: PaymentProvider, *, now: datetime) -> dict[str, Any]:
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


def offered(provider_code: str, order: Order, *, shopper: Shopper) -> PaymentProvider:
    """The provider, if the shopper may pay the order by it; credit is the buyer's own, and within its limit.

    Raises UnknownChoice, CreditExceeded (`commerce.orders.limits`).
    """
    provider = providers().get(provider_code)
    if provider is None or not provider.is_offered(shopper=shopper, total=order.gross):
        raise UnknownChoice
    if provider.is_credit:
        if shopper.organisation != order.organisation_id:
            raise UnknownChoice
        limits.refuse_beyond_credit(order.organisation_id, order.gross)
    return provider


def refuse_another(amount: Decimal, payment: Payment, order: Order) -> None:
    """Raises MoveRefused unless the amount is what was asked for."""
    if amount != payment.amount:
        raise MoveRefused(f"{amount} was paid where {payment.amount} was asked for {order.number}")


def become(payment: Payment, state: str, *, reference: str | None = None, now: datetime) -> None:
    """Write what has become of a payment. Its order is not moved by that. Raises MoveRefused."""
    payment.state, payment.changed_at = move(PaymentState, payment.state, state), now
    payment.reference = reference or payment.reference
    together.update(payment, "state", "changed_at", "reference")


def drop_unpaid(order: Order, *, change: OrderChange | None = None, now: datetime) -> None:
    """Payments that the shopper has not made are not to be made any more; providers are told of those they know.

    All of the order's, or those of one change.
    """
    for payment in look.unpaid(order, change=change):
        is_known = payment.state == Payment.State.PENDING
        become(payment, Payment.State.CANCELLED, now=now)
        if is_known:
            publish("payment.cancelled", f"order:{order.number}", {"payment": payment.pk}, at=now)
