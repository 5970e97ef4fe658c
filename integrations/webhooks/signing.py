"""Signatures over the time and the body, so that neither can be changed, and an old call is known as old."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

OLDEST = timedelta(seconds=300)
FORM = re.compile(r"t=(?P<at>[0-9]{1,12}),v1=(?P<sum>[0-9a-f]{64})")


class NotSigned(Exception):
    """Without a signature, with a wrong one, or with one that is too old or of a time to come."""


def sign(secret: str, body: bytes, *, now: datetime) -> str:
    """`t=<seconds>,v1=<HMAC-SHA256 of "seconds.body" in hex>`"""
    at = int(now.timestamp())
    return f"t={at},v1={_sum(secret, at, body)}"


def check(secret: str, body: bytes, told: str, *, now: datetime) -> None:
    """Raises NotSigned."""
    found = FORM.fullmatch(told)
    if not found:
        raise NotSigned("there is no signature as agreed")
    at = int(found["at"])
    if not hmac.compare_digest(_sum(secret, at, body), found["sum"]):
        raise NotSigned("the signature is not of this body")
    if abs(now.timestamp() - at) > OLDEST.total_seconds():
        raise NotSigned("it was signed more than five minutes from now")


def _sum(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
