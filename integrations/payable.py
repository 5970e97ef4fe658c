"""An order as lines that a payment provider can add up: names, quantities and amounts that come to its total."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext, ngettext

from commerce.money import to_ore
from commerce.orders.models import Order, OrderLine, Payment


class DoesNotAddUp(Exception):
    """The lines and the delivery come to another amount than the order asks: nothing may be charged for it."""


@dataclass(frozen=True, slots=True)
class Payable:
    """One line. `unit` is an amount of whole öre including VAT and discounts; `quantity` of them make the line."""

    name: str
    detail: str
    quantity: int
    unit: Decimal

    @property
    def total(self) -> Decimal:
        return self.unit * self.quantity


def payable_of(payment: Payment, *, most: int) -> list[Payable]:
    """What a payment is for: the order, or what a change of it costs more. Raises DoesNotAddUp."""
    if not payment.change_id:
        return payable(payment.order, most=most)
    with translation.override(payment.order.locale):
        name = gettext("Change of order %(number)s") % {"number": payment.order.number}
    return [Payable(name, "", 1, payment.amount)]


def payable(order: Order, *, most: int) -> list[Payable]:
    """The order in at most `most` lines (3 or more), delivery last. Raises DoesNotAddUp.

    What does not divide into whole öre a piece is one piece with the quantity in its name. Lines that there is no
    room for are one.
    """
    lines = [_line(line) for line in order.lines.order_by("position")]
    delivery = [Payable(order.delivery_name, "", 1, order.delivery_gross)] if order.delivery_gross else []
    room = most - len(delivery)
    if len(lines) > room:
        lines = [*lines[: room - 1], _rest(lines[room - 1 :], order.locale)]
    found = [*lines, *delivery]
    total = sum((one.total for one in found), Decimal(0))
    if total != order.gross:
        raise DoesNotAddUp(f"the lines of {order.number} come to {total}, the order to {order.gross}")
    return found


def _line(line: OrderLine) -> Payable:
    unit = to_ore(line.gross / line.quantity)
    if unit * line.quantity == line.gross:
        return Payable(line.name, line.label, line.quantity, unit)
    return Payable(f"{line.quantity} × {line.name}", line.label, 1, line.gross)


def _rest(lines: list[Payable], language: str) -> Payable:
    with translation.override(language):
        name = ngettext("%(count)s further article", "%(count)s further articles", len(lines)) % {"count": len(lines)}
    return Payable(name, "", 1, sum((one.total for one in lines), Decimal(0)))
