"""A sign of life to somebody outside, who shouts when it stops coming: the shop cannot tell of its own death."""

import logging

from django.conf import settings

from integrations.client import Client
from integrations.errors import NotSent, Unknown

log = logging.getLogger(__name__)


def ping() -> bool:
    """Call the address, where there is one. That it does not answer is logged, and stops nothing."""
    if not settings.DEAD_MAN_URL:
        return False
    try:
        answer = Client(public_only=True, connect=3, read=5, total=8, largest=64 * 1024).call(
            "GET", settings.DEAD_MAN_URL
        )
    except (NotSent, Unknown, ValueError) as error:
        log.warning("the sign of life did not get through: %s", error)
        return False
    if not answer.is_ok:
        log.warning("the sign of life was answered with %s", answer.status)
    return answer.is_ok
