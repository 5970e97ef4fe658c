"""Quick order: what people paste is read, each row is looked up, and all of it goes in the cart or none."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from commerce.cart.models import CartLine
from commerce.catalogue import near
from integrations.formats import quick_order, workbook
from integrations.formats.problems import Unreadable
from integrations.formats.tables import registry
from integrations.formats.tables.column import Column
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, UserFactory, logged_in
from tests.integrations.formats.rows import written

PAGE = "/snabborder/"


def pairs(text):
    return [(row.sku, row.quantity) for row in quick_order.read(text)]


@pytest.mark.parametrize(
    ("case", "text", "rows"),
    [
        ("tabs, as from a spreadsheet", "LL-1\t3\nLL-2\t4", [("LL-1", 3), ("LL-2", 4)]),
        ("semicolons", "LL-1;3\r\nLL-2; 4 ", [("LL-1", 3), ("LL-2", 4)]),
        ("commas", "LL-1,3\nLL-2, 4", [("LL-1", 3), ("LL-2", 4)]),
        ("spaces", "LL-1 3\nLL-2    4 st", [("LL-1", 3), ("LL-2", 4)]),
        ("times after", "LL-1 x 3\nLL-2 ×4\nLL-3 X10", [("LL-1", 3), ("LL-2", 4), ("LL-3", 10)]),
        ("times before", "3 x LL-1\n4 st LL-2", [("LL-1", 3), ("LL-2", 4)]),
        ("an x in the number", "LAX-X 3\nX-1 x 2", [("LAX-X", 3), ("X-1", 2)]),
        ("a number alone is one", "LL-1\nLL-2;", [("LL-1", 1), ("LL-2", 1)]),
        ("all digits", "4711 3", [("4711", 3)]),
        ("thousands", "LL-1;1 000", [("LL-1", 1000)]),
        ("a decimal that is whole", "LL-1;3,0", [("LL-1", 3)]),
        ("a header", "Artikelnummer\tAntal\nLL-1\t3", [("LL-1", 3)]),
        ("a header in another order", "Antal;Benämning;Art.nr\n3;Kopp 2;LL-1", [("LL-1", 3)]),
        ("a header without quantity", "SKU\nLL-1", [("LL-1", 1)]),
        ("a name between", "LL-1;Kopp Glimma;3", [("LL-1", 3)]),
        ("a name between, by spaces", "LL-1 Kopp Glimma 3", [("LL-1", 3)]),
        ("kept from being a number", '="0042";3\n\'0043;1', [("0042", 3), ("0043", 1)]),
        ("empty rows and a mark of order", "\ufeff\n ;;\nLL-1;3\n\n", [("LL-1", 3)]),
        ("no number", "LL-1;några", [("LL-1", None)]),
        ("less than nothing", "LL-1;-3", [("LL-1", -3)]),
        ("a half", "LL-1;1,5", [("LL-1", None)]),
        ("nothing", "  \n", []),
        ("blanks that no key makes", "\x1f\n\u2003;,\nLL-1;2", [("LL-1", 2)]),
    ],
)
def test_what_people_paste_is_read(case, text, rows):
    assert pairs(text) == rows, case


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_without_a_fault(text):
    for row in quick_order.read(text):
        assert row.sku
        assert len(row.sku) <= 64


def test_more_than_five_hundred_rows_are_refused():
    assert len(quick_order.read("Art.nr\n" + "A;1\n" * 500)) == 500
    with pytest.raises(quick_order.TooMany):
        quick_order.read("A;1\n" * 501)


def book(*rows):
    held, made = io.BytesIO(), Workbook()
    for row in rows:
        made.active.append(row)
    made.save(held)
    return held.getvalue()


def test_a_workbook_is_read_as_its_cells():
    rows = workbook.rows(io.BytesIO(book(["Artikelnummer", "Antal"], [4711, 3.0], [None, None], ["LL-1", 2])))

    assert rows == [["Artikelnummer", "Antal"], ["4711", "3"], ["LL-1", "2"]]


@pytest.mark.parametrize("code", ["xls", "ods"])
def test_old_and_open_workbooks_are_read_too(code):
    made = written(registry.by_code(code), [["LL-1", "2"]], (Column(name="Art.nr"), Column(name="Antal")))

    assert workbook.is_workbook(io.BytesIO(made))
    assert workbook.rows(io.BytesIO(made)) == [["Art.nr", "Antal"], ["LL-1", "2"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"LL-1;3", book()[:-40]])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(Unreadable):
        workbook.rows(io.BytesIO(content))


@pytest.mark.django_db
def test_near_numbers_are_suggested_the_likest_first_in_one_query():
    for sku in ("KOPP-100-BLA", "KOPP-100-GRA", "FAT-9"):
        sellable(sku=sku, page=False)
    sellable(sku="KOPP-100-BLX", page=False, is_active=False)

    with CaptureQueriesContext(connection) as asked:
        found = near.skus(["kopp-100-bl", "zzzz"])

    assert found == {"kopp-100-bl": ["KOPP-100-BLA", "KOPP-100-GRA"]}
    assert len(asked) == 1


# --- the page ---


def read_page(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def browser(db):
    return logged_in(MembershipFactory().user)


@pytest.fixture
def shop(db):
    sellable(
        sku="KOPP-100-BLA", stock=20, product__name_sv="Kopp Glimma", prices={"pro": [(1, "125.00"), (10, "100.00")]}
    )
    sellable(sku="FAT-9", stock=2, product__name_sv="Fat Våg", prices={"pro": [(1, "50.00")]})


def in_cart():
    return dict(CartLine.objects.values_list("variant__sku", "quantity"))


@pytest.mark.krav("4.1.2")
@pytest.mark.parametrize(("case", "status"), [("a guest", 302), ("a user", 403), ("a pro", 200), ("a member", 200)])
def test_the_page_is_for_those_who_may(client, db, case, status):
    who = {
        "a guest": lambda: client,
        "a user": lambda: logged_in(UserFactory()),
        "a pro": lambda: logged_in(UserFactory(level_id="pro")),
        "a member": lambda: logged_in(MembershipFactory().user),
    }[case]()

    assert who.get(PAGE).status_code == status
    assert who.post(PAGE, {"sku": ["A"], "quantity": ["1"], "add": "1"}).status_code in (status, 422)
    assert not CartLine.objects.exists()


@pytest.mark.krav("4.1.2")
def test_each_row_shows_the_article_its_price_at_that_quantity_and_stock(browser, shop):
    page = read_page(browser.post(PAGE, {"text": "kopp-100-bla\t10\nFAT-9 x 2"}))

    assert all(
        text in page for text in ("Kopp Glimma", "80 kr", "800 kr", "20 i lager", "Fat Våg", "40 kr", "2 i lager")
    )
    assert "880 kr" in page
    assert in_cart() == {}


def test_all_rows_are_put_in_the_cart(browser, shop):
    sent = {"sku": ["kopp-100-bla", "FAT-9", ""], "quantity": ["10", "2 st", "7"], "add": "1"}

    answer = browser.post(PAGE, sent)

    assert (answer.status_code, answer.url) == (302, reverse("cart"))
    assert in_cart() == {"KOPP-100-BLA": 10, "FAT-9": 2}
    assert CartLine.objects.get(variant__sku="KOPP-100-BLA").seen_net == Decimal("80.00")


@pytest.mark.parametrize(
    ("case", "sku", "quantity", "said"),
    [
        ("no such article", "KOPP-100-BL", "1", "Varan finns inte."),
        ("more than there is", "FAT-9", "3", "Det finns bara 2."),
        ("no number", "FAT-9", "två", "Skriv antalet som ett heltal."),
        ("nothing", "FAT-9", "0", "Välj ett antal mellan 1 och 9999."),
    ],
)
def test_one_row_with_a_problem_puts_nothing_in_and_loses_nothing(browser, shop, case, sku, quantity, said):
    answer = browser.post(PAGE, {"sku": ["KOPP-100-BLA", sku], "quantity": ["4", quantity], "add": "1"})

    page = read_page(answer)
    assert answer.status_code == 422
    assert said in page, case
    assert all(f'value="{kept}"' in page for kept in ("KOPP-100-BLA", "4", sku, quantity))
    assert in_cart() == {}


def test_a_near_number_is_offered_and_taken_with_its_quantity(browser, shop):
    page = read_page(browser.post(PAGE, {"text": "KOPP-100-BL 4"}))
    assert 'name="swap" value="0:KOPP-100-BLA"' in page

    swapped = read_page(browser.post(PAGE, {"sku": ["KOPP-100-BL"], "quantity": ["4"], "swap": "0:KOPP-100-BLA"}))

    assert all(text in swapped for text in ('value="KOPP-100-BLA"', 'value="4"', "Kopp Glimma"))


def test_what_lies_in_the_cart_already_is_counted(browser, shop):
    browser.post(PAGE, {"sku": ["FAT-9"], "quantity": ["1"], "add": "1"})

    answer = browser.post(PAGE, {"sku": ["FAT-9"], "quantity": ["2"], "add": "1"})

    assert "Det finns 1 till, utöver de 1 i din varukorg." in read_page(answer)
    assert in_cart() == {"FAT-9": 1}


def test_one_article_in_two_rows_is_counted_together(browser, shop):
    assert browser.post(PAGE, {"sku": ["FAT-9", "fat-9"], "quantity": ["1", "2"], "add": "1"}).status_code == 422
    assert browser.post(PAGE, {"sku": ["FAT-9", "fat-9"], "quantity": ["1", "1"], "add": "1"}).status_code == 302

    assert in_cart() == {"FAT-9": 2}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("order.csv", "Artikelnummer;Antal\nFAT-9;2".encode("utf-8-sig")),
        ("order.csv", "Benämning;Artikelnummer;Antal\nFat Våg;FAT-9;2".encode("cp1252")),
        ("order.xlsx", book(["Artikelnummer", "Antal"], ["FAT-9", 2])),
    ],
)
def test_a_file_is_read(browser, shop, name, content):
    page = read_page(browser.post(PAGE, {"text": "", "file": SimpleUploadedFile(name, content)}))

    assert 'value="FAT-9"' in page
    assert "2 i lager" in page


def test_what_cannot_be_read_is_said_and_the_text_stays(browser, shop):
    many = "FAT-9;1\n" * 501

    answer = browser.post(PAGE, {"text": many})

    assert answer.status_code == 422
    assert "Högst 500 rader" in read_page(answer)
    assert read_page(answer).count("FAT-9;1") == 501
    assert browser.post(PAGE, {"text": " "}).status_code == 422
    assert browser.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", b"nej")}).status_code == 422


def test_many_rows_cost_as_many_queries_as_one(browser, db):
    skus = [sellable(sku=f"A-{place:03}", page=False).sku for place in range(30)]
    browser.post(PAGE, {"text": skus[0]})
    asked = []
    for text in (skus[0], "\n".join(skus)):
        with CaptureQueriesContext(connection) as queries:
            browser.post(PAGE, {"text": text})
        asked.append(len(queries))

    assert asked[0] == asked[1]
