"""The order desk's questions: give money back, pack some of an order, send a parcel, try a refused refund again.

Each checks the permission, asks with a form, makes one call and answers; what was written is kept when it is refused.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from commerce.orders import flow, parcels, settle
from commerce.orders.desk import elsewhere, notes
from commerce.orders.desk.forms import NoteForm, ParcelForm, RefundForm, SendForm
from commerce.orders.freight import desk as freight_desk
from commerce.orders.groups import address_of
from commerce.orders.ledger import sums
from commerce.orders.mails import desk as mail_desk
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent, Return, Shipment
from commerce.orders.states import MoveRefused, ShipmentState
from commerce.register.columns import chip, money

MAY_MOVE, MAY_REFUND, MAY_WRITE = "orders.change_order", "orders.add_instruction", "orders.add_ordernote"
RETURN_TONES = {"requested": "wait", "acknowledged": "wait", "received": "wait", "settled": "good"}


@require_http_methods(["GET", "HEAD", "POST"])
def refund(request, payment_id):
    """Give back some of a payment. What two people give back at once is never more than came in."""
    _allow(request, MAY_REFUND)
    payment = get_object_or_404(Payment.objects.select_related("order"), pk=payment_id)
    room = settle.room(payment, Instruction.Kind.REFUND)
    form = RefundForm(
        request.POST or None,
        room=room,
        currency=payment.currency,
        initial={"amount": f"{room:.2f}".replace(".", ",")},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            settle.ask(
                payment.pk,
                Instruction.Kind.REFUND,
                said["amount"],
                why=said["why"],
                by=request.user.pk,
                now=timezone.now(),
            )
        except MoveRefused:
            form.add_error("amount", _("Somebody else has just given money back. Look at what is left and try again."))
        else:
            messages.success(request, _("The refund is on its way to the payment provider."))
            return _to(payment.order)
    return _ask(request, payment.order, form, title=_("Give money back"), submit=_("Give back"), is_serious=True)


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request, order_id):
    """Pack some of what is left of an order."""
    _allow(request, MAY_MOVE)
    order = get_object_or_404(Order, pk=order_id)
    left = parcels.here_by_group(order)
    group = _group_of(request, left)
    form = ParcelForm(
        request.POST or None,
        lines=order.lines.order_by("position"),
        left=left.get(group, {}),
        sent_by=elsewhere.sent_by(order),
    )
    if request.method == "POST" and form.is_valid():
        try:
            flow.pack(order.pk, form.quantities, by=request.user.pk, now=timezone.now())
        except MoveRefused:
            form.add_error(None, _("The order has changed meanwhile. Look at what is left to pack."))
        else:
            messages.success(request, _("The parcel is packed."))
            return _to(order)
    address = address_of(order, group) if group > 1 or len(left) > 1 else None
    title = _("Pack a parcel to %(address)s") % {"address": address} if address else _("Pack a parcel")
    return _ask(request, order, form, title=title, submit=_("Mark as packed"))


def _group_of(request, left) -> int:
    """The delivery group that is asked for; else the first of which something is left to pack."""
    asked = request.GET.get("group", "")
    return int(asked) if asked in map(str, left) else min(left, default=1)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request, shipment_id):
    """A parcel has left, with how it can be followed."""
    _allow(request, MAY_MOVE)
    shipment = get_object_or_404(Shipment.objects.select_related("order"), pk=shipment_id)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            flow.ship(
                shipment.order_id,
                shipment_id=shipment.pk,
                tracking=form.tracking,
                by=request.user.pk,
                now=timezone.now(),
            )
        except MoveRefused:
            form.add_error(None, _("The parcel has been sent already, or the order has changed."))
        else:
            messages.success(request, _("Parcel %(number)s is sent.") % {"number": shipment})
            return _to(shipment.order)
    title = _("Send parcel %(number)s") % {"number": shipment}
    return _ask(request, shipment.order, form, title=title, submit=_("Mark as shipped"))


@require_POST
def delivered(request, shipment_id):
    _allow(request, MAY_MOVE)
    shipment = get_object_or_404(Shipment.objects.select_related("order"), pk=shipment_id)
    try:
        flow.deliver(shipment.pk, now=timezone.now())
        messages.success(request, _("Parcel %(number)s has arrived.") % {"number": shipment})
    except MoveRefused:
        messages.error(request, _("Parcel %(number)s has not been sent yet.") % {"number": shipment})
    return _to(shipment.order)


@require_POST
def again(request, instruction_id):
    """Send an instruction that the provider has refused once more, with a new key: it was not carried out."""
    _allow(request, MAY_REFUND)
    failed = get_object_or_404(Instruction.objects.select_related("payment__order"), pk=instruction_id)
    try:
        settle.ask_again(failed.pk, by=request.user.pk, now=timezone.now())
        messages.success(request, _("It is on its way to the payment provider again."))
    except MoveRefused:
        messages.error(request, _("It has been asked for again already, or there is nothing left to give back."))
    return _to(failed.payment.order)


@require_POST
def note(request, order_id):
    """Write something of an order for colleagues. What cannot be kept comes back as it was written."""
    _allow(request, MAY_WRITE)
    order = get_object_or_404(Order, pk=order_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        notes.write(order.pk, form.cleaned_data["text"], by=request.user.pk, now=timezone.now())
        messages.success(request, _("The note is written."))
        return _to(order)
    return _ask(request, order, form, title=_("Write a note"), submit=_("Write the note"))


def addresses():
    """Under the register of orders."""
    return [
        path("orders/payment/<int:payment_id>/refund/", refund, name="order_refund"),
        path("orders/order/<int:order_id>/pack/", pack, name="order_pack"),
        path("orders/order/<int:order_id>/note/", note, name="order_note"),
        path("orders/shipment/<int:shipment_id>/send/", send, name="order_send"),
        path("orders/shipment/<int:shipment_id>/delivered/", delivered, name="order_delivered"),
        path("orders/instruction/<int:instruction_id>/again/", again, name="order_instruct_again"),
    ]


def on_order(order, user):
    """What the order's page shows of parcels and money, and which questions may be asked there."""
    may_move, may_refund = user.has_perm(MAY_MOVE), user.has_perm(MAY_REFUND)
    asked = Instruction.objects.filter(payment__order=order).select_related("asked_by").order_by("-pk")
    instructions = list(asked)
    owed = settle.owed_of(order, instructions)
    return {
        "to_pack": sorted(parcels.here_by_group(order)) if may_move and order.state == Order.State.CONFIRMED else [],
        "yet_to_come": parcels.yet_to_come_of(order),
        **freight_desk.on_order(order, user),
        "can_send": may_move,
        **mail_desk.on_order(order, user),
        "packed_state": ShipmentState.PACKED,
        "shipped_state": ShipmentState.SHIPPED,
        "instructions": instructions,
        "can_refund": may_refund,
        "note_form": NoteForm() if user.has_perm(MAY_WRITE) else None,
        "returns": _returns(order) if user.has_perm("orders.view_return") else [],
        "money": _money(order, owed),
        "documents": [(one, one.get_kind_display(), money(one.gross, one.currency)) for one in issued(order)],
        "owed": owed,
    }


def issued(order):
    """The invoice and credit notes of an order that a page shows, asked for once; without what stands on them."""
    kept = vars(order)
    if "_issued" not in kept:
        kept["_issued"] = list(order.invoices.defer("content").order_by("pk"))
    return kept["_issued"]


def _money(order, owed):
    """What was asked for, and what has become of it: pairs of words and amount, those that come to nothing left out."""
    known = sums(PaymentEvent.objects.filter(payment__order=order))
    rows = [
        (_("Asked for"), order.gross),
        (_("Authorised, not charged"), known["authorised"]),
        (_("Charged"), known["captured"]),
        (_("Given back"), known["refunded"]),
        (_("Owed to the customer"), owed),
    ]
    return [(words, money(amount, order.currency)) for words, amount in rows if amount]


def _returns(order):
    found = Return.objects.filter(order=order).order_by("number")
    return [
        (
            f"{order.number}-R{one.number}",
            reverse("orders_return_modeladmin_inspect", args=[one.pk]),
            chip(one.get_state_display(), RETURN_TONES.get(one.state, "quiet")),
            one,
        )
        for one in found
    ]


def _allow(request, permission):
    if not request.user.has_perm("orders.view_order"):
        raise Http404
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _to(order):
    return redirect(reverse("orders_order_modeladmin_inspect", args=[order.pk]))


def _ask(request, order, form, **words):
    address = reverse("orders_order_modeladmin_inspect", args=[order.pk])
    crumbs = [
        {"url": reverse("orders_order_modeladmin_index"), "label": _("Orders")},
        {"url": address, "label": _("Order %(number)s") % {"number": order.number}},
        {"url": "", "label": words["title"]},
    ]
    context = {
        **words,
        "form": form,
        "order": order,
        "order_url": address,
        "breadcrumbs_items": crumbs,
        "page_title": words["title"],
        "header_title": words["title"],
        "header_icon": "form",
    }
    status = 422 if form.errors else 200
    return render(request, "modeladmin/orders/order/ask.html", context, status=status)
