import csv
import io
from datetime import datetime
from decimal import Decimal

import pytest
from django.db.models import F
from openpyxl import load_workbook

from commerce.catalogue.models import Brand
from commerce.register.export import Sheet, csv_response, xlsx_response
from commerce.register.harmless import harmless
from commerce.register.workbook import workbook
from tests.factories.catalogue import BrandFactory, StockFactory

pytestmark = pytest.mark.krav("4.2.1")


@pytest.mark.parametrize(
    ("case", "text", "written"),
    [
        ("formula", "=1+1", "'=1+1"),
        ("plus", "+46 70 123", "'+46 70 123"),
        ("minus", "-2+3", "'-2+3"),
        ("at", "@SUM(A1)", "'@SUM(A1)"),
        ("pipe", "|calc", "'|calc"),
        ("tab", "\t=1", "'\t=1"),
        ("return", "\r=1", "'\r=1"),
        ("line break", "\n=1", "'\n=1"),
        ("spaces before", "  =1+1", "'  =1+1"),
        ("full width", "＝1+1", "'＝1+1"),
        ("plain", "Kopp Glimma", "Kopp Glimma"),
        ("sign inside", "A-1", "A-1"),
        ("empty", "", ""),
    ],
)
def test_text_is_never_a_formula(case, text, written):
    assert harmless(text) == written


@pytest.mark.django_db
def test_in_csv_a_dangerous_name_gets_an_apostrophe():
    BrandFactory(name='=HYPERLINK("http://evil.example","x")')

    answer = csv_response(Sheet(Brand, [("Name", "name")]), Brand.objects.all(), filename="brands")

    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert lines == [["Name"], ['\'=HYPERLINK("http://evil.example","x")']]


@pytest.mark.django_db
def test_in_a_workbook_a_dangerous_name_is_text_as_it_was():
    BrandFactory(name="=1+1")

    answer = xlsx_response(Sheet(Brand, [("Name", "name")]), Brand.objects.all(), filename="brands")

    cell = load_workbook(io.BytesIO(answer.getvalue())).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.django_db
def test_numbers_stay_numbers_also_below_zero():
    stock = StockFactory(on_hand=2)
    columns = [("SKU", "variant__sku"), ("Difference", F("on_hand") - 5), ("Low from", "low_from")]
    sheet = Sheet(type(stock), columns)

    written = csv_response(sheet, type(stock).objects.all(), filename="stock").getvalue().decode("utf-8-sig")
    workbook = load_workbook(io.BytesIO(xlsx_response(sheet, type(stock).objects.all(), filename="s").getvalue()))

    assert written.splitlines()[1] == f"{stock.variant.sku};-3;3"
    assert [cell.value for cell in workbook.active[2]] == [stock.variant.sku, -3, 3]
    assert Decimal(workbook.active["B2"].value) == -3


def test_a_workbook_keeps_every_kind_of_value_and_what_xml_cannot_hold_is_left_out():
    moment = datetime(2026, 11, 24, 23, 59)  # noqa: DTZ001 - a spreadsheet has no time zones
    rows = [
        ["Åsa & <Co>", Decimal("-249.50"), 0, moment, None, ""],
        ["a\x00\x0bb", 1.5, 10**15, None, "  två  ", "x" * 40_000],
    ]

    made = b"".join(workbook("Register", ["A", "B"], rows, is_runnable=lambda text: False))

    read = load_workbook(io.BytesIO(made)).active
    assert read.title == "Register"
    assert [cell.value for cell in read[2]][:4] == ["Åsa & <Co>", -249.5, 0, moment]
    assert [cell.value for cell in read[3]] == ["ab", 1.5, 10**15, None, "  två  ", "x" * 32_767]


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch):
    monkeypatch.setattr("commerce.register.workbook.ROWS_OF_A_SHEET", 2)

    made = b"".join(workbook("Priser", ["N"], ([number] for number in range(5)), is_runnable=lambda text: False))

    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Priser", "Priser 2", "Priser 3"]
    assert [[row[0].value for row in sheet] for sheet in book] == [["N", 0, 1], ["N", 2, 3], ["N", 4]]


def test_a_large_workbook_is_sent_while_it_is_written():
    made = workbook("Priser", ["N"], ([str(number) * 50] for number in range(50_000)), is_runnable=lambda text: False)

    sizes = [len(piece) for piece in made]

    assert len(sizes) > 3
    assert max(sizes) < 100_000
