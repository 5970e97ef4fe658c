"""A flow: one kind of exchange with one system in one direction, and the rhythm that it is expected to have.

A partner names its flows in `Partner.flows`, the shop its own in `integrations/flows/own.py`. What a flow is measured
on follows from what it names: deliveries to `targets`, messages from `sources`, the pulse of a `process`, a `queue`,
or, when it names none of them, its runs (`integrations/flows/runs.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.flows.queued import Queued
from integrations.flows.rhythm import Rhythm


class Direction(TextChoices):
    OUT = "out", _("out")
    IN = "in", _("in")
    INSIDE = "inside", _("inside the shop")


class Measure(StrEnum):
    DELIVERIES, MESSAGES, PULSE, QUEUE, RUNS = "deliveries", "messages", "pulse", "queue", "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """`begins`: kinds of events that must each have a delivery; one without has never begun, which is silence too."""

    code: str  # "ongoing.orders": also the word that `running` takes and that the page docs/teknik/floden.md has
    name: str | Promise
    rhythm: Rhythm  # as long as nobody has set another in the admin
    direction: Direction = Direction.OUT
    system: str = ""  # empty for the shop's own work
    targets: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    process: str = ""
    queue: Queued | None = None

    @property
    def measure(self) -> Measure:
        if self.targets:
            return Measure.DELIVERIES
        if self.sources:
            return Measure.MESSAGES
        if self.queue:
            return Measure.QUEUE
        return Measure.PULSE if self.process else Measure.RUNS
