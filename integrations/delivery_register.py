"""The register of what goes out: whether it has reached its target, how that is known, and every try that was made."""

import json
from datetime import timedelta

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.register.actions import Action
from commerce.register.columns import EMPTY, chip, column, link
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from commerce.register.views import RegisterInspect
from integrations import registry, resend, systems
from integrations.flows import known
from integrations.models import Delivery, System

LONG_WAIT = timedelta(hours=1)
State = Delivery.State
TONES = {
    State.WAITING: "wait",
    State.IN_FLIGHT: "wait",
    State.UNKNOWN: "wait",
    State.ACCEPTED: "wait",
    State.DELIVERED: "good",
    State.STOPPED: "bad",
}


def stuck(rows, now):
    """Deliveries that have stopped, or should have been made more than an hour ago."""
    late = Q(state__in=Delivery.OPEN, due_at__lt=now - LONG_WAIT) | Q(
        state__in=Delivery.OPEN, failing_since__lt=now - LONG_WAIT
    )
    return rows.filter(Q(state=State.STOPPED) | late)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def _under_way(delivery, asked):
    return gettext("is under way") if delivery.state == State.IN_FLIGHT else None


def _has_arrived(delivery, asked):
    return None if delivery.state in (State.WAITING, State.STOPPED) else gettext("does not wait and has not stopped")


def _again(rows, asked):
    resend.again(Delivery.objects.filter(pk__in=[row.pk for row in rows]), now=asked.now)


def _cancel(rows, asked):
    resend.cancel(Delivery.objects.filter(pk__in=[row.pk for row in rows]), why=asked.values["why"])


AGAIN = Action(
    name="again",
    label=_("Send again"),
    permission="integrations.change_delivery",
    question=lambda count: (
        ngettext("Send %(count)s delivery again?", "Send %(count)s deliveries again?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s delivery is to be sent again.", "%(count)s deliveries are to be sent again.", count)
        % {"count": count}
    ),
    refuse=_under_way,
    do=_again,
    explanation=_(
        "The other system is asked first whether it has it: what has arrived is not sent twice. Of the shop's own "
        "work, a mail is the same mail and a charge the same charge."
    ),
    most=10_000,
)
CANCEL = Action(
    name="cancel",
    label=_("Give up"),
    permission="integrations.change_delivery",
    question=lambda count: (
        ngettext("Give up %(count)s delivery?", "Give up %(count)s deliveries?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s delivery is given up.", "%(count)s deliveries are given up.", count) % {"count": count}
    ),
    refuse=_has_arrived,
    do=_cancel,
    form_class=WhyForm,
    explanation=_("The other system never gets it. What waited behind it about the same thing goes on."),
    is_serious=True,
    most=10_000,
)


def _open(rows, asked):
    for system in rows:
        systems.open_again(system.code)


TRY_NOW = Action(
    name="open",
    label=_("Try now"),
    permission="integrations.change_system",
    question=lambda count: (
        ngettext("Try %(count)s system now?", "Try %(count)s systems now?", count) % {"count": count}
    ),
    told=lambda count: (
        ngettext("%(count)s system is tried now.", "%(count)s systems are tried now.", count) % {"count": count}
    ),
    do=_open,
    explanation=_("One delivery is tried at once; when it gets through, the rest follow."),
)


class DeliveryInspect(RegisterInspect):
    def get_context_data(self, **kwargs):
        tries = list(self.instance.tries.order_by("-id")[:100])
        for one in tries:
            for exchange in one.exchanges or []:
                exchange["asked"], exchange["answered"] = _legible(exchange["asked"]), _legible(exchange["answered"])
        return super().get_context_data(
            tries=tries,
            receipt=getattr(self.instance, "receipt", None),
            system=System.objects.filter(code=self.instance.system).first() if self.instance.system else None,
            **kwargs,
        )


def _legible(text):
    """JSON with a line for each thing; anything else as it is."""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text


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
    inspect_view_class = DeliveryInspect
    inspect_template_name = "modeladmin/integrations/delivery/inspect.html"
    history_view_enabled = False
    actions = (AGAIN, CANCEL)
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
            choices=lambda: [(name, name) for name in registry.target_codes()],
            narrow=lambda rows, value: rows.filter(target=value),
        ),
        Period(name="happened", label=_("Happened"), field="event__at"),
        Choice(
            name="flow",
            label=_("Flow"),
            choices=lambda: [(flow.code, flow.name) for flow in known.defined() if flow.targets],
            narrow=lambda rows, value: rows.filter(target__in=known.targets_of(value)),
        ),
        Choice(
            name="left",
            label=_("Has not arrived"),
            choices=lambda: [("yes", _("yes"))],
            narrow=lambda rows, value: rows.filter(state__in=Delivery.NOT_DONE),
        ),
        Period(name="due", label=_("Due"), field="due_at"),
        Period(name="delivered", label=_("Delivered"), field="delivered_at"),
    )
    export = (
        (_("Event"), "event__kind"),
        (_("Target"), "target"),
        (_("Subject"), "subject"),
        (_("State"), "state"),
        (_("Attempts"), "attempts"),
        (_("Due"), "due_at"),
        (_("Delivered"), "delivered_at"),
        (_("Their id"), "receipt__remote_id"),
        (_("Their number"), "receipt__number"),
        (_("Last error"), "error"),
    )
    inspect_view_fields = (
        "event_link",
        "target",
        "subject",
        "status",
        "anchor",
        "key",
        "attempts",
        "due_at",
        "leased_until",
        "failing_since",
        "delivered_at",
        "error",
    )

    def title_of(self, delivery):
        return f"{delivery.event.kind} → {delivery.target}"

    @column(_("Event"), order="event__kind")
    def kind(self, delivery):
        return delivery.event.kind

    @column(_("Event"))
    def event_link(self, delivery):
        return link(reverse("events_event_modeladmin_inspect", args=[delivery.event_id]), delivery.event)

    @column(_("State"), order="state")
    def status(self, delivery):
        return chip(delivery.get_state_display(), TONES.get(State(delivery.state), "off"))

    @column(_("Last error"))
    def short_error(self, delivery):
        return delivery.error.partition("\n")[0][:80]


ON_THIS_MACHINE = ("on_this_machine",) if settings.SANDBOX_PAGES else ()


class SystemRegister(Register):
    """Systems that have had trouble. One that has never had any has no row."""

    model = System
    menu_label = _("Systems in trouble")
    menu_icon = "globe"
    none_words = _("No system has had trouble.")
    list_display = ("code", "condition", "failures", "paused_until", "closed_at", "closed_why", *ON_THIS_MACHINE)
    ordering = ("code",)
    permission_helper_class = ReadOnly
    history_view_enabled = False
    actions = (TRY_NOW,)
    export = (
        (_("System"), "code"),
        (_("Failures in a row"), "failures"),
        (_("Paused until"), "paused_until"),
        (_("Closed since"), "closed_at"),
        (_("Why"), "closed_why"),
    )

    @column(_("On this machine"))
    def on_this_machine(self, system):
        if system.code not in settings.SANDBOX_PAGES:
            return EMPTY
        return link(f"{settings.SANDBOX_URL}/{system.code}/", _("What it holds"))

    @column(_("Condition"))
    def condition(self, system):
        if system.closed_at:
            return chip(gettext("closed to us"), "bad")
        if system.failures >= systems.PAUSED_AFTER:
            return chip(gettext("does not answer"), "bad")
        return chip(gettext("failing"), "wait") if system.failures else EMPTY
