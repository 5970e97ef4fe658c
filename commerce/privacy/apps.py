from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "commerce.privacy"
    label = "privacy"
    verbose_name = _("Privacy")

    def ready(self):
        from commerce.privacy import checks  # noqa: F401  registers itself
