"""The roles as the owner sees them: what each is for and who has it. They are changed in the code, not here."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.utils import set_query_params
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.groups import IndexView as WagtailIndexView


def members_url(group):
    return set_query_params(reverse("wagtailusers_users:index"), {"group": group.pk})


def role(group):
    return next((role for role in settings.ROLES if role.name == group.name), None)


def description(group):
    return role(group).description if role(group) else ""


def needs_second_factor(group):
    return bool(role(group) and role(group).needs_second_factor)


class IndexView(WagtailIndexView):
    page_title = gettext_lazy("Roles")

    @property
    def columns(self):
        return [
            TitleColumn("name", label=_("Role"), sort_key="name", get_url=members_url),
            Column("description", accessor=description, label=_("May do")),
            BooleanColumn("second_factor", accessor=needs_second_factor, label=_("Second factor")),
            Column("members", accessor="members", label=_("Users"), sort_key="members"),
        ]

    def get_base_queryset(self):
        return Group.objects.annotate(members=Count("user"))


class RoleViewSet(GroupViewSet):
    menu_label = gettext_lazy("Roles")
    index_view_class = IndexView
    export_filename = "roles"
    list_export = ("name", "members")
