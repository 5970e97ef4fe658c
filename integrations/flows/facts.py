"""What is known of every flow right now, in questions whose cost does not grow with what is kept.

Deliveries and messages that are done are reached by an index from their newest end; the others are few, or are the
trouble itself.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Min, Q

from integrations.flows import begun, heartbeats
from integrations.flows.flow import Measure
from integrations.flows.judging import Facts
from integrations.flows.known import Known
from integrations.flows.models import FlowRun
from integrations.flows.queued import Pile
from integrations.models import Delivery, InboundMessage, System

MOST_FAILURES = 20
LAST_DELIVERED = """
SELECT target, (SELECT max(delivered_at) FROM integrations_delivery WHERE target = asked.target)
FROM unnest(%s::text[]) AS asked (target)
"""
LAST_PROCESSED = """
SELECT source, (
    SELECT processed_at FROM integrations_inboundmessage
    WHERE provider = asked.source AND state = 'processed' ORDER BY received_at DESC LIMIT 1
) FROM unnest(%s::text[]) AS asked (source)
"""


def gather(flows: Iterable[Known], *, now: datetime, awake_since: datetime | None = None) -> dict[str, Facts]:
    """Facts by the code of the flow. Nobody is missed for having been silent while the watcher itself was away."""
    flows = list(flows)
    targets = _targets({code for known in flows for code in known.flow.targets})
    sources = _sources({code for known in flows for code in known.flow.sources})
    unbegun = begun.oldest_unbegun([known for known in flows if known.flow.begins])
    beats = heartbeats.last()
    closed = dict(System.objects.exclude(closed_at=None).values_list("code", "closed_why"))
    found = {}
    for known in flows:
        flow, since = known.flow, known.row.since if known.row else now
        if flow.measure == Measure.RUNS:
            facts = _of_runs(flow.code, since)
        elif flow.measure == Measure.PULSE:
            seen = beats.get(flow.process)
            facts = Facts(since=max(since, awake_since or since), last_success=seen)
            if seen and awake_since:
                facts = replace(facts, last_success=max(seen, awake_since))
        elif flow.queue:
            facts = _of_piles([flow.queue.pile(now)], since)
        else:
            piles = [targets[code] for code in flow.targets] + [sources[code] for code in flow.sources]
            facts = replace(_of_piles(piles, since), unbegun=unbegun.get(flow.code))
        if flow.system in closed:
            facts = replace(facts, is_closed=True, problem=closed[flow.system] or facts.problem)
        found[flow.code] = facts
    return found


def _of_piles(piles: list[Pile], since: datetime) -> Facts:
    first = min((pile for pile in piles if pile.oldest), key=lambda pile: pile.oldest or since, default=Pile())
    return Facts(
        since=since,
        last_success=max((pile.last_success for pile in piles if pile.last_success), default=None),
        backlog=sum(pile.backlog for pile in piles),
        oldest=first.oldest,
        stopped=sum(pile.stopped for pile in piles),
        problem=first.problem,
    )


def _of_runs(code: str, since: datetime) -> Facts:
    """Of the runs since the last that went well; a job that is under way says nothing yet."""
    ended = FlowRun.objects.filter(flow=code).exclude(finished_at=None).order_by("-finished_at")
    well = ended.filter(outcome__in=FlowRun.WELL).values_list("finished_at", flat=True).first()
    after = ended.filter(outcome__in=FlowRun.BADLY)
    if well:
        after = after.filter(finished_at__gt=well)
    bad = list(after[:MOST_FAILURES])
    return Facts(
        since=since,
        last_success=well,
        failures=sum(run.outcome != FlowRun.Outcome.SILENT for run in bad),
        is_silent=bool(bad) and bad[0].outcome == FlowRun.Outcome.SILENT,
        problem=bad[0].error if bad else "",
    )


def _targets(codes: set[str]) -> dict[str, Pile]:
    piles = {code: Pile() for code in codes}
    if not codes:
        return piles
    rows = (
        Delivery.objects.filter(state__in=Delivery.NOT_DONE, target__in=codes)
        .values("target")
        .annotate(
            backlog=Count("pk", filter=Q(state__in=Delivery.OPEN)),
            stopped=Count("pk", filter=Q(state=Delivery.State.STOPPED)),
            first=Min("pk", filter=Q(state__in=Delivery.OPEN)),
        )
    )
    firsts = {}
    for row in rows:
        pile = piles[row["target"]]
        pile.backlog, pile.stopped = row["backlog"], row["stopped"]
        if row["first"]:
            firsts[row["first"]] = pile
    for delivery in Delivery.objects.filter(pk__in=firsts).select_related("event"):
        pile = firsts[delivery.pk]
        pile.oldest, pile.problem = _waiting_since(delivery), delivery.error
    for code, at in _newest(LAST_DELIVERED, codes):
        piles[code].last_success = at
    return piles


def _waiting_since(delivery: Delivery) -> datetime:
    """Since it happened; where somebody has asked for it to be sent again, since then."""
    is_tried_afresh = delivery.attempts > 0 and not delivery.failing_since and delivery.state != Delivery.State.ACCEPTED
    if delivery.delivered_at or is_tried_afresh:
        return delivery.failing_since or delivery.due_at
    return delivery.event.at


def _sources(codes: set[str]) -> dict[str, Pile]:
    piles = {code: Pile() for code in codes}
    if not codes:
        return piles
    rows = (
        InboundMessage.objects.exclude(state=InboundMessage.State.PROCESSED)
        .filter(provider__in=codes)
        .values("provider")
        .annotate(
            backlog=Count("pk", filter=Q(state=InboundMessage.State.WAITING)),
            stopped=Count("pk", filter=Q(state=InboundMessage.State.PARKED)),
            oldest=Min("received_at", filter=Q(state=InboundMessage.State.WAITING)),
            problem=Max("error", filter=Q(state=InboundMessage.State.WAITING)),
        )
    )
    for row in rows:
        piles[row["provider"]] = Pile(row["backlog"], row["oldest"], row["stopped"], problem=row["problem"] or "")
    for code, at in _newest(LAST_PROCESSED, codes):
        piles[code].last_success = at
    return piles


def _newest(question: str, codes: set[str]) -> list[tuple[str, datetime | None]]:
    with connection.cursor() as cursor:
        cursor.execute(question, [sorted(codes)])
        return cursor.fetchall()
