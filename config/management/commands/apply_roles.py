from django.core.management.base import BaseCommand

from config.role_grants import apply_roles
from config.roles import ROLES


class Command(BaseCommand):
    help = "Give the roles exactly the permissions that config/roles.py lists. Also done by every migrate."

    def handle(self, *args, **options):
        apply_roles()
        self.stdout.write(f"Roles applied: {', '.join(role.name for role in ROLES)}.")
