"""The register of deliveries: which event is to reach which system, and whether it has. Read only."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.register.columns import chip, column, link
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from integrations.models import Delivery
from integrations.routes import TARGETS

TONES = {"waiting": "wait", "delivered": "good", "stopped": "bad"}


class DeliveryRegister(Register):
    model = Delivery
    menu_label = _("Deliveries to systems")
    menu_icon = "resubmit"
    search_hint = _("Subject, e.g. order:10001, or target")
    list_display = ("kind", "target", "subject", "status", "attempts", "due_at", "delivered_at", "short_error")
    list_select_related = ("event",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("subject__startswith", "target__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        one_of("state", _("State"), Delivery.State),
        Choice(
            name="target",
            label=_("Target"),
            choices=lambda: [(name, name) for name in TARGETS],
            narrow=lambda rows, value: rows.filter(target=value),
        ),
        Period(name="due", label=_("Due"), field="due_at"),
    )
    export = (
        (_("Event"), "event__kind"),
        (_("Target"), "target"),
        (_("Subject"), "subject"),
        (_("State"), "state"),
        (_("Attempts"), "attempts"),
        (_("Due"), "due_at"),
        (_("Delivered"), "delivered_at"),
        (_("Last error"), "error"),
    )
    inspect_view_fields = (
        "event_link",
        "target",
        "subject",
        "status",
        "attempts",
        "due_at",
        "leased_until",
        "delivered_at",
        "error",
    )

    @column(_("Event"), order="event__kind")
    def kind(self, delivery):
        return delivery.event.kind

    @column(_("Event"))
    def event_link(self, delivery):
        return link(reverse("events_event_modeladmin_inspect", args=[delivery.event_id]), delivery.event)

    @column(_("State"), order="state")
    def status(self, delivery):
        return chip(delivery.get_state_display(), TONES[delivery.state])

    @column(_("Last error"))
    def short_error(self, delivery):
        return delivery.error.partition("\n")[0][:80]
