"""When the first certificate ends: the shop's own address, as visitors meet it, and the one that Swish knows it by."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from integrations.client import refuse_in_transaction
from integrations.payments.swish import certificate

SECONDS = 3
LOOKED_AT = timedelta(hours=1)
SLOT = "monitoring:certificate"


def first_end(*, now: datetime) -> datetime | None:
    """None where nothing is served or called with a certificate. Raises OSError, `Unusable` or ssl's errors."""
    ends = [certificate.ends_at()] if settings.SWISH_CERTIFICATE else []
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "https" and address.hostname:
        ends.append(_of_the_address(address.hostname, address.port or 443, now=now))
    return min(ends, default=None)


def _of_the_address(host: str, port: int, *, now: datetime) -> datetime:
    """Asked of the shop's own address, once an hour. One that browsers refuse has ended."""
    known = cache.get(SLOT)
    if known is not None:
        return known
    refuse_in_transaction()
    try:
        with (
            socket.create_connection((host, port), timeout=SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            told = secured.getpeercert() or {}
            ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), tz=UTC)
    except ssl.SSLCertVerificationError:
        ends = now
    cache.set(SLOT, ends, LOOKED_AT.total_seconds())
    return ends
