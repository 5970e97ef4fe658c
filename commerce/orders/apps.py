from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "commerce.orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self):
        from commerce.orders import checks  # noqa: F401  registers itself
