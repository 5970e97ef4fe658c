"""The order desk's work with returns: accept, receive, give back, refuse; and find the order of a notice.

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

from commerce.orders.freight import desk as freight_desk
from commerce.orders.models import Notice, Order, Payment, Return
from commerce.orders.returns import notices, returning, withdrawal
from commerce.orders.returns.desk_forms import (
    AnswerForm,
    FindOrderForm,
    NewReturnForm,
    PiecesForm,
    ReceiveForm,
    RefuseForm,
    SettleForm,
)
from commerce.orders.returns.money import due, paying
from commerce.orders.states import MoveRefused, ReturnState
from commerce.register.columns import money

MAY_SEE, MAY_MOVE, MAY_PAY = "orders.view_return", "orders.change_return", "orders.add_instruction"
MAY_SEE_NOTICES = "orders.view_notice"


@require_POST
def acknowledge(request, return_id):
    """Accept a notice that waited for a person."""
    returned = _return(request, return_id, MAY_MOVE)
    try:
        returning.acknowledge(returned.pk, by=request.user.pk, now=timezone.now())
        messages.success(request, _("Return %(number)s is accepted.") % {"number": returned})
    except MoveRefused:
        messages.error(request, _("Return %(number)s has changed meanwhile.") % {"number": returned})
    return _to(returned)


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request, return_id):
    """What came of a return, line by line, and what of it goes back on the shelf."""
    returned = _return(request, return_id, MAY_MOVE)
    lines = list(returned.lines.select_related("line").order_by("line__position"))
    form = ReceiveForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            returning.receive(
                returned.pk,
                form.counted("received"),
                form.counted("restocked"),
                by=request.user.pk,
                now=timezone.now(),
            )
        except MoveRefused:
            form.add_error(None, _("The return has changed meanwhile. Look at it again."))
        else:
            messages.success(request, _("The goods of return %(number)s are received.") % {"number": returned})
            return _to(returned)
    return _ask(request, returned, form, title=_("Receive the goods"), submit=_("Save what came"))


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, return_id):
    """Give back what came back is worth, or less for a reason."""
    returned = _return(request, return_id, MAY_MOVE)
    _allow(request, MAY_PAY)
    worth, currency = due(returned), returned.order.currency
    shown = f"{worth.total:.2f}".replace(".", ",")
    form = SettleForm(request.POST or None, due=worth.total, currency=currency, initial={"amount": shown})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            returning.settle_return(
                returned.pk, said["amount"], why=said["why"], by=request.user.pk, now=timezone.now()
            )
        except MoveRefused:
            form.add_error(
                None, _("It cannot be given back now: the return has changed, or its order is not charged yet.")
            )
        else:
            messages.success(request, _("Return %(number)s is settled.") % {"number": returned})
            return _to(returned)
    words = {"title": _("Give money back"), "submit": _("Give back"), "is_serious": True}
    return _ask(request, returned, form, sums=_sums(returned, worth), **words)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request, return_id):
    """Nothing comes of it, and the shopper is told why."""
    returned = _return(request, return_id, MAY_MOVE)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            returning.refuse(returned.pk, form.cleaned_data["why"], by=request.user.pk, now=timezone.now())
        except MoveRefused:
            form.add_error(None, _("It cannot be refused any more: it is settled, or taken out of the order."))
        else:
            messages.success(request, _("Return %(number)s is refused.") % {"number": returned})
            return _to(returned)
    return _ask(request, returned, form, title=_("Refuse the return"), submit=_("Refuse"), is_serious=True)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, order_id):
    """Write down a notice that came by telephone or letter. A complaint is about what has been sent."""
    if not request.user.has_perm("orders.view_order"):
        raise Http404
    _allow(request, MAY_MOVE)
    order = get_object_or_404(Order, pk=order_id)
    most = withdrawal.returnable(order, Return.Kind.COMPLAINT) | withdrawal.returnable(order)
    address = order.addresses.first()
    known = {"name": f"{address.first_name} {address.last_name}" if address else "", "email": order.email}
    lines = list(order.lines.order_by("position"))
    form = NewReturnForm(request.POST or None, lines=lines, most=most, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            returned = returning.request(order.pk, form.pieces, **form.said, by=request.user.pk, now=timezone.now())
        except returning.NotReturnable:
            form.add_error(
                None, _("That many cannot come back: in a return already, not sent yet, or without the right to it.")
            )
        else:
            messages.success(request, _("Return %(number)s is written down.") % {"number": returned})
            return _to(returned)
    crumbs = [{"url": reverse("orders_order_modeladmin_index"), "label": _("Orders")}]
    back = (reverse("orders_order_modeladmin_inspect", args=[order.pk]), _("Back to the order"))
    crumbs.append({"url": back[0], "label": _("Order %(number)s") % {"number": order.number}})
    words = {"title": _("New return"), "submit": _("Write it down"), "nothing_left": not most}
    return _page(request, form, crumbs, back=back, **words)


@require_http_methods(["GET", "HEAD", "POST"])
def find_order(request, notice_id):
    """The order that a notice is about."""
    notice = _notice(request, notice_id)
    form = FindOrderForm(request.POST or None, initial={"number": notice.order_number[:20]})
    if request.method == "POST" and form.is_valid():
        return redirect("notice_attach", notice_id=notice.pk, order_id=form.order.pk)
    return _ask_of_notice(request, notice, form, title=_("Find the order"), submit=_("Go on"))


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, notice_id, order_id):
    """Which goods of the order the notice is about; it then becomes a return."""
    notice, order = _notice(request, notice_id), get_object_or_404(Order, pk=order_id)
    most = withdrawal.returnable(order)
    form = PiecesForm(request.POST or None, lines=list(order.lines.order_by("position")), most=most)
    if request.method == "POST" and form.is_valid():
        try:
            returned = notices.attach(notice.pk, order.pk, form.pieces, by=request.user.pk, now=timezone.now())
        except (MoveRefused, returning.NotReturnable):
            form.add_error(None, _("The order or the notice has changed meanwhile. Look at it again."))
        else:
            messages.success(request, _("The notice has become return %(number)s.") % {"number": returned})
            return _to(returned)
    about = _("Order %(number)s, %(email)s") % {"number": order.number, "email": order.email}
    words = {"title": _("Make it a return"), "submit": _("Make it a return"), "about": about}
    return _ask_of_notice(request, notice, form, nothing_left=not most, **words)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, notice_id):
    """There is no order: what the sender was answered."""
    notice = _notice(request, notice_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            notices.answer(notice.pk, form.cleaned_data["said"], by=request.user.pk, now=timezone.now())
        except MoveRefused:
            form.add_error(None, _("Somebody else has handled the notice meanwhile."))
        else:
            messages.success(request, _("The answer is saved with the notice."))
            return redirect("orders_notice_modeladmin_inspect", notice.pk)
    return _ask_of_notice(request, notice, form, title=_("Answered without an order"), submit=_("Save"))


def addresses():
    """Under the registers of returns and notices."""
    return [
        path("orders/return/<int:return_id>/acknowledge/", acknowledge, name="return_acknowledge"),
        path("orders/return/<int:return_id>/receive/", receive, name="return_receive"),
        path("orders/return/<int:return_id>/settle/", settle, name="return_settle"),
        path("orders/return/<int:return_id>/refuse/", refuse, name="return_refuse"),
        path("orders/order/<int:order_id>/return/", new, name="return_new"),
        path("orders/notice/<int:notice_id>/order/", find_order, name="notice_find_order"),
        path("orders/notice/<int:notice_id>/order/<int:order_id>/", attach, name="notice_attach"),
        path("orders/notice/<int:notice_id>/answer/", answer, name="notice_answer"),
    ]


def links_of_order(order, request):
    """From the page of an order to its returns, and to a new one."""
    links = []
    if request.user.has_perm(MAY_SEE):
        links.append((_("Returns"), f"{reverse('orders_return_modeladmin_index')}?q={order.number}"))
        if request.user.has_perm(MAY_MOVE):
            links.append((_("New return"), reverse("return_new", args=[order.pk])))
    return links


def on_return(returned, user):
    """What the return's page shows, and which questions may be asked there."""
    lines = list(returned.lines.select_related("line").order_by("line__position"))
    may_move = user.has_perm(MAY_MOVE)
    state = ReturnState(returned.state)
    worth = due(returned)
    return {
        "lines": lines,
        **freight_desk.on_return(returned, user),
        "sums": _sums(returned, worth) if state not in (ReturnState.SETTLED, ReturnState.REFUSED) else [],
        "given": None if returned.amount is None else money(returned.amount, returned.order.currency),
        "last_day": withdrawal.last_day(returned.order),
        "can_acknowledge": may_move and state == ReturnState.REQUESTED,
        "can_receive": may_move and state in (ReturnState.REQUESTED, ReturnState.ACKNOWLEDGED),
        "can_settle": may_move and user.has_perm(MAY_PAY) and state == ReturnState.RECEIVED,
        "can_refuse": may_move
        and state in (ReturnState.REQUESTED, ReturnState.ACKNOWLEDGED, ReturnState.RECEIVED)
        and not any(one.unshipped for one in lines),
    }


def _sums(returned, worth):
    """What is due, and by which way it goes: pairs of words and amount."""
    currency, payment = returned.order.currency, paying(returned.order)
    rows = [(_("Goods"), money(worth.goods, currency)), (_("Delivery"), money(worth.delivery, currency))]
    by = _("Credited") if payment and payment.state == Payment.State.INVOICED else _("Given back to the payment")
    return [*rows, (by, money(worth.total, currency))]


def _return(request, return_id, permission):
    if not request.user.has_perm(MAY_SEE):
        raise Http404
    _allow(request, permission)
    return get_object_or_404(Return.objects.select_related("order"), pk=return_id)


def _notice(request, notice_id):
    if not request.user.has_perm(MAY_SEE_NOTICES):
        raise Http404
    _allow(request, MAY_MOVE)
    return get_object_or_404(Notice, pk=notice_id)


def _allow(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _to(returned):
    return redirect("orders_return_modeladmin_inspect", returned.pk)


def _ask(request, returned, form, **words):
    home = {"url": reverse("orders_return_modeladmin_index"), "label": _("Returns")}
    address = reverse("orders_return_modeladmin_inspect", args=[returned.pk])
    crumb = {"url": address, "label": _("Return %(number)s") % {"number": returned}}
    return _page(request, form, [home, crumb], back=(address, _("Back to the return")), **words)


def _ask_of_notice(request, notice, form, **words):
    home = {"url": reverse("orders_notice_modeladmin_index"), "label": _("Notices without an order")}
    address = reverse("orders_notice_modeladmin_inspect", args=[notice.pk])
    crumb = {"url": address, "label": notice.name}
    return _page(request, form, [home, crumb], back=(address, _("Back to the notice")), notice=notice, **words)


def _page(request, form, crumbs, *, back, title, **words):
    context = {
        **words,
        "form": form,
        "title": title,
        "back_url": back[0],
        "back_words": back[1],
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
        "page_title": title,
        "header_title": title,
        "header_icon": "resubmit",
    }
    return render(request, "modeladmin/orders/return/ask.html", context, status=422 if form.errors else 200)
