"""The register of differences: what there is, what was done, by whom and why; and how far the runs have come."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.events.models import Event
from commerce.orders.models import Order
from commerce.register.actions import Action, Refused
from commerce.register.columns import EMPTY, chip, column, link, moment
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from commerce.register.views import RegisterIndex, RegisterInspect
from integrations import registry
from integrations.reconciliation import board, deciding, words
from integrations.reconciliation.comparison import Kind, Remedy, RemedyRefused
from integrations.reconciliation.models import DifferenceRow

MAY_SEE, MAY_DECIDE = "integrations.view_differencerow", "integrations.change_differencerow"
SHOWN = 50
State = DifferenceRow.State
TONES = {State.OPEN: "bad", State.ADOPTED: "good", State.RESENT: "wait", State.IGNORED: "quiet", State.GONE: "good"}


class ReasonForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NeededReasonForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def _refuse(remedy: Remedy) -> Callable:
    def refuse(row: DifferenceRow, asked: Any) -> str | None:
        if not row.is_live:
            return gettext("is gone")
        return None if remedy in deciding.offers(row.difference) else gettext("cannot be put right so")

    return refuse


def _do(remedy: Callable) -> Callable:
    def do(row: DifferenceRow, asked: Any) -> None:
        try:
            remedy(row.difference, by=asked.user.pk, reason=asked.values["why"], now=asked.now)
        except RemedyRefused as refusal:
            raise Refused(str(refusal)) from refusal

    return do


def _ignore(row: DifferenceRow, asked: Any) -> None:
    try:
        deciding.ignore(row.pk, by=asked.user.pk, reason=asked.values["why"], now=asked.now)
    except RemedyRefused as refusal:
        raise Refused(str(refusal)) from refusal


ADOPT = Action(
    name="adopt",
    label=Remedy.ADOPT.label,
    permission=MAY_DECIDE,
    question=lambda count: (
        ngettext("Adopt %(count)s difference?", "Adopt %(count)s differences?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s difference is adopted.", "%(count)s differences are adopted.", count) % {"count": count}
    ),
    refuse=_refuse(Remedy.ADOPT),
    do=_do(deciding.adopt),
    form_class=ReasonForm,
    explanation=_("The shop takes over what the other system has, as it would have when it was told. Nothing is sent."),
    is_each=True,
    most=200,
)
RESEND = Action(
    name="resend",
    label=Remedy.RESEND.label,
    permission=MAY_DECIDE,
    question=lambda count: (
        ngettext("Resend %(count)s difference?", "Resend %(count)s differences?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s difference is to be resent.", "%(count)s differences are to be resent.", count)
        % {"count": count}
    ),
    refuse=_refuse(Remedy.RESEND),
    do=_do(deciding.resend),
    form_class=ReasonForm,
    explanation=_("The other system is asked first whether it has it: what has arrived is not sent twice."),
    is_each=True,
    most=200,
)
IGNORE = Action(
    name="ignore",
    label=_("Ignore"),
    permission=MAY_DECIDE,
    question=lambda count: (
        ngettext("Ignore %(count)s difference?", "Ignore %(count)s differences?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s difference is ignored.", "%(count)s differences are ignored.", count) % {"count": count}
    ),
    refuse=lambda row, asked: None if row.is_live else gettext("is gone"),
    do=_ignore,
    form_class=NeededReasonForm,
    explanation=_("It stays ignored until either side says something else than now."),
    is_each=True,
    most=200,
)


class DifferenceIndex(RegisterIndex):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            systems=board.lines(now=timezone.now()), may_ask=self.request.user.has_perm(MAY_DECIDE), **kwargs
        )


class DifferenceInspect(RegisterInspect):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.instance, self.request.user
        offered = {one.name: one for one in self.model_admin.actions_for(user) if not one.refuse(row, None)}
        return super().get_context_data(
            row=row,
            status=chip(row.get_state_display(), TONES[State(row.state)]),
            facts=words.side_by_side(row.ours, row.theirs),
            title=board.title_of(row.system),
            actions=list(offered.values()),
            happened=_happened(row),
            **kwargs,
        )


class DifferenceRegister(Register):
    model = DifferenceRow
    menu_label = _("Reconciliation")
    menu_icon = "tasks"
    search_hint = _("Order, document, article or payment")
    list_display = ("what", "system_name", "status", "ours_short", "theirs_short", "order_link", "seen", "seen_last")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("subject", "order__startswith")
    permission_helper_class = ReadOnly
    index_view_class = DifferenceIndex
    index_template_name = "modeladmin/integrations/differencerow/index.html"
    inspect_view_class = DifferenceInspect
    inspect_template_name = "modeladmin/integrations/differencerow/inspect.html"
    history_view_enabled = False
    actions = (ADOPT, RESEND, IGNORE)
    filters = (
        Choice(
            name="live",
            label=_("Still there"),
            choices=lambda: [("yes", _("yes")), ("no", _("no"))],
            narrow=lambda rows, value: rows.filter(gone_at__isnull=value == "yes"),
        ),
        one_of("state", _("State"), State),
        Choice(
            name="system",
            label=_("System"),
            choices=lambda: [(one.code, one.title) for one in registry.comparisons()],
            narrow=lambda rows, value: rows.filter(system=value),
        ),
        one_of("kind", _("Kind"), Kind),
        Period(name="first_seen", label=_("First seen"), field="first_seen_at"),
    )
    export = (
        (_("System"), "system"),
        (_("Kind"), "kind"),
        (_("About"), "subject"),
        (_("Order"), "order"),
        (_("State"), "state"),
        (_("Ours"), "ours"),
        (_("Theirs"), "theirs"),
        (_("First seen"), "first_seen_at"),
        (_("Last seen"), "last_seen_at"),
        (_("Gone at"), "gone_at"),
        (_("Decided by"), "decided_by__email"),
        (_("Decided at"), "decided_at"),
        (_("Reason"), "reason"),
    )
    inspect_view_fields = ("system", "kind", "subject")

    def title_of(self, row):
        return f"{capfirst(row.get_kind_display())}: {words.subject(row.subject)}"

    def load(self, rows, request):
        """The orders that are named and are here, for all rows at once."""
        found = dict(
            Order.objects.filter(number__in={row.order for row in rows if row.order}).values_list("number", "pk")
        )
        for row in rows:
            row.order_pk = found.get(row.order)
        super().load(rows, request)

    def get_links(self, row, request):
        links = [(_("The other differences of the system"), f"{self.index_address()}?system={row.system}")]
        order = Order.objects.filter(number=row.order).first() if row.order else None
        if order is not None and request.user.has_perm("orders.view_order"):
            links.append((_("The order"), reverse("orders_order_modeladmin_inspect", args=[order.pk])))
        if row.order and request.user.has_perm("integrations.view_delivery"):
            address = reverse("integrations_delivery_modeladmin_index")
            links.append((_("Deliveries about the order"), f"{address}?q=order:{row.order}"))
        return [*links, *super().get_links(row, request)]

    def index_address(self):
        return reverse("integrations_differencerow_modeladmin_index")

    @column(_("Difference"))
    def what(self, row):
        return self.title_of(row)

    @column(_("System"), order="system")
    def system_name(self, row):
        return board.title_of(row.system)

    @column(_("State"), order="state")
    def status(self, row):
        return chip(row.get_state_display(), TONES[State(row.state)])

    @column(_("Ours"))
    def ours_short(self, row):
        return words.in_short(row.ours) or EMPTY

    @column(_("Theirs"))
    def theirs_short(self, row):
        return words.in_short(row.theirs) or EMPTY

    @column(_("Order"))
    def order_link(self, row):
        if not row.order:
            return EMPTY
        return (
            link(reverse("orders_order_modeladmin_inspect", args=[row.order_pk]), row.order)
            if row.order_pk
            else row.order
        )

    @column(_("First seen"), order="first_seen_at")
    def seen(self, row):
        return moment(row.first_seen_at)

    @column(_("Last seen"), order="last_seen_at")
    def seen_last(self, row):
        return moment(row.last_seen_at)


def _happened(row: DifferenceRow) -> list[dict[str, Any]]:
    """What was done about it, by whom and why, newest first."""
    events = list(Event.objects.filter(subject=f"{deciding.SUBJECT}{row.pk}").order_by("-pk")[:SHOWN])
    people = User.objects.in_bulk({event.payload["by"] for event in events if event.payload["by"]})
    named = {kind: state.label for state, kind in deciding.DECIDED.items()}
    return [
        {
            "at": event.at,
            "what": named.get(event.kind, event.kind),
            "by": people.get(event.payload["by"]) or _("the shop itself"),
            "reason": event.payload["reason"],
        }
        for event in events
    ]
