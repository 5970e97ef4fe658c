"""Documents for people: letters in Word, PDF/A; sheets that go on; and the shapes in which others send JSON and XML."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import pypdfium2
import pytest
import tablib
import typst
from docx.oxml import parse_xml

from integrations.formats.problems import Unreadable
from integrations.formats.tables import registry
from integrations.formats.tables.column import Column, Kind, Unwritable
from integrations.formats.tables.format import Options
from tests.integrations.formats.rows import COLUMNS, written

pytestmark = [pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]

AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LETTER = (Column(name="Namn"), Column(name="Att betala", kind=Kind.DECIMAL), Column(name="Förfaller", kind=Kind.DATE))


@pytest.fixture
def put(tmp_path):
    def put(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


def rows(table):
    with table:
        return [row.values for row in table.rows]


@pytest.fixture
def template(tmp_path):
    """A letter with a simple field, one of several runs, and a content control; one field stands twice."""
    document = docx.Document()
    greeting = document.add_paragraph("Hej ")._p
    name = "<w:r><w:t>«Namn»</w:t></w:r></w:fldSimple>"
    greeting.append(parse_xml(f'<w:fldSimple {W} w:instr=" MERGEFIELD Namn ">{name}'))
    amount = document.add_paragraph("Betala ")._p
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> MERGEFIELD Att</w:instrText>',
        "<w:instrText>_betala \\* MERGEFORMAT </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>«Att_betala»</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        amount.append(parse_xml(f"<w:r {W}>{part}</w:r>"))
    document.add_paragraph("senast ")._p.append(
        parse_xml(
            f'<w:sdt {W}><w:sdtPr><w:tag w:val="Förfaller"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/></w:rPr>'
            "<w:t>dag</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    document.add_paragraph("Vänligen, till ")._p.append(parse_xml(f'<w:fldSimple {W} w:instr="MERGEFIELD Namn">{name}'))
    path = tmp_path / "letter.docx"
    document.save(str(path))
    return path


def test_a_letter_for_each_row_and_each_letter_read_again(template, put):
    sent = [
        ["Åsa & Bo", Decimal("1249.50"), date(2026, 12, 24)],
        ["Åsa & Bo", Decimal(10), None],
        ["<b>Xi\nrad 2", None, date(2027, 1, 1)],
    ]
    made = written(registry.by_code("docx"), sent, LETTER, Options(template=template))
    path = put(made)

    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "«" not in text
    assert rows(registry.read(path, Options(columns=LETTER))) == sent
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert body.count('<w:br w:type="page"/>') == 2
    assert body.count("1249,50") == 1
    assert body.count("Åsa &amp; Bo") == 4


def test_letters_of_others_are_read_by_their_fields(template, put):
    assert rows(registry.read(template)) == [["«Namn»", "«Att_betala»", "dag"]]
    with pytest.raises(Unreadable, match="Mallen är inte ett Word-dokument"):
        written(registry.by_code("docx"), [["x", None, None]], LETTER, Options(template=put(b"x")))


def test_a_document_with_many_tables_gives_the_one_asked_for(tmp_path):
    document = docx.Document()
    for heading, cells in (("A", ["1", "2"]), ("B", ["3"]), ("A", ["4"])):
        table = document.add_table(rows=0, cols=2)
        for cell in (heading, *cells):
            table.add_row().cells[0].text = cell
            table.rows[-1].cells[1].text = f"{cell}!"
    document.save(str(tmp_path / "tables.docx"))

    first = registry.read(tmp_path / "tables.docx")
    assert rows(first) == [["1", "1!"], ["2", "2!"], ["4", "4!"]]
    assert [str(each) for each in first.problems] == ["Tabell 2 har andra rubriker än det första och lästes inte."]
    assert rows(registry.read(tmp_path / "tables.docx", Options(sheet="Tabell 2"))) == [["3", "3!"]]
    with pytest.raises(Unreadable, match="inget som heter Tabell 9, men: Tabell 1, Tabell 2, Tabell 3"):
        registry.read(tmp_path / "tables.docx", Options(sheet="Tabell 9"))


def test_a_pdf_keeps_and_can_be_heard_structural_not_validated():
    """PDF/A-3a and PDF/UA-1 as Typst enforces them: metadata, output intent, fonts, tags. No validator has seen it."""
    row = ["0012", "Skål blå 😀", 3, Decimal("12.50"), date(2026, 1, 31), AT, True]
    made = written(registry.by_code("pdf"), [row] * 60, COLUMNS, Options(title="Priser", at=AT))
    document = pypdfium2.PdfDocument(made)

    assert document.get_metadata_dict()["Title"] == "Priser"
    assert b"<pdfaid:part>3</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/GTS_PDFA1" in made
    assert b"/MarkInfo" in made
    assert b"/Lang" in made
    assert re.search(rb"/AFRelationship\s*/Source", made)
    assert document.is_tagged()
    assert [document.get_attachment(0).get_name()] == ["rows.json"]
    assert len(document) > 1
    shown = document[1].get_textpage().get_text_range()
    assert "Art.nr" in shown, "the headings stand on every page"
    assert "12,50" in shown
    assert "Sida 2 av" in shown
    assert all(font.is_embedded for font in _fonts(document))


def _fonts(document):
    for page in document:
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            yield thing.get_font()


def test_the_same_rows_and_moment_are_the_same_pdf():
    made = [written(registry.by_code("pdf"), [["x"]], (Column(name="A"),), Options(at=AT)) for _time in range(2)]

    assert made[0] == made[1]


def test_the_tables_of_another_pdf_are_found_by_their_lines(put):
    page = "#table(columns: 2, [Art.nr], [Namn], [0012], [Skål \\ blå], [0013], [])"
    path = put(typst.compile(f"{page}\n#pagebreak()\n{page}".encode()))

    table = registry.read(path)
    assert rows(table) == [["0012", "Skål\nblå"], ["0013", None]] * 2
    assert [str(each) for each in table.problems] == [
        "PDF-filens tabeller hittades på sina linjer. Jämför dem med filen."
    ]
    with pytest.raises(Unreadable, match="Ingen tabell med linjer hittades i PDF-filen"):
        registry.read(put(typst.compile(b"Hej")))


@pytest.mark.parametrize(
    ("code", "count", "message"),
    [
        ("pdf", 2_001, "högst 2 000 rader"),
        ("docx", 50_001, "högst 50 000 rader"),
        ("odt", 50_001, "högst 50 000 rader"),
    ],
)
def test_a_document_is_no_place_for_very_many_rows(code, count, message):
    with pytest.raises(Unwritable, match=f"Ett dokument rymmer {message}"):
        written(registry.by_code(code), [["x"]] * count, (Column(name="A"),))


def test_an_old_workbook_that_is_full_goes_on_in_another_sheet_and_is_read_as_one(put):
    count = 65_536 + 10
    made = written(
        registry.by_code("xls"), ([str(n)] for n in range(count)), (Column(name="A"),), Options(title="Pris")
    )
    path = put(made)

    assert [row[0] for row in rows(registry.read(path))] == [str(n) for n in range(count)]
    assert len(rows(registry.read(path, Options(sheet="Pris 2")))) == 11
    with pytest.raises(Unwritable, match="Ett blad rymmer högst 256 kolumner"):
        written(registry.by_code("xls"), [["x"] * 257], [Column(name=f"K{n}") for n in range(257)])


@pytest.mark.parametrize(
    ("case", "content", "options", "names", "values"),
    [
        ("an object around", b'{"page": 1, "rows": [{"a": "x"}]}', Options(), ["a"], [["x"]]),
        ("one that is named", b'{"b": [{"a": 1}], "c": [{"a": 2}]}', Options(record="c"), ["a"], [[2]]),
        (
            "objects in objects",
            b'[{"sku": "1", "price": {"amount": 12.50, "currency": "SEK"}, "tags": ["a", 1]}, {"sku": "2"}]',
            Options(),
            ["sku", "price.amount", "price.currency", "tags"],
            [["1", Decimal("12.50"), "SEK", '["a", 1]'], ["2", None, None, None]],
        ),
        ("lines", b'{"a": 1}\n\n{"a": true, "b": null}\n', Options(), ["a", "b"], [[1, None], [True, None]]),
        ("UTF-16", '[{"å": "ö"}]'.encode("utf-16"), Options(), ["å"], [["ö"]]),
        (
            "a feed",
            b'<rss><channel><title>T</title><item sku="1"><g:price xmlns:g="g">5</g:price></item>'
            b"<item sku='2'><img>a</img><img>b</img></item></channel></rss>",
            Options(),
            ["sku", "price", "img", "img (2)"],
            [["1", "5", None, None], ["2", None, "a", "b"]],
        ),
        (
            "a catalogue",
            "<?xml version='1.0' encoding='ISO-8859-1'?><c><p><n>Skål</n><pris valuta='SEK'>5</pris></p>"
            "<p><n/><pris>6</pris></p></c>".encode("latin-1"),
            Options(),
            ["n", "pris", "pris.valuta"],
            [["Skål", "5", "SEK"], ["", "6", None]],
        ),
        ("one that is named", b"<a><b>1</b><row><x>1</x></row><b>2</b></a>", Options(record="row"), ["x"], [["1"]]),
        (
            "named fields",
            b'<r><row><field name="A b">1</field></row><row><field name="A b">2</field></row></r>',
            Options(),
            ["A b"],
            [["1"], ["2"]],
        ),
    ],
)
def test_the_shapes_in_which_others_send_rows(case, content, options, names, values, put):
    table = registry.read(put(content), options)

    assert [column.name for column in table.columns] == names
    assert rows(table) == values


def test_a_line_that_is_not_json_is_told_and_the_others_are_read(put):
    table = registry.read(put(b'{"a": 1}\n{"a": \n[1]\n{"a": 2}\n'))

    assert rows(table) == [[1], [2]]
    assert [(each.line, each.message) for each in table.problems] == [
        (2, "Det är inte JSON."),
        (3, "Det är inte ett objekt med namn."),
    ]


def test_rows_without_a_header_and_with_a_title_above(put):
    sheet = written(
        registry.by_code("xlsx"), [["Namn", "Pris"], ["x", "1"]], (Column(name="Prislista"), Column(name="2026"))
    )

    assert rows(registry.read(put(sheet), Options(header_line=2))) == [["x", "1"]]
    table = registry.read(put(b"a;b\nc;d\n"), Options(has_header=False))
    assert [column.name for column in table.columns] == ["Kolumn 1", "Kolumn 2"]
    assert rows(table) == [["a", "b"], ["c", "d"]]


def test_the_files_of_an_archive_go_on_where_the_headings_are_the_same(put):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("b/2.csv", "A;B\n3;4\n")
        archive.writestr("1.json", '[{"A": "1", "B": "2"}]')
        archive.writestr("3.csv", "C;D\n5;6\n")
        archive.writestr("__MACOSX/1.json", "x")
    path = put(file.getvalue())

    table = registry.read(path)
    assert rows(table) == [["1", "2"], ["3", "4"]]
    assert [str(each) for each in table.problems] == [
        "En fil i arkivet har andra rubriker än den första och lästes inte."
    ]
    assert rows(registry.read(path, Options(sheet="3.csv"))) == [["5", "6"]]


@pytest.mark.parametrize("code", ["xlsx", "xls", "ods", "odt", "docx", "xml", "jsonl", "pdf", "zip"])
def test_tablib_writes_and_reads_with_ours(code):
    given = tablib.Dataset(["0012", 3, 12.5], ["=1+1", None, 2.25], headers=["Art.nr", "Antal", "Pris"], title="Priser")
    made = given.export(code)
    found = tablib.Dataset().load(io.BytesIO(made), format=code)

    assert found.headers == ["Art.nr", "Antal", "Pris"]
    assert [[str(value) if value is not None else None for value in row] for row in found][1][0] == "=1+1"
    assert found[0][0] == "0012"
    assert tablib.core.detect_format(io.BytesIO(made)) == code
