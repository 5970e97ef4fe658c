"""Columns of every kind, and rows as hypothesis makes them: what an export can hold, the awkward first."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from hypothesis import strategies as some

from integrations.formats.tables.column import Column, Kind
from integrations.formats.tables.format import PLAIN, Format, Options

COLUMNS = (
    Column(name="Art.nr", is_code=True, width=400),
    Column(name="Benämning", width=4_000),
    Column(name="Från antal", kind=Kind.INTEGER, width=30),
    Column(name="Pris, kr", kind=Kind.DECIMAL, width=40),
    Column(name="Gäller från", kind=Kind.DATE, width=10),
    Column(name="Ändrad", kind=Kind.DATETIME, width=40),
    Column(name="Säljs", kind=Kind.YES_NO, width=4),
)
# What has gone wrong for others: formulas, marks, quotes, spaces at the ends, escapes and markup of the formats.
AWKWARD = [
    "", " ", "0", "007", "0012345678905", "=1+1", "+46701234567", "-12,50", "-", "@SUM(A1)", "|x", "\t=x", "'", "''=1",
    "'=1", "'tis", '"', '""', "a;b", "a,b", "a\tb", "rad 1\nrad 2", "\n", " två  blanksteg ", "\\n", "\\e", "NULL",
    "null", "true", "2026-01-31", "1e5", "<r>x</r>", "<b>&amp;", "_x0041_", "]]>", "<!--rows come here-->", "sep=;",
    "Skålen är blå", "ÅÄÖ åäö é ü", "😀👩‍👩‍👧", "\u200b\u00a0x\u2028y", "{}", "[1]", "ID", "#N/A", "~", "x" * 3_000,
]  # fmt: skip
TEXT = some.one_of(
    some.sampled_from(AWKWARD),
    some.text(some.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=40),
)
CODE = some.from_regex(r"[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9/ -]{0,30}[A-Z0-9]", fullmatch=True)
# Within the calendars of spreadsheets and outside them, the hour that the clock shows twice, and the turn of a year.
MOMENTS = some.one_of(
    some.sampled_from(
        [
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
            datetime(2026, 3, 29, 1, 0, 0, 999_000, tzinfo=UTC),
        ]
    ),
    some.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
    some.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=some.just(UTC)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
)
ROW = some.tuples(
    some.none() | CODE,
    some.none() | TEXT,
    some.none() | some.integers(-(10**20), 10**20),
    some.none()
    | some.decimals(-(10**14), 10**14, places=3)
    | some.sampled_from([Decimal("0.1"), Decimal("-0.00"), Decimal("1E+3"), Decimal("12345678901234567.89")]),
    some.none() | some.dates(date(1800, 1, 1), date(2200, 1, 1)),
    some.none() | MOMENTS,
    some.none() | some.booleans(),
).map(list)
ROWS = some.lists(ROW, min_size=1, max_size=12)


def written(made: Format, rows, columns=COLUMNS, options: Options = PLAIN) -> bytes:
    file = BytesIO()
    made.write(rows, file, columns, options)
    return file.getvalue()


def expected(rows, *, keeps_empty: bool):
    """The same rows as they are read again: without those of nothing, and without empty texts where none is kept."""
    kept = [
        row
        for row in rows
        if any(not (value is None or (isinstance(value, str) and not value.strip())) for value in row)
    ]
    return kept if keeps_empty else [[None if value == "" else value for value in row] for row in kept]
