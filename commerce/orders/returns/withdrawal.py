"""What the law gives a shopper who changes his mind: until when, and for which goods.

Distansavtalslagen (2005:59) 2 kap. 10-12 §§: fourteen days, counted from the day after the last goods were received.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from commerce.catalogue.withdrawal import WITHOUT_RIGHT
from commerce.orders import parcels
from commerce.orders.models import Order, Return, ReturnLine, Shipment
from commerce.orders.states import ReturnState
from commerce.pricing.vat import SWEDEN

PERIOD = timedelta(days=14)
# How long a parcel is taken to be on its way when nobody has said that it arrived: longer than any carrier promises.
ASSUMED_TRANSIT = timedelta(days=7)
# A period that ends on a holiday runs to the next weekday (lag 1930:173 2 §). No run of holidays is longer than this.
GRACE = timedelta(days=5)


def last_day(order: Order) -> date | None:
    """The last day in Sweden to give notice; None while something has not left us, since then it has not begun.

    A parcel of which nobody has said that it arrived counts from when it surely had.
    """
    gone = order.shipments.filter(state__in=parcels.GONE)
    arrivals = [_arrived(one) for one in gone]
    if not arrivals or any(still_here(order).values()):
        return None
    return max(arrivals).astimezone(SWEDEN).date() + PERIOD


def is_late(order: Order, *, at: datetime) -> bool:
    """Whether a notice of this moment is surely after the period. Doubt is to the shopper's advantage."""
    last = last_day(order)
    return last is not None and at.astimezone(SWEDEN).date() > last + GRACE


def doubt(order: Order, kind: str, *, at: datetime) -> str:
    """Why a person must look before the shop acts on a notice; empty when the law is plainly with the shopper."""
    if kind == Return.Kind.COMPLAINT:
        return Return.Doubt.COMPLAINT
    if order.buyer_type == "business":
        return Return.Doubt.BUSINESS
    return Return.Doubt.LATE if is_late(order, at=at) else ""


def returnable(order: Order, kind: str = Return.Kind.WITHDRAWAL) -> dict[int, int]:
    """How many of each line a notice can be about, by line; lines with none are left out. Three queries.

    A withdrawal leaves out goods without that right; a complaint is about goods that have been sent.
    """
    claimed = _claimed(order)
    gone = parcels.gone(order) if kind == Return.Kind.COMPLAINT else None
    found = {}
    for pk, quantity, exempt in order.lines.order_by("position").values_list("pk", "quantity", "withdrawal_exempt"):
        most = quantity if gone is None else gone.get(pk, 0)
        has_right = kind != Return.Kind.WITHDRAWAL or exempt not in WITHOUT_RIGHT
        if has_right and most > claimed.get(pk, 0):
            found[pk] = most - claimed.get(pk, 0)
    return found


def still_here(order: Order) -> dict[int, int]:
    """Pieces by line that have not left the house and still are to."""
    gone, never = parcels.gone(order), parcels.never_sent(order)
    return {
        pk: quantity - gone.get(pk, 0) - never.get(pk, 0) for pk, quantity in order.lines.values_list("pk", "quantity")
    }


def _claimed(order: Order) -> Mapping[int, int]:
    """Pieces by line that notices are about already. Of one that is settled only what came counts."""
    open_or_done = ReturnLine.objects.filter(returned__order=order).exclude(returned__state=ReturnState.REFUSED)
    settled = Q(returned__state=ReturnState.SETTLED)
    pieces = Coalesce(Sum("quantity", filter=~settled), 0) + Coalesce(Sum("received", filter=settled), 0)
    return dict(open_or_done.values_list("line_id").annotate(pieces=pieces).order_by())


def _arrived(shipment: Shipment) -> datetime:
    return shipment.delivered_at or (shipment.shipped_at or shipment.packed_at) + ASSUMED_TRANSIT
