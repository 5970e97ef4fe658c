"""Tells when the sealed history does not hold, in the transaction that looked."""

import logging
from datetime import datetime

from django.db import transaction

from commerce.events.log import publish
from commerce.history import seals

logger = logging.getLogger(__name__)


def look(*, now: datetime) -> int:
    """Seal the history, look at every seal, and publish `history.broken` when some do not hold. Returns how many."""
    with transaction.atomic():
        found = seals.seal_and_look(now=now)
        if found:
            kinds = sorted({f"{one.seal.table}: {one.what}" for one in found})
            first = min(one.seal.sealed_at for one in found)
            told = {"count": len(found), "what": kinds, "first": first.isoformat(), "seal": found[0].seal.pk}
            publish("history.broken", "history", told, at=now)
            logger.error("the history does not fit its seals: %s", ", ".join(kinds))
    return len(found)
