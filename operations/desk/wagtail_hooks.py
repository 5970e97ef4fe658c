from functools import partial

from wagtail import hooks

from operations.desk import views
from operations.desk.register import Desk

DESK = Desk()
DESK.register_with_wagtail()

for register in DESK.modeladmin_instances:
    hooks.register("register_operations_menu_item", partial(register.get_menu_item))


@hooks.register("register_admin_urls")
def addresses():
    return views.addresses()
