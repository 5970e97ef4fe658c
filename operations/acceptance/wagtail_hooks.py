from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.acceptance import claims, views
from operations.desk.linking import Linkable


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.addresses()


@hooks.register("register_operations_menu_item")
def handovers_item() -> MenuItem:
    return views.HandoversItem(
        views.TITLE, reverse("handovers"), name="handovers", icon_name="clipboard-list", order=600
    )


@hooks.register("ticket_links")
def handovers_of_tickets() -> list[Linkable]:
    return [Linkable(kind="handover", name=_("handover"), hint=_("its version, e.g. 1.2"), find=claims.linked)]


@hooks.register("insert_global_admin_css")
def looks_of_handovers() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/acceptance.css"))
