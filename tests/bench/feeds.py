"""Making a product feed of everything on sale: how long it takes, and that its memory does not grow with it."""

import gc
import time
import tracemalloc
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from commerce.pricing.offers import Phase, Terms, put_in_force
from integrations.feeds.articles import Articles
from integrations.feeds.formats import as_rss
from tests.bench.cost import of_process

TIMES = 3
SALE = Terms(name_sv="Rea", kind="percentage", value=20, is_for_everyone=True, is_for_everything=True)


def measure() -> list[tuple[str, list[float], float, str]]:
    """What was made, the milliseconds of each time in order of size, the CPU milliseconds a time, and how large it is.

    Once as the goods are, and once with all of them reduced, which asks for their history too.
    """
    found = [("product feed, everything on sale", *_timed())]
    now = timezone.now()
    put_in_force("bench", [Phase(terms=(SALE,), until=now + timedelta(hours=1))], now=now)
    try:
        found.append(("product feed, all of it reduced", *_timed()))
    finally:
        put_in_force("bench", [], now=timezone.now())
    return found


def _timed() -> tuple[list[float], float, str]:
    session = connection.connection.info.backend_pid
    _make()
    used, taken = time.process_time() + of_process(session), []
    for _time in range(TIMES):
        began = time.perf_counter()
        articles, size = _make()
        taken.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() + of_process(session) - used) * 1000 / TIMES
    return sorted(taken), cpu, f"{articles:,} articles, {size / 1e6:.0f} MB, at most {_most_memory() / 1e6:.0f} MB held"


def _make() -> tuple[int, int]:
    """How many articles there are, and how many bytes they take."""
    now, articles, size = timezone.now(), 0, 0
    for piece in as_rss(Articles("sv", now=now), language="sv", now=now):
        articles += piece.startswith("<item>")
        size += len(piece.encode())
    return articles, size


def _most_memory() -> int:
    """The most that Python held at any moment while a feed was made, beyond what it held before."""
    gc.collect()
    tracemalloc.start()
    try:
        before, _most = tracemalloc.get_traced_memory()
        _make()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
