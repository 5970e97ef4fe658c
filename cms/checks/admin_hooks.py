"""Where the admin leads to the checks: the editor, the reports, publishing many at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from cms.checks.door import HELD_BACK
from cms.checks.faults import blocking
from cms.checks.live_views import live_faults
from cms.checks.views import checks_report, page_checks
from cms.desk.scheduled import may_see


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("page-checks/<int:page_id>/", page_checks, name="page_checks"),
        path("reports/page-checks/", checks_report, name="checks_report"),
        path("reports/live-page-checks/", live_faults, name="live_faults"),
    ]


class ForEditors(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def report_item():
    return ForEditors(
        _("Checks before publishing"), reverse("checks_report"), name="page-checks", icon_name="tasks", order=655
    )


@hooks.register("register_reports_menu_item")
def live_item():
    return ForEditors(
        _("Pages that fail the checks"), reverse("live_faults"), name="live-page-checks", icon_name="tasks", order=656
    )


@hooks.register("register_log_actions")
def told_in_history(actions):
    @actions.register_action(HELD_BACK)
    class HeldBack(LogFormatter):
        label = _("Held back")

        def format_message(self, log_entry):
            return " ".join([str(_("Was to go live but was held back.")), *log_entry.data.get("faults", [])])


@hooks.register("before_bulk_action")
def refuse_what_is_not_whole(request, action_type, pages, action_class):
    """Says which of the chosen pages may not go live and why; none of them does."""
    if action_type != "publish" or not issubclass(action_class.models[0], Page):
        return None
    wanted, now = [page.specific for page in pages], timezone.now()
    if "include_descendants" in request.POST:
        wanted += [one for page in pages for one in page.get_descendants().not_live().specific()]
    together, refused = {page.pk for page in wanted}, False
    for page in wanted:
        if hasattr(page, "checks"):
            draft = page.get_latest_revision_as_object()
            for fault in blocking(draft, now=now, together=together, skip=page.checked_elsewhere):
                messages.error(request, f"{draft.title}: {fault.text}")
                refused = True
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home") if refused else None
