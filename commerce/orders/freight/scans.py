"""What carriers tell of parcels on their way: kept once each, told among the order's events, acted on at the end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from commerce.events.log import publish
from commerce.orders import flow
from commerce.orders.freight.models import Scan
from commerce.orders.models import Order
from commerce.orders.shipments import Shipment
from commerce.orders.shipping import Seen
from commerce.orders.states import ScanStatus, ShipmentState

APART, LONGEST = timedelta(hours=1), timedelta(days=60)


def to_follow(*, now: datetime) -> QuerySet[Shipment]:
    """Parcels that have left and not come, and that nobody has asked about for an hour. The longest unasked first."""
    open_ones = Shipment.objects.filter(state=ShipmentState.SHIPPED, shipped_at__gt=now - LONGEST)
    unasked = open_ones.exclude(tracking_number="").filter(Q(followed_at=None) | Q(followed_at__lt=now - APART))
    return unasked.select_related("order").order_by("followed_at", "pk")


def learn(shipment_id: int, seen: Iterable[Seen], *, now: datetime) -> int:
    """Keep what is new, and have the parcel arrive when it was handed over. Returns how much was new.

    One transaction under the order's lock; twice the same changes nothing.
    """
    with transaction.atomic():
        shipment = Shipment.objects.select_related("order").get(pk=shipment_id)
        Order.objects.select_for_update().get(pk=shipment.order_id)
        known = set(shipment.scans.values_list("key", flat=True))
        told = sorted(seen, key=lambda one: one.at)
        new = [one for one in {one.key[:120]: one for one in told}.values() if one.key[:120] not in known]
        Scan.objects.bulk_create(
            Scan(shipment=shipment, key=one.key[:120], at=one.at, status=one.status, words=one.words, place=one.place)
            for one in new
        )
        for one in new:
            _tell(shipment, one, now=now)
        Shipment.objects.filter(pk=shipment.pk).update(followed_at=now)
        handed_over = [one.at for one in told if one.status == ScanStatus.DELIVERED]
        if handed_over and shipment.state == ShipmentState.SHIPPED:
            flow.deliver(shipment.pk, now=min(max(handed_over), now))
        return len(new)


def _tell(shipment: Shipment, one: Seen, *, now: datetime) -> None:
    told = {
        "shipment": shipment.number,
        "status": str(one.status),
        "words": one.words,
        "place": one.place,
        "seen_at": one.at.isoformat(),
    }
    publish("freight.moved", f"order:{shipment.order.number}", told, at=now)
