"""The register of requests about personal data: what came, by when it is to be answered, what was answered."""

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from commerce.privacy.models import PrivacyRequest
from commerce.register.columns import EMPTY, chip, column
from commerce.register.filters import Period, one_of
from commerce.register.register import ReadOnly, Register

TONES = {"waiting": "wait", "answered": "good", "refused": "quiet"}


class PrivacyRegister(Register):
    model = PrivacyRequest
    menu_label = _("Requests")
    menu_icon = "list-ul"
    search_hint = _("E-mail address of one that waits")
    list_display = ("received", "what", "how", "who", "status", "due", "answered")
    list_select_related = ("handled_by",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("email",)
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        one_of("state", _("State"), PrivacyRequest.State),
        one_of("kind", _("Kind"), PrivacyRequest.Kind),
        one_of("channel", _("How it came"), PrivacyRequest.Channel),
        Period(name="received", label=_("Received"), field="received_at"),
    )
    export = (
        (_("Number"), "pk"),
        (_("Kind"), "kind"),
        (_("How it came"), "channel"),
        (_("Received"), "received_at"),
        (_("To be answered by"), "due_at"),
        (_("State"), "state"),
        (_("Answered"), "answered_at"),
        (_("Why"), "why"),
    )
    inspect_view_fields = ("received", "what", "how", "who", "status", "due", "answered", "why", "waits", "handled_by")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("archive")

    @column(_("Received"), order="received_at")
    def received(self, one):
        return one.received_at

    @column(_("Kind"), order="kind")
    def what(self, one):
        return one.get_kind_display()

    @column(_("How it came"), order="channel")
    def how(self, one):
        return one.get_channel_display()

    @column(_("E-mail address"))
    def who(self, one):
        return one.email or EMPTY

    @column(_("State"), order="state")
    def status(self, one):
        return chip(one.get_state_display(), TONES[one.state])

    @column(_("To be answered by"), order="due_at")
    def due(self, one):
        return one.due_at if one.state == PrivacyRequest.State.WAITING else EMPTY

    @column(_("Answered"), order="answered_at")
    def answered(self, one):
        return one.answered_at or EMPTY

    @column(_("Waits for"))
    def waits(self, one):
        return format_html_join(", ", "{} {}", one.waits_for) or EMPTY

    def get_links(self, one, request):
        links = super().get_links(one, request)
        if one.state == PrivacyRequest.State.WAITING and request.user.has_perm("privacy.add_privacyrequest"):
            links = [(_("Refuse, with the reason"), reverse("privacy_refuse", args=[one.pk])), *links]
        return links
