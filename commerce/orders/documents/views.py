"""The documents of an order: for the shopper by the order's token, for the owner in the admin."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.orders.documents import pdf
from commerce.orders.models import Invoice, Order, Shipment

log = logging.getLogger(__name__)


@never_cache
@require_safe
def confirmation(request, token):
    """The order confirmation, for whoever has the order's token."""
    order = _order(token)
    return _pdf(pdf.order_confirmation(order), f"order-{order.number}.pdf")


@never_cache
@require_safe
def invoice(request, token, number):
    """An invoice or credit note of the order that the token names. Another order's is not found."""
    order = _order(token)
    issued = next((one for one in order.invoices.all() if str(one) == number), None)
    if issued is None:
        log.warning("document %s was asked for with the token of order %s, which has none such", number, order.number)
        raise Http404
    return _pdf(pdf.invoice(issued), pdf.file_name(issued))


@never_cache
@require_safe
def in_admin(request, kind, pk):
    """A document for the one who handles the order: the confirmation, the packing slips, an issued invoice."""
    if not request.user.has_perm("orders.view_order"):
        raise PermissionDenied
    if kind == "confirmation":
        order = get_object_or_404(Order, pk=pk)
        return _pdf(pdf.order_confirmation(order), f"order-{order.number}.pdf")
    if kind == "packing":
        order = get_object_or_404(Order, pk=pk)
        return _pdf(pdf.packing_slip(order), f"foljesedel-{order.number}.pdf")
    if kind == "parcel":
        parcel = get_object_or_404(Shipment.objects.select_related("order"), pk=pk)
        return _pdf(pdf.packing_slip(parcel.order, parcel), f"foljesedel-{parcel}.pdf")
    if kind == "invoice":
        issued = get_object_or_404(Invoice, pk=pk)
        return _pdf(pdf.invoice(issued), pdf.file_name(issued))
    raise Http404


def admin_addresses():
    return [path("orders/document/<slug:kind>/<int:pk>/", in_admin, name="order_document")]


def _order(token) -> Order:
    order = Order.objects.filter(token=token).first()
    if order is None:
        log.warning("a document was asked for with a token that no order has")
        raise Http404
    return order


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
