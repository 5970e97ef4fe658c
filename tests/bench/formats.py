"""Every format written and read: rows a second and the most memory, each in a process of its own.

python -m tests.bench.formats              the table of all, printed
python -m tests.bench.formats csv xlsx     of some
python -m tests.bench.formats --write      and written to docs/benchmarks.md

Text goes to a million rows, sheets to a hundred thousand (the sheet's limit is for `make drill`), documents to what
they take. Seconds are of the processor, so that what else the machine does is not counted; below the table stands how
fast the same rows are gone through without being written.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from integrations.formats.tables.child import configure

PROJECT = Path(__file__).resolve().parent.parent.parent
ROWS = {
    "csv": 1_000_000,
    "semicolon": 1_000_000,
    "tsv": 1_000_000,
    "positional": 1_000_000,
    "json": 1_000_000,
    "jsonl": 1_000_000,
    "xml": 1_000_000,
    "xlsx": 100_000,
    "xls": 65_000,
    "ods": 100_000,
    "docx": 20_000,
    "odt": 20_000,
    "pdf": 2_000,
    "zip": 1_000_000,
}
BEGIN, END = "<!-- formats: begin -->", "<!-- formats: end -->"


@dataclass(frozen=True, slots=True)
class Measured:
    code: str
    what: str
    rows: int
    seconds: float
    megabytes: float  # the most that the process held beyond what it began with
    size: int


def columns():
    from integrations.formats.tables.column import Column, Kind

    return (
        Column(name="Art.nr", is_code=True, width=20),
        Column(name="Benämning", width=60),
        Column(name="Antal", kind=Kind.INTEGER, width=8),
        Column(name="Pris", kind=Kind.DECIMAL, width=12),
        Column(name="Från", kind=Kind.DATE, width=10),
        Column(name="Ändrad", kind=Kind.DATETIME, width=32),
        Column(name="Säljs", kind=Kind.YES_NO, width=4),
    )


def rows(count: int) -> Iterator[tuple]:
    """Goods as a shop has them: a number with leading zeros, a name, a price, days and moments; some cells missing."""
    day, moment = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(count):
        yield (
            f"{number:08d}",
            f"Skål nr {number}, blå glasyr" if number % 7 else None,
            number % 500,
            Decimal(number % 100_000) / 100,
            day + timedelta(days=number % 365),
            moment + timedelta(minutes=number % 400_000),
            number % 3 == 0,
        )


def measure(codes: list[str], *, scale: float = 1.0) -> list[Measured]:
    """Each format written and then read, by this module in processes of their own."""
    measured = []
    with tempfile.TemporaryDirectory(prefix="webshop-formats-") as folder:
        for code in codes:
            path = str(Path(folder) / code)
            count = max(int(ROWS[code] * scale), 100)
            for what in ("write", "read"):
                command = [sys.executable, "-m", "tests.bench.formats", "--one", what, code, str(count), path]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                measured.append(Measured(**json.loads(said)))
                sys.stderr.write(f"{measured[-1]}\n")
            os.unlink(path)
    return measured


def one(what: str, code: str, count: int, path: Path) -> Measured:
    """In this process: the time and the memory of one thing."""
    from integrations.formats.tables import registry
    from integrations.formats.tables.format import Options

    made = registry.by_code(code)
    options = Options(columns=columns(), title="Mätning", format="positional" if code == "positional" else "")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    if what == "write":
        with open(path, "wb") as file:
            made.write(rows(count), file, columns(), options)
        found = count
    else:
        with registry.read(path, options) as table:
            found = sum(1 for _row in table.rows)
            if table.problems:
                raise SystemExit(str(table.problems[0]))
    seconds = time.process_time() - began
    if found != count:
        raise SystemExit(f"{code}: {found} rows of {count}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(code, what, count, seconds, (most - before) / 1024, path.stat().st_size)


def bare(count: int = 1_000_000) -> float:
    """How long the rows of the measurement take by themselves."""
    began = time.process_time()
    for _row in rows(count):
        pass
    return count / (time.process_time() - began)


def table(measured: list[Measured]) -> str:
    lines = [
        "| format | rader | skriva, rader/s | minne, MB | läsa, rader/s | minne, MB | fil, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    by_code: dict[str, dict[str, Measured]] = {}
    for each in measured:
        by_code.setdefault(each.code, {})[each.what] = each
    for code, both in by_code.items():
        written, read = both["write"], both["read"]
        figures = [
            f"{written.rows:,}",
            f"{written.rows / written.seconds:,.0f}",
            f"{written.megabytes:.0f}",
            f"{read.rows / read.seconds:,.0f}",
            f"{read.megabytes:.0f}",
            f"{written.size / 1e6:.1f}",
        ]
        lines.append(f"| {code} | {' | '.join(figures)} |")
    return "\n".join(lines)


def write(measured: list[Measured]) -> None:
    page = PROJECT / "docs" / "benchmarks.md"
    text = page.read_text()
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    load = f"belastningen var {os.getloadavg()[1]:.1f} (5 minuter)"
    when = f"Mätt {datetime.now(UTC):%Y-%m-%d} på {os.cpu_count()} kärnor; {load}."
    foot = f"Raderna själva, utan format: {bare():,.0f} i sekunden."
    page.write_text(f"{before}{BEGIN}\n{when} {foot}\n\n{table(measured)}\n{END}{after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--one", nargs=4, metavar=("WHAT", "CODE", "ROWS", "FILE"))
    asked = parser.parse_args()
    configure(PROJECT, "Europe/Stockholm", WAGTAIL_SITE_NAME="Mätning")
    if asked.one:
        what, code, count, path = asked.one
        made = one(what, code, int(count), Path(path))
        sys.stdout.write(json.dumps({name: getattr(made, name) for name in made.__slots__}))
        return
    measured = measure(asked.codes or list(ROWS), scale=asked.scale)
    sys.stdout.write(f"{table(measured)}\n")
    if asked.write:
        write(measured)


if __name__ == "__main__":
    main()
