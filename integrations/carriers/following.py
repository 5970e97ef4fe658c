"""Asking carriers how far parcels have come. Calls from them are only hints: this is what tells of every parcel."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.orders.freight import scans
from commerce.orders.models import DeliveryMethod
from commerce.orders.shipments import Shipment
from commerce.orders.shipping import Booked, carriers, follower_of
from commerce.orders.states import BookingState
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.flows.runs import Run, running

MOST = 200  # parcels a run, of all carriers together


def follow(*, now: Callable[[], datetime] = timezone.now) -> int:
    """Ask about the parcels whose turn it is, by carrier, each under a run of its own. Returns how much was new."""
    by_carrier: defaultdict[str, list[tuple[Shipment, str]]] = defaultdict(list)
    for shipment in scans.to_follow(now=now())[:MOST]:
        code, anchor = _booked_with(shipment)
        follower = follower_of(code, shipment.tracking_number)
        if follower is None:
            Shipment.objects.filter(pk=shipment.pk).update(followed_at=now())
        else:
            by_carrier[follower.code].append((shipment, anchor))
    return sum(_run(code, by_carrier[code], now) for code in carriers())


def _run(code: str, parcels: list[tuple[Shipment, str]], now: Callable[[], datetime]) -> int:
    with running(f"{code}.tracking", now=now) as run:
        for shipment, anchor in parcels:
            if not _ask(code, shipment, anchor, run, now):
                break
        if not run.has_done_something:
            run.why = _("nothing new of any parcel") if parcels else _("no parcel of theirs is to be asked about")
        return run.created


def _ask(code: str, shipment: Shipment, anchor: str, run: Run, now: Callable[[], datetime]) -> bool:
    """About one parcel. False when there is no use in asking about the next."""
    booked = Booked(remote_id="", tracking_number=shipment.tracking_number)
    try:
        seen = carriers()[code].track(booked, anchor)
    except (NotSent, Unknown, DeliveryRefused, SystemClosed) as error:
        run.failed += 1
        run.error = run.error or f"{type(error).__name__}: {error}"
        return isinstance(error, Unknown | DeliveryRefused)
    run.read += 1
    run.created += scans.learn(shipment.pk, seen, now=now())
    return True


def _booked_with(shipment: Shipment) -> tuple[str, str]:
    """Who booked it and by which name; where nobody here did, whom its delivery method names."""
    booking = shipment.bookings.filter(state=BookingState.BOOKED).first()
    if booking is not None:
        return booking.carrier, booking.anchor
    method = DeliveryMethod.objects.filter(code=shipment.order.delivery_method).first()
    return (method.carrier if method else ""), ""
