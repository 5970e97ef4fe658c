"""What is written is read again as it was: in every format, whatever the rows hold."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from integrations.formats.problems import Unreadable
from integrations.formats.tables import registry
from integrations.formats.tables.column import Column, Kind, Unwritable
from integrations.formats.tables.format import Options
from tests.integrations.formats.rows import COLUMNS, ROWS, expected, written

pytestmark = [pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]

AT = datetime(2026, 11, 27, tzinfo=UTC)
OPTIONS = Options(columns=COLUMNS, title="Priser", at=AT)
SLOW = {"pdf": 15, "docx": 40}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("formats") / "file"


def read(place, made, options):
    place.write_bytes(made)
    with registry.read(place, options) as table:
        rows = [row.values for row in table.rows]
        return rows, table.taken_problems()


def options_for(code):
    return replace(OPTIONS, format="positional") if code == "positional" else OPTIONS


@pytest.mark.parametrize("code", registry.FORMATS)
def test_rows_come_back_as_they_were(code, place):
    made = registry.by_code(code)
    keeps_empty = made.keeps_empty

    @examples(max_examples=SLOW.get(code, 80))
    @given(rows=ROWS)
    def same(rows):
        wanted = expected(rows, keeps_empty=keeps_empty)
        if not wanted:
            return
        found, problems = read(place, written(made, rows, options=OPTIONS), options_for(code))
        assert found == wanted
        assert problems == []

    same()


@pytest.mark.parametrize(
    ("code", "most"), [("csv", 131_072), ("xlsx", 32_767), ("xls", 32_767), ("xml", 5_000_000), ("jsonl", 5_000_000)]
)
def test_the_longest_text_comes_back(code, most, place):
    columns = (Column(name="A"), Column(name="B"))
    rows = [["å" * most, "x"]]

    assert read(place, written(registry.by_code(code), rows, columns), Options(columns=columns)) == (rows, [])


@pytest.mark.parametrize("inner", [code for code in registry.FORMATS if code not in ("zip", "positional", "pdf")])
def test_an_archive_holds_any_format(inner, place):
    rows = [["0012", "Skål\n=1+1", 3, None, None, AT, True]]
    made = written(registry.by_code("zip"), rows, options=replace(OPTIONS, inner=inner))

    assert read(place, made, OPTIONS) == (rows, [])


@pytest.mark.parametrize("code", registry.FORMATS)
def test_a_heading_may_be_any_text(code, place):
    names = ["=1+1", "Från & till", "a;b,c", "row", "xml", "(%)", "Två  blanksteg", "😀"]
    columns = tuple(Column(name=name, width=20) for name in names)
    options = Options(
        columns=columns if code == "positional" else (), format="positional" if code == "positional" else ""
    )
    row = [str(number) for number in range(len(names))]
    place.write_bytes(written(registry.by_code(code), [row], columns, Options(at=AT)))

    with registry.read(place, options) as table:
        assert [column.name for column in table.columns] == names
        found = [row.values for row in table.rows]
    assert [[str(value) for value in values] for values in found] == [row]


@pytest.mark.parametrize("code", registry.FORMATS)
@given(text=some.text(min_size=1, max_size=30))
@examples(max_examples=15)
def test_what_is_no_text_is_marked_and_line_breaks_are_of_one_kind(code, place, text):
    """Half letters, control characters and returns: none of them breaks a file."""
    columns = (Column(name="A", width=100), Column(name="B", width=200))
    options = Options(columns=columns, format="positional" if code == "positional" else "", at=AT)

    found, _problems = read(place, written(registry.by_code(code), [["x", text]], columns, options), options)

    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(found[0][1] or "") == len(wanted)
    assert all(
        letter == written_letter or written_letter == "\ufffd"
        for letter, written_letter in zip(wanted, found[0][1] or "", strict=True)
    )


@pytest.mark.parametrize("code", ["csv", "semicolon", "tsv"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+46701234567", "-x", "@SUM(A1)", "|cmd", "\tx", "=cmd|' /C calc'!A0", " =1", "＝1"]
)
def test_a_formula_is_harmless_in_delimited_text(code, text, place):
    columns = (Column(name="A"),)
    made = written(registry.by_code(code), [[text]], columns).decode("utf-8-sig").splitlines()[1]

    assert made.lstrip('"').startswith("'")
    assert read(place, written(registry.by_code(code), [[text]], columns), Options(columns=columns))[0] == [[text]]


@pytest.mark.parametrize(("code", "mark"), [("csv", "."), ("semicolon", ","), ("tsv", ".")])
def test_a_negative_number_stays_a_number(code, mark):
    columns = (Column(name="A", kind=Kind.DECIMAL), Column(name="B"), Column(name="C", kind=Kind.INTEGER))
    delimiter = registry.by_code(code).delimiter
    made = written(registry.by_code(code), [[-12.5, "-7", -3]], columns).decode("utf-8-sig").splitlines()[1]

    assert made == delimiter.join([f"-12{mark}5", "-7", "-3"])


def test_an_attacker_cannot_write_markup_in_a_workbook(place):
    """The writer takes text that looks like its own rich text for markup."""
    text = "<r><t>x</t></r></is></c><c r='B2'><f>1+1</f></c><r></r>"
    made = written(registry.by_code("xlsx"), [[text, "y"]], (Column(name="A"), Column(name="B")))

    assert read(place, made, Options()) == ([[text, "y"]], [])


@pytest.mark.parametrize(
    ("code", "row", "message"),
    [
        ("xlsx", ["x" * 32_768], "Rad 1, kolumn A: Texten är längre än de 32 767 tecken som en cell rymmer."),
        ("xlsx", ["😀" * 16_384], "Rad 1, kolumn A: Texten är längre än de 32 767 tecken som en cell rymmer."),
        ("xls", ["x" * 32_768], "Rad 1, kolumn A: Texten är längre än de 32 767 tecken som en cell rymmer."),
        ("csv", ["x" * 131_073], "Rad 1, kolumn A: Texten är längre än de 131 072 tecken som en cell rymmer."),
        ("json", ["x" * 5_000_001], "Rad 1, kolumn A: Texten är längre än de 5 000 000 tecken som en cell rymmer."),
        ("positional", ["x" * 11], "Rad 1, kolumn A: ”xxxxxxxxxxx” tar 11 positioner, och kolumnen har 10."),
        ("csv", ["x", "y"], "Rad 1: 2 värden för 1 kolumner."),
    ],
)
def test_what_has_no_place_is_named_by_row_and_column(code, row, message):
    with pytest.raises(Unwritable) as refusal:
        written(registry.by_code(code), [row], (Column(name="A", width=10),))

    assert str(refusal.value) == message


def test_a_letter_that_the_encoding_lacks_is_named():
    with pytest.raises(Unwritable, match="”😀” finns inte i cp1252"):
        written(registry.by_code("csv"), [["😀"]], (Column(name="A"),), Options(encoding="cp1252"))


def test_text_for_a_system_of_old_is_written_in_its_encoding(place):
    columns = (Column(name="Namn", width=10), Column(name="Pris", kind=Kind.DECIMAL, width=8))
    options = Options(encoding="cp1252", has_header=False, escaped=False, decimal_mark=",")
    made = written(registry.by_code("positional"), [["Skål\nblå", 12.5]], columns, options)

    assert made == "Skål blå      12,5\r\n".encode("cp1252")
    assert read(place, made, replace(options, columns=columns, format="positional"))[0][0][0] == "Skål blå"


@pytest.mark.parametrize(
    "columns", [(), (Column(name=""),), (Column(name=" A"),), (Column(name="A"), Column(name="A"))]
)
def test_columns_have_names_of_their_own(columns):
    with pytest.raises(Unwritable, match="Varje kolumn behöver ett eget namn"):
        written(registry.by_code("csv"), [["x"] * len(columns)], columns)


def test_a_format_is_found_by_code_ending_and_media_type():
    assert registry.by_extension("Priser 2026.XLSX").code == "xlsx"
    assert registry.by_extension("utan ändelse") is None
    assert registry.by_media_type("application/x-ndjson").code == "jsonl"
    assert registry.by_media_type("text/plain").code == "positional"
    assert [each.code for each in registry.every()] == list(registry.FORMATS)
    with pytest.raises(KeyError):
        registry.by_code("dbf")


def test_a_format_that_is_asked_for_is_the_only_one_taken(place):
    made = written(registry.by_code("xlsx"), [["x"]], (Column(name="A"),))

    with pytest.raises(Unreadable, match=r"Filen är Excel \(XLSX\), inte CSV, komman"):
        read(place, made, Options(format="csv"))
