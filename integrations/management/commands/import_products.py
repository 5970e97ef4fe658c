from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.changed_by import IMPORT, changed_by
from integrations.formats import shopify
from integrations.formats.delimited import Delimited
from integrations.formats.problems import Unreadable
from integrations.product_import import import_products

READERS = {"shopify": shopify.read}


class Command(BaseCommand):
    help = "Import products with variants, prices, stock and pages from a file. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The file, e.g. a product export from Shopify (CSV).")
        parser.add_argument("--format", choices=READERS, default="shopify", help="How the file is written.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--images", action="store_true", help="Fetch the pictures that the file names.")

    def handle(self, *, file, dry_run, images, verbosity, **options):
        self.told = self.refused = 0
        try:
            opened = Delimited.opened(file)
            products = READERS[options["format"]](opened, self._tell)
            with changed_by(IMPORT, file.name):
                summary = import_products(
                    products, now=timezone.now(), tell=self._tell, dry_run=dry_run, with_images=images
                )
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(_("The file cannot be read: %(reason)s") % {"reason": error.strerror}) from error
        if dry_run or verbosity > 1:
            self._list_changes(summary)
        self._sum_up(summary, dry_run=dry_run, images=images)
        if not summary.outcomes:
            raise CommandError(_("No product could be read."))

    def _tell(self, problem):
        self.told += 1
        self.refused += problem.refuses
        self.stderr.write(str(problem))

    def _list_changes(self, summary):
        for code, changed in summary.changes.items():
            what = ", ".join(changed) or _("new product")
            self.stdout.write(f"  {code}: {what}")

    def _sum_up(self, summary, *, dry_run, images):
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed."))
        rows = [
            (_("New products"), summary.outcomes["new"]),
            (_("Changed products"), summary.outcomes["changed"]),
            (_("Unchanged products"), summary.outcomes["unchanged"]),
            (_("Refused products"), summary.outcomes["refused"] + self.refused),
            (_("Variants in the file"), summary.counts["variants"]),
            (_("Pages given a draft, since an editor has changed them"), len(summary.drafted)),
            (_("Pages left alone, locked or deleted by an editor"), len(summary.kept)),
            (_("Variants given an SKU from handle and options"), summary.counts["derived"]),
            (_("Compare-at prices not used: a reduction takes a campaign"), summary.counts["compared"]),
            (_("Pictures named, fetched only with --images"), 0 if images else summary.counts["images"]),
            (
                _("Products without a manufacturer: their pages cannot change before"),
                summary.counts["without maker"],
            ),
            (_("Remarks above"), self.told),
        ]
        width = max(len(label) for label, _count in rows)
        for place, (label, count) in enumerate(rows):
            if count or place < 4:
                self.stdout.write(f"{label:<{width}}  {count:>8}")
        for code in summary.drafted:
            self.stdout.write(_("Draft: %(code)s") % {"code": code})
        for code in summary.kept:
            self.stdout.write(_("Left alone: %(code)s") % {"code": code})
