from functools import partial
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commerce.changed_by import IMPORT, changed_by
from commerce.customers.models import User
from integrations.formats.problems import Problem, Unreadable
from integrations.gateway import importing, intake, weighing
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Outcome


def _person(email):
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("Nobody has the address %(email)s.") % {"email": email})
    return user


class Command(BaseCommand):
    help = "Take in rows from a file of any format. Without --apply it says what would change, and changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=registry.TAKEN_IN, help="What the rows are.")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="The e-mail address of whoever answers for it.")
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=HEADING", help="Which heading a column has."
        )
        parser.add_argument("--apply", action="store_true", help="Take it in.")
        parser.add_argument(
            "--approved-by", help="The e-mail address of a second person, where so much changes that one is asked."
        )
        parser.add_argument("--refused", type=Path, help="Where to write the rows that were refused, with the reason.")

    def handle(self, *, kind, file, by, apply, approved_by, refused, **options):
        self.kind = registry.TAKEN_IN[kind]
        user = _person(by)
        second = _person(approved_by) if approved_by else None
        take_in = partial(intake.take_in, self.kind, file, name=file.name, by=user)
        try:
            mapped = intake.suggested(self.kind, intake.headings(file, name=file.name)) | self._mapped(options["map"])
            if apply:
                trial = take_in(now=timezone.now(), mapped=mapped, dry_run=True)
                self._refuse_alone(trial, user, second)
            with changed_by(IMPORT, file.name):
                summary = take_in(now=timezone.now(), mapped=mapped, dry_run=not apply, tell=self._tell)
        except (Unreadable, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(_("The file cannot be read: %(reason)s") % {"reason": error.strerror}) from error
        if refused and summary.refusals:
            with refused.open("wb") as opened:
                intake.write_refused(file, opened, name=file.name, refusals=summary.refusals, kind=self.kind)
        self._sum_up(summary, is_trial=not apply)

    def _refuse_alone(self, trial, user, second):
        """The same rule as in the import room. Raises CommandError where a second person is needed, and is none."""
        stops = weighing.weigh(trial.weighed, self.kind, now=timezone.now())
        if not stops or (second and importing.is_second_person(second, of=user.pk, kind=self.kind)):
            return
        if second:
            raise CommandError(_("%(name)s may not be the second person of this import.") % {"name": second})
        said = _("A second person must agree (--approved-by); nothing was changed.")
        raise CommandError("\n".join([*weighing.in_words(self.kind, stops), said]))

    def _mapped(self, said):
        pairs = dict(one.partition("=")[::2] for one in said)
        for code in pairs:
            if code not in self.kind.codes:
                raise CommandError(_("There is no column %(name)s.") % {"name": code})
        return pairs

    def _tell(self, told):
        if isinstance(told, Problem):
            self.stderr.write(str(told))
            return
        name = str(self.kind.field(told.column).name) if told.column else ""
        if told.outcome == Outcome.REFUSED:
            said = Problem(line=told.line, column=name, message=told.reason, refuses=True)
            self.stderr.write(f"{said} ({'' if told.value is None else told.value})")
            return
        for code, (before, after) in told.changes.items():
            before = "–" if before is None else before
            self.stdout.write(f"  {told.line}: {capfirst(str(self.kind.field(code).name))} {before} → {after}")

    def _sum_up(self, summary, *, is_trial):
        if is_trial:
            self.stdout.write(_("Dry run: nothing was changed."))
        words = {
            Outcome.NEW: _("New rows"),
            Outcome.CHANGED: _("Changed rows"),
            Outcome.UNCHANGED: _("Unchanged rows"),
            Outcome.REFUSED: _("Refused rows"),
        }
        for outcome, said in words.items():
            self.stdout.write(f"{said}: {summary.outcomes[outcome]}")
        if summary.into is not None:
            self.stdout.write(_("They lie in price change set %(number)s.") % {"number": summary.into})
