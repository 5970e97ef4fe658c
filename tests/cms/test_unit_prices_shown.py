"""The unit price stands beside every price of goods that are sold by a measure, and is reckoned from that price."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.catalogue.models import Variant
from commerce.pricing.offers import Phase, Terms, put_in_force
from tests.factories.catalogue import CategoryFactory, category_page, sellable
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached"), pytest.mark.law("L6")]

SALE = Terms(
    name_sv="Ljusrea",
    kind="percentage",
    value=Decimal(20),
    is_for_everyone=True,
    is_for_everything=True,
    is_announced=False,
)


@pytest.fixture
def oil():
    """A bottle of a quarter of a litre, in a list of its own."""
    oils = CategoryFactory(code="oljor", name_sv="Oljor")
    return sellable(
        price="89.00",
        prices={"pro": [(1, "79.00"), (10, "69.00")]},
        parent=category_page(oils, show_in_menus=True),
        product__category=oils,
        sku="OLJA",
        product__code="olja",
        product__name_sv="Olja",
        content_amount=Decimal(250),
        content_unit="ml",
    )


def unit_prices(client, address):
    """What stands beside the prices of a page."""
    page = client.get(address).content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    return re.findall(r"Jämförpris\s+([\d ,]+ kr/\S+?)<", page)


@pytest.mark.krav("4.1.2")
@pytest.mark.parametrize("address", ["/oljor/olja/", "/oljor/", "/sok/?q=olja"])
def test_a_consumer_sees_it_where_the_price_is(oil, client, address):
    told = unit_prices(client, address)

    assert set(told) == {"356,00 kr/l"}


def test_a_level_sees_that_of_its_own_price_and_of_each_tier(oil, client):
    client.force_login(UserFactory(level_id="pro"))

    assert set(unit_prices(client, "/oljor/")) == {"316,00 kr/l"}
    assert set(unit_prices(client, "/oljor/olja/")) == {"316,00 kr/l", "276,00 kr/l"}


def test_a_reduced_price_has_its_own(oil, client):
    put_in_force("k", [Phase(terms=(SALE,))], now=timezone.now())

    assert set(unit_prices(client, "/oljor/")) == {"284,80 kr/l"}


def test_it_stands_in_the_cart(oil, client):
    client.post("/varukorg/lagg-till/", {"sku": "OLJA", "quantity": "2"}, headers={"sec-fetch-site": "same-origin"})

    assert unit_prices(client, "/varukorg/") == ["356,00 kr/l"]


def test_goods_without_content_have_none_and_it_costs_no_query(oil, client):
    client.get("/oljor/")  # what is kept between requests is there from now on
    with CaptureQueriesContext(connection) as measured:
        assert unit_prices(client, "/oljor/")
    Variant.objects.update(content_amount=None, content_unit="")
    client.get("/oljor/")
    with CaptureQueriesContext(connection) as plain:
        assert unit_prices(client, "/oljor/") == []

    assert len(measured) == len(plain)


def test_search_engines_read_it(oil, client):
    page = client.get("/oljor/olja/").content.decode()
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

    [offer] = json.loads(found)["@graph"][0]["offers"]
    told = offer["priceSpecification"]

    assert (told["@type"], told["price"], told["priceCurrency"]) == ("UnitPriceSpecification", "356.00", "SEK")
    assert told["valueAddedTaxIncluded"] is True
    assert told["referenceQuantity"] == {"@type": "QuantitativeValue", "value": 1, "unitCode": "LTR"}
