"""How much longer a shopper waits for a page while rows are taken in: the p95 of both, in rounds that alternate.

python -m tests.bench.beside              measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.beside --quick      a tenth of everything, writes nothing

Two shoppers read product pages that are made anew for each of them, from two workers; the import is a process of its
own, as the shop's is. On two cores all of them and the database share what there is.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.utils import timezone

from config import embedded_database, preparation
from tests.bench.table import Table

GOODS, WAREHOUSES, ROUNDS, TURNS = 10_000, 10, 3, 200
ROWS = {"products": 20_000, "prices": 200_000, "stock": GOODS * WAREHOUSES}
MOST = 2.0
NICE = 5  # as `deploy/systemd/webshop-worker.service` has it
EMAIL = "agaren@example.com"


@dataclass(frozen=True, slots=True)
class Beside:
    """Milliseconds that all but a twentieth stay under, alone and beside, and how many pages were read beside."""

    name: str
    alone: float
    beside: float
    pages: int
    note: str = ""


@dataclass(slots=True)
class Rounds:
    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


def _cells(one: Beside) -> list[str]:
    ratio = one.beside / one.alone
    return [
        one.name,
        f"{one.pages:,}",
        f"{one.alone:.0f}",
        f"{one.beside:.0f}",
        f"{ratio:.2f}",
        f"{MOST:.0f}",
        one.note,
    ]


TABLE = Table(
    section="beside",
    headings=["medan rader läses in", "sidor", "p95 för sig, ms", "p95 bredvid, ms", "förhållande", "mål", "anm."],
    cells=_cells,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--take", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.take and embedded_database.is_wanted():
        embedded_database.start()
    django.setup()
    if options.take:
        take(*options.take)
        return
    found = measure(scale=0.1 if options.quick else 1.0)
    TABLE.show(found)
    if not options.quick:
        TABLE.write(found)


def take(code: str, path: str) -> None:
    """What the measured process does: the import alone."""
    from commerce.customers.models import User
    from integrations.gateway import intake
    from integrations.gateway.kinds import registry

    by = User.objects.get(email=EMAIL)
    intake.take_in(registry.TAKEN_IN[code], Path(path), name=path[-40:], by=by, now=timezone.now(), dry_run=False)


def measure(*, scale: float) -> list[Beside]:
    from commerce.stock.models import Warehouse
    from tests import databases, web_server
    from tests.bench import goods, workloads
    from tests.factories.customers import owner

    with contextlib.ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="webshop-beside-")))
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_beside"))
        held.enter_context(databases.connected_to(name))
        owner(email=EMAIL)
        goods.fill(products=max(int(GOODS * scale), 200))
        more = [Warehouse(code=f"l{place}", name=f"Lager {place}", rank=99 + place) for place in range(WAREHOUSES)]
        Warehouse.objects.bulk_create(more)
        (folder / "queue" / "control").mkdir(parents=True)
        settings = workloads.UNCACHED
        shop = held.enter_context(web_server.open_shop(name, folder, settings=settings, workers=workloads.WORKERS))
        return list(_all(shop, folder, scale))


def _all(shop, folder: Path, scale: float) -> Iterator[Beside]:
    from django.utils import translation

    from integrations.gateway.kinds import registry

    _read(shop, scale)  # the first pages of a shop that has just opened are nobody's measure
    for code, rows in ROWS.items():
        held = Rounds()
        for number in range(ROUNDS):
            held.alone += _read(shop, scale)
            path = _file(folder, code, int(rows * scale), number)
            importing = _begin(shop.database, code, path)
            try:
                while importing.poll() is None:
                    held.beside += _read(shop, scale)
            finally:
                importing.terminate()
            if importing.wait() != 0:
                raise SystemExit(f"the import of {code} ended with {importing.returncode}")
        with translation.override("sv"):
            yield Beside(str(registry.by_code(code).short), _p95(held.alone), _p95(held.beside), len(held.beside))


def _read(shop, scale: float) -> list[float]:
    """Milliseconds of some page reads; none may fail."""
    from tests.bench import workloads

    reading = workloads.Workload("", "read", "products", 2, TURNS)
    result = workloads.load(reading, shop, workloads.targets()["products"], turns=max(int(TURNS * scale), 40))
    if result["failed"]:
        raise SystemExit(f"{result['failed']} pages failed: {result['errors']}")
    return result["latencies"]


def _begin(database: str, code: str, path: Path) -> subprocess.Popen:
    from tests import databases

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.local", "PYTHONUTF8": "1"}
    environment |= {"DATABASE_URL": databases.url_of(database), "DATA_DIR": str(path.parent)}
    command = [sys.executable, "-m", "tests.bench.beside", "--take", code, str(path)]
    return subprocess.Popen(["nice", "-n", str(NICE), *command], cwd=preparation.PROJECT, env=environment)


def _file(folder: Path, code: str, rows: int, number: int) -> Path:
    """Rows that each change something, other ones each round."""
    import csv

    from commerce.catalogue.models import Variant

    skus = list(Variant.objects.order_by("pk").values_list("sku", flat=True))
    path = folder / f"{code}-{number}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(_rows(code, rows, number, skus))
    return path


def _rows(code: str, rows: int, number: int, skus: Sequence[str]) -> Iterator[list]:
    if code == "products":
        yield ["product", "sku", "name_sv", "categories", "tags"]
        for place in range(rows):
            key = f"{number}-{place}"
            yield [f"ny-{key}", f"NY-{key}", f"Skål nr {key}, blå glasyr", f"kategori-{place % 100}", "ny | vår"]
    elif code == "prices":
        yield ["sku", "price_list", "min_quantity", "amount"]
        for place in range(rows):
            yield [skus[place % len(skus)], "bas", place // len(skus) + 1, f"{number + 1}{place % 90:02},50"]
    else:
        yield ["sku", "warehouse", "on_hand"]
        for place in range(rows):
            yield [skus[place % len(skus)], f"l{place // len(skus) % WAREHOUSES}", number + place % 500 + 1]


def _p95(latencies: list[float]) -> float:
    return sorted(latencies)[int(len(latencies) * 0.95)]


if __name__ == "__main__":
    main()
