"""The register of what comes in: whether it has been worked on, or waits for somebody to look."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commerce.register.actions import Action, Refused
from commerce.register.columns import chip, column
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from integrations import inbox, payment_calls
from integrations.flows import known
from integrations.models import InboundMessage

TONES = {"waiting": "wait", "processed": "good", "parked": "bad"}


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
        Choice(
            name="flow",
            label=_("Flow"),
            choices=lambda: [(flow.code, flow.name) for flow in known.defined() if flow.sources],
            narrow=lambda rows, value: rows.filter(provider__in=known.sources_of(value)),
        ),
        Choice(
            name="left",
            label=_("Not worked on"),
            choices=lambda: [("yes", _("yes"))],
            narrow=lambda rows, value: rows.exclude(state=InboundMessage.State.PROCESSED),
        ),
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
