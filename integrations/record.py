"""What came of deliveries, written in one transaction: state, attempts, proof, and an event that tells it.

A worker whose lease has run out meanwhile writes no state: somebody else has the delivery now. Its attempts stay.
"""

import hashlib
import logging
from collections import Counter
from datetime import datetime

from django.db import connection, transaction

from commerce.events.log import publish, publish_each
from integrations import systems
from integrations.attempt import Outcome
from integrations.models import Attempt, Delivery, DeliveryReceipt
from integrations.systems import Troubles

log = logging.getLogger(__name__)

State = Delivery.State
NONE = Troubles()

WRITE = """
UPDATE integrations_delivery AS row
SET state = told.state, attempts = told.attempts, due_at = told.due_at, error = told.error, leased_until = NULL,
    failing_since = CASE WHEN told.error = '' THEN NULL ELSE COALESCE(row.failing_since, %s) END,
    delivered_at = CASE WHEN told.state = 'delivered' THEN %s::timestamptz ELSE row.delivered_at END
FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::integer[], %s::timestamptz[], %s::text[])
    AS told (id, lease, state, attempts, due_at, error)
WHERE row.id = told.id AND row.leased_until = told.lease
RETURNING row.id
"""


def write(outcomes: list[Outcome], *, troubles: Troubles = NONE, now: datetime) -> None:
    """`troubles` are those that systems had when these were claimed: one that works now has none left."""
    with transaction.atomic():
        written = _states(outcomes, now)
        Attempt.objects.bulk_create([one for outcome in outcomes for one in _kept(outcome)])
        ours = [outcome for outcome in outcomes if outcome.delivery.pk in written]
        _receipts(ours, now)
        _tell(ours, now)
        _systems(ours, troubles, now)


def _states(outcomes: list[Outcome], now: datetime) -> set[int]:
    rows = [
        (
            outcome.delivery.pk,
            outcome.delivery.leased_until,
            outcome.state.value,
            outcome.delivery.attempts - (not outcome.is_counted),
            outcome.due_at,
            outcome.error.replace("\0", ""),
        )
        for outcome in sorted(outcomes, key=lambda one: one.delivery.pk)
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [now, now, *(list(column) for column in zip(*rows, strict=True))])
        written = {pk for (pk,) in cursor.fetchall()}
    for outcome in outcomes:
        if outcome.delivery.pk not in written:
            log.warning("the lease of delivery %s ran out while it was tried", outcome.delivery.pk)
    return written


def _kept(outcome: Outcome) -> list[Attempt]:
    """Of the shop's own work only what went wrong: that it was done stands on the delivery."""
    return [one for one in outcome.tries if outcome.is_told or one.error]


def _receipts(outcomes: list[Outcome], now: datetime) -> None:
    DeliveryReceipt.objects.bulk_create(
        [
            DeliveryReceipt(
                delivery=outcome.delivery,
                remote_id=outcome.receipt.remote_id,
                number=outcome.receipt.number,
                how=outcome.receipt.how,
                checksum=hashlib.sha256(outcome.receipt.holds).hexdigest() if outcome.receipt.holds else "",
                at=now,
            )
            for outcome in outcomes
            if outcome.receipt and outcome.is_told
        ],
        update_conflicts=True,
        unique_fields=["delivery"],
        update_fields=["remote_id", "number", "how", "checksum", "at"],
    )


def _tell(outcomes: list[Outcome], now: datetime) -> None:
    """Others may do something when a transfer is done, or has stopped."""
    happened = []
    for outcome in outcomes:
        if outcome.is_told and outcome.state in (State.DELIVERED, State.STOPPED):
            kind = "transfer.done" if outcome.state == State.DELIVERED else "transfer.stopped"
            told = {"target": outcome.delivery.target, "delivery": outcome.delivery.pk}
            if outcome.receipt:
                told |= {"receipt": outcome.receipt.number or outcome.receipt.remote_id}
            if outcome.error:
                told |= {"problem": outcome.error}
            happened.append((kind, outcome.delivery.subject, told))
    publish_each(happened, at=now)


def _systems(outcomes: list[Outcome], troubles: Troubles, now: datetime) -> None:
    """In the order of their names, so that two workers never wait for each other."""
    working = {one.delivery.system for one in outcomes if one.tries and not one.is_trouble and not one.closes}
    failing = Counter(one.delivery.system for one in outcomes if one.is_trouble)
    closing = {one.delivery.system: one.closes for one in outcomes if one.closes}
    for code in sorted(filter(None, {*failing, *closing, *(working & troubles.any)})):
        if code in closing:
            if systems.closed(code, closing[code], now=now):
                publish("system.closed", f"system:{code}", {"why": closing[code]}, at=now)
        elif code in working:
            if systems.works(code):
                publish("system.opened", f"system:{code}", at=now)
        else:
            systems.failed(code, failing[code], was_tried_alone=code in troubles.trying, now=now)
