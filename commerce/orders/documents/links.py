"""The documents of an order, beside it in the admin."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.orders.desk.register import OrderRegister
from commerce.orders.desk.views import issued
from commerce.orders.invoices.models import Invoice
from commerce.orders.models import Order


def of_order(order: Order, request) -> list[tuple[str, str]]:
    """Pairs of words and address. Two queries."""
    links = [
        (_("Order confirmation (PDF)"), _address("confirmation", order)),
        (_("Packing slip (PDF)"), _address("packing", order)),
    ]
    prefetch_related_objects([order], "shipments")
    parcels = sorted(order.shipments.all(), key=lambda one: one.number)
    if len(parcels) > 1:
        links += [
            (_("Packing slip %(parcel)s (PDF)") % {"parcel": f"{order}-{one.number}"}, _address("parcel", one))
            for one in parcels
        ]
    words = {
        Invoice.Kind.INVOICE: _("Invoice %(number)s (PDF)"),
        Invoice.Kind.CREDIT_NOTE: _("Credit note %(number)s (PDF)"),
    }
    return links + [
        (words[Invoice.Kind(one.kind)] % {"number": one}, _address("invoice", one)) for one in issued(order)
    ]


def _address(kind, row) -> str:
    return reverse("order_document", args=[kind, row.pk])


OrderRegister.contribute(load=lambda rows, request: None, links=of_order, place=10)
