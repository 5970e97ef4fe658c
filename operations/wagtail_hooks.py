"""One menu for the whole floor; a room hangs its items in it with the hook `register_operations_menu_item`."""

from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from operations import to_handle

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
