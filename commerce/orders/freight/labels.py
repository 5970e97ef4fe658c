"""Labels as they are printed: those of many parcels in one file."""

import io
import threading
from collections.abc import Iterable

import pypdfium2

from commerce.orders.freight.models import Booking
from commerce.orders.states import BookingState, ShipmentState

_one_at_a_time = threading.Lock()  # PDFium bears no two threads


def to_print(order_ids: Iterable[int]) -> list[Booking]:
    """The labels of parcels that have not left, in the order that their orders are named."""
    places = {pk: place for place, pk in enumerate(order_ids)}
    found = Booking.objects.filter(
        shipment__order__in=places, shipment__state=ShipmentState.PACKED, state=BookingState.BOOKED, called_off_at=None
    ).exclude(label=None)
    return sorted(found.select_related("shipment__order"), key=lambda one: (places[one.order.pk], one.pk))


def together(bookings: Iterable[Booking]) -> bytes:
    """All in one PDF, each on its own pages. Raises PdfiumError for one that is no PDF."""
    made = io.BytesIO()
    with _one_at_a_time:
        whole = pypdfium2.PdfDocument.new()
        for booking in bookings:
            part = pypdfium2.PdfDocument(bytes(booking.label or b""))
            whole.import_pages(part)
            part.close()
        whole.save(made)
        whole.close()
    return made.getvalue()
