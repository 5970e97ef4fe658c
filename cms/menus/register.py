"""Where editors find the menus in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.menus.menu import Menu


class Menus(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_name = "menus"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["__str__", Column("locale", label=_("Language")), LiveStatusTagColumn(), UpdatedAtColumn()]
    list_filter = ["place", "locale"]
