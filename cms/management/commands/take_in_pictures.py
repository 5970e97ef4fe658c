from datetime import timedelta
from pathlib import Path
from time import monotonic

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.batches import taking_in
from cms.batches.models import PictureBatch
from cms.batches.report import FILTERS, progress

STRETCH = timedelta(seconds=20)


class Command(BaseCommand):
    help = "Take in pictures from a zip file or a folder, and put them on the products that their names tell."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("source", nargs="?", type=Path, help="A zip file or a folder of this machine.")
        what.add_argument("--go-on", type=int, metavar="BATCH", help="Go on with a batch that was cut off.")
        parser.add_argument("--publish", action="store_true", help="Publish the pages anew instead of leaving drafts.")

    def handle(self, *, source, publish, **options):
        batch = self._batch(options["go_on"], source, publish)
        self.stdout.write(_("Batch %(number)s: %(name)s") % {"number": batch.pk, "name": batch.name})
        while batch.ended_at is None:
            if not taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + STRETCH.total_seconds()):
                raise CommandError(_("A worker is at it already."))
            batch.refresh_from_db()
            self.stdout.write(f"{progress(batch).percent} %")
        if batch.trouble:
            raise CommandError(batch.trouble)
        self._sum_up(batch)

    def _batch(self, number, source, publish):
        if number:
            batch = PictureBatch.objects.filter(pk=number).first()
            if batch is None:
                raise CommandError(_("There is no batch %(number)s.") % {"number": number})
            return batch
        if not source.exists():
            raise CommandError(_("%(path)s is not there.") % {"path": source})
        batch = PictureBatch(name=source.name, publishes=publish, begun_at=timezone.now())
        if source.is_dir():
            batch.folder = str(source.resolve())
            batch.save()
            return batch
        with source.open("rb") as file:
            batch.file = File(file, name=source.name)
            batch.save()
        return batch

    def _sum_up(self, batch):
        done = progress(batch)
        rows = (
            (_("Files"), done.total),
            (_("New pictures"), done.new),
            (_("Pictures that the shop had already"), done.known),
            (_("Refused"), done.refused),
            (_("Matched to a product"), done.matched),
            (_("On their pages"), done.shown),
            (_("In drafts"), done.drafts),
        )
        width = max(len(label) for label, _count in rows)
        for label, count in rows:
            self.stdout.write(f"{label:<{width}}  {count:>8}")
        for row in batch.files.filter(FILTERS["refused"]).order_by("place"):
            self.stderr.write(f"{row.name}: {row.why}")
