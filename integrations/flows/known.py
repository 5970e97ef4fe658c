"""Every flow there is: the shop's own, and those of its partners; and the rhythm that each one has now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from django.utils.functional import Promise

from integrations import registry
from integrations.flows import own
from integrations.flows.flow import Flow
from integrations.flows.models import WatchedFlow
from integrations.flows.rhythm import Hours, Rhythm


@dataclass(frozen=True, slots=True)
class Known:
    """A flow, whose it is, whether that one is set up, and what is set about it (None: never seen at work)."""

    flow: Flow
    owner: str | Promise
    is_on: bool
    row: WatchedFlow | None

    @property
    def rhythm(self) -> Rhythm:
        return rhythm_of(self.row, self.flow.rhythm)

    @property
    def is_watched(self) -> bool:
        return self.row is not None and self.row.is_watched


def flows() -> list[Known]:
    """All of them, with one question to the database."""
    rows = {row.code: row for row in WatchedFlow.objects.all()}
    return [Known(flow, owner, is_on, rows.get(flow.code)) for flow, owner, is_on in _named()]


def defined() -> list[Flow]:
    return [flow for flow, _owner, _is_on in _named()]


def targets_of(code: str) -> tuple[str, ...]:
    return next((flow.targets for flow in defined() if flow.code == code), ())


def sources_of(code: str) -> tuple[str, ...]:
    return next((flow.sources for flow in defined() if flow.code == code), ())


def rhythm_of(row: WatchedFlow | None, usual: Rhythm) -> Rhythm:
    """What somebody has set, or else what the flow has from the start."""
    if row is None or row.minutes is None:
        return usual
    return Rhythm(
        within=timedelta(minutes=row.minutes),
        hours=Hours(
            opens=row.opens or time(0),
            closes=row.closes,
            weekdays=frozenset(row.weekdays or ()),
            rests_on_holidays=bool(row.rests_on_holidays),
        ),
        failures=row.failures or 1,
    )


def _named() -> Iterator[tuple[Flow, str | Promise, bool]]:
    for flow in own.FLOWS:
        yield flow, own.NAME, True
    for partner in registry.partners():
        for flow in partner.flows:
            yield flow, partner.name, partner.is_on()
