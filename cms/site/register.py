"""Where the site's settings are found in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.site.settings import SiteSettings


class SettingsOfTheSite(SnippetViewSet):
    model = SiteSettings
    icon = "cog"
    menu_label = _("Site settings")
    menu_name = "site-settings"
    menu_order = 50
    add_to_settings_menu = True
    list_display = ["__str__", Column("locale", label=_("Language")), LiveStatusTagColumn(), UpdatedAtColumn()]
