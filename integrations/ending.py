"""What lets the shop in somewhere and has an end that is known beforehand: it is said thirty days ahead, once a day."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commerce.events.log import publish
from commerce.events.models import Event

log = logging.getLogger(__name__)

KIND = "certificate.ending"
AHEAD = timedelta(days=30)
ONCE_IN = timedelta(hours=20)  # said once a day, however often it is looked at

WHAT = {
    "certificate:swish": _("the certificate for Swish"),
    "consent:fortnox": _("the consent to Fortnox"),
}


def is_near(at: datetime, *, now: datetime) -> bool:
    return at - now <= AHEAD


def tell(subject: str, at: datetime, *, now: datetime) -> Event | None:
    """Publish that it ends within thirty days, or has ended; None when it does not, or is told already."""
    if not is_near(at, now=now):
        return None
    log.warning("%s ends at %s", subject, at)
    with transaction.atomic():
        if Event.objects.filter(kind=KIND, subject=subject, at__gt=now - ONCE_IN).exists():
            return None
        return publish(KIND, subject, {"ends_at": at.isoformat(), "days": (at - now).days}, at=now)
