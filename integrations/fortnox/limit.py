"""One limit for all workers: Fortnox takes 25 calls in five seconds from a company, and orders go before price lists.

The window is a second longer than theirs, for calls that are on their way. A lane may fill a part of it: bulk work
leaves most of it empty, so an order never waits for a price list.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from integrations.fortnox.models import FortnoxCalls
from integrations.target import Lane

WINDOW = timedelta(seconds=6)
SHARES = {Lane.FIRST: 1.0, Lane.NORMAL: 0.8, Lane.BULK: 0.4}


def take(tenant: str, lane: Lane, *, now: Callable[[], datetime]) -> timedelta:
    """Nothing: the call may be made, and is counted. Else how long until there is room for one of this lane."""
    with transaction.atomic():
        FortnoxCalls.objects.get_or_create(tenant=tenant)
        calls = FortnoxCalls.objects.select_for_update().get(tenant=tenant)
        at = now()  # after the wait for the lock
        recent = sorted(made for made in calls.made_at if made > at - WINDOW)
        most = max(int(settings.FORTNOX_CALLS * SHARES[lane]), 1)
        if len(recent) >= most:
            return recent[len(recent) - most] + WINDOW - at
        calls.made_at = [*recent, at]
        calls.save(update_fields=["made_at"])
        return timedelta(0)
