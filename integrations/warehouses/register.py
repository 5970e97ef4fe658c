"""The registers of what warehouses have been asked to send, and of the files exchanged with one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.orders.desk.queues import WRONG, Queue
from commerce.orders.documents.links import OrderRegister
from commerce.register.actions import Action, Refused
from commerce.register.columns import EMPTY, chip, column, link, moment
from commerce.register.filters import Choice, Period, one_of, related
from commerce.register.register import ReadOnly, Register
from commerce.stock.models import Warehouse
from integrations.errors import NotSent
from integrations.warehouses import orders, planning
from integrations.warehouses.files import outgoing
from integrations.warehouses.models import WarehouseFile, WarehouseOrder, WarehouseOrderLine

State, FileState = WarehouseOrder.State, WarehouseFile.State
TONES = {
    "asked": "wait",
    "acknowledged": "good",
    "begun": "good",
    "picked": "good",
    "sent": "good",
    "cancelled": "quiet",
}
FILE_TONES = {
    "made": "wait",
    "written": "wait",
    "acknowledged": "good",
    "taken": "good",
    "refused": "bad",
    "aside": "wait",
}
SHORTLY = {  # on a narrow screen too; the filter and the order say it in whole sentences
    "too_late": _("Call: it has begun"),
    "short": _("Call: too few sent"),
    "cancelled": _("Call: cancelled there"),
    "unclear": _("Unclear"),
}
MAY_CHANGE = "integrations.change_warehouseorder"

CALLED = Action(
    name="called",
    label=_("The warehouse has been called"),
    permission=MAY_CHANGE,
    question=lambda count: (
        ngettext(
            "Has the warehouse been called about %(count)s order?",
            "Has the warehouse been called about %(count)s orders?",
            count,
        )
        % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s order is settled.", "%(count)s orders are settled.", count) % {"count": count}
    ),
    refuse=lambda part, asked: None if part.problem else gettext("has no problem"),
    do=lambda part, asked: _called(part, asked),
    explanation=_("The order is as the warehouse and you agreed. What it did not take is not sent again."),
    is_each=True,
)
ASK_ANEW = Action(
    name="ask_anew",
    label=_("Ask for what is missing"),
    permission=MAY_CHANGE,
    question=lambda count: (
        ngettext(
            "Ask anew for what is missing of %(count)s order?",
            "Ask anew for what is missing of %(count)s orders?",
            count,
        )
        % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s order is asked for anew.", "%(count)s orders are asked for anew.", count) % {"count": count}
    ),
    refuse=lambda part, asked: None if _is_missing(part) else gettext("is not missing anything"),
    do=lambda part, asked: planning.ask_anew(part.pk, by=asked.user.pk, now=asked.now),
    explanation=_("The warehouse has ended the order without sending all of it: the rest becomes an order of its own."),
    is_each=True,
)
WRITE_AGAIN = Action(
    name="write_again",
    label=_("Write the file once more"),
    permission="integrations.change_warehousefile",
    question=lambda count: (
        ngettext("Write %(count)s file once more?", "Write %(count)s files once more?", count) % {"count": count}
    ),
    told=lambda count: ngettext("%(count)s file is written.", "%(count)s files are written.", count) % {"count": count},
    refuse=lambda row, asked: None if row.state == FileState.WRITTEN else gettext("does not wait for an answer"),
    do=lambda row, asked: _write_again(row),
    explanation=_("For when the warehouse never got it. It has the same number: a warehouse that has it refuses it."),
    is_each=True,
)


class WarehouseOrderRegister(Register):
    model = WarehouseOrder
    menu_label = _("Orders at warehouses")
    menu_icon = "list-ul"
    search_hint = _("Order number, or the name there")
    list_display = ("name", "order_link", "warehouse", "status", "trouble", "said", "asked", "acknowledged")
    list_select_related = ("order", "warehouse")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("name__startswith", "order__number__startswith", "remote_id__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    actions = (CALLED, ASK_ANEW)
    filters = (
        one_of("state", _("State"), State),
        Choice(
            name="call",
            label=_("Call the warehouse"),
            choices=lambda: [("yes", _("yes"))],
            narrow=lambda rows, value: rows.exclude(problem=""),
        ),
        one_of("problem", _("Problem"), WarehouseOrder.Problem),
        related("warehouse", _("Warehouse"), Warehouse.objects.all),
        Period(name="asked", label=_("Asked for at"), field="asked_at"),
    )
    export = (
        (_("Name there"), "name"),
        (_("Order"), "order__number"),
        (_("Warehouse"), "warehouse__name"),
        (_("State"), "state"),
        (_("Problem"), "problem"),
        (_("What they say"), "said"),
        (_("Their id"), "remote_id"),
        (_("Asked for at"), "asked_at"),
        (_("Acknowledged"), "acknowledged_at"),
    )
    inspect_view_fields = (*list_display, "remote_id", "goods")

    @column(_("Order"), order="order__number")
    def order_link(self, part):
        return link(reverse("orders_order_modeladmin_inspect", args=[part.order_id]), part.order.number)

    @column(_("State"), order="state")
    def status(self, part):
        return chip(part.get_state_display(), TONES[part.state])

    @column(_("Problem"))
    def trouble(self, part):
        return chip(SHORTLY[part.problem], "bad") if part.problem else EMPTY

    @column(_("Asked for at"), order="asked_at")
    def asked(self, part):
        return moment(part.asked_at)

    @column(_("Acknowledged"), order="acknowledged_at")
    def acknowledged(self, part):
        return moment(part.acknowledged_at) if part.acknowledged_at else EMPTY

    @column(_("Goods"))
    def goods(self, part):
        """Of each article how many are asked for, known there and gone."""
        rows = WarehouseOrderLine.objects.filter(part=part).order_by("pk")
        words = gettext("%(sku)s: %(asked)s asked for, %(sent)s sent")
        return "; ".join(words % {"sku": row.sku, "asked": row.asked, "sent": row.sent} for row in rows)


class WarehouseFileRegister(Register):
    """What the files say is not shown: they hold customers' addresses."""

    model = WarehouseFile
    menu_label = _("Warehouse files")
    menu_icon = "doc-full"
    search_hint = _("File, or the order's number")
    list_display = ("name", "direction", "number", "anchor", "status", "records", "when", "settled", "problem")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("name__startswith", "anchor__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    actions = (WRITE_AGAIN,)
    filters = (
        one_of("state", _("State"), FileState),
        one_of("direction", _("Direction"), WarehouseFile.Direction),
        Choice(
            name="late",
            label=_("Not acknowledged in time"),
            choices=lambda: [("yes", _("yes"))],
            narrow=lambda rows, value: rows.filter(_late(timezone.now())),
        ),
        Period(name="at", label=_("When"), field="at"),
    )
    export = (
        (_("File"), "name"),
        (_("Direction"), "direction"),
        (_("Number"), "number"),
        (_("About"), "anchor"),
        (_("State"), "state"),
        (_("Records"), "records"),
        (_("Checksum"), "checksum"),
        (_("When"), "at"),
        (_("Acknowledged or taken in"), "settled_at"),
        (_("Problem"), "problem"),
    )
    inspect_view_fields = (*list_display, "checksum")

    @column(_("State"), order="state")
    def status(self, row):
        return chip(row.get_state_display(), FILE_TONES[row.state])

    @column(_("When"), order="at")
    def when(self, row):
        return moment(row.at)

    @column(_("Acknowledged or taken in"), order="settled_at")
    def settled(self, row):
        return moment(row.settled_at) if row.settled_at else EMPTY

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


def queues() -> list[Queue]:
    """What the order desk is to call warehouses about, and files that have not been acknowledged."""
    return [
        Queue(
            code="call_warehouse",
            stage=WRONG,
            label=_("Call the warehouse"),
            meaning=_(
                "It has begun and does not take a change, has sent less, has cancelled, or says what is unclear."
            ),
            permission="integrations.view_warehouseorder",
            rows=lambda now: WarehouseOrder.objects.exclude(problem=""),
            since="asked_at",
            register="integrations_warehouseorder",
            query="call=yes",
            is_problem=True,
        ),
        Queue(
            code="warehouse_files",
            stage=WRONG,
            label=_("Files that the warehouse has not acknowledged"),
            meaning=_("Nobody knows whether the warehouse has got the order. Call, and write the file once more."),
            permission="integrations.view_warehousefile",
            rows=lambda now: WarehouseFile.objects.filter(_late(now)),
            since="at",
            register="integrations_warehousefile",
            query="late=yes",
            is_problem=True,
        ),
    ]


def order_links(order, request):
    """From an order to what its warehouses have been asked."""
    if not request.user.has_perm("integrations.view_warehouseorder"):
        return []
    problems = WarehouseOrder.objects.filter(order=order).values_list("problem", flat=True)
    if not problems:
        return []
    label = _("Call the warehouse") if any(problems) else _("Orders at warehouses")
    return [(label, f"{reverse('integrations_warehouseorder_modeladmin_index')}?q={order.number}")]


OrderRegister.contribute(load=lambda rows, request: None, links=order_links, place=40)


# --- the steps ---


def _late(now: datetime) -> Q:
    before = now - timedelta(minutes=settings.WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN)
    return Q(state__in=[FileState.MADE, FileState.WRITTEN], at__lte=before)


def _is_missing(part: WarehouseOrder) -> bool:
    return part.state in planning.CLOSED and any(row.outstanding for row in part.lines.all())


def _called(part: WarehouseOrder, asked) -> None:
    if not orders.settled(part.pk, by=asked.user.pk, now=asked.now):
        raise Refused(gettext("has no problem"))


def _write_again(row: WarehouseFile) -> None:
    try:
        outgoing.write_again(row)
    except NotSent as error:
        raise Refused(str(error)) from error
