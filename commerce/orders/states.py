"""The axes of an order: order, payment, fulfilment, freight, return, invoice, change. For each a table of moves.

Who moved what, when and why stands in the events of the order (`commerce.events`), written with the move.
"""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class MoveRefused(Exception):
    """Something is not in a state from which this can be done."""


class OrderState(models.TextChoices):
    AWAITING = "awaiting", _("awaiting approval")
    PLACED = "placed", _("placed")
    CONFIRMED = "confirmed", _("confirmed")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


class PaymentState(models.TextChoices):
    """What has become of asking for money once, through one provider."""

    AWAITING = "awaiting", _("awaiting approval")
    PENDING = "pending", _("pending")
    AUTHORISED = "authorised", _("authorised")
    PAID = "paid", _("paid")
    INVOICED = "invoiced", _("to be invoiced")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")
    OWED = "owed", _("received in vain, owed back")


class PaidState(models.TextChoices):
    """What has become of an order's money. Computed from the payments' events, never set by hand."""

    NONE = "none", _("not paid")
    AUTHORISED = "authorised", _("authorised")
    PARTLY_CHARGED = "partly_charged", _("partly charged")
    CHARGED = "charged", _("charged")
    OVERCHARGED = "overcharged", _("overcharged")
    PARTLY_REFUNDED = "partly_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")


class Fulfilment(models.TextChoices):
    OPEN = "open", _("to be packed")
    PARTLY_SHIPPED = "partly_shipped", _("partly shipped")
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("shipped")


class ShipmentState(models.TextChoices):
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("shipped")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")


class BookingState(models.TextChoices):
    """Of freight. `sent` is not known to be booked and not known not to be: the carrier is asked before a new try."""

    ASKED = "asked", _("to be booked")
    SENT = "sent", _("sent, not answered")
    BOOKED = "booked", _("booked")
    REFUSED = "refused", _("refused by the carrier")
    CLOSED = "closed", _("the service point is closed")
    CANCELLED = "cancelled", _("cancelled")


class ScanStatus(models.TextChoices):
    """What a carrier says of a parcel, in the shop's words."""

    TOLD = "told", _("the carrier knows of it")
    MOVING = "moving", _("on its way")
    WAITS = "waits", _("can be fetched")
    DELIVERED = "delivered", _("handed over")
    TROUBLE = "trouble", _("delayed or stopped")
    BACK = "back", _("on its way back to the shop")


class ReturnState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    RECEIVED = "received", _("received")
    SETTLED = "settled", _("settled")
    REFUSED = "refused", _("refused")


class InvoiceState(models.TextChoices):
    ISSUED = "issued", _("issued")
    PARTLY_CREDITED = "partly_credited", _("partly credited")
    CREDITED = "credited", _("credited")


class ChangeState(models.TextChoices):
    """Of a change after the order was placed."""

    PROPOSED = "proposed", _("waits for its payment")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class InstructionState(models.TextChoices):
    """`failed` is not the end of what is owed: a failed refund is still owed."""

    REQUESTED = "requested", _("to be sent")
    SENT = "sent", _("sent, not answered")
    DONE = "done", _("done")
    FAILED = "failed", _("refused by the provider")


MOVES: dict[type[models.TextChoices], dict[str, set[str]]] = {
    OrderState: {
        OrderState.AWAITING: {OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLED},
        OrderState.PLACED: {OrderState.CONFIRMED, OrderState.CANCELLED},
        OrderState.CONFIRMED: {OrderState.COMPLETED, OrderState.CANCELLED},
        OrderState.COMPLETED: set(),
        OrderState.CANCELLED: set(),
    },
    PaymentState: {
        PaymentState.AWAITING: {
            PaymentState.PENDING,
            PaymentState.INVOICED,
            PaymentState.CANCELLED,
            PaymentState.OWED,
        },
        PaymentState.PENDING: {
            PaymentState.AUTHORISED,
            PaymentState.PAID,
            PaymentState.DECLINED,
            PaymentState.CANCELLED,
            PaymentState.OWED,
        },
        PaymentState.AUTHORISED: {PaymentState.PAID},
        PaymentState.PAID: set(),
        PaymentState.INVOICED: set(),
        # Money may come all the same: somebody was in the middle of paying.
        PaymentState.DECLINED: {PaymentState.AUTHORISED, PaymentState.PAID, PaymentState.OWED},
        PaymentState.CANCELLED: {PaymentState.AUTHORISED, PaymentState.PAID, PaymentState.OWED},
        PaymentState.OWED: set(),
    },
    Fulfilment: {
        Fulfilment.OPEN: {Fulfilment.PACKED, Fulfilment.PARTLY_SHIPPED, Fulfilment.SHIPPED},
        Fulfilment.PACKED: {Fulfilment.OPEN, Fulfilment.PARTLY_SHIPPED, Fulfilment.SHIPPED},
        Fulfilment.PARTLY_SHIPPED: {Fulfilment.SHIPPED},
        Fulfilment.SHIPPED: set(),
    },
    ShipmentState: {
        ShipmentState.PACKED: {ShipmentState.SHIPPED, ShipmentState.CANCELLED},
        ShipmentState.SHIPPED: {ShipmentState.DELIVERED},
        ShipmentState.DELIVERED: set(),
        ShipmentState.CANCELLED: set(),
    },
    BookingState: {
        BookingState.ASKED: {BookingState.SENT, BookingState.CANCELLED},
        BookingState.SENT: {BookingState.BOOKED, BookingState.REFUSED, BookingState.CLOSED, BookingState.CANCELLED},
        BookingState.BOOKED: {BookingState.CANCELLED},
        BookingState.REFUSED: {BookingState.ASKED, BookingState.CANCELLED},
        BookingState.CLOSED: {BookingState.ASKED, BookingState.CANCELLED},
        BookingState.CANCELLED: set(),
    },
    ReturnState: {
        ReturnState.REQUESTED: {ReturnState.ACKNOWLEDGED, ReturnState.RECEIVED, ReturnState.REFUSED},
        ReturnState.ACKNOWLEDGED: {ReturnState.RECEIVED, ReturnState.REFUSED},
        ReturnState.RECEIVED: {ReturnState.SETTLED, ReturnState.REFUSED},
        ReturnState.SETTLED: set(),
        ReturnState.REFUSED: set(),
    },
    InvoiceState: {
        InvoiceState.ISSUED: {InvoiceState.PARTLY_CREDITED, InvoiceState.CREDITED},
        InvoiceState.PARTLY_CREDITED: {InvoiceState.CREDITED},
        InvoiceState.CREDITED: set(),
    },
    ChangeState: {
        ChangeState.PROPOSED: {ChangeState.DONE, ChangeState.DROPPED},
        ChangeState.DONE: set(),
        ChangeState.DROPPED: set(),
    },
    InstructionState: {
        InstructionState.REQUESTED: {InstructionState.SENT, InstructionState.DONE, InstructionState.FAILED},
        InstructionState.SENT: {InstructionState.DONE, InstructionState.FAILED},
        InstructionState.FAILED: set(),  # asked for anew, by an instruction of its own
        InstructionState.DONE: {InstructionState.FAILED},  # a refund may bounce days after it was said to be done
    },
}


def move(axis: type[models.TextChoices], before: str, after: str) -> str:
    """The state after a move that the table of its axis allows. Raises MoveRefused."""
    if after not in MOVES[axis].get(before, set()):
        raise MoveRefused(f"{axis.__name__}: {before} does not become {after}")
    return after


def paid_state(*, asked: Decimal, authorised: Decimal, captured: Decimal, refunded: Decimal) -> PaidState:
    """What an order's money amounts to; all of one currency, none negative, and `refunded` at most `captured`."""
    if refunded:
        return PaidState.REFUNDED if refunded >= captured else PaidState.PARTLY_REFUNDED
    if captured > asked:
        return PaidState.OVERCHARGED
    if captured:
        return PaidState.CHARGED if captured == asked else PaidState.PARTLY_CHARGED
    return PaidState.AUTHORISED if authorised else PaidState.NONE
