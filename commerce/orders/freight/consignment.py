"""What a carrier is told of a parcel: who sends, who receives, what lies in it. No more than is needed to carry it."""

from decimal import Decimal

from django.conf import settings

from commerce.money import to_ore
from commerce.orders.freight.models import Booking, ChosenPoint
from commerce.orders.models import Order, OrderAddress, OrderLine
from commerce.orders.shipping import Consignment, Party, Piece, Point


def of_booking(booking: Booking, *, was_tried: bool) -> Consignment:
    """A parcel as it is to be booked, or a return, which goes the other way."""
    order = booking.order
    customer = _customer(order, booking.shipment.group if booking.shipment else 1)
    lines, chosen = _lines(booking), _chosen(booking)
    gross = sum((to_ore(line.gross * count / line.quantity) for line, count in lines), Decimal(0))
    net = sum((to_ore(line.net * count / line.quantity) for line, count in lines), Decimal(0))
    return Consignment(
        anchor=booking.anchor,
        order_number=order.number,
        product=booking.product,
        sender=shop() if booking.shipment else customer,
        receiver=customer if booking.shipment else shop(),
        pieces=tuple(_piece(line, count) for line, count in lines),
        net=net,
        vat=gross - net,
        currency=order.currency,
        asked_at=booking.asked_at,
        serial=booking.pk,
        point=point_of(chosen) if chosen else None,
        points_of=chosen.points_of if chosen else "",
        was_tried=was_tried,
    )


def shop() -> Party:
    seller = settings.SELLER
    return Party(
        name=seller["name"],
        address_1=seller["address_1"],
        postal_code=seller["postal_code"],
        city=seller["city"],
        country=seller["country"],
        email=settings.ORDER_DESK_EMAIL,
    )


def point_of(chosen: ChosenPoint) -> Point:
    return Point(
        key=chosen.key,
        name=chosen.name,
        address_1=chosen.address_1,
        postal_code=chosen.postal_code,
        city=chosen.city,
        country=chosen.country,
    )


def _customer(order: Order, group: int) -> Party:
    every = {one.group: one for one in order.addresses.filter(kind=OrderAddress.Kind.DELIVERY)}
    address = every.get(group) or every[min(every)]
    person = f"{address.first_name} {address.last_name}".strip()
    return Party(
        name=address.company or person,
        person=person if address.company else "",
        address_1=address.address_1,
        address_2=address.address_2,
        postal_code=address.postal_code,
        city=address.city,
        country=address.country,
        email=order.email,
        phone=order.phone,
    )


def _lines(booking: Booking) -> list[tuple[OrderLine, int]]:
    """Lines with how many of each lie in it; of a return those that were sent."""
    if booking.shipment is not None:
        held = booking.shipment.lines.select_related("line__variant").order_by("line__position")
        return [(one.line, one.quantity) for one in held]
    assert booking.returned is not None  # noqa: S101  a constraint of the table
    back = booking.returned.lines.select_related("line__variant").order_by("line__position")
    return [(one.line, one.quantity - one.unshipped) for one in back if one.quantity > one.unshipped]


def _piece(line: OrderLine, count: int) -> Piece:
    return Piece(
        sku=line.sku,
        name=" ".join(filter(None, [line.name, line.label])),
        quantity=count,
        grams=line.variant.weight_g if line.variant else 0,
        net=to_ore(line.net / line.quantity),
        vat_rate=line.vat_rate,
    )


def _chosen(booking: Booking) -> ChosenPoint | None:
    """Where the shopper fetches it, if it is from this carrier; a return is handed in anywhere."""
    if booking.shipment is None:
        return None
    return ChosenPoint.objects.filter(order=booking.order, carrier=booking.carrier).first()
