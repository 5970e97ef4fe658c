"""One try at one delivery: ask what they have, send, ask for the proof; and what follows from what went wrong.

Only what is known is written. A time-out says nothing about whether it arrived, so the next try begins with a question;
a refused connection says that it did not. A refusal is about this delivery, a closed door about the whole system.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from commerce.customers.person import without_addresses
from integrations import client, registry
from integrations.backoff import wait
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.models import Attempt, Delivery
from integrations.target import Receipt, Target, Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LATEST_CALL = LEASE.total_seconds() - client.TOTAL_SECONDS - 15  # one that begins later might outlive the lease
State: TypeAlias = Delivery.State
Step: TypeAlias = Attempt.Step
Ended: TypeAlias = Attempt.Outcome


@dataclass(slots=True)
class Outcome:
    """What came of a delivery this time. `delivery` still says what it was when it was claimed."""

    delivery: Delivery
    state: State
    due_at: datetime
    error: str = ""
    receipt: Receipt | None = None
    tries: list[Attempt] = field(default_factory=list)
    is_counted: bool = True
    is_told: bool = False
    is_repeatable: bool = False  # the shop's own work: nobody need be asked before it is done again
    closes: str = ""  # why the system takes nothing more
    is_trouble: bool = False


def attempt(delivery: Delivery, *, now: Callable[[], datetime]) -> Outcome:
    """Never raises: whatever happens is an outcome."""
    known = State.UNKNOWN if delivery.state == State.IN_FLIGHT else State(delivery.state)
    outcome = Outcome(delivery, known, due_at=now())
    try:
        target = registry.target(delivery.target)
    except (LookupError, ImportError) as error:
        outcome.state, outcome.error = State.STOPPED, str(error)
        return outcome
    outcome.is_told, outcome.is_repeatable = target.is_told, isinstance(target, Work)
    with client.kept(until=time.monotonic() + LATEST_CALL) as seen:
        _go(outcome, target, seen, now)
    return outcome


def _go(outcome: Outcome, target: Target, seen: client.Kept, now: Callable[[], datetime]) -> None:
    delivery = outcome.delivery
    if outcome.state == State.ACCEPTED:
        if _step(outcome, Step.CONFIRM, target.confirm, seen, now) and outcome.receipt is None:
            outcome.due_at = now() + max(target.confirm_after, wait(delivery.attempts))
        return
    has_been_tried = delivery.attempts > 1 or outcome.state == State.UNKNOWN
    if has_been_tried and not outcome.is_repeatable:
        if not _step(outcome, Step.LOOK_UP, target.look_up, seen, now) or outcome.receipt:
            return
    outcome.state = State.WAITING  # nothing was sent, or they say that it is not there
    if _step(outcome, Step.SEND, target.send, seen, now) and outcome.receipt is None:
        outcome.state, outcome.due_at = State.ACCEPTED, now() + target.confirm_after


def _step(
    outcome: Outcome,
    step: Step,
    do: Callable[[Delivery], Receipt | None],
    seen: client.Kept,
    now: Callable[[], datetime],
) -> bool:
    """Do one thing, and note how it ended. True when it ended without trouble, with a receipt or without."""
    at, begun, before = now(), time.monotonic(), len(seen.exchanges)
    ended, error = _done(outcome, step, do, now)
    outcome.error = error
    outcome.tries.append(
        Attempt(
            delivery=outcome.delivery,
            at=at,
            step=step,
            outcome=ended,
            milliseconds=round((time.monotonic() - begun) * 1000),
            error=error,
            exchanges=[asdict(exchange) for exchange in seen.exchanges[before:]] or None,
        )
    )
    return not error


def _done(
    outcome: Outcome, step: Step, do: Callable[[Delivery], Receipt | None], now: Callable[[], datetime]
) -> tuple[Ended, str]:
    """How it ended, and in words what went wrong."""
    delivery = outcome.delivery
    outcome.due_at = now() + wait(delivery.attempts)
    try:
        outcome.receipt = do(delivery)
    except NotSent as error:
        outcome.is_trouble = True
        outcome.due_at = now() + (error.wait or wait(delivery.attempts))
        return Ended.NOT_SENT, _words(error)
    except Unknown as error:
        outcome.is_trouble = True
        outcome.state = State.UNKNOWN if step == Step.SEND else outcome.state
        return Ended.UNKNOWN, _words(error)
    except DeliveryRefused as error:
        outcome.state = State.STOPPED
        return Ended.REFUSED, _words(error)
    except SystemClosed as error:
        outcome.is_counted, outcome.closes = False, _words(error)
        return Ended.CLOSED, outcome.closes
    except Exception as error:
        log.warning("delivery %s to %s failed", delivery.pk, delivery.target, exc_info=True)
        outcome.is_trouble = isinstance(error, OSError)
        if step == Step.SEND and not outcome.is_repeatable:
            outcome.state = State.UNKNOWN
        return Ended.FAULT, f"{type(error).__name__}: {_words(error)}"
    if outcome.receipt:
        outcome.state, outcome.due_at = State.DELIVERED, delivery.due_at
        return Ended.DONE, ""
    return (Ended.ABSENT if step == Step.LOOK_UP else Ended.ACCEPTED), ""


def _words(error: Exception) -> str:
    return without_addresses(str(error))[:2000]
