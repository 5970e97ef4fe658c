from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackupConfig(AppConfig):
    name = "operations.backup"
    label = "backup"
    verbose_name = _("Backups")

    def ready(self):
        from operations.backup import checks  # noqa: F401  registers itself
