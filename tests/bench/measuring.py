"""What it costs a request to be measured: the same request with the measuring and without it, turn about.

python -m tests.bench.measuring             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.measuring --quick     a tenth of the turns, writes nothing

Processor time of the thread that answers, so that others on the machine count for little. A pair of turns stands side
by side and changes places each time; what is said is the median of each side, and the median of the pairs' differences.
"""

import argparse
import contextlib
import io
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

from config import embedded_database
from tests.bench.table import Table

MOST = 1.0  # per cent of a request
Ask = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time without it and with it, and what it cost in microseconds."""

    name: str
    turns: int
    without: float
    measured: float
    micros: float

    @property
    def percent(self) -> float:
        return self.micros / 10 / self.without


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if embedded_database.is_wanted():
        embedded_database.start()
    django.setup()
    found = measure(scale=0.1 if options.quick else 1.0)
    TABLE.show(found)
    if not options.quick:
        TABLE.write(found)


def measure(*, scale: float) -> list[Cost]:
    from tests import databases

    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_measuring"))
        held.enter_context(databases.connected_to(name))
        return [compared(*one, scale=scale) for one in pairs()]


def compared(name: str, without: Ask, measured: Ask, turns: int, *, scale: float) -> Cost:
    turns = max(20, int(turns * scale))
    for _turn in range(5):
        without()
        measured()
    plain, counted = [], []
    for turn in range(turns):
        for ask, times in ((without, plain), (measured, counted))[:: 1 if turn % 2 else -1]:
            times.append(_took(ask))
    differences = [other - one for one, other in zip(plain, counted, strict=True)]
    middle = statistics.median
    return Cost(name, turns, middle(plain) / 1e6, middle(counted) / 1e6, middle(differences) / 1e3)


def _took(ask: Ask) -> int:
    """Nanoseconds of this thread's processor time."""
    began = time.thread_time_ns()
    ask()
    return time.thread_time_ns() - began


def pairs() -> Iterator[tuple[str, Ask, Ask, int]]:
    """One and the same handler on both sides: what differs is the measuring, and not how warm its neighbours are."""
    from django.core.handlers.wsgi import WSGIHandler

    from cms.storefront.kept import at_the_door
    from config.disturbance import told_at_the_door
    from operations.monitoring.door import measured
    from operations.monitoring.middleware import MeasuringMiddleware
    from tests.factories.customers import owner, verified

    handler = WSGIHandler()
    door = told_at_the_door(at_the_door(handler))
    counted, session = MeasuringMiddleware.__call__, f"sessionid={verified(owner()).cookies['sessionid'].value}"

    def passed(middleware: Any, request: Any) -> Any:
        return middleware.get_response(request)

    def asks(path: str, cookie: str = "") -> tuple[Ask, Ask]:
        plain, told = _asked(door, path, cookie), _asked(measured(door), path, cookie)

        def without() -> None:
            MeasuringMiddleware.__call__ = passed
            plain()

        def with_it() -> None:
            MeasuringMiddleware.__call__ = counted
            told()

        return without, with_it

    yield "the admin's first page", *asks("/admin/", session), 80
    yield "the list of orders in the admin", *asks("/admin/orders/order/", session), 80
    yield "the shop's first page, made anew", *asks("/", "messages=1"), 300
    yield "a kept page, to somebody signed in", *asks("/", session), 1_500
    yield "a kept page, to a guest, at the door", *asks("/"), 6_000


def _asked(application: Any, path: str, cookie: str) -> Ask:
    def ask() -> None:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_LANGUAGE": "sv",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        if cookie:
            environ["HTTP_COOKIE"] = cookie
        said: list[str] = []
        body = application(environ, lambda status, *_rest: said.append(status))
        b"".join(body)
        if said != ["200 OK"]:
            raise AssertionError(f"{path} answered {said}")

    return ask


def _cells(one: Cost) -> list[str]:
    figures = [f"{one.turns:,}", f"{one.without:.3f}", f"{one.measured:.3f}", f"{one.micros:.1f}", f"{one.percent:.2f}"]
    return [one.name, *figures, "" if one.percent < MOST else "över en procent"]


TABLE = Table(
    section="measuring",
    headings=["request", "turns", "CPU ms without", "CPU ms measured", "cost, µs", "cost, %", "note"],
    cells=_cells,
)


if __name__ == "__main__":
    main()
