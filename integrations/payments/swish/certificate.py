"""The certificate that Swish knows the shop by. The day it ends is known beforehand: it is said thirty days ahead."""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings

from commerce.events.models import Event
from integrations import ending

SUBJECT = "certificate:swish"


class Unusable(Exception):
    """There is no file, or no certificate in it."""


def ends_at() -> datetime:
    """When the shop's certificate ends. Raises Unusable."""
    try:
        return x509.load_pem_x509_certificate(Path(settings.SWISH_CERTIFICATE).read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise Unusable(f"{type(error).__name__}: {error}") from error


def is_ending(*, now: datetime) -> bool:
    return ending.is_near(ends_at(), now=now)


def tell_when_ending(*, now: datetime) -> Event | None:
    """After that nobody can pay with Swish. None when it does not end yet, or is told already."""
    return ending.tell(SUBJECT, ends_at(), now=now) if settings.SWISH_CERTIFICATE else None
