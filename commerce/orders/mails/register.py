"""The register of mails about orders: what went where, when, and what could not be sent. A record, so only read."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.orders.mails.kinds import ALL, KINDS
from commerce.orders.mails.models import SentMail
from commerce.register.columns import EMPTY, chip, column, link
from commerce.register.filters import Choice, Period
from commerce.register.register import ReadOnly, Register


class MailRegister(Register):
    model = SentMail
    menu_label = _("Sent mails")
    menu_icon = "mail"
    search_hint = _("Order number or e-mail")
    list_display = ("written", "what", "of_order", "to", "status")
    list_select_related = ("order",)
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("order__number__startswith", "to")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (
        Choice(
            name="kind",
            label=_("Kind"),
            choices=lambda: [(kind.code, kind.title) for kind in ALL],
            narrow=lambda rows, value: rows.filter(kind=value),
        ),
        Choice(
            name="sent",
            label=_("State"),
            choices=lambda: [("yes", _("sent")), ("no", _("not sent"))],
            narrow=lambda rows, value: rows.filter(sent_at__isnull=value == "no"),
        ),
        Period(name="written", label=_("When"), field="written_at"),
    )
    export = (
        (_("When"), "written_at"),
        (_("Kind"), "kind"),
        (_("Order"), "order__number"),
        (_("To"), "to"),
        (_("Subject line"), "subject"),
        (_("Sent"), "sent_at"),
        (_("Problem"), "problem"),
    )
    inspect_view_fields = ("written", "what", "of_order", "to", "subject", "status", "problem", "message_id")

    @column(_("When"), order="written_at")
    def written(self, mail):
        return mail.written_at

    @column(_("Kind"), order="kind")
    def what(self, mail):
        return KINDS[mail.kind].title if mail.kind in KINDS else mail.kind

    @column(_("Order"))
    def of_order(self, mail):
        return link(reverse("orders_order_modeladmin_inspect", args=[mail.order_id]), mail.order.number)

    @column(_("State"), order="sent_at")
    def status(self, mail):
        if mail.problem:
            return chip(_("not sent"), "bad")
        return chip(_("sent"), "good") if mail.sent_at else chip(_("on its way"), "wait")

    @column(_("To"), order="to")
    def to(self, mail):
        return mail.to or EMPTY

    def get_links(self, mail, request):
        return [(_("What it said"), reverse("mail_sent", args=[mail.pk])), *super().get_links(mail, request)]
