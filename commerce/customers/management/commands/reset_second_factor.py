from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commerce.customers import resets
from commerce.customers.models import User


class Command(BaseCommand):
    help = (
        "Take away somebody's second factor where the shop has nobody else who may decide on it. Whoever runs this "
        "stands at the machine, which is the second proof. It is kept with the reason."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="how it is known that it is they who ask")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        if not options["reason"].strip():
            raise CommandError("Say why: the reason is kept with the change.")
        resets.take_away(user, by=user, reason=options["reason"], now=timezone.now())
        self.stdout.write(f"{user.email}: the second factor is removed, and every session has ended.")
