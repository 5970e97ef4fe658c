"""The registers of what goes out and what comes in: whether it has reached its target, whether it is worked on."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.register.actions import Action, Refused
from commerce.register.columns import chip, column, link
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from integrations import inbox, payment_calls
from integrations.models import Delivery, InboundMessage
from integrations.routes import TARGETS

LONG_WAIT = timedelta(hours=1)
TONES = {"waiting": "wait", "delivered": "good", "stopped": "bad", "processed": "good", "parked": "bad"}


def stuck(rows, now):
    """Deliveries that have stopped, or should have been made more than an hour ago."""
    late = Q(state=Delivery.State.WAITING, due_at__lt=now - LONG_WAIT)
    return rows.filter(Q(state=Delivery.State.STOPPED) | late)


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
            name="stuck",
            label=_("Does not get through"),
            choices=lambda: [("yes", _("yes"))],
            narrow=lambda rows, value: stuck(rows, timezone.now()),
        ),
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


def _not_parked(message, asked):
    return None if message.state == InboundMessage.State.PARKED else gettext("is not parked")


def _again(message, asked):
    if not inbox.try_again(message.pk, now=asked.now):
        raise Refused(gettext("has changed meanwhile"))


AGAIN = Action(
    name="again",
    label=_("Try again"),
    permission="integrations.change_inboundmessage",
    question=lambda count: (
        ngettext("Try %(count)s message again?", "Try %(count)s messages again?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s message is to be tried again.", "%(count)s messages are to be tried again.", count)
        % {"count": count}
    ),
    refuse=_not_parked,
    do=_again,
    is_each=True,
    most=500,
)


class InboundRegister(Register):
    """Bodies are not shown: they may hold customers' data, and what counts is read from the provider anyway."""

    model = InboundMessage
    menu_label = _("Messages from systems")
    menu_icon = "download"
    search_hint = _("The sender's key or reference")
    list_display = ("received_at", "provider", "kind", "reference", "status", "attempts", "short_error")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("key__startswith", "reference__startswith", "kind__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    actions = (AGAIN,)
    filters = (
        one_of("state", _("State"), InboundMessage.State),
        Period(name="received", label=_("Received"), field="received_at"),
    )
    export = (
        (_("From"), "provider"),
        (_("Kind"), "kind"),
        (_("The sender's key"), "key"),
        (_("Reference"), "reference"),
        (_("State"), "state"),
        (_("Attempts"), "attempts"),
        (_("Received"), "received_at"),
        (_("Worked on"), "processed_at"),
        (_("Checksum"), "checksum"),
        (_("Last error"), "error"),
    )
    inspect_view_fields = (
        "provider",
        "kind",
        "key",
        "reference",
        "status",
        "attempts",
        "received_at",
        "due_at",
        "processed_at",
        "checksum",
        "headers",
        "problem",
    )

    @column(_("State"), order="state")
    def status(self, message):
        return chip(message.get_state_display(), TONES[message.state])

    @column(_("Last error"))
    def short_error(self, message):
        return self.problem(message).partition("\n")[0][:80]

    @column(_("Last error"))
    def problem(self, message):
        return gettext(payment_calls.UNKNOWN) if message.error == payment_calls.UNKNOWN else message.error

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body")
