"""One order in the admin: everything that is known of it, and the moves that its state allows."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from commerce.orders import flow
from commerce.orders.desk import elsewhere
from commerce.orders.desk import views as desk_views
from commerce.orders.desk.timeline import timeline
from commerce.orders.models import Order
from commerce.orders.payments import providers
from commerce.orders.states import MoveRefused
from commerce.pricing import trace
from commerce.register.columns import chip, money
from commerce.register.views import RegisterInspect

MOVES = {
    "pack": gettext_lazy("Mark as packed"),
    "ship": gettext_lazy("Mark as shipped"),
    "cancel": gettext_lazy("Cancel the order"),
}
PAYMENT_TONES = {
    "paid": "good",
    "authorised": "good",
    "invoiced": "good",
    "pending": "wait",
    "awaiting": "wait",
    "declined": "bad",
    "owed": "bad",
}


def payment_chip(payment):
    return chip(payment.get_state_display(), PAYMENT_TONES.get(payment.state, "quiet"))


def allowed_moves(order):
    """What can be done with the order from where it is: pairs of move and words."""
    names = []
    if order.state == Order.State.CONFIRMED:
        names = ["pack", "ship"] if order.fulfilment == Order.Fulfilment.OPEN else ["ship"]
    elif order.state in (Order.State.PLACED, Order.State.AWAITING):
        names = ["cancel"]
    return [(name, MOVES[name]) for name in names]


class OrderInspect(RegisterInspect):
    """The same few queries whatever its size."""

    def get_fields_dict(self):
        return []

    def get_page_subtitle(self):
        return _("Order %(number)s") % {"number": self.instance.number}

    def get_context_data(self, **kwargs):
        order = self.instance
        may_move = self.request.user.has_perm("orders.change_order")
        lines = list(order.lines.order_by("group", "position"))
        addresses = list(order.addresses.order_by("kind", "group"))
        return super().get_context_data(
            order=order,
            chips=self._chips(order),
            lines=[(line, money(line.unit_gross, order.currency), money(line.gross, order.currency)) for line in lines],
            traces=self._traces(lines, order),
            sums=self._sums(order),
            addresses=addresses,
            is_divided=sum(one.kind == "delivery" for one in addresses) > 1,
            payments=self._payments(order),
            timeline=timeline(order),
            moves=allowed_moves(order) if may_move else [],
            **desk_views.on_order(order, self.request.user),
            **kwargs,
        )

    def _traces(self, lines, order):
        """Why each line cost what it did, as it was known when it was sold."""
        names = trace.lists_of(line.price_source for line in lines)
        told = [trace.told(line.price_source, names=names, currency=order.currency) for line in lines]
        return list(zip(lines, told, strict=True))

    def _chips(self, order):
        register = self.model_admin
        return [register.status(order)] + (
            [register.parcel(order)] if order.state in ("confirmed", "completed") else []
        )

    def _sums(self, order):
        rows = [
            (_("Goods"), order.gross - order.delivery_gross),
            (order.delivery_name, order.delivery_gross),
            (_("Total"), order.gross),
            (_("Of it VAT"), order.vat),
        ]
        return [(label, money(amount, order.currency)) for label, amount in rows]

    def _payments(self, order):
        return [
            (payment, _provider_name(payment), money(payment.amount, payment.currency), payment_chip(payment))
            for payment in order.payments.order_by("-pk")
        ]


def _provider_name(payment):
    """As the shopper saw it; its code where the shop no longer offers it."""
    provider = providers().get(payment.provider)
    return provider.name if provider else payment.provider.capitalize()


@require_POST
def move(request, order_id):
    """Take an order one step on. Refused with words where its state does not allow it any more."""
    if not request.user.has_perm("orders.change_order"):
        raise PermissionDenied
    order, name = get_object_or_404(Order, pk=order_id), request.POST.get("move", "")
    if name != "cancel" and (names := elsewhere.sent_by(order)):
        way = _("Pack it on its own page if it is to leave from here.")
        messages.error(request, f"{elsewhere.words(names)} {way}")
        return HttpResponseRedirect(reverse("order_pack", args=[order.pk]))
    try:
        _move(order, name, by=request.user.pk)
        messages.success(request, _("Order %(number)s is moved on.") % {"number": order.number})
    except MoveRefused:
        messages.error(request, _("Order %(number)s has changed and cannot be moved so.") % {"number": order.number})
    return HttpResponseRedirect(reverse("orders_order_modeladmin_inspect", args=[order.pk]))


def _move(order, name, *, by):
    now = timezone.now()
    if name == "pack":
        flow.pack(order.pk, by=by, now=now)
    elif name == "ship":
        flow.ship(order.pk, by=by, now=now)
    elif name == "cancel":
        flow.cancel(order.pk, why="cancelled in the admin", by=by, now=now)
    else:
        raise MoveRefused(name)
