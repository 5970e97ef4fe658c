"""What must not be taken in is refused in words that say why; what can be read in spite of a fault is, and is told."""

import io
import os
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from integrations.formats.problems import Unreadable
from integrations.formats.tables import foreign, registry
from integrations.formats.tables.column import Column, Kind
from integrations.formats.tables.foreign import Limits
from integrations.formats.tables.format import Options
from tests.integrations.formats import bad_files as bad

pytestmark = pytest.mark.krav("4.6.3")

PASSWORD = "Filen är skyddad med lösenord. Spara den utan."
MACROS = "Filen har makron, och sådana tas aldrig emot. Spara den utan, som XLSX eller DOCX."
DOCTYPE = "XML med en DOCTYPE läses inte: den kan ha entiteter som hämtar eller sväller."


@pytest.fixture
def put(tmp_path):
    def put(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return put


@pytest.fixture
def started(monkeypatch):
    """The processes that parse, as they are started."""
    processes, start = [], foreign._Parsing

    def starting(*given, **more):
        processes.append(start(*given, **more))
        return processes[-1]

    monkeypatch.setattr(foreign, "_Parsing", starting)
    return processes


def rows(table):
    with table:
        return [row.values for row in table.rows]


REFUSED = [
    ("nothing", lambda: b"", "Filen är tom."),
    ("blanks", lambda: b" \r\n\t\n", "Filen är tom."),
    ("a zip bomb", lambda: bad.zipped({"a.csv": b"0" * 50_000_000}), "a.csv sväller 1 0"),
    ("ten gigabytes declared", lambda: bad.declaring(10_000_000_000), "Uppackad skulle filen bli 10,0 GB; högst 2 GB"),
    ("parts over each other", bad.overlapping, "Arkivets delar ligger över varandra"),
    (
        "a zip in a zip",
        lambda: bad.zipped({"b.zip": bad.zipped({"a.csv": b"A;B"})}),
        "b.zip: Ett zip-arkiv i ett annat",
    ),
    ("up and away", lambda: bad.zipped({"../../etc/x.csv": b"A;B"}), "en del som heter ../../etc/x.csv, utanför"),
    ("absolute", lambda: bad.zipped({"/etc/passwd": b"A;B"}), "en del som heter /etc/passwd, utanför"),
    ("of Windows", lambda: bad.zipped({"..\\x.csv": b"A;B"}), "en del som heter .."),
    ("of another drive", lambda: bad.zipped({"C:x.csv": b"A;B"}), "en del som heter C:x.csv, utanför"),
    ("very many parts", lambda: bad.zipped({f"{n}.csv": b"" for n in range(10_001)}), "Arkivet har 10 001 delar"),
    ("an empty archive", lambda: bad.zipped({}), "Filen är tom."),
    ("an encrypted archive", bad.encrypted, PASSWORD),
    ("an encrypted workbook", lambda: bad.ole("EncryptedPackage"), PASSWORD),
    (
        "an encrypted OpenDocument",
        lambda: bad.with_part(bad.of("ods"), "META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>"),
        PASSWORD,
    ),
    ("a workbook with macros", lambda: bad.with_part(bad.of("xlsx"), "xl/vbaProject.bin"), MACROS),
    ("a document with macros", lambda: bad.with_part(bad.of("docx"), "word/vbaProject.bin"), MACROS),
    ("OpenDocument with macros", lambda: bad.with_part(bad.of("ods"), "Basic/script-lc.xml"), MACROS),
    ("an old workbook with macros", lambda: bad.ole("_VBA_PROJECT"), MACROS),
    ("an old Word document", lambda: bad.ole("WordDocument"), "ett gammalt Office-dokument som inte är en arbetsbok"),
    ("a workbook cut off", lambda: bad.of("xlsx")[:-500], "Filen är skadad eller avbruten."),
    ("an old workbook cut off", lambda: bad.of("xls")[:1_500], "Filen är skadad eller avbruten."),
    ("an old workbook of nothing", lambda: bad.ole("Workbook"), "Arbetsboken är skadad eller avbruten."),
    ("OpenDocument cut off", lambda: bad.of("ods")[:-200], "Filen är skadad eller avbruten."),
    ("PDF cut off", lambda: bad.of("pdf")[:300], "PDF-filen är skadad eller avbruten."),
    ("JSON cut off", lambda: b'[{"A": "1"}, {"A": "2', "Filen är avbruten: den slutar mitt i."),
    ("JSON of nothing", lambda: b"[]", "Filen är tom."),
    ("JSON without rows", lambda: b'{\n"A": 1}', "Filen har inga rader."),
    ("JSON that is not", lambda: b'[{"A": 1}, {A: 2}]', "Det är inte JSON vid ”{A: 2}]”."),
    ("JSON in Windows-1252", lambda: '[{"A": "Skål"}]'.encode("cp1252"), "Filen är inte UTF-8, som JSON ska vara."),
    ("JSON without a bottom", lambda: b"[" * 100_000, "Det är inte JSON"),
    ("JSON with a number of a million digits", lambda: b'[{"A": 1.' + b"1" * 1_000_000 + b"}]", "Det är inte JSON"),
    ("XML cut off", lambda: bad.of("xml")[:-20], "XML-filen brister på rad 4: den är avbruten, eller inte XML."),
    ("XML that swells", lambda: bad.ENTITIES, DOCTYPE),
    ("XML that fetches a file", lambda: bad.fetching("file:///etc/passwd"), DOCTYPE),
    ("a sheet with a DOCTYPE", lambda: bad.with_part(bad.of("ods"), "content.xml", bad.ENTITIES), DOCTYPE),
    ("a web page", lambda: b"<html><table><tr><td>A</td></tr></table></html>", "Det är en webbsida, vad den än heter."),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "Filen är av slaget PNG, som inte läses."),
    ("a binary", lambda: bytes(range(256)), "Filen är av inget slag som kan läsas."),
    ("presentations", lambda: bad.zipped({"ppt/presentation.xml": b"x"}), "Filen är av slaget PPTX, som inte läses."),
    (
        "sixteen thousand columns",
        lambda: ";".join(f"K{n}" for n in range(16_384)).encode(),
        "Filen har 16 384 kolumner; högst 1 000 läses.",
    ),
    (
        "as many in a workbook",
        lambda: bad.of("xlsx", [["x"] * 16_384], [Column(name=f"K{n}") for n in range(16_384)]),
        "Filen har 16 384 kolumner; högst 1 000 läses.",
    ),
]


@pytest.mark.parametrize(("case", "made", "message"), REFUSED, ids=[case for case, _made, _message in REFUSED])
def test_it_is_refused_and_said_why(case, made, message, put):
    with pytest.raises(Unreadable) as refusal:
        rows(registry.read(put(made())))

    assert message in str(refusal.value)


def test_a_fault_in_the_process_that_parses_is_said_by_the_shop(put):
    for made, message in [(bad.of("xlsx")[:-500], "Filen är skadad"), (bad.fetching("file:///etc/passwd"), DOCTYPE)]:
        with pytest.raises(Unreadable, match=message.split(":")[0]):
            rows(foreign.read(put(made)))


def test_a_file_cut_off_in_the_midst_gives_its_rows_and_then_says_so(put):
    """Whoever takes rows in as they come must be told that they were not all."""
    whole = bad.of("xml", [[str(number), "x" * 200] for number in range(5_000)])
    table = foreign.read(put(whole[:-20_000]))
    taken = []
    with pytest.raises(Unreadable, match="avbruten"):
        taken.extend(table.rows)

    assert 4_000 < len(taken) < 5_000


def test_what_takes_too_much_memory_ends_its_process_and_not_the_shop(put):
    """A sheet of two cells, in opposite corners, is seventeen milliard cells to a program that lays it out."""
    cells = f'<row r="1">{bad.text("A1", "A")}</row><row r="1048576">{bad.text("XFD1048576", "B")}</row>'
    path = put(bad.sheet(cells, dimension="A1:XFD1048576"))

    with pytest.raises(Unreadable, match="mer minne för att läsas än en fil får"):
        rows(foreign.read(path))


def test_what_takes_too_long_is_ended(put):
    path = put(bad.of("csv", [["x", str(number)] for number in range(400_000)]))

    with pytest.raises(Unreadable, match="längre tid att läsa än en fil får"):
        rows(foreign.read(path, Options(columns=bad.A), limits=Limits(cpu_seconds=1)))


def test_what_says_nothing_is_not_waited_for(tmp_path):
    """A pipe that nobody writes in: it would be read for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(Unreadable, match="längre tid att läsa än en fil får"):
        foreign.read(pipe, limits=Limits(seconds=1))


def test_a_reader_that_stops_leaves_no_process_and_no_files(put, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    table = foreign.read(put(bad.zipped({"a.csv": bad.of("csv", [["x", str(n)] for n in range(100_000)])})))
    assert next(table.rows).values == ["x", "0"]

    table.close()

    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert list(table.rows) == []


def test_the_process_that_parses_knows_no_secret(put, monkeypatch):
    """Its environment is what it needs and nothing of ours."""
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    table = foreign.read(put(bad.of("csv", [["x", str(n)] for n in range(100_000)])))
    process = table.close.__self__._process
    with open(f"/proc/{process.pid}/environ", "rb") as said:
        names = {entry.partition(b"=")[0] for entry in said.read().split(b"\x00") if entry}
    table.close()

    assert names == {b"TIME_ZONE", b"TMPDIR", b"PYTHONUTF8"}


def test_columns_are_chosen_by_the_headings_of_the_file_in_the_same_process(put, started):
    path = put("Antal;Artikel;Pris\n2;0012;1,50\nmånga;7;2\n3;;0\n".encode())

    def choose(headings):
        assert headings == ["Antal", "Artikel", "Pris"]
        return (Column(name="Artikel"), Column(name="Antal", kind=Kind.INTEGER), Column(name="Pris", kind=Kind.DECIMAL))

    with foreign.read(path, choose=choose) as table:
        read = [(row.line, row.values) for row in table.rows]
        refused = [(problem.line, problem.column) for problem in table.taken_problems()]

    assert read == [(2, ["0012", 2, Decimal("1.50")]), (4, [None, 3, Decimal(0)])]
    assert refused == [(3, "Antal")]
    assert len(started) == 1


def test_a_choice_that_is_refused_leaves_no_process(put, started):

    def choose(headings):
        raise Unreadable("ingen kolumn")

    with pytest.raises(Unreadable, match="ingen kolumn"):
        foreign.read(put(b"a;b\n1;2\n"), choose=choose)

    assert started[0]._process.returncode is not None


def test_a_wrong_ending_is_told_and_the_file_read_as_what_it_is(put):
    table = foreign.read(put(bad.of("xlsx")), name="priser.csv")

    assert rows(table) == [["1", "2"]]
    assert [str(each) for each in table.problems] == ["priser.csv är Excel (XLSX) trots namnet och lästes så."]


def test_an_upload_that_is_not_kept_is_read_and_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with foreign.read_upload(io.BytesIO(bad.of("ods")), name="priser.ods") as table:
        assert [row.values for row in table.rows] == [["1", "2"]]

    with pytest.raises(Unreadable):
        foreign.read_upload(io.BytesIO(b""))
    assert list(tmp_path.iterdir()) == []


def test_headings_that_come_again_or_are_missing_get_names(put):
    table = registry.read(put(b"Pris;Namn;Pris;;Pris\n1;a;2;b;3\n"))

    assert [column.name for column in table.columns] == ["Pris", "Namn", "Pris (2)", "Kolumn 4", "Pris (3)"]
    assert rows(table) == [["1", "a", "2", "b", "3"]]
    assert [str(each) for each in table.problems] == [
        "Rubriken Pris finns mer än en gång; kolumn 3 kallas Pris (2).",
        "Rubriken Pris finns mer än en gång; kolumn 5 kallas Pris (3).",
    ]


def test_mixed_encodings_are_refused_by_row(put):
    path = put("Namn;Pris\nSkål;1\n".encode() + "Fågel;2\n".encode("cp1252") + "Blå;3\n".encode())
    table = registry.read(path)

    assert rows(table) == [["Skål", "1"], ["Blå", "3"]]
    assert [(each.line, each.column) for each in table.problems] == [(3, "Namn")]
    assert "tecken som inte finns i filens teckenkodning" in str(table.problems[0])


MERGED = {
    "xlsx": bad.sheet(
        f'<row r="1">{bad.text("A1", "A")}{bad.text("B1", "B")}</row>'
        f'<row r="2">{bad.text("A2", "x")}{bad.text("B2", "1")}</row><row r="3">{bad.text("B3", "2")}</row>'
        f'<row r="4">{bad.text("A4", "y")}</row>',
        more='<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A4:B4"/></mergeCells>',
        dimension="A1:B4",
    ),
    "ods": bad.with_part(
        bad.of("ods"),
        "content.xml",
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        "<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell>"
        "<text:p>B</text:p></table:table-cell></table:table-row><table:table-row>"
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>x</text:p>'
        "</table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:covered-table-cell/><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>y</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>",
    ),
    "docx": bad.with_part(
        bad.of("docx"),
        "word/document.xml",
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
        + bad.word_row(("", "A"), ("", "B"))
        + bad.word_row(('<w:vMerge w:val="restart"/>', "x"), ("", "1"))
        + bad.word_row(("<w:vMerge/>", ""), ("", "2"))
        + bad.word_row(('<w:gridSpan w:val="2"/>', "y"))
        + "</w:tbl></w:body></w:document>",
    ),
}


@pytest.mark.parametrize("code", MERGED)
def test_merged_cells_have_their_value_in_each_and_it_is_told(code, put):
    table = registry.read(put(MERGED[code]))

    assert rows(table) == [["x", "1"], ["x", "2"], ["y", "y"]]
    assert [each.message for each in table.problems] == [
        "Det finns sammanfogade celler; var och en lästes med den förstas värde."
    ]


def test_dates_that_became_numbers_are_dates_again_and_it_is_told_once(put):
    columns = (Column(name="A", kind=Kind.DATE), Column(name="B"))
    table = registry.read(put(b"A;B\n46053;x\n2026-02-01;y\n46055;z\n"), Options(columns=columns))

    assert rows(table) == [[date(2026, 1, 31), "x"], [date(2026, 2, 1), "y"], [date(2026, 2, 2), "z"]]
    assert [str(each) for each in table.problems] == [
        "Rad 2, kolumn A: Talet 46053 lästes som datumet 2026-01-31, och så de andra talen i kolumnen."
    ]


@pytest.mark.parametrize("written", ["1,23E+12", "1.23E+12", "1E+15", "7,35E+12"])
def test_an_article_number_that_excel_shortened_is_refused(written, put):
    columns = (Column(name="A", is_code=True), Column(name="B"))
    table = registry.read(put(f"A;B\n{written};x\n0012;y\n".encode()), Options(columns=columns))

    assert rows(table) == [["0012", "y"]]
    assert table.problems[0].line == 2
    assert table.problems[0].refuses
    assert f"”{written}” är ett tal som ett kalkylprogram har förkortat" in table.problems[0].message


def test_an_article_number_that_is_a_number_in_the_sheet_keeps_its_digits_or_is_refused(put):
    cells = (
        f'<row r="1">{bad.text("A1", "A")}{bad.text("B1", "B")}</row>'
        '<row r="2"><c r="A2"><v>7350012345678</v></c></row><row r="3"><c r="A3"><v>1.23456789012346E+18</v></c></row>'
    )
    options = Options(columns=(Column(name="A", is_code=True),))
    table = registry.read(put(bad.sheet(cells, dimension="A1:B3")), options)

    assert rows(table) == [["7350012345678"]]
    assert [each.line for each in table.problems] == [3]


@pytest.mark.parametrize(
    ("kind", "cell", "message"),
    [
        (Kind.DECIMAL, "gratis", "”gratis” är inget belopp."),
        (Kind.INTEGER, "1,5", "”1,5” är inget heltal."),
        (Kind.DATE, "31 februari", "”31 februari” är inte ett datum."),
        (Kind.DATE, "2026-02-30", "”2026-02-30” är inte ett datum."),
        (Kind.DATE, "2026-02-01 13:45", "”2026-02-01 13:45” är en tidpunkt, inte en dag."),
        (Kind.YES_NO, "kanske", "”kanske” är varken ja eller nej."),
    ],
)
def test_a_cell_that_cannot_be_is_named_by_row_and_column(kind, cell, message, put):
    table = registry.read(put(f"A;B\n{cell};x\n;y\n".encode()), Options(columns=(Column(name="A", kind=kind),)))

    assert rows(table) == [[None]]
    told = [(each.line, each.column, each.message, each.refuses) for each in table.problems]
    assert told == [(2, "A", message, True)]


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.DECIMAL, "1 249,50 kr", Decimal("1249.50")),
        (Kind.DECIMAL, "1.249", Decimal("1249")),
        (Kind.DECIMAL, "1,249", Decimal("1.249")),
        (Kind.DATE, "31.1.2026", date(2026, 1, 31)),
        (Kind.DATE, "31/1 2026", date(2026, 1, 31)),
        (Kind.DATE, "20260131", date(2026, 1, 31)),
        (Kind.YES_NO, "Ja", True),
        (Kind.YES_NO, "x", True),
    ],
)
def test_cells_as_swedes_write_them(kind, cell, value, put):
    table = registry.read(put(f"A;B\n{cell};x\n".encode()), Options(columns=(Column(name="A", kind=kind),)))

    assert rows(table) == [[value]]


def test_a_column_that_is_missing_is_told_and_names_are_matched_loosely(put):
    columns = (Column(name="art.nr"), Column(name="Pris"))
    table = registry.read(put(b"ART.NR ;Namn\n1;x\n"), Options(columns=columns))

    assert rows(table) == [["1", None]]
    assert [str(each) for each in table.problems] == ["Det finns ingen kolumn Pris; den lästes som saknad."]


def test_hidden_sheets_are_not_read_and_it_is_told(put):
    with zipfile.ZipFile(io.BytesIO(bad.of("xlsx"))) as archive:
        book = archive.read("xl/workbook.xml").replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    with pytest.raises(Unreadable, match="Filen är tom"):
        registry.read(put(bad.with_part(bad.of("xlsx"), "xl/workbook.xml", book)))
