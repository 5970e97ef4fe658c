from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from operations.inventory import views
from operations.inventory.register import ComponentRegister

modeladmin_register(ComponentRegister)


@hooks.register("register_operations_menu_item")
def components_item():
    return ComponentRegister().get_menu_item()


@hooks.register("register_admin_urls")
def addresses():
    return views.addresses()


@hooks.register("insert_global_admin_css")
def looks_of_components():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/inventory.css"))
