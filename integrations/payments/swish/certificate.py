"""The certificate that Swish knows the shop by. The day it ends is known beforehand: it is said thirty days ahead."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.db import transaction

from commerce.events.log import publish
from commerce.events.models import Event

log = logging.getLogger(__name__)

AHEAD = timedelta(days=30)
ONCE_IN = timedelta(hours=20)  # said once a day, however often it is looked at
KIND, SUBJECT = "certificate.ending", "certificate:swish"


class Unusable(Exception):
    """There is no file, or no certificate in it."""


def ends_at() -> datetime:
    """When the shop's certificate ends. Raises Unusable."""
    try:
        return x509.load_pem_x509_certificate(Path(settings.SWISH_CERTIFICATE).read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise Unusable(f"{type(error).__name__}: {error}") from error


def is_ending(*, now: datetime) -> bool:
    return ends_at() - now <= AHEAD


def tell_when_ending(*, now: datetime) -> Event | None:
    """Publish that the certificate ends within thirty days, or has ended; None when it does not, or is told already."""
    if not settings.SWISH_CERTIFICATE or not is_ending(now=now):
        return None
    at = ends_at()
    log.warning("the certificate for Swish ends at %s: after that nobody can pay with Swish", at)
    with transaction.atomic():
        if Event.objects.filter(kind=KIND, subject=SUBJECT, at__gt=now - ONCE_IN).exists():
            return None
        return publish(KIND, SUBJECT, {"ends_at": at.isoformat(), "days": (at - now).days}, at=now)
