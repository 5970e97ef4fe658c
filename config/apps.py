from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class HouseConfig(AppConfig):
    """Makes the roles agree with `config/roles.py` after every migrate."""

    name = "config"

    def ready(self):
        from config.role_grants import apply_when_migrated  # its models exist only now

        # Permissions are made app by app; only after the last app do all of them exist.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(apply_when_migrated, sender=last)
