"""Whether a flow has happened, has failed, or has not happened: pure arithmetic over what is known of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Flow, Measure
from integrations.flows.rhythm import Rhythm


class State(TextChoices):
    HAPPENED = "happened", _("has happened")
    WAITING = "waiting", _("on its way")
    NEW = "new", _("nothing yet")
    FAILED = "failed", _("has failed")
    MISSED = "missed", _("has not happened")
    SILENT = "silent", _("did nothing, and did not say why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a flow. `oldest`: when the oldest began to wait; `unbegun`: that of the oldest never begun."""

    since: datetime
    last_success: datetime | None = None
    backlog: int = 0
    oldest: datetime | None = None
    unbegun: datetime | None = None
    stopped: int = 0
    failures: int = 0
    is_silent: bool = False
    is_closed: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`expected_at`: when it should come, or should have come; None where nothing is expected.

    `is_miss`: to be told of as one. What has stopped, and a system that is closed, are told of as what they are.
    """

    state: State
    expected_at: datetime | None = None
    is_miss: bool = False


def judge(flow: Flow, rhythm: Rhythm, facts: Facts, *, now: datetime) -> Verdict:
    if flow.measure in (Measure.RUNS, Measure.PULSE):
        return _of_job(rhythm, facts, now)
    return _of_exchange(rhythm, facts, now)


def _of_exchange(rhythm: Rhythm, facts: Facts, now: datetime) -> Verdict:
    """Each thing that is to go has its own deadline; the oldest that waits has the first."""
    waiting = min(filter(None, (facts.oldest, facts.unbegun)), default=None)
    expected_at = rhythm.deadline(waiting) if waiting else None
    if expected_at and expected_at <= now:
        return Verdict(State.FAILED if facts.problem else State.MISSED, expected_at, is_miss=True)
    if facts.stopped or facts.is_closed:
        return Verdict(State.FAILED, expected_at)
    if expected_at:
        return Verdict(State.WAITING, expected_at)
    return Verdict(State.HAPPENED if facts.last_success else State.NEW)


def _of_job(rhythm: Rhythm, facts: Facts, now: datetime) -> Verdict:
    """It is to come again and again: the deadline is counted from the last time it went well."""
    expected_at = rhythm.deadline(facts.last_success or facts.since)
    if facts.is_silent:
        return Verdict(State.SILENT, expected_at, is_miss=True)
    if facts.failures >= rhythm.failures:
        return Verdict(State.FAILED, expected_at, is_miss=True)
    if expected_at <= now:
        return Verdict(State.FAILED if facts.failures else State.MISSED, expected_at, is_miss=True)
    if facts.failures or facts.is_closed:
        return Verdict(State.FAILED, expected_at)
    return Verdict(State.HAPPENED if facts.last_success else State.NEW, expected_at)
