"""The withdrawal function that the law asks for: on every page, in two steps, without log-in (2005:59; 2011/83/EU 11a).

Nobody can fish for orders here: a number and an address that do not belong together, a number that does not exist and
a sender who has asked too often all get the same page, where the goods are written in words. Whatever is sent there is
a notice too, and a person finds its order.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commerce.catalogue.withdrawal import WITHOUT_RIGHT, told
from commerce.customers.limits import is_within
from commerce.orders.models import Booking, Notice, Order, OrderLine, Payment, Return
from commerce.orders.returns import notices, returning, withdrawal
from commerce.orders.returns.money import paying
from commerce.orders.returns.withdrawal_forms import ConfirmForm, StatementForm
from commerce.orders.states import BookingState, ReturnState

HOUR = 3600
LOOKS_FOR_SENDER, LOOKS_FOR_NUMBER = 20, 40
MAILS_FOR_SENDER, MAILS_FOR_ADDRESS, NOTICES_FOR_SENDER = 6, 4, 60
PROOF_SALT, PROOF_LIFE = "orders.withdrawal", 24 * HOUR


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: uuid.UUID | None = None) -> HttpResponse:
    """Step 1, who and from what; step 2, what is about to be sent. `token` is the order's own address."""
    order = get_object_or_404(Order, token=token) if token else None
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request)
    if request.method != "POST":
        return _ask(request, _form(initial=_known(request, order)))
    form = _form(request.POST)
    if "change" in request.POST or not form.is_valid():
        return _ask(request, form if "change" not in request.POST else _form(initial=request.POST.dict()))
    found = order or _look(request, form.cleaned_data)
    return _show(request, found, form.cleaned_data, proof=_proof(found), key=uuid.uuid4())


@never_cache
@require_safe
def follow(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The receipt of a notice, and where its return has come."""
    returned = get_object_or_404(Return.objects.select_related("order"), token=token)
    lines, payment = returned.lines.select_related("line").order_by("line__position"), paying(returned.order)
    context = {
        "returned": returned,
        "order": returned.order,
        "lines": lines,
        "steps": _steps(returned),
        "to_send": any(one.quantity > one.unshipped for one in lines)
        and returned.state in (ReturnState.REQUESTED, ReturnState.ACKNOWLEDGED),
        "has_label": _label(returned) is not None,
        "seller": settings.SELLER,
        "on_credit": payment is not None and payment.state == Payment.State.INVOICED,
    }
    return render(request, "returns/return.html", context)


@never_cache
@require_safe
def label(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The label of a return, for whoever has the return's token."""
    returned = get_object_or_404(Return, token=token)
    booking = _label(returned)
    if booking is None:
        raise Http404
    response = HttpResponse(bytes(booking.label or b""), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="retur-{returned}.pdf"'
    return response


@never_cache
@require_safe
def kept(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The receipt of a notice whose order a person finds."""
    notice = get_object_or_404(Notice.objects.select_related("returned"), token=token)
    if notice.returned:
        return redirect("return", token=notice.returned.token)
    return render(request, "returns/notice.html", {"notice": notice})


@require_safe
def standard_form(request: HttpRequest) -> HttpResponse:
    """The standard form for withdrawal, to print and fill in (förordning in KOVFS; directive 2011/83/EU annex I B)."""
    return render(request, "returns/standard_form.html", {"seller": settings.SELLER})


# --- the steps ---


def _form(data=None, **said) -> StatementForm:
    return StatementForm(data, auto_id="withdraw_%s", **said)


def _ask(request: HttpRequest, form: StatementForm) -> HttpResponse:
    return render(request, "returns/withdraw.html", {"form": form}, status=422 if form.is_bound else 200)


def _known(request: HttpRequest, order: Order | None) -> dict[str, str]:
    """What need not be written again."""
    if order:
        address = order.addresses.first()
        name = f"{address.first_name} {address.last_name}" if address else ""
        return {"order_number": order.number, "email": order.email, "name": name}
    if request.user.is_authenticated:
        return {"email": request.user.email, "name": request.user.get_full_name()}
    return {}


def _look(request: HttpRequest, said: dict) -> Order | None:
    number = said["order_number"]
    may_look = is_within(request, "withdrawal", most=LOOKS_FOR_SENDER, seconds=HOUR) and is_within(
        request, "withdrawal_number", most=LOOKS_FOR_NUMBER, seconds=HOUR, of=number.strip().upper() or "none"
    )
    return notices.order_of(number, said["email"]) if may_look else None


def _proof(order: Order | None) -> str:
    """That the sender has shown that he knows the order, for the next step."""
    return signing.dumps(order.pk, salt=PROOF_SALT) if order else ""


def _proven(proof: str) -> Order | None:
    try:
        return Order.objects.filter(pk=signing.loads(proof, salt=PROOF_SALT, max_age=PROOF_LIFE)).first()
    except signing.BadSignature:
        return None


def _show(
    request: HttpRequest, order: Order | None, said: dict, *, proof: str, key: uuid.UUID, problem: str = ""
) -> HttpResponse:
    """Step 2. Without an order, or when nothing of it can be withdrawn, the goods are written in words."""
    most = withdrawal.returnable(order) if order else {}
    lines = list(order.lines.order_by("position")) if order else []
    context = {
        "said": said,
        "key": key,
        "proof": proof if most else "",
        "order": order,
        "lines": [
            (line, most[line.pk], told(line.withdrawal_exempt), _chosen(request, line, most[line.pk]))
            for line in lines
            if line.pk in most
        ],
        "left_out": [(line, told(line.withdrawal_exempt)) for line in lines if line.withdrawal_exempt in WITHOUT_RIGHT],
        "earlier": order.returns.exclude(state=ReturnState.REFUSED).order_by("number") if order else [],
        "last_day": withdrawal.last_day(order) if order else None,
        "is_late": order is not None and withdrawal.is_late(order, at=timezone.now()),
        "problem": problem,
    }
    return render(request, "returns/confirm.html", context, status=422 if problem else 200)


def _label(returned: Return) -> Booking | None:
    """The booking of the way back, when its label can be printed."""
    return returned.bookings.filter(state=BookingState.BOOKED, called_off_at=None).exclude(label=None).first()


def _chosen(request: HttpRequest, line: OrderLine, most: int) -> str:
    return request.POST.get(f"line-{line.pk}", str(most))


def _confirm(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _ask(request, _form(request.POST))
    said = form.cleaned_data
    order = _proven(said["proof"])
    if order is None:
        return _keep(request, form)
    again = {"proof": said["proof"], "key": said["key"]}
    lines = form.pieces(list(order.lines.all()))
    if not lines:
        return _show(request, order, said, **again, problem=_("Choose at least one thing."))
    try:
        returned = returning.request(
            order.pk,
            lines,
            name=said["name"],
            email=said["email"],
            note=said["note"],
            kind=Return.Kind.WITHDRAWAL,
            token=said["key"],
            now=timezone.now(),
        )
    except returning.NotReturnable:
        problem = _("Some of it is in another notice from you already. Look at what is left.")
        return _show(request, order, said, **again, problem=problem)
    return redirect("return", token=returned.token)


def _keep(request: HttpRequest, form: ConfirmForm) -> HttpResponse:
    """A notice that matches no order is taken as it is; only its mail is held back when too many are sent."""
    if not is_within(request, "notice", most=NOTICES_FOR_SENDER, seconds=HOUR):
        return render(request, "429.html", status=429)
    said = form.cleaned_data
    is_mailed = is_within(request, "notice_mail", most=MAILS_FOR_SENDER, seconds=HOUR) and is_within(
        request, "notice_mail_to", most=MAILS_FOR_ADDRESS, seconds=HOUR, of=said["email"].casefold()
    )
    notice = notices.take(
        order_number=said["order_number"],
        name=said["name"],
        email=said["email"],
        goods=said["goods"],
        note=said["note"],
        locale=(get_language() or "sv")[:5],
        token=said["key"],
        is_mailed=is_mailed,
        now=timezone.now(),
    )
    return redirect("withdrawal_kept", token=notice.token)


def _steps(returned: Return) -> list[tuple[str, object, bool]]:
    """Words, moment or None, and whether it is done: in the order that things happen."""
    state = ReturnState(returned.state)
    never_left = not returned.received_at or returned.received_at == returned.acknowledged_at
    steps: list[tuple[str, object, bool]] = [(_("We have your notice"), returned.requested_at, True)]
    if state == ReturnState.REFUSED:
        return [*steps, (_("We have answered that it does not go on"), None, True)]
    steps.append((_("The notice is accepted"), returned.acknowledged_at, state != ReturnState.REQUESTED))
    if not (never_left and returned.received_at):
        steps.append((_("The goods are with us"), returned.received_at, returned.received_at is not None))
    return [*steps, (_("The money is given back"), returned.settled_at, state == ReturnState.SETTLED)]
