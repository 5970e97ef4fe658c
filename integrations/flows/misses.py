"""What has not come in time: opened once however many watchers see it, told as an event, closed when it comes."""

from datetime import datetime

from django.db import IntegrityError, transaction

from commerce.events.log import publish
from integrations.flows.judging import Facts, Verdict
from integrations.flows.models import Miss

SUBJECT = "flow:"


def open_one(code: str, verdict: Verdict, facts: Facts, *, now: datetime) -> bool:
    """Write the miss and its event together. False when it is open already: then it has been told."""
    miss = Miss(
        flow=code,
        what=Miss.What(verdict.state.value),
        expected_at=verdict.expected_at or now,
        opened_at=now,
        last_success_at=facts.last_success,
        backlog=facts.backlog,
        problem=facts.problem,
    )
    try:
        with transaction.atomic():
            miss.save(force_insert=True)
            publish("flow.missed", SUBJECT + code, _told(miss), at=now)
    except IntegrityError:
        return False
    return True


def close(code: str, *, now: datetime, is_told: bool = True) -> bool:
    """It has come. False when nothing was open, or another watcher has closed it."""
    with transaction.atomic():
        miss = Miss.objects.select_for_update().filter(flow=code, closed_at=None).first()
        if miss is None:
            return False
        miss.closed_at = max(now, miss.opened_at)
        miss.save(update_fields=["closed_at"])
        if is_told:
            publish("flow.recovered", SUBJECT + code, _told(miss), at=now)
    return True


def open_codes() -> set[str]:
    return set(Miss.objects.filter(closed_at=None).values_list("flow", flat=True))


def _told(miss: Miss) -> dict:
    last = miss.last_success_at
    return {
        "flow": miss.flow,
        "miss": miss.pk,
        "what": miss.what,
        "expected_at": miss.expected_at.isoformat(),
        "last_success_at": last.isoformat() if last else None,
        "backlog": miss.backlog,
        "problem": miss.problem[:500],
        "opened_at": miss.opened_at.isoformat(),
        **({"closed_at": miss.closed_at.isoformat()} if miss.closed_at else {}),
    }
