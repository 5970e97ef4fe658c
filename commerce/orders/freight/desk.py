"""Freight at the order desk: book a parcel, try again what was refused, print labels, a label for a return."""

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from commerce.orders.freight import booking as freight
from commerce.orders.freight import labels, offers
from commerce.orders.freight.models import Booking, ChosenPoint
from commerce.orders.models import Return, Shipment
from commerce.orders.states import BookingState, MoveRefused, ShipmentState
from commerce.register.actions import Document
from commerce.register.columns import chip, money
from commerce.stock.models import Warehouse

MAY_MOVE, MAY_RETURN = "orders.change_order", "orders.change_return"
TONES = {"asked": "wait", "sent": "wait", "booked": "good", "refused": "bad", "closed": "bad", "cancelled": "quiet"}


@require_POST
def book(request, shipment_id):
    """Book a packed parcel, or try again what the carrier refused."""
    _allow(request, "orders.view_order", MAY_MOVE)
    shipment = get_object_or_404(Shipment.objects.select_related("order"), pk=shipment_id)
    try:
        freight.ask(shipment.pk, by=request.user.pk, now=timezone.now())
        messages.success(
            request, _("The freight of parcel %(number)s is on its way to be booked.") % {"number": shipment}
        )
    except MoveRefused:
        messages.error(request, _("Parcel %(number)s is not here any more.") % {"number": shipment})
    except freight.NotBookable:
        messages.error(request, _("The shop does not book this parcel: no carrier is set, or the warehouse books."))
    return redirect("orders_order_modeladmin_inspect", shipment.order_id)


@require_POST
def book_return(request, return_id):
    """Book the way back, so that the customer gets a label."""
    _allow(request, "orders.view_return", MAY_RETURN)
    returned = get_object_or_404(Return, pk=return_id)
    try:
        freight.ask_return(returned.pk, by=request.user.pk, now=timezone.now())
        messages.success(request, _("The label is being made. The customer gets it by e-mail."))
    except freight.NotBookable:
        messages.error(request, _("No carrier makes return labels for this way of delivery."))
    return redirect("orders_return_modeladmin_inspect", returned.pk)


@never_cache
@require_safe
def label(request, booking_id):
    """The label as the carrier made it."""
    if not request.user.has_perm("orders.view_order"):
        raise PermissionDenied
    booking = get_object_or_404(Booking.objects.exclude(label=None), pk=booking_id)
    return pdf(bytes(booking.label or b""), f"fraktsedel-{booking.anchor}.pdf")


@never_cache
@require_safe
def what_it_costs(request, shipment_id):
    """What the carrier would take for a parcel, beside what the customer pays. Books nothing."""
    _allow(request, "orders.view_order", MAY_MOVE)
    shipment = get_object_or_404(Shipment.objects.select_related("order"), pk=shipment_id)
    method = offers.method_of(shipment.order)
    if method is None:
        raise Http404
    prices = offers.of_parcel(shipment, method, now=timezone.now())
    order, title = shipment.order, _("Freight of parcel %(number)s") % {"number": shipment}
    context = {
        "order": order,
        "prices": prices,
        "priced": [(one, money(one.net, one.currency)) for one in prices.offers],
        "page_title": title,
        "header_title": title,
        "header_icon": "arrow-right-full",
        "breadcrumbs_items": [
            {"url": reverse("orders_order_modeladmin_index"), "label": _("Orders")},
            {"url": reverse("orders_order_modeladmin_inspect", args=[order.pk]), "label": order.number},
            {"url": "", "label": title},
        ],
    }
    return render(request, "modeladmin/orders/order/offers.html", context)


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def addresses():
    """Under the register of orders."""
    return [
        path("orders/shipment/<int:shipment_id>/freight/", book, name="order_book_freight"),
        path("orders/shipment/<int:shipment_id>/freight/prices/", what_it_costs, name="order_freight_prices"),
        path("orders/return/<int:return_id>/freight/", book_return, name="return_book_freight"),
        path("orders/booking/<int:booking_id>/label/", label, name="order_label"),
    ]


def on_order(order, user):
    """The order's parcels, each with its freight and where it was seen last; and where the shopper fetches them."""
    prefetch_related_objects([order], "shipments__lines__line", "shipments__scans")
    shipments = sorted(order.shipments.all(), key=lambda one: one.number)
    bookings = {one.shipment_id: one for one in _bookings(order)} if shipments else {}
    can_book = bool(shipments) and user.has_perm(MAY_MOVE) and offers.method_of(order) is not None
    for one in shipments:
        one.freight = bookings.get(one.pk)
        one.freight_chip = chip(one.freight.get_state_display(), TONES[one.freight.state]) if one.freight else None
        one.latest_scan = max(one.scans.all(), key=lambda scan: (scan.at, scan.pk), default=None)
        one.may_book = can_book and _may_book(one)
        one.may_ask_price = can_book and _is_ours_to_send(one)
    return {"parcels": shipments, "chosen_point": ChosenPoint.objects.filter(order=order).first()}


def on_return(returned, user):
    """The label of a return, and whether one may be made."""
    booking = returned.bookings.defer("label").order_by("-pk").first()
    method = offers.method_of(returned.order)
    is_live = booking is not None and booking.state != BookingState.CANCELLED
    can_make = user.has_perm(MAY_RETURN) and method is not None and bool(method.return_product)
    is_open = returned.state in ("requested", "acknowledged")
    may_try = not is_live or booking.state == BookingState.REFUSED
    return {
        "return_booking": booking,
        "return_chip": chip(booking.get_state_display(), TONES[booking.state]) if booking else None,
        "can_book_return": can_make and is_open and may_try,
    }


def _bookings(order):
    return Booking.objects.filter(shipment__order=order).defer("label").order_by("pk")


def _may_book(shipment) -> bool:
    """Packed, the shop's to book, and nobody has, or it came to nothing."""
    is_free = shipment.freight is None or shipment.freight.state in (BookingState.REFUSED, BookingState.CANCELLED)
    return is_free and _is_ours_to_send(shipment)


def _is_ours_to_send(shipment) -> bool:
    return shipment.state == ShipmentState.PACKED and freight.booked_by(shipment) != Warehouse.Freight.WMS


def _labels(orders, asked):
    """The labels of the orders' parcels that have not left, in one file."""
    if found := labels.to_print([one.pk for one in orders]):
        return pdf(labels.together(found), "fraktsedlar.pdf")
    words = _("None of the orders has a parcel here with a label.")
    return HttpResponse(f"{words}\n", status=422, content_type="text/plain; charset=utf-8")


def _allow(request, see, do):
    if not request.user.has_perm(see):
        raise Http404
    if not request.user.has_perm(do):
        raise PermissionDenied


LABELS = Document(
    name="labels", label=gettext_lazy("Freight labels (PDF)"), permission="orders.view_order", make=_labels
)
