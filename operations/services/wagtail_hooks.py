from functools import partial

from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.desk.linking import Linkable
from operations.services import catalogue_views, order_views, rights, samples
from operations.services.register import ServiceOrders
from operations.to_handle import Waiting

ORDERS = ServiceOrders()
ORDERS.register_with_wagtail()

for register in ORDERS.modeladmin_instances:
    hooks.register("register_operations_menu_item", partial(register.get_menu_item))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [*catalogue_views.addresses(), *order_views.addresses()]


@hooks.register("register_operations_menu_item")
def board_item() -> MenuItem:
    return order_views.BoardItem(
        order_views.BOARD, reverse("services_board"), name="services-board", icon_name="grip", order=12
    )


@hooks.register("register_operations_menu_item")
def catalogue_item() -> MenuItem:
    return catalogue_views.CatalogueItem(
        catalogue_views.TITLE, reverse("services_admin"), name="services-catalogue", icon_name="list-ul", order=15
    )


@hooks.register("insert_global_admin_css")
def looks_of_services() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/services.css"))


@hooks.register("mail_samples")
def mails_of_service_orders():
    return samples.samples()


@hooks.register("ticket_links")
def service_orders():
    name, hint = _("service order"), _("its number, e.g. 5001")
    return [Linkable(kind="service_order", name=name, hint=hint, find=order_views.linked)]


@hooks.register("operations_to_handle", order=31)
def services_to_approve(request):
    """Parts that Systemägare approves."""
    if not request.user.has_perm(rights.MAY_APPROVE):
        return []
    return [Waiting(label=_("Services to approve"), rows=rights.waiting_for_owner(), url=reverse("services_board"))]
