"""Waking a worker. The rows are the queue: a nudge that is lost costs seconds, and must never cost a shopper any."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

REST_SECONDS = 15  # as long as the sweep takes to come round anyway
_rests_until = 0.0


def nudge(task: str) -> None:
    """Ask a worker to look for what is due. While the broker does not answer it is left alone for some seconds."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return
    try:
        current_app.send_task(task, retry=False)
    except (OperationalError, OSError) as error:
        _rests_until = time.monotonic() + REST_SECONDS
        log.warning("no broker to nudge, the sweep will do the work: %s", error)
