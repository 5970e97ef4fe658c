"""Orders that a warehouse's own system is sending: what is packed here by hand is called off there."""

from django.utils.translation import gettext as _

from commerce.orders import parcels
from commerce.stock.models import Warehouse


def sent_by(order):
    """The warehouses whose systems hold goods of the order that are in no parcel yet, by name. Two queries at most."""
    found = Warehouse.objects.exclude(run_by="").filter(allocations__reference=order.number).distinct()
    names = list(found.order_by("rank", "pk").values_list("name", flat=True))
    return names if names and any(parcels.left(order).values()) else []


def words(names):
    return _("Sent by the system of %(warehouses)s.") % {"warehouses": ", ".join(names)}
