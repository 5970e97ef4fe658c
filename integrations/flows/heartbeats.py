"""A process says that it lives by writing the time."""

import logging
from datetime import datetime

from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from integrations.flows import own
from integrations.flows.models import Heartbeat

log = logging.getLogger(__name__)


def beat(process: str, *, now: datetime) -> None:
    Heartbeat.objects.update_or_create(process=process, defaults={"at": now})


def last() -> dict[str, datetime]:
    return dict(Heartbeat.objects.values_list("process", "at"))


def of_the_clock(**_kwargs) -> None:
    """The clock goes on also when the database is away: then its silence is told of, and that is all."""
    close_old_connections()
    try:
        beat(own.CLOCK, now=timezone.now())
    except (DatabaseError, InterfaceError) as error:
        log.warning("the clock could not say that it lives: %s", error)
