"""A handover is prepared: its notes, the requirements it covers, what their tests said, what its sprints were for."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commerce.customers.models import User
from operations.acceptance import results, written_down
from operations.acceptance.models import HandedRequirement, Handover, SprintNote
from operations.acceptance.refused import Refused
from operations.acceptance.results import Results, Test

Result = HandedRequirement.Result


def draft(version: str, *, by: User | None, notes: str = "", now: datetime) -> Handover:
    """Begin a handover of a version with every requirement that is written down, none of them tested yet.

    Raises Refused when the version has a handover already, or is not written as one.
    """
    handover = Handover(version=version, notes=notes or written_down.release_notes(version), drafted_by=by)
    handover.drafted_at = now
    refuse_what_is_wrong(handover)
    with transaction.atomic():
        handover.save()
        requirements = [requirement_of(row) for row in written_down.requirements()]
        for position, one in enumerate(requirements, start=1):
            one.handover, one.position = handover, position
        HandedRequirement.objects.bulk_create(requirements)
    return handover


def take_results(handover: Handover, told: Results) -> Handover:
    """Keep what the tests said of each requirement, instead of what was said before. Locks it.

    Raises Refused once it has been handed over.
    """
    with transaction.atomic():
        held = being_prepared(handover)
        fill_in(held, told)
        held.save()
        requirements = [tested(one, told) for one in held.requirements.all()]
        HandedRequirement.objects.bulk_update(requirements, ["proofs", "result"])
    return held


def leave_out(handover: Handover, number: str) -> None:
    """The handover does not cover that requirement: it is of another delivery. Locks it. Raises Refused."""
    with transaction.atomic():
        being_prepared(handover).requirements.filter(number=number).delete()


def note_sprint(handover: Handover, *, sprint: str, text: str, by: User, now: datetime) -> SprintNote:
    """Keep with the handover what a sprint was to do. Locks it. Raises Refused."""
    if not text.strip() or not sprint.strip():
        raise Refused(_("Say which sprint it was, and what was to be done."))
    with transaction.atomic():
        held = being_prepared(handover)
        return SprintNote.objects.create(
            handover=held, sprint=sprint.strip()[:80], text=text.strip(), written_by=by, written_at=now
        )


def requirement_of(row: written_down.Row) -> HandedRequirement:
    """A requirement as it is written down, not saved."""
    return HandedRequirement(
        number=row.number,
        wanted=written_down.plain(row.wanted),
        modules=written_down.plain(row.modules),
        documents=written_down.plain(row.documents),
    )


def fill_in(handover: Handover, told: Results) -> None:
    """When and where the tests were run, and how many; not saved."""
    handover.tested_at, handover.tested_on = told.at, told.machine[:200]
    handover.tests_passed, handover.tests_failed = told.count(results.PASSED), told.count(results.FAILED)
    handover.tests_skipped, handover.test_seconds = told.count(results.SKIPPED), told.seconds


def tested(requirement: HandedRequirement, told: Results) -> HandedRequirement:
    """The requirement with what its tests said; not saved."""
    tests = told.of(requirement.number)
    requirement.proofs, requirement.result = results.proofs_of(tests), result_of(tests)
    return requirement


def result_of(tests: list[Test]) -> str:
    """In one word: one failure is a failure, and what was not run proves nothing."""
    outcomes = {test.outcome for test in tests}
    if results.FAILED in outcomes:
        return Result.FAILED
    if results.PASSED not in outcomes:
        return Result.UNTESTED
    return Result.PARTLY if results.SKIPPED in outcomes else Result.PASSED


def being_prepared(handover: Handover) -> Handover:
    """The handover, locked; Refused when it has left the hands of those who prepare it."""
    held = Handover.objects.select_for_update().get(pk=handover.pk)
    if held.state != Handover.State.DRAFTED:
        raise Refused(_("Version %(version)s has been handed over, and stands as it was.") % {"version": held})
    return held


def refuse_what_is_wrong(handover: Handover) -> None:
    try:
        handover.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
