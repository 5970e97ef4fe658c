"""What lists tell: pages, filters, fewer fields, formats. The same facts as in the files of the gateway."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree
from python_calamine import load_workbook

from integrations.gateway.kinds import registry
from tests.factories.api import organisation_token, token_of
from tests.factories.catalogue import VariantFactory, sellable
from tests.factories.customers import UserFactory
from tests.factories.orders import delivery_method, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def many():
    return [sellable(page=False, sku=f"S-{number}", price="10.00") for number in range(7)]


def pages(caller, path, **query):
    """Every page, one after another, as its cursor leads."""
    cursor, found = "", []
    while cursor is not None:
        asked = query | ({"cursor": cursor} if cursor else {})
        page = caller.get(path, asked).json()
        found.append(page["data"])
        cursor = page["next"]
    return found


@pytest.mark.parametrize("path", ["/products", "/prices", "/stock"])
def test_pages_follow_each_other_and_hold_everything_once(system, many, path):
    found = pages(system, path, limit=3)

    assert [len(page) for page in found] == [3, 3, 1]
    assert [row["sku"] for page in found for row in page] == [one.sku for one in many]


def test_what_comes_between_two_pages_moves_none(system, many):
    first = system.get("/products", {"limit": 3}).json()
    sellable(page=False, sku="S-NEW", price="10.00")

    rest = system.get("/products", {"limit": 10, "cursor": first["next"]}).json()

    assert [row["sku"] for row in rest["data"]] == ["S-3", "S-4", "S-5", "S-6", "S-NEW"]


@pytest.mark.parametrize("cursor", ["x", "WyJwcm9kdWN0cyIsMV0:1wq:abc", "0"])
def test_a_cursor_that_somebody_made_leads_nowhere(system, many, cursor):
    assert system.get("/products", {"cursor": cursor}).status_code == 404


def test_a_cursor_of_another_list_leads_nowhere(system, many):
    cursor = system.get("/prices", {"limit": 1}).json()["next"]

    assert system.get("/products", {"cursor": cursor}).status_code == 404


def test_only_the_fields_that_are_asked_for(system, mug):
    [row] = system.get("/products", {"fields": "name_sv,sku"}).json()["data"]

    assert row == {"sku": "K-1", "name_sv": "Kopp"}
    refused = system.get("/products", {"fields": "sku,cost"})
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "fields")


def test_what_an_article_costs_the_shop_is_told_to_nobody(calling, mug):
    mug.cost = 31
    mug.save()

    for token in (token_of(), organisation_token()):
        assert "cost" not in calling(token).get("/products").json()["data"][0]


def test_an_organisation_sees_what_is_on_sale_and_a_system_all(calling, system, mug):
    VariantFactory(sku="HID-1", product__is_on_sale=False)

    own = calling(organisation_token()).get("/products").json()["data"]

    assert [row["sku"] for row in own] == ["K-1"]
    assert [row["sku"] for row in system.get("/products").json()["data"]] == ["K-1", "HID-1"]
    assert [row["sku"] for row in system.get("/products", {"only": "not_sold"}).json()["data"]] == ["HID-1"]
    assert calling(organisation_token("Annan AB")).get("/products/HID-1").status_code == 404


def test_prices_are_those_that_the_caller_pays(calling, system):
    sellable(page=False, sku="K-2", price="100.00", prices={"pro": [(1, "90.00"), (10, "80.00")]})

    [anybody] = system.get("/prices").json()["data"]
    own = calling(organisation_token()).get("/prices/K-2").json()

    assert anybody == {
        "sku": "K-2",
        "currency": "SEK",
        "vat_rate": "25",
        "prior": None,
        "tiers": [{"from_quantity": 1, "net": "80.00", "gross": "100.00"}],
    }
    assert [(tier["from_quantity"], tier["gross"]) for tier in own["tiers"]] == [(1, "90.00"), (10, "80.00")]


def test_stock_is_what_can_be_bought(system, mug):
    assert system.get("/stock/K-1").json() == {"sku": "K-1", "available": 10, "backorder": 0, "expected_on": None}
    [level] = system.get("/stock-levels").json()["data"]
    assert (level["sku"], level["on_hand"], level["free"]) == ("K-1", 10, 10)


def test_an_order_is_told_with_its_lines(system, ours):
    order = system.get(f"/orders/{ours.order.number}").json()

    assert (order["number"], order["order_gross"], order["organisation"]) == (ours.order.number, "129.00", "hamnen")
    [line] = order["lines"]
    assert (line["sku"], line["quantity"], line["gross"]) == ("K-1", 1, "80.00")
    assert system.get(f"/orders/{ours.order.number}", {"fields": "number,state"}).json() == {
        "number": ours.order.number,
        "state": order["state"],
    }


def test_orders_of_some_days_and_a_state(system, ours):
    today = timezone.localdate()
    days = {"since": today.isoformat(), "until": today.isoformat()}

    assert len(system.get("/orders", days).json()["data"]) == 1
    assert system.get("/orders", {"since": (today + timedelta(days=1)).isoformat()}).json()["data"] == []
    assert system.get("/orders", {"state": "cancelled"}).json()["data"] == []
    assert system.get("/orders", {"state": "nonsense"}).status_code == 422


def test_a_page_of_orders_holds_whole_orders(system, mug):
    other = sellable(page=False, sku="K-9", price="10.00")
    delivery_method()
    for variant in (mug, other, mug):
        placed(variant, total="129.00" if variant is mug else "59.00")

    found = pages(system, "/orders", limit=2)

    assert [[len(order["lines"]) for order in page] for page in found] == [[1, 1], [1]]


def test_csv_and_xlsx_tell_what_the_gateway_tells(system, mug):
    kind = registry.by_code("products")
    codes = ("product", "sku", "name_sv")
    [row] = kind.rows(codes, {}, now=timezone.now())
    names = [str(kind.field(code).name) for code in codes]

    text = system.get("/products", {"fields": ",".join(codes)}, accept="text/csv", accept_language="sv")
    book = system.get("/products", {"fields": ",".join(codes)}, accept=XLSX, accept_language="sv")

    assert list(csv.reader(io.StringIO(text.content.decode("utf-8-sig")))) == [names, list(row)]
    sheet = load_workbook(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sheet == [names, list(row)]
    assert text.headers["Content-Type"].startswith("text/csv")
    assert book.headers["Content-Disposition"] == 'attachment; filename="products.xlsx"'


def test_a_file_has_its_next_page_in_a_header(system, many):
    page = system.get("/products", {"limit": 5, "fields": "sku"}, accept="text/csv")

    assert 'rel="next"' in page.headers["Link"]
    following = page.headers["Link"].partition("<")[2].partition(">")[0].removeprefix("/api/v1")
    assert system.get(following, accept="text/csv").content.decode("utf-8-sig").split() == ["SKU", "S-5", "S-6"]


def test_xml_tells_the_same_as_json(system, mug):
    said = system.get("/products", {"fields": "sku,name_sv,tags,gtin"}, accept="application/xml")

    root = etree.fromstring(said.content)
    assert said.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert root.tag == "products"
    assert root.findtext("data/item/sku") == "K-1"
    assert root.find("data/item/gtin").get("nil") == "true"
    assert root.find("next").get("nil") == "true"


def test_a_format_that_there_is_not_is_refused_in_one_that_there_is(system, mug):
    answer = system.get("/products", accept="image/png")

    assert answer.status_code == 406
    assert answer.json()["code"] == "not-acceptable"
    assert system.get("/products/K-1", accept="text/csv").status_code == 406
    problem = system.get("/products/none", accept="application/xml")
    assert problem.headers["Content-Type"].startswith("application/problem+xml")
    assert etree.fromstring(problem.content).tag == "{urn:ietf:rfc:7807}problem"


def test_a_list_takes_as_many_queries_however_long_it_is(system, many, django_assert_max_num_queries):
    for path in ("/products", "/prices", "/stock"):
        system.get(path)
        with django_assert_max_num_queries(9):
            system.get(path)


def test_customers_are_those_of_the_register(system):
    UserFactory(email="siv@example.com")

    emails = [one["email"] for one in system.get("/customers").json()["data"]]

    assert "siv@example.com" in emails
