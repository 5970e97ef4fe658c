"""The life of a handover, and that what is signed stands whoever writes to the database."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from operations.acceptance import days, drafting, signing, written_down
from operations.acceptance.models import HandedRequirement, Handover
from operations.acceptance.refused import Refused
from tests.factories.customers import UserFactory, owner
from tests.operations.acceptance.handovers import (
    FILE,
    FIRST,
    NOW,
    SECOND,
    accepted,
    drafted,
    handed_over,
    proof,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.6")]


@pytest.mark.parametrize(
    ("case", "day", "last"),
    [
        ("two weeks without holidays", date(2026, 11, 2), date(2026, 11, 16)),
        ("handed over on a Saturday", date(2026, 11, 28), date(2026, 12, 11)),
        ("over Christmas and New Year", date(2026, 12, 18), date(2027, 1, 8)),
        ("over Midsummer", date(2026, 6, 12), date(2026, 6, 29)),
    ],
)
def test_ten_working_days_to_answer(case, day, last):
    assert days.working_day_after(day, days.DAYS_TO_ANSWER) == last


def test_the_day_of_the_handover_is_the_one_in_stockholm():
    assert days.day_of(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 2)


def test_a_draft_covers_every_requirement_that_is_written_down():
    handover = drafting.draft("2.1", by=owner(), now=NOW)

    known = [row.number for row in written_down.requirements()]
    assert list(handover.requirements.order_by("position").values_list("number", flat=True)) == known
    assert set(handover.requirements.values_list("result", flat=True)) == {"untested"}
    assert handover.notes == written_down.release_notes("2.1")


@pytest.mark.parametrize(
    ("case", "version", "notes"),
    [
        ("released", "1.0.0", "- Först."),
        ("released on a day", "1.1.0", "- Sedan."),
        ("not released", "1.2.0", "- Nytt."),
    ],
)
def test_the_notes_are_those_of_the_version(case, version, notes):
    text = (
        "# Ändringar\n\n## Ännu inte släppt\n\n- Nytt.\n\n## 1.1.0 (2026-12-01)\n\n- Sedan.\n\n## 1.0.0\n\n- Först.\n"
    )

    assert written_down.release_notes(version, text) == notes


@pytest.mark.parametrize("version", ["", "ett", "1", "1.0-beta", "1.2.3.4.5"])
def test_a_version_is_written_as_one(version):
    with pytest.raises(Refused):
        drafting.draft(version, by=owner(), notes="- Nytt.", now=NOW)

    assert not Handover.objects.exists()


def test_a_version_is_handed_over_once():
    drafted()

    with pytest.raises(Refused):
        drafting.draft("1.0.0", by=owner(), notes="- Nytt.", now=NOW)

    assert Handover.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "outcomes", "result"),
    [
        ("all passed", ["passed", "passed"], "passed"),
        ("one failed among others", ["passed", "failed", "skipped"], "failed"),
        ("one was not run", ["passed", "skipped"], "partly"),
        ("none was run", ["skipped"], "untested"),
        ("there is none", [], "untested"),
    ],
)
def test_the_result_of_a_requirement(case, outcomes, result):
    handover = drafted(tests=[proof(SECOND), *(proof(outcome=one, name=f"test_{one}") for one in outcomes)])

    found = handover.requirements.get(number=FIRST)
    assert found.result == result
    assert [found.count(one) for one in ("passed", "failed", "skipped")] == [
        outcomes.count(one) for one in ("passed", "failed", "skipped")
    ]
    assert [proof["file"] for proof in found.proofs] == ([FILE] if outcomes else [])
    assert [name for proof in found.proofs for name in proof["names"]] == [
        f"test_{one}" for one in outcomes if one != "passed"
    ]


def test_what_was_never_tested_is_not_handed_over():
    handover = drafting.draft("1.0.0", by=owner(), notes="- Nytt.", now=NOW)

    with pytest.raises(Refused):
        signing.hand_over(handover, by=owner(), now=NOW)

    handover.refresh_from_db()
    assert (handover.state, handover.answer_by) == ("drafted", None)


def test_a_handover_is_answered_by_the_tenth_working_day():
    handover = handed_over()

    assert (handover.state, handover.answer_by) == ("handed_over", date(2026, 11, 17))
    assert not handover.is_late(date(2026, 11, 17))
    assert handover.is_late(date(2026, 11, 18))


def test_the_whole_is_answered_when_each_requirement_is():
    by = owner()
    handover = handed_over()
    first, second = handover.requirements.order_by("position")

    assert signing.answers_open(handover) == []
    signing.sign(first, "approved", by=by, now=NOW)
    with pytest.raises(Refused, match=second.number):
        signing.answer(handover, "accepted", by=by, now=NOW)
    signing.sign(second, "approved", by=by, now=NOW)
    answered = signing.answer(handover, "accepted", by=by, now=NOW)

    assert (answered.state, answered.answered_by, answered.answered_at) == ("accepted", by, NOW)
    assert answered.is_accepted


@pytest.mark.parametrize(
    ("case", "verdicts", "open_answers"),
    [
        ("all approved", ["approved", "approved"], ["accepted", "with_remarks", "rejected"]),
        ("a remark", ["remark", "approved"], ["with_remarks", "rejected"]),
        ("one refused", ["refused", "remark"], ["rejected"]),
    ],
)
def test_the_whole_follows_from_the_parts(case, verdicts, open_answers):
    by = owner()
    handover = signed(*verdicts, by=by)

    assert signing.answers_open(handover) == open_answers
    for state in {"accepted", "with_remarks", "rejected", "drafted"} - set(open_answers):
        with pytest.raises(Refused):
            signing.answer(handover, state, text="Nej.", by=by, now=NOW)
    assert signing.answer(handover, open_answers[0], text="Så är det.", by=by, now=NOW).state == open_answers[0]


def test_a_rejection_and_a_remark_say_why():
    by = owner()
    handover = handed_over()
    first = handover.requirements.first()

    for verdict in ("remark", "refused", ""):
        with pytest.raises(Refused):
            signing.sign(first, verdict, remark="  ", by=by, now=NOW)
    with pytest.raises(Refused):
        signing.answer(signed(version="1.1.0"), "rejected", text=" ", by=by, now=NOW)

    first.refresh_from_db()
    assert first.verdict == ""


def test_only_the_owner_signs():
    handover, other = handed_over(), UserFactory()

    with pytest.raises(Refused):
        signing.sign(handover.requirements.first(), "approved", by=other, now=NOW)
    with pytest.raises(Refused):
        signing.answer(signed(version="1.1.0"), "accepted", by=other, now=NOW)

    assert handover.requirements.exclude(verdict="").count() == 0


def test_what_is_signed_is_not_signed_again():
    by = owner()
    handover = signed(by=by)
    first = handover.requirements.first()

    with pytest.raises(Refused):
        signing.sign(first, "refused", remark="Ändrade mig.", by=by, now=NOW)

    first.refresh_from_db()
    assert (first.verdict, first.signed_by, first.signed_at) == ("approved", by, NOW)


def test_results_and_notes_are_not_changed_after_the_handover():
    handover = handed_over()

    with pytest.raises(Refused):
        drafting.take_results(handover, None)
    with pytest.raises(Refused):
        drafting.note_sprint(handover, sprint="v. 49", text="Mer.", by=owner(), now=NOW)
    with pytest.raises(Refused):
        drafting.leave_out(handover, FIRST)

    assert handover.requirements.count() == 2


@pytest.mark.krav("4.7.3")
def test_what_each_sprint_was_for_is_kept_with_the_handover():
    by = owner()
    handover = drafted()

    drafting.note_sprint(handover, sprint=" v. 47–48 ", text="Flöden ska larma.", by=by, now=NOW)
    with pytest.raises(Refused):
        drafting.note_sprint(handover, sprint="v. 49", text="  ", by=by, now=NOW)
    signing.hand_over(handover, by=by, now=NOW)

    [note] = handover.sprints.all()
    assert (note.sprint, note.text, note.written_by) == ("v. 47–48", "Flöden ska larma.", by)
    for change in (lambda: handover.sprints.update(text="Annat."), lambda: handover.sprints.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def hand_written(handover, **values):
    Handover.objects.filter(pk=handover.pk).update(**values)


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ("other words", {"notes": "- Annat."}),
        ("other results", {"tests_failed": 0, "tests_passed": 99}),
        ("more days", {"answer_by": date(2027, 1, 1)}),
        ("back again", {"state": "drafted", "handed_over_at": None, "handed_over_by": None, "answer_by": None}),
        ("in production", {"in_production_at": NOW}),
    ],
)
def test_the_database_holds_what_was_handed_over(case, values):
    handover = handed_over()

    with pytest.raises(IntegrityError), transaction.atomic():
        hand_written(handover, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        handover.delete()


def test_the_database_lets_nobody_answer_before_all_is_signed():
    by = owner()
    handover = handed_over()
    signing.sign(handover.requirements.order_by("position")[0], "approved", by=by, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        hand_written(handover, state="accepted", answered_by=by, answered_at=NOW)


def test_the_database_lets_nobody_but_the_owner_sign():
    other, handover = UserFactory(), signed()
    unsigned = handed_over("1.1.0").requirements.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        hand_written(handover, state="accepted", answered_by=other, answered_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandedRequirement.objects.filter(pk=unsigned.pk).update(verdict="approved", signed_by=other, signed_at=NOW)


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ("taken back", {"verdict": "", "signed_by": None, "signed_at": None}),
        ("another answer", {"verdict": "refused", "remark": "Nej."}),
        ("another day", {"signed_at": datetime(2026, 12, 2, tzinfo=UTC)}),
        ("another result", {"result": "failed"}),
    ],
)
def test_the_database_holds_what_is_signed(case, values):
    row = signed().requirements.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        HandedRequirement.objects.filter(pk=row.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_the_database_holds_what_was_answered():
    handover = accepted()

    for values in (
        {"state": "rejected", "answer": "Nej."},
        {"answer": "Annat."},
        {"answered_at": NOW.replace(hour=10)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            hand_written(handover, **values)


def test_a_draft_can_be_thrown_away():
    drafted().delete()

    assert not HandedRequirement.objects.exists()


def test_who_handed_it_over_signs_nothing_of_it_whatever_roles_he_has():
    by = owner()
    handover = signing.hand_over(drafted(), by=by, now=NOW)
    one = handover.requirements.first()

    with pytest.raises(Refused, match="någon annan"):
        signing.sign(one, "approved", by=by, now=NOW)
    with pytest.raises(Refused, match="någon annan"):
        signing.answer(handover, "accepted", by=by, now=NOW)
    assert not handover.requirements.exclude(verdict="").exists()


def test_the_database_keeps_the_two_sides_apart():
    by = owner()
    handover = signing.hand_over(drafted(), by=by, now=NOW)
    said = {"verdict": "approved", "signed_at": NOW}

    with pytest.raises(IntegrityError, match="Who hands over"), transaction.atomic():
        handover.requirements.update(signed_by=by, **said)
    handover.requirements.update(signed_by=owner(), **said)
    with pytest.raises(IntegrityError, match="other_side"), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(state="accepted", answered_by=by, answered_at=NOW)
