from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    name = "operations.inventory"
    label = "inventory"
    verbose_name = _("Components")
