"""A look at every component: does it answer, how fast, and how much of it is used. Nothing about any person.

Each probe gives figures by their code. One that fails says that its component does not answer, and stops no other.
"""

import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, Q

from commerce.cart.models import Cart
from commerce.orders.models import Order, Payment
from commerce.orders.states import PaidState
from integrations.flows import board, health
from integrations.models import Delivery
from operations.backup import standing
from operations.monitoring import answers, certificates
from operations.monitoring.figures import HEARD
from operations.monitoring.models import Reading
from search import find

log = logging.getLogger(__name__)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BROKER_SECONDS = 2
Read = dict[str, float]


@dataclass(frozen=True, slots=True)
class Probe:
    component: str
    take: Callable[[datetime], Read]


def read(*, now: datetime) -> Read:
    """Every figure there is, and for each component whether it answers: `<component>.up`, 1 or 0."""
    found: Read = {}
    for probe in PROBES:
        try:
            found |= probe.take(now)
            found[up(probe.component)] = 1
        except Exception:
            log.exception("the probe of %s failed", probe.component)
            found[up(probe.component)] = 0
    found["components.down"] = sum(not found[up(probe.component)] for probe in PROBES)
    return found


def up(component: str) -> str:
    return f"{component}.up"


def _database(now: datetime) -> Read:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        took = time.perf_counter() - began
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), "
            "current_setting('max_connections')::int, pg_database_size(current_database())"
        )
        used, most, size = cursor.fetchone()
    return {"database.ms": took * 1000, "database.connections": 100 * used / most, "database.mb": size / 2**20}


def _cache(now: datetime) -> Read:
    began = time.perf_counter()
    cache.set("monitoring:look", now.timestamp(), 60)
    if cache.get("monitoring:look") != now.timestamp():
        raise LookupError("the cache does not hold what it was given")
    return {"cache.ms": (time.perf_counter() - began) * 1000}


def _broker(now: datetime) -> Read:
    began = time.perf_counter()
    with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
    return {"broker.ms": (time.perf_counter() - began) * 1000}


def _processes(now: datetime) -> Read:
    return {"processes.silent": sum(not one.is_fresh for one in health.pulses(now=now))}


def _queues(now: datetime) -> Read:
    due = Q(state__in=Delivery.OPEN)
    found = Delivery.objects.filter(state__in=Delivery.NOT_DONE).aggregate(
        waiting=Count("pk", filter=due),
        stopped=Count("pk", filter=Q(state=Delivery.State.STOPPED)),
        oldest=Min("due_at", filter=due),
    )
    return {
        "queues.waiting": found["waiting"],
        "queues.stopped": found["stopped"],
        "queues.oldest": _minutes(found["oldest"], now),
        "flows.late": board.open_misses().count(),
    }


def _disk(now: datetime) -> Read:
    space = shutil.disk_usage(settings.MEDIA_ROOT)
    return {"disk.used": 100 * (1 - space.free / space.total)}


def _certificates(now: datetime) -> Read:
    ends = certificates.first_end(now=now)
    return {} if ends is None else {"certificates.days": (ends - now) / DAY}


def _mail(now: datetime) -> Read:
    waiting = Delivery.objects.filter(state__in=Delivery.NOT_DONE, system="mail")
    return {"mail.oldest": _minutes(waiting.aggregate(oldest=Min("due_at"))["oldest"], now)}


def _search(now: datetime) -> Read:
    began = time.perf_counter()
    find.starting("lampa", language="sv", size=1)
    return {"search.ms": (time.perf_counter() - began) * 1000}


def _payments(now: datetime) -> Read:
    begun = Payment.objects.filter(state=Payment.State.PENDING, changed_at__lt=now - HOUR, changed_at__gt=now - 2 * DAY)
    return {"payments.waiting": begun.count()}


def _sales(now: datetime) -> Read:
    """How many came how far in a day: goods in a cart, checkout begun, ordered, paid."""
    orders = Order.objects.filter(placed_at__gt=now - DAY)
    carts = Cart.objects.filter(changed_at__gt=now - DAY, lines__isnull=False).distinct()
    return {
        "sales.carts": carts.count(),
        "sales.checkouts": answers.count_of("checkout", since=now - DAY),
        "sales.orders": orders.count(),
        "sales.paid": orders.exclude(paid_state=PaidState.NONE).count(),
    }


def _prometheus(now: datetime) -> Read:
    """Nothing where none has ever been heard of: it is a choice to have one."""
    heard = Reading.objects.filter(code=HEARD).values_list("at", flat=True).first()
    return {} if heard is None else {"prometheus.silent": _minutes(heard, now)}


def _backups(now: datetime) -> Read:
    return standing.read(now=now)


def _minutes(oldest: datetime | None, now: datetime) -> float:
    return max(0.0, (now - oldest) / timedelta(minutes=1)) if oldest else 0.0


PROBES = (
    Probe("answers", answers.read),
    Probe("database", _database),
    Probe("cache", _cache),
    Probe("broker", _broker),
    Probe("processes", _processes),
    Probe("queues", _queues),
    Probe("disk", _disk),
    Probe("certificates", _certificates),
    Probe("mail", _mail),
    Probe("search", _search),
    Probe("payments", _payments),
    Probe("sales", _sales),
    Probe("prometheus", _prometheus),
    Probe("backup", _backups),
)
