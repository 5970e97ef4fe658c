import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.acceptance import drafting, paper, protocol, results
from operations.acceptance.models import Handover
from operations.acceptance.refused import Refused

ALL_RAN = (0, 1)  # pytest's exit codes when the tests were run: all passed, or some failed


class Command(BaseCommand):
    help = (
        "Run the tests of the requirements and write the protocol of the Final Acceptance Test as PDF/A and ODT. "
        "A handover that is being prepared keeps the results; one that has been handed over is written as it stands."
    )

    def add_arguments(self, parser):
        parser.add_argument("version", metavar="VERSION")
        parser.add_argument("--from", dest="made", type=Path, metavar="results.xml", help="Results of a run before.")
        parser.add_argument("--only", action="append", default=[], metavar="4.5.5", help="Only this requirement.")
        parser.add_argument(
            "--in", dest="places", action="append", default=[], metavar="tests/house", help="Only tests there."
        )
        parser.add_argument("--workers", default="0", help="How many processes run the tests.")
        parser.add_argument("--to", type=Path, default=Path("."), metavar="FOLDER", help="Where the files are written.")
        parser.add_argument("--keep", action="store_true", help="Prepare a handover of the version if there is none.")

    def handle(self, *, version, made, only, places, workers, to, keep, **options):
        to.mkdir(parents=True, exist_ok=True)
        try:
            handover = Handover.objects.filter(version=version).first()
            if handover and handover.state != Handover.State.DRAFTED:
                if made:
                    drafting.take_results(handover, results.read(made))
                written = protocol.of_kept(handover, at=timezone.now())
            else:
                if (only or places) and (handover or keep):
                    raise CommandError(_("A handover covers whole runs: leave out --only and --in, or --keep."))
                told = results.read(made or self._run(to / "results.xml", only, places, workers))
                written = self._written(version, handover, told, only, keep)
        except (Refused, results.Unreadable) as error:
            raise CommandError(str(error)) from error
        for form in paper.MEDIA:
            path = to / paper.file_name(written, form)
            path.write_bytes(paper.written(written, form))
            self.stdout.write(str(path))

    def _written(self, version, handover, told, only, keep):
        if keep and handover is None:
            handover = drafting.draft(version, by=None, now=timezone.now())
        if handover:
            drafting.take_results(handover, told)
            return protocol.of_kept(Handover.objects.get(pk=handover.pk), at=timezone.now())
        return protocol.of_results(version, told, only=only, at=timezone.now())

    def _run(self, path, only, places, workers):
        """The tests in a process of their own, which leaves its results in a file."""
        chosen = [part for number in only for part in ("--krav", number)]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.accepting", "-p", "no:cacheprovider"]
        command += [
            "-m",
            "krav and not drill",
            "-n",
            workers,
            "-o",
            "junit_family=xunit1",
            f"--junitxml={path.resolve()}",
        ]
        self.stdout.write(_("Running the tests of the requirements …"))
        try:
            ended = subprocess.run([*command, *chosen, *places], cwd=settings.PROJECT, env=_own(), check=False)
        except OSError as error:
            raise CommandError(_("The tests could not be run: %(reason)s") % {"reason": error.strerror}) from error
        if ended.returncode not in ALL_RAN:
            raise CommandError(_("The tests could not be run. A machine in production has none: use --from."))
        return path


def _own():
    """The tests have settings of their own, which those of this process would take the place of."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
