"""What carriers would take for a parcel, for whoever is about to book it. Asked when somebody wants to know."""

from dataclasses import dataclass
from datetime import datetime

from commerce.orders.freight.consignment import of_booking
from commerce.orders.freight.models import Booking
from commerce.orders.models import DeliveryMethod
from commerce.orders.parcels import Shipment
from commerce.orders.shipping import CarrierUnavailable, Offer, carriers


@dataclass(frozen=True, slots=True)
class Prices:
    """The offers, cheapest first, and whether the carrier could be asked."""

    carrier: str
    product: str
    offers: tuple[Offer, ...] = ()
    is_unavailable: bool = False


def method_of(order) -> DeliveryMethod | None:
    """How the order goes, where the shop books that with a carrier."""
    method = DeliveryMethod.objects.filter(code=order.delivery_method).exclude(product="").first()
    return method if method and method.carrier in carriers() else None


def of_parcel(shipment: Shipment, method: DeliveryMethod, *, now: datetime) -> Prices:
    """Ask the carrier of the order. Never waits more than two seconds, and books nothing."""
    carrier = carriers()[method.carrier]
    asked = Booking(
        pk=0, shipment=shipment, carrier=method.carrier, product=method.product, anchor="offer", asked_at=now
    )
    name = str(carrier.name)
    try:
        found = carrier.offers(of_booking(asked, was_tried=False))
    except CarrierUnavailable:
        return Prices(name, method.product, is_unavailable=True)
    return Prices(name, method.product, tuple(sorted(found, key=lambda one: (one.currency, one.net))))
