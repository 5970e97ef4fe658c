from django.urls import URLPattern, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.papers import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.addresses()


@hooks.register("register_operations_menu_item")
def papers_item() -> MenuItem:
    return views.PapersItem(views.TITLE, reverse("papers"), name="papers", icon_name="doc-full", order=420)
