"""What is bought, charged or given back as Nexi's order items: whole öre, and every sum is what its parts come to.

Nexi asks of each item that the net is the unit price times the quantity and that net and tax are gross, and of all
items that they come to the amount. Nothing is rounded here but by `commerce.money`.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from commerce.money import ORE, net_of_gross, share, to_ore
from commerce.orders.models import Order, OrderAddress, Payment, Shipment, ShipmentLine
from commerce.orders.states import ShipmentState
from integrations.payable import DoesNotAddUp

LONGEST = 128
UNIT = "st"
HUNDRED = Decimal(100)
Item = dict[str, Any]


def of_payment(payment: Payment) -> list[Item]:
    """The order line by line, delivery last; a change of it as an amount. Raises DoesNotAddUp."""
    order = payment.order
    if payment.change_id:
        return of_amount(order, payment.amount)
    found = [
        _item(line.sku, _named(line), line.quantity, net=line.net, gross=line.gross, rate=line.vat_rate)
        for line in order.lines.order_by("position")
    ]
    return _adding_up(_apart([*found, *_delivery(order)]), payment.amount)


def of_parcel(shipment: Shipment, amount: Decimal) -> list[Item]:
    """What a parcel holds, and delivery with the first to its address. Just the amount, where they come to another."""
    order = shipment.order
    before: dict[int, int] = {}
    served: set[int] = set()
    kept = ShipmentLine.objects.exclude(shipment__state=ShipmentState.CANCELLED)
    earlier_ones = kept.filter(shipment__order=order, shipment__number__lt=shipment.number)
    for earlier in earlier_ones.select_related("shipment"):
        served.add(earlier.shipment.group)
        before[earlier.line_id] = before.get(earlier.line_id, 0) + earlier.quantity
    found = [_part(one, before.get(one.line_id, 0)) for one in shipment.lines.select_related("line").order_by("id")]
    found = [one for one in found if one["grossTotalAmount"]]
    try:
        delivery = [] if shipment.group in served else _delivery(order, group=shipment.group)
        return _adding_up(_apart([*found, *delivery]), amount)
    except DoesNotAddUp:
        return of_amount(order, amount)


def of_amount(order: Order, amount: Decimal) -> list[Item]:
    """An amount of an order, in one item for each VAT rate that it has, in the proportion that it has them."""
    rates = [one for one in order.vat_by_rate if Decimal(one["gross"]) > 0]
    parts = share(amount, [Decimal(one["gross"]) for one in rates])
    with translation.override(order.locale):
        name = gettext("Order %(number)s") % {"number": order.number}
    found = [
        _item(f"{order.number}-{place}", name, 1, net=net_of_gross(part, rate), gross=part, rate=rate)
        for place, (part, rate) in enumerate(zip(parts, (Decimal(one["rate"]) for one in rates), strict=True), start=1)
        if part
    ]
    return _adding_up(found, amount)


def ore(amount: Decimal) -> int:
    """Whole öre. Raises ValueError for a part of one: nothing is rounded on its way to a provider."""
    whole = amount.scaleb(2)
    if whole != whole.to_integral_value():
        raise ValueError(f"{amount} is not whole öre")
    return int(whole)


def kronor(whole: int) -> Decimal:
    return Decimal(whole).scaleb(-2)


# --- the steps ---


def _item(reference: str, name: str, quantity: int, *, net: Decimal, gross: Decimal, rate: Decimal) -> Item:
    """What does not divide into whole öre a piece is one piece, with the quantity in its name."""
    unit = to_ore(net / quantity)
    if unit * quantity != net:
        unit, name, quantity = net, f"{quantity} × {name}", 1
    return {
        "reference": reference[:LONGEST],
        "name": name[:LONGEST],
        "quantity": quantity,
        "unit": UNIT,
        "unitPrice": ore(unit),
        "taxRate": int(rate * HUNDRED),
        "taxAmount": ore(gross - net),
        "grossTotalAmount": ore(gross),
        "netTotalAmount": ore(net),
    }


def _named(line) -> str:
    return f"{line.name}, {line.label}" if line.label else line.name


def _part(one: ShipmentLine, before: int) -> Item:
    """A line is worth what it costs up to and with this parcel, less what it cost before."""
    line, after = one.line, before + one.quantity
    gross = to_ore(line.gross * after / line.quantity) - to_ore(line.gross * before / line.quantity)
    net = net_of_gross(gross, line.vat_rate)
    return _item(line.sku, _named(line), one.quantity, net=net, gross=gross, rate=line.vat_rate)


def _delivery(order: Order, *, group: int | None = None) -> list[Item]:
    """Delivery, of the whole order or to one of its addresses.

    It has the rate of the goods; where they have several, the one that its VAT comes to.
    """
    address = order.addresses.filter(kind=OrderAddress.Kind.DELIVERY, group=group).first() if group else None
    is_part = address is not None and address.delivery_gross is not None
    costs: Any = address if is_part else order
    if not costs.delivery_gross:
        return []
    net, gross, rate = costs.delivery_net, costs.delivery_gross, order.delivery_vat_rate
    if rate is None:
        rate = to_ore((gross - net) * HUNDRED / net) if net else Decimal(0)
    return [_item(order.delivery_method, order.delivery_name, 1, net=net, gross=gross, rate=rate)]


def _apart(items: list[Item]) -> list[Item]:
    """The same article twice has two references: Nexi takes each once."""
    seen: dict[str, int] = {}
    for one in items:
        reference = one["reference"]
        seen[reference] = seen.get(reference, 0) + 1
        if seen[reference] > 1:
            one["reference"] = f"{reference[: LONGEST - 4]}-{seen[reference]}"
    return items


def _adding_up(items: Iterable[Item], amount: Decimal) -> list[Item]:
    found = list(items)
    total = sum(one["grossTotalAmount"] for one in found)
    if total != ore(amount):
        raise DoesNotAddUp(f"the items come to {total * ORE}, the amount is {amount}")
    return found
