"""The protocol of the Final Acceptance Test, and the report of what was done about claims: what they say, in Swedish.

A document is a list of parts (`Part`), in order; `paper` makes PDF/A and OpenDocument of the same parts.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from operations.acceptance import drafting, written_down
from operations.acceptance.claims import Told
from operations.acceptance.models import HandedRequirement, Handover, SprintNote
from operations.acceptance.paper import Paper, Part, facts, heading, points, table, words
from operations.acceptance.results import Results

LANGUAGE = "sv"
Result = HandedRequirement.Result


def of_kept(handover: Handover, *, at: datetime) -> Paper:
    """Of a handover, with what is signed of it so far."""
    requirements = list(handover.requirements.select_related("signed_by").order_by("position"))
    return protocol(handover, requirements, handover.sprints.order_by("pk"), at=at)


def of_results(version: str, told: Results, *, only: Sequence[str] = (), at: datetime) -> Paper:
    """Of a run of the tests that no handover keeps; with `only`, of those requirements."""
    handover = Handover(version=version, notes=written_down.release_notes(version))
    drafting.fill_in(handover, told)
    rows = [row for row in written_down.requirements() if not only or row.number in only]
    return protocol(handover, [drafting.tested(drafting.requirement_of(row), told) for row in rows], at=at)


def protocol(
    handover: Handover, requirements: Sequence[HandedRequirement], sprints: Iterable[SprintNote] = (), *, at: datetime
) -> Paper:
    """Of a handover as it stands at that moment; of one that is not kept as well."""
    with override(LANGUAGE):
        parts = [
            *_summary(handover, requirements, at),
            *_unproven(requirements),
            *_each(requirements),
            *_evidence(requirements),
            *_sprints(sprints),
            *_notes(handover),
            *_answer(handover),
        ]
        return Paper(title=_("Final Acceptance Test"), number=handover.version, language=LANGUAGE, at=at, parts=parts)


def claims_report(handover: Handover, told: Sequence[Told], *, at: datetime) -> Paper:
    """What the customer has claimed of a version, and what was done about each."""
    with override(LANGUAGE):
        parts: list[Part] = [
            facts(
                [
                    (_("Version"), handover.version),
                    (pgettext("handover", "In production"), moment(handover.in_production_at)),
                    (pgettext("document", "Written"), moment(at)),
                    (_("Claims"), str(len(told))),
                ]
            )
        ]
        if not told:
            parts.append(words(_("Nothing has been claimed.")))
        for one in told:
            ticket, claim = one.ticket, one.claim
            parts += [
                heading(2, _("Claim %(number)s: %(title)s") % {"number": ticket, "title": ticket.title}),
                facts(
                    [
                        (pgettext("claim", "Sort"), claim.get_sort_display()),  # type: ignore[attr-defined]
                        (_("Claimed on"), day(claim.claimed_on)),
                        (_("Last day to claim"), day(claim.last_day)),
                        (_("State"), ticket.get_state_display()),  # type: ignore[attr-defined]
                        (_("Solved"), moment(ticket.solved_at)),
                    ]
                ),
                words(ticket.text),
                words(_("What was done: %(done)s") % {"done": one.done} if one.done else _("Nothing is done yet.")),
            ]
        return Paper(title=_("Report of claims"), number=handover.version, language=LANGUAGE, at=at, parts=parts)


# --- the parts of the protocol ---


def _summary(handover: Handover, requirements: Sequence[HandedRequirement], at: datetime) -> list[Part]:
    tests = handover.tests_passed + handover.tests_failed + handover.tests_skipped
    passed = sum(one.result == Result.PASSED for one in requirements)
    said = {
        "tests": tests,
        "passed": handover.tests_passed,
        "failed": handover.tests_failed,
        "skipped": handover.tests_skipped,
    }
    return [
        facts(
            [
                (_("Version"), handover.version),
                (_("State"), str(handover.get_state_display())),  # type: ignore[attr-defined]
                (pgettext("document", "Written"), moment(at)),
                (pgettext("handover", "Handed over"), moment(handover.handed_over_at)),
                (_("To be answered by"), day(handover.answer_by)),
                (pgettext("handover", "Tested"), moment(handover.tested_at)),
                (_("Machine"), handover.tested_on),
                (_("Tests took"), _("%(seconds)s seconds") % {"seconds": round(handover.test_seconds)}),
            ]
        ),
        heading(2, _("In short")),
        words(
            _("%(passed)s of %(all)s requirements have tests that all passed.")
            % {"passed": passed, "all": len(requirements)}
        ),
        words(_("Of %(tests)s tests %(passed)s passed, %(failed)s failed and %(skipped)s were not run.") % said),
    ]


def _unproven(requirements: Sequence[HandedRequirement]) -> list[Part]:
    """Said plainly and first: what failed, what was not run, and what no test proves."""
    groups = [
        (Result.FAILED, _("Tests failed for these requirements")),
        (Result.PARTLY, _("Some tests were not run for these requirements")),
        (Result.UNTESTED, _("No test was run for these requirements: judge them by their documents and by trying")),
    ]
    parts: list[Part] = [heading(2, _("What tests have not proven"))]
    for result, title in groups:
        found = [one for one in requirements if one.result == result]
        if found:
            parts += [heading(3, title), points(f"{one.number} {one.wanted}" for one in found)]
    if len(parts) == 1:
        parts.append(words(_("Every requirement has tests, and every test passed.")))
    return parts


def _each(requirements: Sequence[HandedRequirement]) -> list[Part]:
    heads = [
        _("Requirement"),
        _("You must be able to"),
        _("Tests"),
        _("Result"),
        pgettext("handover", "Answer"),
        pgettext("handover", "Signed"),
    ]
    return [
        heading(2, _("Requirement by requirement")),
        table(heads, [_row(one) for one in requirements], widths=(2, 6, 2, 4, 4, 4)),
    ]


def _row(one: HandedRequirement) -> list[str]:
    count = sum(one.count(outcome) for outcome in ("passed", "failed", "skipped"))
    return [
        one.number,
        one.wanted,
        str(count),
        str(one.get_result_display()),  # type: ignore[attr-defined]
        str(one.get_verdict_display() if one.verdict else _("Not signed")),  # type: ignore[attr-defined]
        f"{moment(one.signed_at)}, {one.signed_by}" if one.verdict else "",
    ]


def _evidence(requirements: Sequence[HandedRequirement]) -> list[Part]:
    parts: list[Part] = [heading(2, _("Evidence"))]
    heads = [_("File"), pgettext("tests", "Passed"), pgettext("tests", "Failed"), pgettext("tests", "Not run")]
    for one in requirements:
        parts += [
            heading(3, f"{one.number} {one.wanted}"),
            facts(
                [
                    (_("Result"), str(one.get_result_display())),  # type: ignore[attr-defined]
                    (_("Modules"), one.modules),
                    (pgettext("handover", "Documents"), one.documents),
                    (_("Remark"), one.remark),
                ]
            ),
        ]
        if one.proofs:
            rows = [[each["file"], *(str(each[how]) for how in ("passed", "failed", "skipped"))] for each in one.proofs]
            parts.append(table(heads, rows, widths=(12, 2, 2, 2), numbers=3))
        names = [f"{each['file']}: {name}" for each in one.proofs for name in each["names"]]
        if names:
            parts += [
                words(ngettext("This test did not pass:", "These tests did not pass:", len(names))),
                points(names),
            ]
    return parts


def _sprints(sprints: Iterable[SprintNote]) -> list[Part]:
    parts: list[Part] = []
    for note in sprints:
        parts += [heading(3, note.sprint), *(words(line) for line in _lines(note.text))]
    return [heading(2, _("What the sprints were for")), *parts] if parts else []


def _notes(handover: Handover) -> list[Part]:
    lines = [written_down.plain(line.removeprefix("- ").replace("*", "")) for line in _lines(handover.notes)]
    return [heading(2, _("Release notes")), points(lines)] if lines else []


def _answer(handover: Handover) -> list[Part]:
    parts: list[Part] = [heading(2, _("The answer of the customer"))]
    if handover.answered_at is None:
        return [*parts, words(_("The customer has not answered yet."))]
    return [
        *parts,
        facts(
            [
                (pgettext("handover", "Answer"), str(handover.get_state_display())),  # type: ignore[attr-defined]
                (pgettext("handover", "Answered"), moment(handover.answered_at)),
                (pgettext("document", "By"), str(handover.answered_by)),
                (pgettext("handover", "Words"), handover.answer),
            ]
        ),
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def moment(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y H:i") if at else ""


def day(on: date | None) -> str:
    return date_format(on, "l j F Y") if on else ""
