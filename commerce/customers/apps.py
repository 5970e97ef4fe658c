from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CustomersConfig(AppConfig):
    name = "commerce.customers"
    label = "customers"
    verbose_name = _("Customers")
    default = True

    def ready(self):
        from commerce.customers import checks  # noqa: F401  registers itself


class ShopUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, with the shop's own registers in their place."""

    user_viewset = "commerce.customers.user_admin.UserViewSet"
    group_viewset = "commerce.customers.role_admin.RoleViewSet"
