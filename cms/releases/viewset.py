"""Releases in Wagtail's admin: the list and the history are Wagtail's, the page of one is ours.

Registered as a snippet so that a workflow can be chosen for releases, and those who review find them on their desk.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.releases import views
from cms.releases.models import Release

KEPT = {
    "list",
    "list_results",
    "add",
    "edit",
    "history",
    "history_results",
    "revisions_compare",
    "workflow_action",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "workflow_history",
    "workflow_history_detail",
}


class ReleaseIndex(IndexView):
    default_ordering = "-pk"

    def get_list_more_buttons(self, instance):
        return []


class OwnPages(ModelPermissionPolicy):
    """A release is deleted by nobody: it is a record of what was decided."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


register_permission_policy(Release, OwnPages(Release))


class ReleaseViewSet(SnippetViewSet):
    model = Release
    icon = "date"
    menu_label = _("Releases")
    menu_name = "releases"
    menu_order = 215
    add_to_admin_menu = True
    base_url_path = "releases"
    index_view_class = ReleaseIndex
    search_fields = ["name"]
    list_filter = ["state"]
    list_display = [
        "name",
        Column("state", label=_("State"), accessor=views.state_chip),
        DateColumn("starts_at", label=_("Goes live")),
        DateColumn("published_at", label=_("Published")),
        UserColumn("author", label=_("Author")),
    ]
    list_export = ["name", "state", "starts_at", "author", "published_at", "undone_at"]
    panels = [FieldPanel("name"), FieldPanel("note"), FieldPanel("starts_at")]  # what the history compares

    @property
    def add_view(self):
        return views.add

    @property
    def edit_view(self):
        return views.release_page

    def get_urlpatterns(self):
        return [one for one in super().get_urlpatterns() if one.name in KEPT]
