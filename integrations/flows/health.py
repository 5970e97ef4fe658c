"""Whether those who watch are themselves alive: the one question that somebody outside the shop must ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from integrations.flows import heartbeats, known
from integrations.flows.flow import Measure


@dataclass(frozen=True, slots=True)
class Pulse:
    """How long ago a process said that it lives; None when it never has."""

    process: str
    code: str
    name: str | Promise
    age: timedelta | None
    is_fresh: bool

    @property
    def seconds(self) -> int | None:
        return None if self.age is None else int(self.age.total_seconds())


def pulses(*, now: datetime) -> list[Pulse]:
    beats = heartbeats.last()
    watched = [
        one for one in known.flows() if one.flow.measure == Measure.PULSE and (one.row is None or one.is_watched)
    ]
    return [_pulse(one, beats.get(one.flow.process), now) for one in watched]


def _pulse(one: known.Known, at: datetime | None, now: datetime) -> Pulse:
    if at is None:
        return Pulse(one.flow.process, one.flow.code, one.flow.name, None, is_fresh=False)
    is_fresh = now < one.rhythm.deadline(at)
    return Pulse(one.flow.process, one.flow.code, one.flow.name, now - at, is_fresh)
