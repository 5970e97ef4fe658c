"""Say that a job has begun, how it went, and, when it did nothing, why.

    with running("ongoing.stock") as run:
        for article in client.articles(since=...):
            run.read += 1
            if stock.set(article):
                run.changed += 1
        if not run.has_done_something:
            run.why = "nothing has changed since 14:02"

The row is there while the job runs, so that one that dies in the middle is seen. What the block raises is noted as the
run's error and raised on. A run that changed nothing and does not say why is a fault, and is told of as one: a job that
reads the wrong folder looks just like one with nothing to do. `why` is for people: say it through gettext. A record
that could not be used is counted in `failed`, the first words about it go in `error`, and the run goes on. Never begin
a run inside a transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commerce.customers.person import without_addresses
from integrations.flows.models import FlowRun

Outcome = FlowRun.Outcome
MOST = 2000


@dataclass(slots=True)
class Run:
    """What a job counts as it goes."""

    read: int = 0
    created: int = 0
    changed: int = 0
    failed: int = 0
    why: str = ""
    error: str = ""

    @property
    def has_done_something(self) -> bool:
        return bool(self.created or self.changed or self.failed)

    @property
    def outcome(self) -> Outcome:
        if self.failed:
            return Outcome.PARTLY if self.created or self.changed else Outcome.FAILED
        if self.has_done_something:
            return Outcome.DONE
        return Outcome.IDLE if self.why else Outcome.SILENT


@contextmanager
def running(flow: str, *, now: Callable[[], datetime] = timezone.now) -> Iterator[Run]:
    """Keep a row about one run of a job: `flow` is the code of its flow. Raises what the block raises."""
    with transaction.atomic(durable=True):  # refuses to begin where a failure would take the row with it
        row = FlowRun.objects.create(flow=flow, started_at=now())
    run = Run()
    try:
        yield run
    except BaseException as error:
        run.error = f"{type(error).__name__}: {error}"
        _end(row.pk, run, Outcome.FAILED, now=now())
        raise
    _end(row.pk, run, run.outcome, now=now())


def _end(pk: int, run: Run, outcome: Outcome, *, now: datetime) -> None:
    FlowRun.objects.filter(pk=pk).update(
        outcome=outcome,
        finished_at=now,
        read=run.read,
        created=run.created,
        changed=run.changed,
        failed=run.failed,
        why=run.why[:MOST],
        error=without_addresses(run.error.replace("\0", ""))[:MOST],
    )
