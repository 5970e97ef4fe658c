"""How long what was exchanged is kept: the texts a quarter, the rows as long as each target says, at least.

Receipts of what is bookkeeping stay seven years after the year it was done in (bokföringslagen 7 kap. 2 §).
"""

import json
from datetime import datetime, timedelta

from django.db import connection

from integrations import registry
from integrations.models import Attempt, Delivery
from integrations.target import Target

TEXT_LIFE = timedelta(days=90)
AT_ONCE = 10_000
DONE = (Delivery.State.DELIVERED, Delivery.State.SUPERSEDED, Delivery.State.CANCELLED)

FORGET = """
UPDATE integrations_attempt SET exchanges = NULL
WHERE exchanges IS NOT NULL
  AND (position(%(raw)s IN exchanges::text) > 0 OR position(%(escaped)s IN exchanges::text) > 0)
"""


def forget_texts(*, now: datetime) -> int:
    """What was asked and answered, of attempts that are old. That they were made, and how they ended, stays."""
    old = Attempt.objects.filter(at__lt=now - TEXT_LIFE, exchanges__isnull=False)
    return old.update(exchanges=None)


def forget_deliveries(*, now: datetime) -> int:
    """Delete deliveries that are done with and have been kept as long as their target says."""
    deleted = 0
    for code in Delivery.objects.order_by().values_list("target", flat=True).distinct():
        try:
            life = registry.target(code).kept_for
        except LookupError:
            life = Target.kept_for
        old = Delivery.objects.filter(target=code, state__in=DONE, event__at__lt=now - life).order_by("id")
        while batch := list(old.values_list("id", flat=True)[:AT_ONCE]):
            Delivery.objects.filter(pk__in=batch).delete()
            deleted += len(batch)
    return deleted


def forget_person(trace: str) -> int:
    """The texts in which somebody is named, as letters or as JSON may write them."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"raw": _in_json(trace), "escaped": _in_json(json.dumps(trace)[1:-1])})
        return cursor.rowcount


def _in_json(text: str) -> str:
    """As PostgreSQL writes it inside a text of jsonb."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
