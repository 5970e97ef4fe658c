"""The receipt: what was ordered, where it goes, how it is paid, and what happens now."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.cart import beside
from commerce.checkout.ways_to_pay import latest_payment
from commerce.customers.may import Function, may
from commerce.orders import look, parcels
from commerce.orders.groups import groups
from commerce.orders.models import Order, Payment, Scan, Shipment
from commerce.orders.terms import name_of


@never_cache
@require_safe
def receipt(request, token):
    payment = latest_payment(token)
    if payment.order.state in (Order.State.PLACED, Order.State.CANCELLED):
        return redirect("order_unpaid", token=token)
    is_own = payment.order.user_id is not None and payment.order.user_id == request.user.pk
    again = is_own and may(request.shopper.level, Function.REORDER)
    return render(
        request,
        "checkout/confirmation.html",
        {
            **_receipt(payment.order, payment),
            "may_reorder": again,
            "with_it": beside.told(payment.order_id) if is_own else (),
        },
    )


def _receipt(order: Order, payment: Payment) -> dict:
    addresses, lines = look.receipt(order)
    address = addresses[0]
    return {
        "order": order,
        "lines": lines,
        "invoices": list(order.invoices.order_by("pk")) if order.fulfilment == Order.Fulfilment.SHIPPED else (),
        "summary": {
            "subtotal": order.net - order.delivery_net if order.is_business else order.gross - order.delivery_gross,
            "shipping": order.delivery_net if order.is_business else order.delivery_gross,
            "total": order.gross,
            "vat": order.vat,
            "vat_note": _("incl. VAT"),
        },
        "address_lines": [
            f"{address.first_name} {address.last_name}",
            address.company,
            address.address_1,
            address.address_2,
            f"{address.postal_code} {address.city}",
        ],
        "groups": groups(addresses, lines),
        "delivery_name": order.delivery_name,
        "point": look.chosen_point(order),
        "parcels": _parcels(order),
        "payment_name": name_of(payment.provider, order.organisation),
        "waits": order.state == Order.State.AWAITING,
        "next_steps": _next_steps(order, comes_later=any(line.later for line in lines)),
    }


def _parcels(order: Order) -> list[tuple[Shipment, Scan | None]]:
    """What has left us, with the latest that the carrier has said of it; nothing while all is here."""
    if order.fulfilment in (Order.Fulfilment.OPEN, Order.Fulfilment.PACKED):
        return []
    gone = parcels.that_left(order).order_by("number").prefetch_related("scans")
    return [(one, max(one.scans.all(), key=lambda scan: (scan.at, scan.pk), default=None)) for one in gone]


def _next_steps(order: Order, *, comes_later: bool) -> list[str]:
    if order.state == Order.State.AWAITING:
        return [
            _("Those who approve orders at your company have been told by e-mail."),
            _("The goods are kept for you until the order is approved or refused, at most 14 days."),
            _("You get a message at %(email)s with the answer.") % {"email": order.email},
        ]
    return [
        _("We send a confirmation to %(email)s.") % {"email": order.email},
        _("We pack what is in stock by hand, usually the next weekday. The rest follows when it has come.")
        if comes_later
        else _("We pack your order by hand, usually the next weekday."),
        _("You get a message with a tracking link when the parcel leaves us."),
    ]
