from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.backup import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.addresses()


@hooks.register("register_operations_menu_item")
def backups_item() -> MenuItem:
    return views.BackupsItem(views.TITLE, reverse("backups"), name="backups", icon_name="download", order=340)


@hooks.register("insert_global_admin_css")
def looks_of_backups() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/backup.css"))
