"""Moving many orders one step on. Each is moved by the flow in a transaction of its own, or left with a reason."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.orders import flow
from commerce.orders.desk import elsewhere
from commerce.orders.desk.forms import CancelForm
from commerce.orders.documents import pdf
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused
from commerce.register.actions import Action, Document, Refused

UNPAID = (Order.State.PLACED, Order.State.AWAITING)


def _mover(move):
    def do(order, asked):
        if names := elsewhere.sent_by(order):
            raise Refused(elsewhere.words(names))
        try:
            move(order.pk, by=asked.user.pk, now=asked.now)
        except MoveRefused as refusal:
            raise Refused(_("has changed meanwhile")) from refusal

    return do


def _not_packable(order, asked):
    if order.state == Order.State.CONFIRMED and order.fulfilment != Order.Fulfilment.OPEN:
        return _("is packed already")
    return _not_confirmed(order)


def _not_shippable(order, asked):
    return _not_confirmed(order)


def _not_confirmed(order):
    return {
        Order.State.PLACED: _("is not paid"),
        Order.State.AWAITING: _("is not approved"),
        Order.State.COMPLETED: _("is shipped already"),
        Order.State.CANCELLED: _("is cancelled"),
    }.get(order.state)


def _not_cancellable(order, asked):
    if order.state == Order.State.CANCELLED:
        return _("is cancelled already")
    return None if order.state in UNPAID else _("is paid or confirmed: call it off on its own page")


def _cancel(order, asked):
    try:
        flow.cancel(order.pk, why=asked.values["why"], by=asked.user.pk, now=asked.now)
    except MoveRefused as refusal:
        raise Refused(_("has changed meanwhile")) from refusal


def _packing_slips(orders, asked):
    response = HttpResponse(pdf.packing_slips(orders, at=asked.now), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="foljesedlar.pdf"'
    return response


PACK = Action(
    name="pack",
    label=gettext_lazy("Mark as packed"),
    permission="orders.change_order",
    question=lambda count: (
        ngettext("Mark %(count)s order as packed?", "Mark %(count)s orders as packed?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s order is marked as packed.", "%(count)s orders are marked as packed.", count)
        % {"count": count}
    ),
    refuse=_not_packable,
    do=_mover(flow.pack),
    is_each=True,
    is_logged=False,  # the order's own events tell of it
    most=500,
)
SHIP = Action(
    name="ship",
    label=gettext_lazy("Mark as shipped"),
    permission="orders.change_order",
    question=lambda count: (
        ngettext("Mark %(count)s order as shipped?", "Mark %(count)s orders as shipped?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s order is marked as shipped.", "%(count)s orders are marked as shipped.", count)
        % {"count": count}
    ),
    refuse=_not_shippable,
    do=_mover(flow.ship),
    explanation=gettext_lazy("Their goods leave the stock and the orders are completed. It cannot be undone."),
    is_each=True,
    is_logged=False,
    most=500,
)
CANCEL = Action(
    name="cancel",
    label=gettext_lazy("Cancel unpaid"),
    permission="orders.change_order",
    question=lambda count: ngettext("Cancel %(count)s order?", "Cancel %(count)s orders?", count) % {"count": count},
    told=lambda count: (
        ngettext("%(count)s order is cancelled.", "%(count)s orders are cancelled.", count) % {"count": count}
    ),
    refuse=_not_cancellable,
    do=_cancel,
    form_class=CancelForm,
    explanation=gettext_lazy("Their stock is free again, and a payment that is on its way is called off."),
    is_each=True,
    is_logged=False,
    is_serious=True,
    most=500,
)
PACKING_SLIPS = Document(
    name="packing_slips",
    label=gettext_lazy("Packing slips (PDF)"),
    permission="orders.view_order",
    make=_packing_slips,
)
