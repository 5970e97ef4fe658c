"""A job that runs leaves a row that tells how it went, and, when nothing came of it, why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from integrations.flows.models import FlowRun
from integrations.flows.runs import running

pytestmark = pytest.mark.krav("4.5.5")
Outcome = FlowRun.Outcome
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def clock(*moments):
    left = iter(moments)
    return lambda: next(left)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "counts", "outcome"),
    [
        ("something changed", {"read": 5, "changed": 2}, Outcome.DONE),
        ("something is new", {"created": 1}, Outcome.DONE),
        ("some could not be used", {"read": 5, "changed": 2, "failed": 1}, Outcome.PARTLY),
        ("none could be used", {"read": 5, "failed": 5}, Outcome.FAILED),
        ("nothing, and it says why", {"read": 5, "why": "nothing had changed"}, Outcome.IDLE),
        ("nothing, and it does not say why", {"read": 5}, Outcome.SILENT),
    ],
)
def test_what_a_run_counts_decides_how_it_went(case, counts, outcome):
    with running("test.stock", now=clock(NOW, NOW + timedelta(seconds=3))) as run:
        for name, value in counts.items():
            setattr(run, name, value)

    row = FlowRun.objects.get()
    assert (row.flow, row.outcome, row.started_at, row.finished_at) == (
        "test.stock", outcome, NOW, NOW + timedelta(seconds=3),
    )  # fmt: skip
    assert {name: getattr(row, name) for name in counts} == counts


@pytest.mark.django_db
def test_the_row_is_there_while_it_runs():
    with running("test.stock") as run:
        assert FlowRun.objects.get().outcome == Outcome.RUNNING
        run.why = "nothing"


@pytest.mark.django_db
def test_what_goes_wrong_is_noted_without_addresses_and_raised_on():
    def job():
        with running("test.stock") as run:
            run.read = 3
            raise OSError("refused for asa@example.se\0")

    with pytest.raises(OSError, match="refused"):
        job()

    row = FlowRun.objects.get()
    assert (row.outcome, row.read) == (Outcome.FAILED, 3)
    assert row.error.startswith("OSError: refused")
    assert "asa@example.se" not in row.error


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "done", "finished_at": None},
        {"outcome": "running", "finished_at": NOW},
        {"outcome": "idle", "finished_at": NOW, "why": ""},
    ],
)
def test_the_database_refuses_a_run_that_says_one_thing_and_another(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        FlowRun.objects.create(flow="test.stock", started_at=NOW, **wrong)


def test_a_run_is_not_begun_inside_a_transaction(committing_db):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), running("test.stock"):
        pass

    assert not FlowRun.objects.exists()
