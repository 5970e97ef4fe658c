"""One menu for the whole floor; a room hangs its items in it with the hook `register_operations_menu_item`."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from commerce.customers import resets
from commerce.customers.security_views import MANAGES
from operations import to_handle
from operations.to_handle import Waiting

MENU = Menu(
    register_hook_name="register_operations_menu_item",
    construct_hook_name="construct_operations_menu",
)


@hooks.register("register_admin_menu_item")
def operations_item():
    return SubmenuMenuItem(
        pgettext_lazy("running the shop", "Operations"), MENU, name="operations", icon_name="cogs", order=245
    )


@hooks.register("dashboard_figures", order=28)
def what_waits_here(request):
    return to_handle.figures(request)


@hooks.register("operations_to_handle")
def resets_to_decide(request):
    if not request.user.has_perm(MANAGES):
        return []
    rows = resets.waiting(timezone.now()).exclude(asked_by=request.user).exclude(user=request.user)
    return [Waiting(label=gettext_lazy("Second factors to decide on"), rows=rows, url=reverse("second_factor_resets"))]
