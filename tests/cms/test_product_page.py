"""A product page: variants, prices by level, stock in words, properties, what search engines read."""

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from commerce.catalogue.models import Attribute, AttributeValue, Product, ProductAttribute, ProductCategory, Variant
from commerce.stock.models import Stock
from tests.factories.catalogue import (
    CategoryFactory,
    PriceFactory,
    StockFactory,
    VariantFactory,
    category_page,
    product_page,
    sellable,
)
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]

CUP = "/koppar/kopp-glimma/"


@pytest.fixture
def values():
    """Two options: colour with swatches, and size."""
    found = {}
    for place, (code, name, codes) in enumerate(
        [("colour", "Färg", ["celadon", "clay"]), ("size", "Storlek", ["small", "large"])]
    ):
        attribute = Attribute.objects.create(code=code, name_sv=name, position=place)
        for position, value in enumerate(codes):
            found[value] = AttributeValue.objects.create(
                attribute=attribute,
                code=value,
                name_sv=value.title(),
                position=position,
                swatch="#a8c3b2" if code == "colour" else "",
            )
    return found


@pytest.fixture
def cup(values):
    """A cup in three variants: small celadon, large celadon (two left), small clay (sold out)."""
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    first = sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True),
        sku="LL-1",
        label_sv="Celadon, liten",
        product__name_sv="Kopp Glimma",
        product__name_en="Glimma cup",
        product__code="kopp-glimma",
        values=[values["celadon"], values["small"]],
        prices={"pro": [(1, "219.00"), (10, "199.00")]},
    )
    product = first.product
    ProductCategory.objects.create(product=product, category=category, is_primary=True)
    for position, (sku, chosen, price, stock) in enumerate(
        [("LL-2", ["celadon", "large"], "299.00", 2), ("LL-3", ["clay", "small"], "249.00", 0)], start=1
    ):
        variant = VariantFactory(product=product, sku=sku, position=position, values=[values[code] for code in chosen])
        PriceFactory(variant=variant, amount=Decimal(price))
        StockFactory(variant=variant, on_hand=stock)
    return product


def option(response, code):
    return next(one for one in response.context["options"] if one["code"] == code)


def test_the_first_variant_at_hand_is_chosen_and_bought_by_its_article_number(client, cup):
    response = client.get(CUP)

    selected = response.context["selected"]
    assert (selected.sku, selected.price.amount, selected.stock_text) == ("LL-1", Decimal("249.00"), "I lager")
    assert '<input type="hidden" name="sku" value="LL-1">' in response.content.decode()
    assert f'method="post" novalidate action="{reverse("cart_add")}"' in response.content.decode()
    assert [value["selected"] for value in option(response, "colour")["values"]] == [True, False]


def test_the_address_chooses_a_variant(client, cup):
    response = client.get(f"{CUP}?variant=LL-2")

    selected = response.context["selected"]
    assert (selected.sku, selected.price.amount) == ("LL-2", Decimal("299.00"))
    assert (selected.stock_state, selected.stock_text) == ("low", "Bara 2 kvar")
    colours = {value["code"]: value for value in option(response, "colour")["values"]}
    sizes = {value["code"]: value for value in option(response, "size")["values"]}
    assert (colours["celadon"]["url"], colours["celadon"]["available"]) == (f"{CUP}?variant=LL-2", True)
    assert (colours["clay"]["url"], colours["clay"]["available"]) == (f"{CUP}?variant=LL-3", False)
    assert (sizes["small"]["url"], sizes["small"]["swatch"]) == (f"{CUP}?variant=LL-1", "")


def test_a_sold_out_variant_can_be_looked_at_but_not_bought(client, cup):
    page = client.get(f"{CUP}?variant=LL-3").content.decode()

    assert "Slutsåld" in page
    assert 'name="sku"' not in page


@pytest.mark.parametrize("query", ["variant=finns-inte", "variant=%00", "variant=", "variant=" + "x" * 400, "x=1"])
def test_an_unknown_variant_shows_the_first(client, cup, query):
    response = client.get(f"{CUP}?{query}")

    assert response.status_code == 200
    assert response.context["selected"].sku == "LL-1"


@pytest.mark.krav("4.1.2")
def test_a_level_sees_its_own_price_its_tiers_and_the_list_price(client, cup):
    client.force_login(UserFactory(level_id="pro"))

    response = client.get(CUP)

    price = response.context["selected"].price
    assert (price.amount, price.list_amount, price.sentence) == (Decimal("219.00"), Decimal("249.00"), "Ditt Pro-pris")
    assert [(tier["min_quantity"], tier["price"].amount) for tier in response.context["tiers"]] == [
        (1, Decimal("219.00")),
        (10, Decimal("199.00")),
    ]


def test_a_variant_without_a_price_is_not_for_sale(client):
    page = product_page(parent=category_page(CategoryFactory(code="koppar")), slug="lampa")
    VariantFactory(product=page_product(page))

    response = client.get("/koppar/lampa/")

    assert response.context["selected"] is None
    assert "säljs inte just nu" in response.content.decode()


def page_product(page):
    return Product.objects.get(page_link__translation_key=page.translation_key)


def test_inactive_variants_and_closed_products_are_not_offered(client, cup):
    Variant.objects.filter(sku="LL-1").update(is_active=False)
    assert client.get(CUP).context["selected"].sku == "LL-2"

    Product.objects.filter(pk=cup.pk).update(is_on_sale=False)
    assert client.get(CUP).context["selected"] is None


def test_properties_maker_and_safety_are_told(client, cup):
    properties = [
        ("material", "Material", "choice", "", {"value": "Stengods"}),
        ("height", "Höjd", "number", "cm", {"number": Decimal("8.500")}),
        ("washable", "Tål diskmaskin", "boolean", "", {"boolean": True}),
        ("note", "Märkning", "text", "", {"text": "Bränd i Knivsta"}),
    ]
    for position, (code, name, kind, unit, given) in enumerate(properties, start=5):
        attribute = Attribute.objects.create(code=code, name_sv=name, kind=kind, unit=unit, position=position)
        if "value" in given:
            given = {"value": AttributeValue.objects.create(attribute=attribute, code="v", name_sv=given["value"])}
        ProductAttribute.objects.create(product=cup, attribute=attribute, **given)

    response = client.get(CUP)

    assert response.context["specifications"] == [
        {"name": "Material", "value": "Stengods"},
        {"name": "Höjd", "value": "8,5 cm"},
        {"name": "Tål diskmaskin", "value": "Ja"},
        {"name": "Märkning", "value": "Bränd i Knivsta"},
    ]
    assert cup.manufacturer.name in response.content.decode()
    assert cup.manufacturer.email in response.content.decode()
    assert "Ansvarig i EU" not in response.content.decode()


@pytest.mark.law("L24")
def test_who_answers_in_the_union_for_a_maker_outside_it_is_told(client, cup):
    maker = cup.manufacturer
    maker.country, maker.website = "GB", "https://shade.example"
    maker.responsible_name, maker.responsible_postal_address = "Importören AB", "Hamngatan 2\n393 51 Kalmar"
    maker.responsible_email = "sakerhet@importoren.example"
    maker.save()

    told = " ".join(client.get(CUP).content.decode().split())

    assert 'href="https://shade.example"' in told
    assert "Ansvarig i EU" in told
    assert "Importören AB<br>Hamngatan 2<br>393 51 Kalmar<br>" in told
    assert 'href="mailto:sakerhet@importoren.example"' in told


def test_related_products_are_those_beside_it_that_can_be_seen(client, cup):
    category = cup.categories.get()
    for number in range(6):
        other = sellable(product__name_sv=f"Mugg {number}", product__code=f"mugg-{number}")
        ProductCategory.objects.create(product=other.product, category=category, is_primary=True)
    Product.objects.filter(code="mugg-1").update(is_on_sale=False)

    related = client.get(CUP).context["related"]

    assert [card.title for card in related] == ["Mugg 0", "Mugg 2", "Mugg 3", "Mugg 4"]


def test_search_engines_read_the_product_its_offers_and_its_place(client, cup):
    page = client.get(f"{CUP}?variant=LL-2&utm_source=brev").content.decode()

    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    about, trail = json.loads(found)["@graph"]
    assert (about["@type"], about["name"], about["brand"]["name"]) == ("Product", "Kopp Glimma", cup.brand.name)
    assert [(one["sku"], one["price"], one["availability"].rsplit("/", 1)[1]) for one in about["offers"]] == [
        ("LL-1", "249.00", "InStock"),
        ("LL-2", "299.00", "LimitedAvailability"),
        ("LL-3", "249.00", "OutOfStock"),
    ]
    assert [item["name"] for item in trail["itemListElement"]] == ["Lykta & Lera", "Koppar", "Kopp Glimma"]
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{CUP}">' in page


def test_nothing_in_the_structured_data_can_end_its_element(client, cup):
    Product.objects.filter(pk=cup.pk).update(name_sv="</script><script>alert(1)</script>")

    page = client.get(CUP).content.decode()

    assert "<script>alert(1)" not in page


def test_in_english_the_article_has_its_english_name(client, cup):
    parent = category_page(cup.categories.get(), language="en", slug="cups")
    product_page(cup, parent=parent, language="en", slug="glimma-cup")

    response = client.get("/en/cups/glimma-cup/?variant=LL-2")

    assert response.context["product"]["name"] == "Glimma cup"
    links = {link["code"]: link["url"] for link in response.context["locale_links"]}
    assert links == {"sv": f"{CUP}?variant=LL-2", "en": "/en/cups/glimma-cup/?variant=LL-2"}
    assert 'hreflang="sv" href="http://127.0.0.1:8000/koppar/kopp-glimma/"' in response.content.decode()


def test_a_page_on_a_shelf_has_the_address_it_would_have_beside_it(client, cup):
    from cms.pages.category import CategoryPage, ShardPage

    parent = CategoryPage.objects.get(slug="koppar")
    shelf = ShardPage(title="Hylla 1", slug="shelf-1", locale=parent.locale)
    parent.add_child(instance=shelf)
    product_page(sellable(page=False, product__code="mugg").product, parent=shelf, slug="mugg")

    response = client.get("/koppar/mugg/")

    assert response.status_code == 200
    assert [crumb["url"] for crumb in response.context["breadcrumbs"]] == ["/", "/koppar/", ""]
    assert client.get("/koppar/shelf-1/mugg/").status_code == 404
    assert client.get("/koppar/shelf-1/").status_code == 404


def test_a_shopper_is_not_told_more_than_a_word_about_plenty(client, cup):
    Stock.objects.filter(variant__sku="LL-1").update(on_hand=8_642)

    page = client.get(CUP).content.decode()

    assert "8642" not in page
    assert "8\xa0642" not in page
