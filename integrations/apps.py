from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrationsConfig(AppConfig):
    name = "integrations"
    verbose_name = _("Integrations")

    def ready(self):
        from integrations import checks  # noqa: F401  registers itself
        from integrations.carriers import checks as carrier_checks  # noqa: F401
        from integrations.formats.tables import tablib_formats
        from integrations.warehouses import checks as warehouse_checks  # noqa: F401

        tablib_formats.register()
