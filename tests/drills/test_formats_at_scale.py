"""Formats at their size: a million rows in little memory, full sheets, and files opened by another's program."""

import csv
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from integrations.formats.tables import registry
from integrations.formats.tables.column import Column
from integrations.formats.tables.format import Options
from tests.bench import formats
from tests.integrations.formats.rows import COLUMNS

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.6.3")]

MOST_MEGABYTES = 300
NOON = datetime(2026, 1, 31, 11, 0, tzinfo=UTC)
ROWS = [
    ["0012", "Skål nr 1, blå glasyr", 3, Decimal("12.50"), date(2026, 1, 31), NOON, True],
    ["0013", "=1+1", -4, Decimal("-0.05"), date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), False],
    ["0014", "Två\nrader och  två blanksteg", None, None, None, None, None],
]  # fmt: skip


@pytest.mark.parametrize("code", ["csv", "semicolon", "tsv", "positional", "json", "jsonl", "xml"])
def test_a_million_rows_in_little_memory(code):
    for measured in formats.measure([code]):
        assert measured.rows == 1_000_000
        assert measured.megabytes < MOST_MEGABYTES, measured


@pytest.mark.parametrize("code", ["xlsx", "ods"])
def test_a_sheet_that_is_full_goes_on_in_another(code, tmp_path):
    count = 1_048_576 + 4
    columns = (Column(name="A"),)
    path = tmp_path / "full"
    with open(path, "wb") as file:
        registry.by_code(code).write(([str(number)] for number in range(count)), file, columns, Options(title="Rader"))

    with registry.read(path) as table:
        assert all(row.values == [str(number)] for number, row in enumerate(table.rows))
        assert table.problems == []
    with registry.read(path, Options(sheet="Rader 2")) as table:
        assert [row.values for row in table.rows] == [[str(number)] for number in range(count - 5, count)]


@pytest.fixture(scope="session")
def converted(tmp_path_factory):
    """A file as LibreOffice makes it anew in another format."""
    office = shutil.which("soffice")
    if office is None:
        assert "CI" not in os.environ, "LibreOffice is missing"
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def convert(path: Path, wanted: str) -> Path:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", wanted]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=300)
        return folder / f"{path.stem}.{wanted.partition(':')[0]}"

    return convert


@pytest.fixture
def made(tmp_path):
    def made(code: str) -> Path:
        each = registry.by_code(code)
        path = tmp_path / f"made-{code}.{each.extension}"
        file = BytesIO()
        each.write(ROWS, file, COLUMNS, Options(title="Priser"))
        path.write_bytes(file.getvalue())
        return path

    return made


@pytest.mark.parametrize("code", ["xlsx", "xls", "ods"])
def test_libreoffice_opens_the_sheets(code, made, converted):
    """As a person sees them: leading zeros and formulas are text, dates are dates, and nothing has been worked out."""
    shown = converted(made(code), "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1")
    files = list(shown.parent.glob(f"{shown.stem}*.csv"))
    with open(files[0], encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))

    assert lines[0] == [column.name for column in COLUMNS]
    assert lines[1][:3] == ["0012", "Skål nr 1, blå glasyr", "3"]
    assert lines[1][3] in ("12.5", "12,5")
    assert lines[1][4:6] == ["2026-01-31", "2026-01-31 12:00:00"]
    assert lines[2][1:3] == ["=1+1", "-4"]
    assert lines[2][5] == "2026-10-25T02:30:00+02:00"
    assert lines[3][:2] == ["0014", "Två\nrader och  två blanksteg"]


@pytest.mark.parametrize("code", ["docx", "odt"])
def test_libreoffice_opens_the_documents(code, made, converted):
    shown = converted(made(code), "txt:Text (encoded):UTF8").read_text("utf-8-sig")

    assert shown.splitlines()[0] == "Priser"
    for text in ("Art.nr", "0012", "Skål nr 1, blå glasyr", "=1+1", "2026-01-31", "Två"):
        assert text in shown


@pytest.mark.parametrize("code", ["xlsx", "xls", "ods", "docx", "odt"])
def test_what_libreoffice_saves_anew_is_read_as_it_was(code, made, converted, tmp_path):
    """The same rows come back from a file that another program has written."""
    source = made(code)
    moved = tmp_path / f"moved.{source.suffix[1:]}"
    shutil.copy(source, moved)
    anew = converted(moved, source.suffix[1:])

    with registry.read(anew, Options(columns=COLUMNS)) as table:
        found = [row.values for row in table.rows]
    wanted = [[None if value == "" else value for value in row] for row in ROWS]
    assert found == wanted
