from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.pattern_library import pattern_library


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("patterns/", pattern_library, name="pattern_library")]


@hooks.register("register_reports_menu_item")
def menu_item():
    return MenuItem(_("Pattern library"), reverse("pattern_library"), icon_name="image", order=1200)
