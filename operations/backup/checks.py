"""A shop that is run is backed up: said when it is deployed, and by an alarm as long as nothing has been taken."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def is_backed_up(app_configs, **kwargs):
    if not settings.IS_BACKUP_EXPECTED:
        return []
    if not settings.BACKUP_DIR:
        return [Warning("BACKUP_DIR is not set: nothing can be backed up, and an alarm says so.", id="backup.W001")]
    if Path(settings.MEDIA_ROOT).resolve().is_relative_to(Path(settings.BACKUP_DIR).resolve()):
        return [Warning("BACKUP_DIR holds MEDIA_ROOT: a copy is to lie somewhere else.", id="backup.W002")]
    return []
