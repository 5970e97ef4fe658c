"""What holds for every register: the owner reads and exports it, nobody else sees it, and no address breaks it."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from commerce.customers.organisations import VatCheck
from commerce.orders.invoices import invoicing
from commerce.pricing.change_sets import PriceChangeSet
from commerce.stock import holding
from commerce.stock.models import Drift, IncomingStock, Warehouse
from tests.factories.catalogue import (
    AttributeFactory,
    AttributeValueFactory,
    CategoryFactory,
    PriceFactory,
    StockFactory,
    VariantFactory,
    sellable,
)
from tests.factories.customers import MembershipFactory, UserFactory, owner, verified
from tests.factories.orders import placed
from tests.factories.quotations import drafted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]

REGISTERS = {
    "products": "/admin/catalogue/product/",
    "variants": "/admin/catalogue/variant/",
    "categories": "/admin/catalogue/category/",
    "attributes": "/admin/catalogue/attribute/",
    "attribute values": "/admin/catalogue/attributevalue/",
    "brands": "/admin/catalogue/brand/",
    "manufacturers": "/admin/catalogue/manufacturer/",
    "prices": "/admin/pricing/price/",
    "price lists": "/admin/pricing/pricelist/",
    "price change sets": "/admin/pricing/pricechangeset/",
    "price ledger": "/admin/pricing/pricerecord/",
    "stock": "/admin/stock/stock/",
    "orders": "/admin/orders/order/",
    "delivery methods": "/admin/orders/deliverymethod/",
    "quotations": "/admin/quotations/quotation/",
    "incoming": "/admin/stock/incomingstock/",
    "stock movements": "/admin/stock/stockmovement/",
    "stock reservations": "/admin/stock/reservation/",
    "warehouses": "/admin/stock/warehouse/",
    "sums that are wrong": "/admin/stock/drift/",
    "invoices": "/admin/orders/invoice/",
    "events": "/admin/events/event/",
    "deliveries": "/admin/integrations/delivery/",
    "messages": "/admin/integrations/inboundmessage/",
    "organisations": "/admin/customers/organisation/",
    "members": "/admin/customers/membership/",
    "answers about VAT numbers": "/admin/customers/vatcheck/",
}
RECORDS = [
    "price ledger",
    "stock movements",
    "stock reservations",
    "sums that are wrong",
    "orders",
    "invoices",
    "events",
    "deliveries",
    "messages",
    "answers about VAT numbers",
]
RANGE = 12  # of these are the range, which editors may read
SORTED = {
    "products": "name_sv", "variants": "product_name", "prices": "sku", "stock": "free", "orders": "total",
    "categories": "parent_name", "attributes": "kind", "attribute values": "attribute_name", "brands": "name",
    "manufacturers": "email", "price lists": "audience",
    "price change sets": "status", "price ledger": "recorded", "delivery methods": "free", "quotations": "total",
    "invoices": "total", "events": "kind",
    "deliveries": "status", "messages": "status", "organisations": "org_number", "members": "email",
    "answers about VAT numbers": "told", "incoming": "day", "stock movements": "when", "stock reservations": "until",
    "warehouses": "rank", "sums that are wrong": "found",
}  # fmt: skip


@pytest.fixture
def browser():
    return verified(owner())


def stocked_shop(products=1):
    """Something to see in every register."""
    for number in range(products):
        colour = AttributeValueFactory(attribute=AttributeFactory(code="colour"), code=f"colour-{number}")
        variant = VariantFactory(values=[colour], product__category=CategoryFactory())
        PriceFactory(variant=variant)
        stock = StockFactory(variant=variant)
        place = Warehouse.in_use()[0]
        day = timezone.localdate() + timedelta(days=9)
        IncomingStock.objects.create(stock=stock, warehouse=place, quantity=5, expected_on=day)
        holding.hold(uuid.uuid4(), {stock.pk: 1}, until=timezone.now() + timedelta(hours=1), now=timezone.now())
        Drift.objects.create(stock=stock, figure="on_hand", counter=1, ledger=2, found_at=timezone.now())
        order = placed(variant, total="149.00", payment="invoice", level="pro")
        invoicing.issue(order.pk, now=timezone.now())
        bought_for = MembershipFactory().organisation
        VatCheck.objects.create(organisation=bought_for, number="SE1", asked_at=timezone.now(), answer="silent")
        drafted((variant, 1, None))
        PriceChangeSet.objects.create(name=f"Set {number}", created_at=timezone.now())


@pytest.mark.parametrize("name", REGISTERS)
def test_the_owner_reaches_it_from_the_menu_and_reads_it(browser, name):
    stocked_shop()

    answer = browser.get(REGISTERS[name])

    assert answer.status_code == 200
    assert f'"url": "{REGISTERS[name]}"' in browser.get("/admin/").content.decode()
    assert answer.context["items_count"] >= 1 or name in ("events", "deliveries", "messages")


@pytest.mark.parametrize("name", REGISTERS)
def test_each_file_has_a_line_for_each_row(browser, name):
    stocked_shop(2)
    rows = browser.get(REGISTERS[name]).context["items_count"]

    written = b"".join(browser.get(REGISTERS[name], {"export": "csv"}).streaming_content).decode("utf-8-sig")
    workbook = load_workbook(io.BytesIO(b"".join(browser.get(REGISTERS[name], {"export": "xlsx"}).streaming_content)))

    lines = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert len(lines) == rows + 1
    assert workbook.active.max_row == rows + 1
    assert [cell.value for cell in workbook.active[1]] == lines[0]


def test_each_asks_as_often_for_many_rows_as_for_few(browser):
    stocked_shop(2)
    for address in REGISTERS.values():
        browser.get(address)
    few = {name: questions(browser, address) for name, address in REGISTERS.items()}
    stocked_shop(20)

    many = {name: questions(browser, address) for name, address in REGISTERS.items()}

    assert {name: (few[name], many[name]) for name in REGISTERS if not many[name] <= few[name] <= 24} == {}


def questions(browser, address):
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


@pytest.mark.parametrize("name", REGISTERS)
def test_it_is_sorted_both_ways_by_a_column(browser, name):
    stocked_shop(3)

    up = browser.get(REGISTERS[name], {"o": SORTED[name]}).context["rows"]
    down = browser.get(REGISTERS[name], {"o": f"-{SORTED[name]}"}).context["rows"]

    assert {row["pk"] for row in up} == {row["pk"] for row in down}


STRANGE = [
    {"q": "\x00"}, {"q": "%' OR 1=1 --"}, {"q": "å" * 500}, {"q": "a b c d e f g h i j"}, {"p": "-1"},
    {"p": "99999999999999999999"}, {"p": "abc"}, {"o": "nothing"}, {"o": "-"}, {"state": "hacked"},
    {"category": "abc"}, {"brand": "9" * 30}, {"price_list": "1.5"}, {"placed_from": "yesterday"},
    {"placed_to": "99999-01-01"}, {"due_from": "0001-01-01"}, {"product": "x"}, {"variant": "-3"},
    {"export": "pdf"}, {"e": "1"},
]  # fmt: skip


@pytest.mark.parametrize("name", REGISTERS)
def test_whatever_a_stranger_writes_in_the_address_is_answered(browser, name):
    answers = [browser.get(REGISTERS[name], query).status_code for query in STRANGE]

    assert answers == [200] * len(STRANGE)


@pytest.mark.parametrize("action", ["edit", "inspect", "delete", "history"])
def test_a_row_that_cannot_be_is_not_found(browser, action):
    for key in ("abc", "0", "99999999999999999999999999", "1_22"):
        assert browser.get(f"/admin/catalogue/product/{action}/{key}/").status_code == 404
        assert browser.get(f"/admin/stock/stock/{action}/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("Redaktör", list(REGISTERS)[:RANGE]),
        ("Importredaktör", list(REGISTERS)[:RANGE]),
        ("Utvecklare", ["deliveries", "messages"]),
        (None, []),
    ],
)
def test_who_has_no_right_sees_nothing(role, seen):
    """Editors may read the range, developers what goes out and comes in; all else is the owner's."""
    stocked_shop()
    browser = verified(UserFactory(roles=[role] if role else []))

    listed = [name for name, address in REGISTERS.items() if browser.get(address).status_code == 200]
    exported = [
        name
        for name, address in REGISTERS.items()
        if browser.get(address, {"export": "csv"}).has_header("Content-Disposition")
    ]

    assert listed == exported == seen


@pytest.mark.parametrize("name", list(REGISTERS)[:RANGE])
def test_an_editor_reads_the_range_and_changes_nothing(name):
    stocked_shop()
    address = REGISTERS[name]
    pk = verified(owner()).get(address).context["rows"][0]["pk"]
    editor = verified(UserFactory(roles=["Redaktör"]))

    answers = [
        editor.post(f"{address}{action}", {"name_sv": "X"}) for action in ("create/", f"edit/{pk}/", f"delete/{pk}/")
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert {answer.url for answer in answers} == {"/admin/"}
    assert editor.get(f"{address}inspect/{pk}/").status_code == 200


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_cannot_be_made_changed_or_deleted_even_by_the_owner(browser, name):
    stocked_shop()
    rows = browser.get(REGISTERS[name]).context["rows"]
    pk = rows[0]["pk"] if rows else 1
    before = len(rows)

    for action in ("create/", f"edit/{pk}/", f"delete/{pk}/"):
        assert browser.post(f"{REGISTERS[name]}{action}", {}).status_code in (302, 404)

    assert len(browser.get(REGISTERS[name]).context["rows"]) == before


def test_other_fields_cannot_be_guessed_through_the_address(browser):
    """An address that filters by any field would let a reader find out a password letter by letter."""
    buyer = owner()
    variant = sellable(page=False)
    order = placed(variant, total="149.00")
    type(order).objects.update(user=buyer)

    rows = browser.get(REGISTERS["orders"], {"user__password__startswith": "zzz"}).context["rows"]

    assert [row["pk"] for row in rows] == [order.pk]
