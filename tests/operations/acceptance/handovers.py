"""Handovers for tests: of two requirements, with what their tests said."""

from datetime import UTC, datetime

from operations.acceptance import drafting, signing
from operations.acceptance.results import Results, Test
from tests.factories.customers import owner

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)  # a Tuesday
FIRST, SECOND = "4.5.5", "4.5.6"
FILE = "tests/integrations/flows/test_rhythm.py"


def proof(number=FIRST, *, outcome="passed", name="test_a_missed_beat", file=FILE):
    return Test(file=file, name=name, outcome=outcome, numbers=(number,), seconds=0.5)


def results(*tests):
    return Results(at=NOW, machine="Linux x86_64, 2 CPU, Python 3.13", tests=list(tests) or [proof(), proof(SECOND)])


def drafted(version="1.0.0", *, tests=(), by=None):
    """One that covers two requirements and has results."""
    handover = drafting.draft(version, by=by or owner(), notes="- Flöden larmar när de uteblir.", now=NOW)
    handover.requirements.exclude(number__in=[FIRST, SECOND]).delete()
    return drafting.take_results(handover, results(*tests))


def handed_over(version="1.0.0", **said):
    return signing.hand_over(drafted(version, **said), by=owner(), now=NOW)


def signed(*verdicts, version="1.0.0", by=None):
    """One whose requirements are signed, in order; `approved` where nothing else is said."""
    handover, by = handed_over(version), by or owner()
    said = [*verdicts, "approved", "approved"]
    for one, verdict in zip(handover.requirements.order_by("position"), said, strict=False):
        signing.sign(one, verdict, remark="Texten är oklar.", by=by, now=NOW)
    return handover


def accepted(version="1.0.0"):
    by = owner()
    return signing.answer(signed(version=version, by=by), "accepted", by=by, now=NOW)
