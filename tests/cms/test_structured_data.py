"""What pages say of themselves to search engines holds what those require, in the prices of whoever looks."""

import re

import pytest
from django.test import Client

from commerce.customers.models import Level
from tests.cms.schema_org import faults, things_of
from tests.factories.catalogue import (
    CategoryFactory,
    PriceFactory,
    VariantFactory,
    category_page,
    product_page,
    sellable,
)
from tests.factories.customers import UserFactory, logged_in
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]
CUP = "/keramik/kopp/"


@pytest.fixture
def cup():
    category = CategoryFactory(code="keramik", name_sv="Keramik")
    page = category_page(category, slug="keramik", title="Keramik")
    variant = sellable(
        page=False,
        sku="KOPP-1",
        gtin="7350053850019",
        product__name_sv="Kopp",
        product__code="kopp",
        product__category=category,
        prices={"pro": [(1, "80.00")]},
    )
    second = VariantFactory(product=variant.product, sku="KOPP-2")
    PriceFactory(variant=second, amount="125.00")
    gallery = [("picture", {"image": PictureFactory(), "alt": "En kopp", "caption": ""})]
    product_page(variant.product, parent=page, gallery=gallery, lead="Drejad <för> hand & fot.")
    return variant


def test_a_product_has_what_a_listing_requires(cup):
    things = things_of(Client().get(CUP))

    assert set(things) == {"Product", "BreadcrumbList"}
    assert [fault for thing in things.values() for fault in faults(thing)] == []
    offers = things["Product"]["offers"]
    assert [offer["sku"] for offer in offers] == ["KOPP-1", "KOPP-2"]
    assert offers[0]["gtin"] == "7350053850019"
    assert things["Product"]["description"] == "Drejad <för> hand & fot."


def test_the_offer_has_the_price_of_whoever_looks(cup):
    guest = things_of(Client().get(CUP))["Product"]["offers"][0]["price"]
    member = things_of(logged_in(UserFactory(level_id=Level.PRO)).get(CUP))["Product"]["offers"][0]["price"]

    assert (guest, member) == ("100.00", "80.00")


def test_the_way_to_a_page_is_a_list_of_addresses_that_exist(cup):
    trail = things_of(Client().get(CUP))["BreadcrumbList"]["itemListElement"]

    assert [one["name"] for one in trail] == ["Lykta & Lera", "Keramik", "Kopp"]
    assert all(Client().get(one["item"].removeprefix("http://127.0.0.1:8000")).status_code == 200 for one in trail)


@pytest.mark.parametrize(("path", "kinds"), [("/", {"WebSite"}), ("/keramik/", {"BreadcrumbList"})])
def test_other_pages_hold_what_is_required_too(cup, path, kinds):
    things = things_of(Client().get(path))

    assert set(things) == kinds
    assert [fault for thing in things.values() for fault in faults(thing)] == []


def test_a_shared_link_says_what_it_leads_to_in_which_language(cup):
    category = cup.product.categories.get()
    english = category_page(category, language="en", slug="ceramics")
    gallery = [("picture", {"image": PictureFactory(), "alt": "A cup", "caption": ""})]
    product_page(cup.product, parent=english, language="en", slug="cup", lead="Thrown by hand.", gallery=gallery)

    head = Client().get("/en/ceramics/cup/").content.decode().split("</head>")[0]
    said = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', head))

    assert said.pop("og:image").startswith("http")
    assert said == {
        "og:title": "Kopp",
        "og:description": "Thrown by hand.",
        "og:type": "product",
        "og:site_name": "Lykta &amp; Lera",
        "og:locale": "en_GB",
        "og:locale:alternate": "sv_SE",
        "og:url": "http://127.0.0.1:8000/en/ceramics/cup/",
        "og:image:width": said["og:image:width"],
        "og:image:height": said["og:image:height"],
        "twitter:card": "summary_large_image",
    }
