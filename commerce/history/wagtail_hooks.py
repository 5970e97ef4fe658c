from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.history.audit_views import MAY_AUDIT, audit


class ForTheOwner(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_AUDIT)


@hooks.register("register_admin_urls")
def addresses():
    return [path("reports/changes/", audit, name="history_audit")]


@hooks.register("register_reports_menu_item")
def changes_item():
    return ForTheOwner(_("Who changed what"), reverse("history_audit"), name="changes", icon_name="history", order=900)
