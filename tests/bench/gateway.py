"""Rows of every kind taken in from CSV files, new, again and with other figures, and written to them, beside COPY.

python -m tests.bench.gateway             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.gateway --quick     a tenth of everything, writes nothing

A file is read in a process of its own, as in the shop; seconds are those of the clock from the file to the answer. What
the processor works is this process's, its session's in the database and the reader's together.
"""

import contextlib
import csv
import math
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from django.db import connection
from django.utils import timezone

from tests.bench import cost
from tests.bench.beginning import begun

Rows = list[list[Any]]
ROWS = {
    "categories": 2_000,
    "products": 20_000,
    "prices": 100_000,
    "stock": 100_000,
    "translations": 10_000,
    "customers": 10_000,
    "organisations": 10_000,
    "redirects": 20_000,
}
STANDING = 5_000
IN_A_NIGHT = 20  # one row in so many differs from yesterday's file
CATEGORIES = 100  # that products lie in
GOALS = {
    ("products", "new"): 2_000,
    ("products", "again"): 10_000,
    **{("prices", what): 20_000 for what in ("new", "again", "a night's", "changed")},
    **{("stock", what): 30_000 for what in ("new", "again", "a night's", "changed")},
    ("prices", "written"): 50_000,
}
WORDS = {
    "new": "nya",
    "again": "oförändrade",
    "a night's": "var tjugonde ändrad",
    "changed": "ändrade",
    "written": "till CSV",
}
BECOMES = {"new": "new", "again": "unchanged", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows a second by the clock, by the processor, and of COPY; the goal, where there is one."""

    name: str
    rows: int
    by_clock: float
    by_processor: float
    copied: float
    goal: int | None
    note: str = ""


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import gateway_report

    found = measure(scale=0.1 if is_quick else 1.0)
    gateway_report.TABLE.show(found)
    if not is_quick:
        gateway_report.TABLE.write(found)


def measure(*, scale: float) -> list[Moved]:
    from tests import databases
    from tests.factories.customers import owner

    with contextlib.ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="webshop-gateway-")))
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_gateway"))
        held.enter_context(databases.connected_to(name))
        by = owner(email="agaren@example.com")
        return list(_all(folder, scale, by))


def _all(folder: Path, scale: float, by) -> Iterator[Moved]:
    """Each kind's rows stand on those before it: prices need articles. The shop has some already, unmeasured: into
    tables that the database takes to be empty nobody imports for long."""
    counts = {code: max(int(rows * scale), 100) for code, rows in ROWS.items()}
    for code, headings, make in _files():
        path, count = folder / f"{code}.csv", counts[code]
        if code == "products":
            _make_category_pages()
        if code == "prices":
            _make_articles(folder / "articles.csv", range(counts["products"], count), by)
        _file(path, headings, [make(number) for number in range(count, count + STANDING)])
        _take(code, path, by)
        if code == "prices":
            _publish()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        rows = [make(number) for number in range(count)]
        _file(path, headings, rows)
        copied = _copied(headings, rows)
        yield _taken(code, "new", path, rows, copied, by)
        if code == "prices":
            _publish()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        yield _taken(code, "again", path, rows, copied, by)
        if code in ("prices", "stock"):
            _file(
                path,
                headings,
                [_raised(row, 1) if number % IN_A_NIGHT == 0 else row for number, row in enumerate(rows)],
            )
            yield _taken(code, "a night's", path, rows, copied, by)
            _file(path, headings, [_raised(row, 2) for row in rows])
            yield _taken(code, "changed", path, rows, copied, by)
        if code in ("products", "prices", "stock"):
            yield _written(code, folder / "out.csv", copied_to=_copied_out(headings, rows))


def _file(path: Path, headings: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([headings, *rows])


def _raised(row: list[Any], by: int) -> list[Any]:
    """The row with a higher price, or more in stock."""
    return [*row[:-1], row[-1] + by]


def _make_articles(path: Path, numbers: range, by) -> None:
    """Those that prices and stock are of, beyond the measured; some of them are there already."""
    _code, headings, make = next(one for one in _files() if one[0] == "products")
    _file(path, headings, [make(number) for number in range(numbers.start + STANDING, numbers.stop + STANDING)])
    _take("products", path, by)


def _take(code: str, path: Path, by) -> dict[str, int]:
    from integrations.gateway import intake
    from integrations.gateway.kinds import registry

    summary = intake.take_in(registry.TAKEN_IN[code], path, name=path.name, by=by, now=timezone.now(), dry_run=False)
    return dict(summary.outcomes)


def _files() -> list[tuple[str, Sequence[str], Callable[[int], list[Any]]]]:
    return [
        ("categories", ("code", "name_sv", "position"), lambda n: [f"k-{n}", f"Kategori {n}", n]),
        (
            "products",
            ("product", "sku", "name_sv", "categories", "properties", "tags", "weight_g", "brand"),
            lambda n: [
                f"p-{n}",
                f"A-{n:06d}",
                f"Skål nr {n}, blå glasyr",
                f"k-{n % CATEGORIES}",
                "",
                "ny | vår",
                n % 900,
                f"Märke {n % 50}",
            ],
        ),
        ("prices", ("sku", "price_list", "amount"), lambda n: [f"A-{n:06d}", "bas", Decimal(n % 90_000 + 100) / 100]),
        ("stock", ("sku", "on_hand"), lambda n: [f"A-{n:06d}", n % 500 + 1]),
        (
            "translations",
            ("key", "source", "target"),
            lambda n: [f"product:name:p-{n}", f"Skål nr {n}, blå glasyr", f"Dish {n}, blue glaze"],
        ),
        (
            "customers",
            ("email", "first_name", "last_name", "level"),
            lambda n: [f"kund{n}@example.com", "Siv", f"Person {n}", "pro" if n % 9 else "premium"],
        ),
        ("organisations", ("number", "name", "payment_terms_days"), lambda n: [_number(n), f"Firma {n} AB", n % 60]),
        ("redirects", ("old_path", "link"), lambda n: [f"/gammal/{n}", f"https://annan.example/ny/{n}"]),
    ]


def _number(place: int) -> str:
    from tests.factories.customers import organisation_number

    return organisation_number(place)


def _taken(code: str, what: str, path: Path, rows: Rows, copied: float, by) -> Moved:
    spent = _Spent()
    outcomes = _take(code, path, by)
    seconds, processor = spent.since()
    if outcomes != _expected(what, len(rows)):
        raise SystemExit(f"{code}, {what}: {outcomes}")
    return _moved(code, what, len(rows), seconds, processor, copied)


def _expected(what: str, rows: int) -> dict[str, int]:
    if what != "a night's":
        return {BECOMES[what]: rows}
    changed = math.ceil(rows / IN_A_NIGHT)
    return {"changed": changed, "unchanged": rows - changed}


def _written(code: str, path: Path, *, copied_to: float) -> Moved:
    from integrations.gateway import exporting
    from integrations.gateway.kinds import registry

    kind = registry.by_code(code)
    spent = _Spent()
    with path.open("wb") as file:
        count = exporting.write(kind, kind.codes, {}, file, format="csv", language="sv", now=timezone.now())
    seconds, processor = spent.since()
    return _moved(code, "written", count, seconds, processor, copied_to)


def _moved(code: str, what: str, rows: int, seconds: float, processor: float, copied: float) -> Moved:
    from django.utils import translation

    from integrations.gateway.kinds import registry

    with translation.override("sv"):
        name = f"{registry.by_code(code).short}, {WORDS[what]}"
    return Moved(name, rows, rows / seconds, rows / processor, copied, GOALS.get((code, what)))


class _Spent:
    """Seconds by the clock and of the processor from now on: ours, our session's and our readers'."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._session = connection.connection.info.backend_pid
        self._began, self._used = time.perf_counter(), self._processor()

    def since(self) -> tuple[float, float]:
        return time.perf_counter() - self._began, self._processor() - self._used

    def _processor(self) -> float:
        readers = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + cost.of_process(self._session) + readers.ru_utime + readers.ru_stime


def _make_category_pages() -> None:
    """They are made one by one, as editors would: it is the goods that are measured."""
    from cms.intake.category_pages import category_pages
    from commerce.catalogue.models import Category

    used = [f"k-{number}" for number in range(CATEGORIES)]
    category_pages(Category.objects.filter(code__in=used).values_list("pk", flat=True))


def _publish() -> None:
    """Put the drafted prices in force, as somebody would between the two files."""
    from commerce.bulk import copy_in
    from commerce.pricing.models import Price, PriceChange, PriceList

    base = PriceList.objects.get(code="bas").pk
    drafted = PriceChange.objects.values_list("variant_id", "min_quantity", "amount")
    drafted = drafted.exclude(variant__in=Price.objects.values("variant"))
    copy_in(Price, ("price_list_id", "variant_id", "min_quantity", "amount"), [(base, *one) for one in drafted])


def _copied(headings: Sequence[str], rows: Rows) -> float:
    """Rows a second of COPY into a table without keys."""
    columns = ", ".join(f"{name} text" for name in headings)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied ({columns}) ON COMMIT PRESERVE ROWS")
        began = time.perf_counter()
        with cursor.copy("COPY copied FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(value) for value in row])
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE copied")
    return len(rows) / seconds


def _copied_out(headings: Sequence[str], rows: Rows) -> float:
    """Rows a second of COPY to CSV of a table that holds them."""
    columns = ", ".join(f"{name} text" for name in headings)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied ({columns}) ON COMMIT PRESERVE ROWS")
        with cursor.copy("COPY copied FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(value) for value in row])
        began = time.perf_counter()
        with cursor.copy("COPY copied TO STDOUT (FORMAT csv)") as copy:
            _drained(copy)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE copied")
    return len(rows) / seconds


def _drained(lines: Iterable[Any]) -> None:
    for _line in lines:
        pass


if __name__ == "__main__":
    main()
