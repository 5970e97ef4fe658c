"""The register of events: what happened, in order. A record, so it is only read."""

import json

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event
from commerce.register.columns import EMPTY, column
from commerce.register.filters import Period
from commerce.register.register import ReadOnly, Register


class EventRegister(Register):
    model = Event
    menu_label = _("Events")
    menu_icon = "history"
    search_hint = _("Subject, e.g. order:10001, or kind")
    list_display = ("at", "kind", "subject")
    ordering = ("-pk",)
    is_newest_first = True
    search_fields = ("subject__startswith", "kind__startswith")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    filters = (Period(name="at", label=_("When"), field="at"),)
    export = ((_("When"), "at"), (_("Kind"), "kind"), (_("Subject"), "subject"))
    inspect_view_fields = ("at", "kind", "subject", "contents")

    @column(_("Contents"))
    def contents(self, event):
        if not event.payload:
            return EMPTY
        written = json.dumps(event.payload, ensure_ascii=False, indent=2, sort_keys=True)
        return format_html('<pre class="register-payload">{}</pre>', written)
