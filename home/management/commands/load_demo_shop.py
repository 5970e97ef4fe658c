from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.catalogue.models import Product
from commerce.changed_by import COMMAND, changed_by
from commerce.customers.demo import create_demo_logins
from home.demo_shop.load import load_demo_shop


class Command(BaseCommand):
    help = "Load the demo shop: products, prices, stock, pages, pictures, delivery methods and demo log-ins."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Only when there are no products yet.")

    def handle(self, *, if_empty, verbosity, **options):
        if if_empty and Product.objects.exists():
            return
        with changed_by(COMMAND, "load_demo_shop"):
            loaded = load_demo_shop(now=timezone.now())
        if settings.DEMO_LOGINS:
            create_demo_logins()
        for name in loaded.missing:
            self.stderr.write(_("The picture %(name)s is not there.") % {"name": name})
        if loaded.refused:
            raise CommandError("\n".join(f"{code}: {reason}" for code, reason in loaded.refused))
        if verbosity:
            self.stdout.write(self._summary(loaded))

    def _summary(self, loaded):
        products = ngettext("%(count)s product", "%(count)s products", loaded.products) % {"count": loaded.products}
        variants = ngettext("%(count)s variant", "%(count)s variants", loaded.variants) % {"count": loaded.variants}
        pictures = ngettext("%(count)s picture", "%(count)s pictures", loaded.pictures) % {"count": loaded.pictures}
        changed = loaded.changed + loaded.pages
        pages = ngettext("%(count)s page made or changed", "%(count)s pages made or changed", changed)
        return f"{products}, {variants}, {pictures}, {pages % {'count': changed}}."
