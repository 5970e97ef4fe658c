"""Tokens: made, known again, taken back. The secret is told once, when it is made, and kept by nobody but its owner.

    shop_k3q8rtm2vd.4Uo…    `shop_`, the public beginning that it is found by, a dot, and 256 bits of chance

It is so long that a plain SHA-256 of it tells nothing, and a token is found at the cost of one look-up.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare

from integrations.api.models import ApiToken

WRITTEN = re.compile(r"shop_(?P<prefix>[a-z2-9]{10})\.(?P<secret>[A-Za-z0-9_-]{43})")
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
USE_IS_NOTED = timedelta(minutes=1)
NOBODY = hashlib.sha256(b"").hexdigest()


def issue(token: ApiToken, *, by: int | None, now: datetime) -> str:
    """Save a new token and return it as it is written: the only time that anybody can."""
    token.prefix = "".join(secrets.choice(LETTERS) for _place in range(10))
    secret = secrets.token_urlsafe(32)
    token.digest, token.created_at, token.created_by_id = _digest(secret), now, by
    token.save(force_insert=True)
    return f"shop_{token.prefix}.{secret}"


def known(written: str, *, now: datetime) -> ApiToken | None:
    """The token that is written so, if it holds. One that is unknown takes as long as one whose secret is wrong."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        return None
    token = ApiToken.objects.select_related("organisation", "acts_for").filter(prefix=found["prefix"]).first()
    is_right = constant_time_compare(token.digest if token else NOBODY, _digest(found["secret"]))
    if token is None or not is_right or token.revoked_at is not None or token.expires_at <= now:
        return None
    return token


def note_use(token: ApiToken, *, now: datetime) -> None:
    """To the minute: a system that calls ten times a second writes once a minute."""
    if token.last_used_at is None or token.last_used_at < now - USE_IS_NOTED:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def revoke(token: ApiToken, *, now: datetime) -> None:
    """Worth nothing from now on. Twice is as once."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
