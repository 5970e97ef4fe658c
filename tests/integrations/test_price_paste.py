"""New prices pasted from a spreadsheet: read as Swedes write them, refused by row and column, never half taken."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commerce.pricing.change_sets import PriceChangeSet
from commerce.pricing.models import PriceList
from integrations.formats.price_table import UnreadableTable, read
from integrations.formats.tables import registry
from integrations.formats.tables.column import Column, Kind
from tests.factories.catalogue import VariantFactory
from tests.factories.customers import owner, verified
from tests.integrations.formats.rows import written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


@pytest.fixture
def draft():
    return PriceChangeSet.objects.create(name="Höst", created_at=timezone.now())


@pytest.fixture
def articles():
    return [VariantFactory(sku="LL-1"), VariantFactory(sku="LL-2")]


def paste(draft, text, **given):
    return verified(owner()).post(f"/admin/pricing/pricechangeset/{draft.pk}/paste/", {"text": text, **given})


def drafted(draft):
    return sorted(draft.changes.values_list("variant__sku", "price_list__code", "min_quantity", "amount"))


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("tabs", "LL-1\tbas\t1\t1 234,50\nLL-2\tpro\t10\t99,90"),
        ("semicolons", "LL-1;bas;1;1234,50\r\nLL-2;pro;10;99,90\r\n"),
        ("spaces and kr", "LL-1 \tbas\u00a0\t\t1\u00a0234,50 kr \n\n LL-2\t pro\t10 st\t99,90 kr"),
        ("a header in another order", "Pris;Artikelnummer;Från antal;Prislista\n1.234,50;LL-1;1;bas\n99,9;LL-2;10;pro"),
        ("a column nobody asked for", "SKU;Namn;Lista;Antal;Belopp\nLL-1;Kopp;bas;1;1234,50\nLL-2;Vas;pro;10;99,90"),
        ("a currency in its own column", "SKU;Lista;Antal;Belopp;Valuta\nLL-1;bas;1;1234,50;SEK\nLL-2;pro;10;99,90;kr"),
        ("protected by a spreadsheet", '\'LL-1;bas;1;1234,50\n="LL-2";pro;10;99,90'),
    ],
)
def test_a_table_is_taken_in(draft, articles, case, text):
    paste(draft, text)

    assert drafted(draft) == [("LL-1", "bas", 1, Decimal("1234.50")), ("LL-2", "pro", 10, Decimal("99.90"))], case


def test_two_columns_and_the_list_chosen(draft, articles):
    paste(draft, "LL-1;120\nLL-2;–", price_list=PriceList.objects.get(code="user").pk)

    assert drafted(draft) == [("LL-1", "user", 1, Decimal(120)), ("LL-2", "user", 1, None)]


def test_a_file(draft, articles):
    file = SimpleUploadedFile("priser.csv", "Artikelnr;Lista;Från;Pris\r\nLL-1;bas;1;120,00\r\n".encode("cp1252"))

    paste(draft, "", file=file)

    assert drafted(draft) == [("LL-1", "bas", 1, Decimal(120))]


@pytest.mark.parametrize("code", ["xlsx", "ods"])
def test_a_workbook(draft, articles, code):
    columns = [Column(name="SKU"), Column(name="Lista"), Column(name="Pris", kind=Kind.DECIMAL)]
    made = written(registry.by_code(code), [["LL-1", "bas", Decimal("1120.50")], ["LL-2", "pro", None]], columns)

    said = paste(draft, "", file=SimpleUploadedFile(f"priser.{code}", made)).content.decode()
    assert drafted(draft) == [], "the amount of the second row is missing, so nothing is taken"
    assert "Beloppet saknas" in said

    made = written(registry.by_code(code), [["LL-1", "bas", Decimal("1120.50")]], columns)
    paste(draft, "", file=SimpleUploadedFile(f"priser.{code}", made))
    assert drafted(draft) == [("LL-1", "bas", 1, Decimal("1120.50"))]


def test_a_workbook_that_is_damaged_is_refused(draft, articles):
    said = paste(draft, "", file=SimpleUploadedFile("priser.xlsx", b"PK\x03\x04 nej")).content.decode()

    assert "Filen är skadad eller avbruten." in said
    assert drafted(draft) == []


@pytest.mark.parametrize(
    ("case", "row", "column", "said"),
    [
        ("unknown article", "XX;bas;1;5", "Artikelnummer", "Artikelnummer XX finns inte."),
        ("unknown list", "LL-2;nix;1;5", "Prislista", "Prislistan nix finns inte."),
        ("no list", "LL-2;;1;5", "Prislista", "Vilken lista?"),
        ("too few cells", "LL-2;bas;5", "", "Raden har 3 celler, den första raden 4."),
        ("zero quantity", "LL-2;bas;0;5", "Från antal", "Antalet är minst 1."),
        ("half a quantity", "LL-2;bas;1,5;5", "Från antal", "”1,5” är inget heltal."),
        ("negative", "LL-2;bas;1;-5", "Belopp", "Ett pris kan inte vara mindre än noll."),
        ("three decimals", "LL-2;bas;1;5,125", "Belopp", "”5,125” kan läsas på två sätt. Skriv 1234 eller 1,23."),
        ("words", "LL-2;bas;1;gratis", "Belopp", "”gratis” är inget belopp."),
        ("nothing", "LL-2;bas;1;", "Belopp", "Beloppet saknas. Skriv ett streck där priset ska upphöra."),
        ("another currency", "LL-2;bas;1;5 EUR", "Belopp", "”5 EUR” är i en annan valuta än listan, som är i SEK."),
        ("too many cells", "LL-2;bas;1;5;SEK", "", "Raden har 5 celler, den första raden 4."),
        ("no article", ";bas;1;5", "Artikelnummer", "Artikelnumret saknas."),
        ("the same twice", "LL-1;bas;1;7", "Artikelnummer", "Priset för LL-1 står två gånger."),
    ],
)
def test_one_bad_row_takes_none_and_loses_nothing(draft, articles, case, row, column, said):
    text = f"LL-1;bas;1;120\n{row}"

    answer = paste(draft, text)

    [problem] = answer.context["problems"]
    assert problem.row == 2, case
    assert (problem.column, problem.message) == (column, said)
    assert text in answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert not draft.changes.exists()


def test_a_currency_column_that_says_another(draft, articles):
    answer = paste(draft, "SKU;Lista;Pris;Valuta\nLL-1;bas;5;EUR")

    assert [(one.row, one.column, one.message) for one in answer.context["problems"]] == [
        (2, "Valuta", "EUR, men listan är i SEK.")
    ]


def test_every_fault_is_told_at_once(draft, articles):
    answer = paste(draft, "LL-1;bas;0;-5\nXX;bas;1;5\nLL-2;bas;1;5,1234")

    assert [(one.row, one.column) for one in answer.context["problems"]] == [
        (1, "Från antal"),
        (1, "Belopp"),
        (2, "Artikelnummer"),
        (3, "Belopp"),
    ]


def test_pasting_again_changes_and_does_not_double(draft, articles):
    paste(draft, "LL-1;bas;1;120")
    paste(draft, "LL-1;bas;1;125")

    assert drafted(draft) == [("LL-1", "bas", 1, Decimal(125))]


@pytest.mark.parametrize("text", ["", "   \n ; \n", "SKU;SKU;Pris\nA;B;5", "bara en kolumn"])
def test_what_is_no_table(text):
    with pytest.raises(UnreadableTable):
        read(text, currencies={"bas": "SEK"}, default_list="bas")


def test_a_column_of_times_is_not_left_out_in_silence(draft, articles):
    answer = paste(draft, "Artikelnr;Lista;Pris;Gäller från\nLL-1;bas;120;2027-01-01")

    assert "Gäller från" in answer.content.decode()
    assert (answer.status_code, drafted(draft)) == (200, [])


def test_ten_thousand_rows(draft):
    table = read("\n".join(f"LL-{n};bas;1;{n},50" for n in range(10_000)), currencies={"bas": "SEK"}, default_list="")

    assert len(table.rows) == 10_000
    assert not table.problems
