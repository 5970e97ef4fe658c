from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcceptanceConfig(AppConfig):
    name = "operations.acceptance"
    label = "acceptance"
    verbose_name = _("Handover and acceptance")
