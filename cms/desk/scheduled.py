"""The report of what goes live on its own in the time to come."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry


def scheduled():
    """The approved revisions of pages that wait for their moment."""
    return Revision.page_revisions.filter(approved_go_live_at__isnull=False)


def may_see(user):
    policy = policy_registry.get_by_type(Page)
    return policy.user_has_any_permission(user, ["add", "change", "publish"])


class GoesLive(ReportView):
    """Pages with an approved moment to go live, the next one first."""

    model = Revision
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = ("add", "change", "publish")
    results_template_name = "wagtailadmin/generic/listing_results.html"
    page_title = _("Goes live")
    header_icon = "calendar-alt"
    index_url_name = "goes_live"
    index_results_url_name = "goes_live_results"
    columns = (
        TitleColumn(
            "object_str",
            label=_("Page"),
            get_url=lambda revision: reverse("wagtailadmin_pages:edit", args=[revision.object_id]),
        ),
        Column("content_type", label=_("Kind"), accessor=lambda revision: revision.content_type.name),
        DateColumn("approved_go_live_at", label=_("Goes live")),
    )
    list_export = ("object_str", "content_type.name", "approved_go_live_at")
    export_headings = {
        "object_str": _("Page"),
        "content_type.name": _("Kind"),
        "approved_go_live_at": _("Goes live"),
    }

    def get_queryset(self):
        self.queryset = scheduled().select_related("content_type").order_by("approved_go_live_at", "pk")
        return super().get_queryset()
