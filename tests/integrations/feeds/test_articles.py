"""Product feeds: what they say of an article, and of which articles."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.pages.product import ProductPage
from cms.pictures import file_url
from cms.storefront import frame
from commerce.catalogue.models import Product, Variant
from commerce.orders.models import DeliveryMethod
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.factories.catalogue import (
    AttributeFactory,
    AttributeValueFactory,
    home_page,
    product_page,
    sellable,
)
from tests.factories.pictures import PictureFactory
from tests.integrations.feeds.reading import DAY, get, items

pytestmark = pytest.mark.krav("4.6.2")


def test_an_article_is_told_of_whole(cup, client, settings):
    settings.SITE_URL = "https://butik.example"
    DeliveryMethod.objects.all().delete()
    DeliveryMethod.objects.create(code="ombud", name_sv="Till ombud", gross=Decimal(59), free_from=Decimal(600))
    DeliveryMethod.objects.create(code="hem", name_sv="Hem", gross=Decimal(99), free_from=Decimal(249), position=1)

    response, _body = get(client)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert items(client) == {
        "LL-1": {
            "id": "LL-1",
            "title": "Kopp & fat <Glimma>",
            "description": "Drejad för hand. Rymmer 24 cl.",
            "link": f"https://butik.example/koppar/{cup.product.code}/?variant=LL-1",
            "availability": "in_stock",
            "price": "249.00 SEK",
            "brand": "Lykta & Lera",
            "gtin": "7350061001076",
            "condition": "new",
            "product_type": "Koppar",
            "shipping_weight": "300 g",
            "shipping": [
                {"country": "SE", "service": "Till ombud", "price": "59.00 SEK"},
                {"country": "SE", "service": "Hem", "price": "0.00 SEK"},
            ],
        }
    }


@pytest.mark.parametrize(
    ("case", "stock", "expected"),
    [
        ("plenty", {}, ("in_stock", False)),
        ("few", {"low_from": 50}, ("in_stock", False)),
        ("all of it is safety", {"safety": 10}, ("out_of_stock", False)),
        ("none, and none may be sold before it comes", {"safety": 10, "expected_on": 9}, ("out_of_stock", False)),
        ("none, coming", {"safety": 10, "backorder_limit": 5, "expected_on": 9}, ("backorder", True)),
        ("none, late", {"safety": 10, "backorder_limit": 5, "expected_on": -1}, ("backorder", False)),
        ("none, nobody knows when", {"safety": 10, "backorder_limit": 5}, ("backorder", False)),
    ],
)
def test_stock_in_words_that_readers_know(cup, client, case, stock, expected):
    today = timezone.localdate()
    if "expected_on" in stock:
        stock = {**stock, "expected_on": today + stock["expected_on"] * DAY}
    Stock.objects.update(**stock)

    told = items(client)["LL-1"]
    assert (told["availability"], "availability_date" in told) == expected, case


def test_the_day_of_what_is_coming_begins_in_sweden(cup, client):
    Stock.objects.update(safety=10, backorder_limit=5, expected_on=date(2099, 7, 1))

    assert items(client)["LL-1"]["availability_date"] == "2099-06-30T22:00Z"


def test_variants_are_articles_of_one_group_with_their_options_and_their_own_picture_first(koppar, client):
    colour = AttributeFactory(code="farg", name_sv="Färg")
    celadon, krita = (
        AttributeValueFactory(attribute=colour, code=code, name_sv=name, name_en=english)
        for code, name, english in (("celadon", "Celadon", ""), ("krita", "Krita", "Chalk"))
    )
    first = sellable(price="249.00", parent=koppar, sku="K-1", label_sv="Celadon", values=[celadon])
    sellable(price="259.00", sku="K-2", label_sv="Krita", product=first.product, values=[krita], stock=0)
    pictures = {name: PictureFactory(title=name) for name in ("celadon", "krita", "alla")}
    page = ProductPage.objects.get()
    page.gallery = [
        ("picture", {"image": one, "alt": "", "shows": "" if name == "alla" else name.title()})
        for name, one in pictures.items()
    ]
    page.save()

    told = items(client)
    assert {sku: (one["price"], one["color"], one["availability"]) for sku, one in told.items()} == {
        "K-1": ("249.00 SEK", "Celadon", "in_stock"),
        "K-2": ("259.00 SEK", "Krita", "out_of_stock"),
    }
    assert {one["item_group_id"] for one in told.values()} == {str(first.product_id)}
    assert told["K-2"]["title"] == f"{first.product.name_sv}, Krita"
    assert told["K-2"]["identifier_exists"] == "no"
    files = {sku: [one["image_link"], *one["additional_image_link"]] for sku, one in told.items()}
    assert files == {
        sku: [frame.absolute(file_url(pictures[name].file.name)) for name in (own, "alla")]
        for sku, own in (("K-1", "celadon"), ("K-2", "krita"))
    }


def test_each_language_tells_of_what_has_a_page_in_it(cup, koppar, client):
    sellable(price="99.00", parent=koppar, sku="BARA-SV")
    Product.objects.filter(pk=cup.product_id).update(name_en="Glimma cup")
    product_page(cup.product, language="en", parent=home_page("en"), lead="Thrown by hand.")

    english = items(client, "/feeds/en/products.xml")
    assert list(english) == ["LL-1"]
    assert (english["LL-1"]["title"], english["LL-1"]["description"]) == ("Glimma cup", "Thrown by hand.")
    assert "/en/" in english["LL-1"]["link"]
    assert set(items(client)) == {"LL-1", "BARA-SV"}


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("its page is taken down", lambda cup: ProductPage.objects.get().unpublish()),
        ("its page is for some alone", lambda cup: PageViewRestriction.objects.create(
            page=ProductPage.objects.get().page_ptr, restriction_type="login")),
        ("the article is no longer sold", lambda cup: Variant.objects.update(is_active=False)),
        ("it has no price", lambda cup: Price.objects.filter(price_list__code="bas").delete()),
        ("it costs nothing", lambda cup: Price.objects.filter(price_list__code="bas").update(amount=0)),
    ],
)  # fmt: skip
def test_what_cannot_be_bought_by_anybody_is_left_out(cup, client, case, change):
    assert "LL-1" in items(client)

    change(cup)

    assert items(client) == {}, case
