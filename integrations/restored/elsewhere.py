"""Whether the goods of an order that is not here have left, by what others have of it."""

from contextlib import suppress

from django.conf import settings

from integrations.fortnox.interface import Fortnox
from integrations.fortnox.partner import FortnoxPartner
from integrations.source import Parked
from integrations.target import Lane
from integrations.warehouses.models import WarehouseOrder
from integrations.warehouses.ongoing import words
from integrations.warehouses.ongoing.interface import Ongoing, status


def has_left(number: str) -> bool:
    """Fortnox has an invoice of it, which is issued when goods have left; or the warehouse says that it has sent it.

    Raises what the clients raise. False where nobody says so.
    """
    if FortnoxPartner().is_on():
        for one in Fortnox(Lane.FIRST).every("Invoices", "/3/invoices", externalinvoicereference1=number):
            if one.get("ExternalInvoiceReference1") == number and not one.get("Cancelled"):
                return True
    if settings.ONGOING_BASE and (order := Ongoing().order(number)):
        with suppress(Parked):
            return words.state_of(status(order)) == WarehouseOrder.State.SENT
    return False
