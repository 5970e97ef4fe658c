"""The register of components: the worst first, what must be seen to told above the list."""

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.register.columns import EMPTY, chip, column
from commerce.register.filters import one_of, states
from commerce.register.register import ReadOnly, Register
from commerce.register.views import RegisterIndex
from operations.inventory import sums
from operations.inventory.judging import State as Faults
from operations.inventory.licences import Verdict
from operations.inventory.models import Component, Kind, Trouble
from operations.inventory.support import State as Support

TONES = {Trouble.VULNERABLE: "bad", Trouble.OVER: "bad", Trouble.LICENCE: "bad", Trouble.ENDING: "wait"}
SUPPORT_TONES = {Support.OVER: "bad", Support.ENDING: "wait", Support.SUPPORTED: "good", Support.UNKNOWN: "quiet"}


class ComponentIndex(RegisterIndex):
    def get_context_data(self, **kwargs):
        told = {"sums": sums.of_what_is_known(), "may_read_files": self.request.user.has_perm(sums.MAY_READ_FILES)}
        return super().get_context_data(**(told | kwargs))


class ComponentRegister(Register):
    model = Component
    add_to_admin_menu = False
    menu_label = _("Components")
    menu_icon = "list-ul"
    menu_order = 400
    index_view_class = ComponentIndex
    permission_helper_class = ReadOnly
    history_view_enabled = False
    list_display = ("name", "version", "shown_trouble", "shown_faults", "until", "shown_licence", "use")
    ordering = ("trouble", "kind", "name")
    search_fields = ("name", "licence", "used_for")
    search_hint = _("Component, licence or what it is used for")
    filters = (
        one_of("trouble", _("To do"), Trouble),
        one_of("kind", _("Kind"), Kind),
        one_of("faults", _("Vulnerabilities"), Faults),
        one_of("support", _("Support"), Support),
        states(
            "licence",
            _("Licence"),
            {
                "look": (_("to look at"), ~Q(verdict=Verdict.ALLOWED)),
                "allowed": (_("allowed"), Q(verdict=Verdict.ALLOWED)),
            },
        ),
    )
    inspect_view_fields = (
        "name",
        "version",
        "use",
        "neighbours",
        "shown_licence",
        "until",
        "support_source",
        "shown_faults",
        "advisories",
        "seen_at",
    )
    export = (
        (_("Component"), "name"),
        (_("Version"), "version"),
        (_("Kind"), "kind"),
        (_("Licence"), "licence"),
        (_("Is it allowed"), "verdict"),
        (_("Supported until"), "supported_until"),
        (_("Support"), "support"),
        (_("Vulnerabilities"), "faults"),
        (_("Why it was not judged"), "reason"),
        (_("To do"), "trouble"),
    )
    none_words = _("Nothing has been looked at yet. It is done each hour, and when an advisory file is read.")

    @column(_("To do"), order="trouble")
    def shown_trouble(self, component):
        if component.trouble == Trouble.NONE:
            return EMPTY
        return chip(component.get_trouble_display(), TONES.get(component.trouble, "quiet"))

    @column(_("Vulnerabilities"), order="faults")
    def shown_faults(self, component):
        if component.faults == Faults.VULNERABLE:
            return ", ".join(one["id"] for one in component.found)
        if component.faults == Faults.UNJUDGED:
            return gettext("not judged: %s") % component.reason
        return component.get_faults_display()

    @column(_("Supported until"), order="supported_until")
    def until(self, component):
        if component.supported_until is None:
            return chip(gettext("unknown"))
        return chip(component.supported_until.isoformat(), SUPPORT_TONES[component.support])

    @column(_("Licence"), order="licence")
    def shown_licence(self, component):
        if component.verdict == Verdict.ALLOWED:
            return component.licence
        return chip(component.licence or gettext("missing"), "bad")

    @column(_("Used"), order="kind")
    def use(self, component):
        return component.used_for or component.get_kind_display()

    @column(_("Needed by"))
    def neighbours(self, component):
        return component.asked_by

    @column(_("What the advisories say"))
    def advisories(self, component):
        return "; ".join(_told(one) for one in component.found)


def _told(one):
    fixed = gettext("mended in %s") % ", ".join(one["fixed_in"]) if one["fixed_in"] else gettext("not mended")
    names = ", ".join([one["id"], *one["aliases"]])
    return f"{names}: {one['summary']} ({fixed})"
