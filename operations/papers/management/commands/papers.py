from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.acceptance import paper
from operations.papers import documents, period, written


class Command(BaseCommand):
    help = "Write the documents of the service as PDF/A and OpenDocument, from what is measured now."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"Of {', '.join(documents.DOCUMENTS)}. None: all.")
        parser.add_argument("--month", default="", metavar="2026-11", help="Without it: the last whole month.")
        parser.add_argument("--to", type=Path, default=Path("."), metavar="FOLDER", help="Where they are written.")

    def handle(self, *, names, month, to, **options):
        now = timezone.now()
        try:
            about = period.month(month, now=now)
            wanted = [documents.DOCUMENTS[name] for name in names or documents.DOCUMENTS]
        except period.NoMonth as error:
            raise CommandError(_("%(month)s is no month that has begun.") % {"month": month}) from error
        except KeyError as error:
            raise CommandError(_("There is no document %(name)s.") % {"name": error.args[0]}) from error
        to.mkdir(parents=True, exist_ok=True)
        for one in wanted:
            try:
                made = documents.made(one, about, now=now)
            except written.Unmeasured as error:
                raise CommandError(f"docs/forvaltning/{one.name}.md: {error}") from error
            for form in paper.MEDIA:
                path = to / paper.file_name(made, form)
                path.write_bytes(paper.written(made, form))
                self.stdout.write(str(path))
