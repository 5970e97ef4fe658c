"""Service orders at the desk: one order with its parts, the board of parts, approving, refusing and cancelling one."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from commerce.customers.models import User
from commerce.register.columns import link
from operations.desk.linking import Found
from operations.desk.states import TicketState
from operations.services import life, rights
from operations.services.forms import WhyForm
from operations.services.ordered import PartState, ServiceOrder, ServicePart
from operations.services.words import part_chip, state

BOARD = gettext_lazy("Board of services")
MAY_SEE, MAY_CHANGE = "services.view_serviceorder", "services.change_serviceorder"
A_COLUMN = 50
COLUMNS: tuple[tuple[str, Any, Q], ...] = (
    ("awaiting", gettext_lazy("Waits for approval"), Q(state=PartState.AWAITING)),
    ("new", gettext_lazy("Nobody has accepted"), Q(state=PartState.ORDERED, ticket__state=TicketState.NEW)),
    ("accepted", gettext_lazy("Accepted"), Q(state=PartState.ORDERED, ticket__state=TicketState.ACCEPTED)),
    ("working", gettext_lazy("Worked on"), Q(state=PartState.ORDERED, ticket__state=TicketState.WORKING)),
    ("waiting", gettext_lazy("Waits for the requester"), Q(state=PartState.ORDERED, ticket__state=TicketState.WAITING)),
    ("solved", gettext_lazy("Done, not closed"), Q(state=PartState.ORDERED, ticket__state=TicketState.SOLVED)),
)


class BoardItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every part that is not finished, in the column where it stands, the most pressing first."""
    _need(request, MAY_SEE)
    now = timezone.now()
    parts = ServicePart.objects.select_related(
        "version", "order__organisation", "order__requester", "ticket__assigned_to"
    )
    columns = []
    for code, title, where in COLUMNS:
        rows = list(parts.filter(where).order_by("ticket__solve_due_at", "order__number", "position")[: A_COLUMN + 1])
        cards = [
            {"part": one, "url": _page_of(one), "is_late": bool(one.ticket and one.ticket.is_solving_late(now))}
            for one in rows[:A_COLUMN]
        ]
        columns.append({"code": code, "title": title, "cards": cards, "has_more": len(rows) > A_COLUMN})
    crumbs = [{"url": "", "label": BOARD}]
    context = {"columns": columns, "page_title": BOARD, "header_title": BOARD, "header_icon": "grip"}
    return render(request, "operations/services/board.html", {**context, "breadcrumbs_items": crumbs})


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk, rights.MAY_APPROVE)
    try:
        life.approve(part, by=_user(request), now=timezone.now())
        messages.success(request, _("The part is approved."))
    except life.MayNotDecide:
        messages.error(request, _("The administrator of the company approves it."))
    except life.MoveRefused:
        messages.error(request, _("It waits for approval no longer."))
    return _to(part.order_id)


@require_POST
def approve_all(request: HttpRequest, order_id: int) -> HttpResponse:
    """Approve every part of the order that Systemägare decides."""
    _part_permission(request, rights.MAY_APPROVE)
    found = get_object_or_404(ServiceOrder, pk=order_id)
    for part in rights.waiting_for_owner().filter(order=found).order_by("position"):
        life.approve(part, by=_user(request), now=timezone.now())
    messages.success(request, _("What waited is approved."))
    return _to(order_id)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk, rights.MAY_APPROVE)
    return _ask(request, part, life.refuse, title=_("Refuse the part"))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk, MAY_CHANGE)

    def cancelled(part: ServicePart, **said: Any) -> ServicePart:
        return life.cancel(part, is_desk=True, **said)

    return _ask(request, part, cancelled, title=_("Cancel the part"))


def on_order(order: ServiceOrder, user: User) -> dict[str, Any]:
    """What the order's page shows, and what may be done there."""
    parts = list(order.parts.select_related("version", "ticket__assigned_to", "decided_by").order_by("position"))
    waiting = set()
    if user.has_perm(rights.MAY_APPROVE):
        waiting = set(rights.waiting_for_owner().filter(order=order).values_list("pk", flat=True))
    may_change = user.has_perm(MAY_CHANGE)
    counted = [one for one in parts if one.state not in (PartState.CANCELLED, PartState.REFUSED)]
    return {
        "rows": [
            {
                "part": one,
                "chip": part_chip(one),
                "can_decide": one.pk in waiting,
                "can_cancel": may_change and life.can_be_cancelled(one, is_desk=True),
            }
            for one in parts
        ],
        "waiting": len(waiting),
        "net": sum(one.net for one in counted),
        "gross": sum(one.gross for one in counted),
        "may_see_tickets": user.has_perm("desk.view_ticket"),
        "may_see_orders": user.has_perm("orders.view_order"),
    }


def load_parts(orders: Sequence[ServiceOrder]) -> None:
    """Give each order its parts as `shown_parts`. One query."""
    found: dict[int, list[ServicePart]] = {one.pk: [] for one in orders}
    for part in ServicePart.objects.filter(order__in=found).select_related("ticket").order_by("position"):
        found[part.order_id].append(part)
    for one in orders:
        one.shown_parts = found[one.pk]  # type: ignore[attr-defined]


def standing(parts: Iterable[ServicePart]) -> str:
    """How many parts stand where: “2 ny, 1 löst”."""
    counts = Counter(state(part) for part in parts)
    return ", ".join(f"{count} {words.lower()}" for words, count in counts.items())


def link_to(part: ServicePart) -> SafeString:
    return link(_page_of(part), str(part))


def linked(number: str) -> Found | None:
    """The service order that a ticket is tied to by hand."""
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    order = ServiceOrder.objects.filter(number=int(number)).first()
    if order is None:
        return None
    words = _("Service order %(number)s") % {"number": order.number}
    return Found(str(order.number), words, reverse("services_serviceorder_modeladmin_inspect", args=[order.pk]))


def addresses() -> list[URLPattern]:
    return [
        path("services/board/", board, name="services_board"),
        path("services/order/<int:order_id>/approve/", approve_all, name="service_order_approve"),
        path("services/part/<int:pk>/approve/", approve, name="service_part_approve"),
        path("services/part/<int:pk>/refuse/", refuse, name="service_part_refuse"),
        path("services/part/<int:pk>/cancel/", cancel, name="service_part_cancel"),
    ]


# --- the steps ---


def _ask(request: HttpRequest, part: ServicePart, do: Callable[..., ServicePart], *, title: str) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            do(part, why=form.cleaned_data["why"], by=_user(request), now=timezone.now())
        except life.MayNotDecide:
            form.add_error(None, _("The administrator of the company decides it."))
        except life.MoveRefused:
            form.add_error(None, _("The part has changed meanwhile. Look at it again."))
        else:
            messages.success(request, _("Part %(part)s is saved.") % {"part": part})
            return _to(part.order_id)
    address = _page_of(part)
    context = {
        "form": form,
        "about": f"{part.version.name}, {part.recipient_name}",
        "back_url": address,
        "breadcrumbs_items": [
            {"url": reverse("services_serviceorder_modeladmin_index"), "label": _("Service orders")},
            {"url": address, "label": _("Service order %(number)s") % {"number": part.order}},
            {"url": "", "label": title},
        ],
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
    }
    return render(request, "operations/services/ask.html", context, status=422 if form.errors else 200)


def _part(request: HttpRequest, pk: int, permission: str) -> ServicePart:
    _part_permission(request, permission)
    return get_object_or_404(ServicePart.objects.select_related("order", "version"), pk=pk)


def _part_permission(request: HttpRequest, permission: str) -> None:
    """404 for one who may see no orders, 403 for one who may see them and no more."""
    if not _user(request).has_perm(MAY_SEE):
        raise Http404
    _need(request, permission)


def _need(request: HttpRequest, permission: str) -> None:
    if not _user(request).has_perm(permission):
        raise PermissionDenied


def _page_of(part: ServicePart) -> str:
    return reverse("services_serviceorder_modeladmin_inspect", args=[part.order_id]) + f"#part-{part.position}"


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _to(order_id: int) -> HttpResponse:
    return redirect("services_serviceorder_modeladmin_inspect", order_id)
