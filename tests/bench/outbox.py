"""Deliveries a second to a partner that answers in five milliseconds, each claimed, sent, proved and written.

python -m tests.bench.outbox             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.outbox --quick     a tenth of everything, writes nothing

The partner is a process of its own on the same two cores. It keeps what it was sent, and at the end its books are
compared with ours: a fast delivery that arrives twice is worth nothing.
"""

import asyncio
import contextlib
import json
import multiprocessing
import os
import time
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

from tests.bench.beginning import begun

DELIVERIES = 4_000
ANSWERS_IN = 0.005
GOAL = 200.0


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    per_second: float
    cpu: float


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import delivery_report

    found = measure(scale=0.1 if is_quick else 1.0)
    delivery_report.SENT.show(found)
    if not is_quick:
        delivery_report.SENT.write(found)


def measure(*, scale: float) -> list[Measured]:
    from tests import databases

    with partner() as (address, held), databases.copy_of(databases.migrated_template(), "_bench_outbox") as name:
        return [_round(name, address, held, workers, int(DELIVERIES * scale)) for workers in (1, 2)]


@contextlib.contextmanager
def partner():
    """A process that takes orders in five milliseconds each; gives its address, and what it was sent as a list."""
    port, held = multiprocessing.Value("i", 0), multiprocessing.Manager().list()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(port, held), daemon=True)
    process.start()
    while not port.value:
        process.join(0.05)
    try:
        yield f"http://127.0.0.1:{port.value}", held
    finally:
        process.terminate()
        process.join()


def _serve(port, held) -> None:
    taken: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("Content-Length:")), 0)
                body = await reader.readexactly(size)
                if head.startswith("GET"):
                    held[:] = taken
                else:
                    taken.append(json.loads(body)["order"])
                await asyncio.sleep(ANSWERS_IN)
                told = json.dumps({"id": len(taken)}).encode()
                writer.write(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ")
                writer.write(str(len(told)).encode() + b"\r\n\r\n" + told)
                await writer.drain()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(serve())


def _round(name: str, address: str, held, workers: int, deliveries: int) -> Measured:
    from tests import databases

    os.environ["BENCH_PARTNER"] = address
    with databases.connected_to(name):
        _orders(f"{workers}", deliveries)
    spawn = multiprocessing.get_context("spawn")
    ready, used = spawn.Barrier(workers + 1), spawn.Array("d", workers)
    children = [spawn.Process(target=_work, args=(name, address, ready, used, number)) for number in range(workers)]
    for child in children:
        child.start()
    ready.wait()
    began = time.monotonic()
    for child in children:
        child.join()
    spent = time.monotonic() - began
    with databases.connected_to(name):
        _prove(f"{workers}", deliveries, address, held)
    words = f"{deliveries} deliveries, {workers} worker{'s' * (workers > 1)} of 8 threads"
    return Measured(words, deliveries / spent, sum(used) * 1000 / deliveries)


def _orders(prefix: str, deliveries: int) -> None:
    from django.utils import timezone

    from commerce.events.log import publish_all

    publish_all("bench.ordered", [f"order:{prefix}-{number}" for number in range(deliveries)], at=timezone.now())


def _work(name: str, address: str, ready, used, number: int) -> None:
    """What a worker does, until nothing is due."""
    os.environ["BENCH_PARTNER"] = address
    django.setup()
    from django.conf import settings

    from integrations import outbox
    from tests import databases

    settings.PARTNERS = ["tests.bench.outbox_partner.Partner"]
    with databases.connected_to(name):
        ready.wait()
        before = time.process_time()
        while outbox.deliver_due(threads=8):
            pass
        used[number] = time.process_time() - before


def _prove(prefix: str, deliveries: int, address: str, held) -> None:
    from integrations.client import Client
    from integrations.models import Delivery, DeliveryReceipt

    Client(address).call("GET", "/books")
    theirs = [one for one in held if one.startswith(f"order:{prefix}-")]
    if len(theirs) != deliveries or len(set(theirs)) != deliveries:
        raise SystemExit(f"{deliveries} were sent, and they hold {len(theirs)}, {len(set(theirs))} of them different")
    proved = DeliveryReceipt.objects.filter(delivery__subject__startswith=f"order:{prefix}-").count()
    open_still = Delivery.objects.exclude(state="delivered").count()
    if proved != deliveries or open_still:
        raise SystemExit(f"{proved} are proved and {open_still} are not delivered, of {deliveries}")


if __name__ == "__main__":
    main()
