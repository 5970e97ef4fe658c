"""Finding products by what shoppers write, and being kind when nothing is found."""

import copy

import pytest
from django.test import Client

from commerce.catalogue.models import AttributeValue, Product, ProductAttribute, ProductCategory, Variant
from search import find
from search.meant import distance
from search.models import Document, Word
from tests.factories.catalogue import (
    AttributeFactory,
    BrandFactory,
    CategoryFactory,
    category_page,
    product_page,
    sellable,
)

pytestmark = pytest.mark.django_db


def a_few_things():
    """For the home, in Swedish and English."""
    swedish = category_page(CategoryFactory(code="ting", name_sv="Ting"), show_in_menus=True)
    english = category_page(CategoryFactory(code="ting"), language="en", slug="things")
    made = {}
    for code, name, name_en, brand, sku, lead in [
        ("kopp", "Kopp Glimma", "Glimma cup", "Verkstad Ett", "LL-1001-CEL", "För kaffet på morgonen"),
        ("espressokopp", "Espressokopp Dis", "Dis espresso cup", "Verkstad Ett", "LL-1002", ""),
        ("bordslampa", "Bordslampa Stam", "Stam table lamp", "Verkstad Två", "LL-2001", ""),
        ("klader", "Klädhängare Björk", "Birch hanger", "Verkstad Två", "LL-3001", ""),
        ("varmeljus", "Värmeljus", "Tealight", "Verkstad Tre", "LL-4001", ""),
    ]:
        variant = sellable(
            page=False,
            sku=sku,
            product__code=code,
            product__name_sv=name,
            product__name_en=name_en,
            product__brand=BrandFactory(name=brand),
            product__category=CategoryFactory(code="ting"),
        )
        product_page(variant.product, parent=swedish, lead=lead, title=f"{name} i handen")
        product_page(variant.product, parent=english, language="en", slug=f"{code}-en")
        made[code] = variant
    return made


@pytest.fixture(scope="module")
def things(made_once):
    return made_once(a_few_things)


@pytest.fixture
def shop(things):
    return copy.deepcopy(things)


def found(words, language="sv"):
    address = {"sv": "/sok/", "en": "/en/search/"}[language]
    response = Client().get(address, {"q": words})
    assert response.status_code == 200
    return [card.title for card in response.context["cards"]]


@pytest.mark.parametrize(
    ("case", "words", "expected"),
    [
        ("a name", "Kopp Glimma", ["Kopp Glimma"]),
        ("another form of the word", "koppar", ["Kopp Glimma", "Espressokopp Dis"]),
        ("the end of a joined word", "lampor", ["Bordslampa Stam"]),
        ("without accents", "kladhangare", ["Klädhängare Björk"]),
        ("with accents", "klädhängare", ["Klädhängare Björk"]),
        ("capital letters", "BORDSLAMPA", ["Bordslampa Stam"]),
        ("a brand", "verkstad två", ["Bordslampa Stam", "Klädhängare Björk"]),
        ("an article number", "LL-1001-CEL", ["Kopp Glimma"]),
        ("an article number in small letters without marks", "ll1001cel", ["Kopp Glimma"]),
        ("the start of an article number", "LL-100", ["Kopp Glimma", "Espressokopp Dis"]),
        ("the lead", "kaffet", ["Kopp Glimma"]),
        ("every word must be there", "kopp stam", []),
        ("little words are left out", "en kopp och", ["Kopp Glimma", "Espressokopp Dis"]),
    ],
)
def test_what_is_found(shop, case, words, expected):
    assert found(words) == expected


def test_a_name_comes_before_a_mention(shop):
    Product.objects.filter(code="varmeljus").update(tags=["kopp"])

    assert found("kopp") == ["Kopp Glimma", "Värmeljus", "Espressokopp Dis"]


def test_properties_categories_and_number_of_goods_find(shop):
    oak = AttributeValue.objects.create(
        attribute=AttributeFactory(code="material"), code="ek", name_sv="Massiv ek", name_en="Solid oak"
    )
    ProductAttribute.objects.create(product=shop["bordslampa"].product, attribute=oak.attribute, value=oak)
    ProductCategory.objects.create(
        product=shop["varmeljus"].product, category=CategoryFactory(code="belysning", name_sv="Belysning")
    )
    Variant.objects.filter(sku="LL-4001").update(gtin="7350000000011")

    assert found("massiv ek") == ["Bordslampa Stam"]
    assert found("oak", "en") == ["Stam table lamp"]
    assert found("belysning") == ["Värmeljus"]
    assert found("7350000000011") == ["Värmeljus"]


def test_each_language_finds_its_own_words(shop):
    assert found("cups", "en") == ["Glimma cup", "Dis espresso cup"]
    assert found("cups") == []
    assert found("bordslampa", "en") == []


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("renamed", lambda product: Product.objects.filter(pk=product.pk).update(name_sv="Skål Glimma")),
        ("closed", lambda product: Product.objects.filter(pk=product.pk).update(is_on_sale=False)),
        ("deleted page", lambda product: product_pages(product).first().delete()),
        ("taken down", lambda product: [page.unpublish() for page in product_pages(product)]),
    ],
)
def test_what_has_changed_is_not_found_by_its_old_words(shop, case, change):
    product = shop["kopp"].product
    for page in product_pages(product):
        page.title = "Skål"
        page.save_revision().publish()
    assert found("kopp glimma") == ["Kopp Glimma"]

    change(product)

    assert found("kopp glimma") == []


def product_pages(product):
    from cms.pages.product import ProductPage

    return ProductPage.objects.filter(translation_key=product.page_link.translation_key, locale__language_code="sv")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kpp glimma", "kopp glimma"),
        ("kop", "kopp"),
        ("bordslamppa", "bordslampa"),
        ("värmejus", "värmeljus"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_may_have_been_meant(shop, written, meant):
    response = Client().get("/sok/", {"q": written})

    assert response.context["suggestion"] == meant
    assert f"/sok/?q={meant.split()[0][:2]}" in response.content.decode().replace("%C3%A4", "ä")
    assert found(meant)


def test_nothing_found_shows_what_is_new(shop):
    response = Client().get("/sok/", {"q": "helikopter"})

    assert (response.context["count"], response.context["suggestion"]) == (0, "")
    [shelf] = response.context["shelves"]
    assert len(shelf["cards"]) == 4
    assert "helikopter" in response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "'",
        "''",
        "\\",
        "%",
        "_",
        "&",
        "!",
        "|",
        ":*",
        "(",
        "((",
        "<->",
        "a & | b",
        "'; DROP TABLE x; --",
        "\x00",
        "kopp\x00",
        "<script>alert(1)</script>",
        "å" * 5000,
        "1e9",
        "-1",
        "\ud800",
        "😀",
        "😀" * 90,
        "ll-",
        "1",
        "och",
        "a:b:c",
        "\u202e",
        "%s",
        "%(words)s",
        "{}",
        "{query}",
    ],
)
@pytest.mark.parametrize("address", ["/sok/", "/sok/forslag/"])
def test_whatever_a_stranger_writes_is_answered(shop, address, words):
    response = Client().get(address, {"q": words.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


def test_pages_of_results(shop, monkeypatch):
    parent = category_page(CategoryFactory(code="mattor"))
    for number in range(30):
        sellable(product__name_sv=f"Matta {number}", product__code=f"matta-{number}", parent=parent)

    first, second = Client().get("/sok/?q=matta"), Client().get("/sok/?q=matta&sida=2")

    assert (first.context["count"], len(first.context["cards"]), len(second.context["cards"])) == (30, 24, 6)
    assert first.context["next_url"] == "/sok/?q=matta&sida=2"
    assert second.context["previous_url"] == "/sok/?q=matta"
    assert Client().get("/sok/?q=matta&sida=3").status_code == 404
    assert Client().get("/sok/?q=matta&sida=x").context["page_number"] == 1


@pytest.mark.parametrize(
    ("typed", "products", "categories"),
    [
        ("gli", ["Kopp Glimma"], []),
        ("kop", ["Kopp Glimma", "Espressokopp Dis"], []),
        ("lamp", ["Bordslampa Stam"], []),
        ("kopp gl", ["Kopp Glimma"], []),
        ("tin", ["Kopp Glimma", "Espressokopp Dis", "Bordslampa Stam", "Klädhängare Björk", "Värmeljus"], ["Ting"]),
        ("LL-2", ["Bordslampa Stam"], []),
        ("k", [], []),
        ("zzz", [], []),
    ],
)
def test_suggestions_while_typing(shop, typed, products, categories):
    response = Client().get("/sok/forslag/", {"q": typed})

    assert [card.title for card in response.context.get("products", [])] == products
    assert [one["title"] for one in response.context.get("categories", [])] == categories
    assert "<html" not in response.content.decode()


def test_documents_follow_the_listed_products(shop):
    assert Document.objects.filter(language="sv").count() == 5
    assert Word.objects.filter(language="sv", word="bordslampa").exists()

    product_pages(shop["kopp"].product).first().delete()

    assert Document.objects.filter(language="sv").count() == 4


def test_another_search_engine_can_answer_by_a_setting(shop, settings):
    """Wagtail's own backend stands in for the server that `SEARCH_URL` names."""
    settings.SEARCH_URL = "http://search.invalid"

    assert found("klädhängare") == ["Klädhängare Björk"]
    assert found("ll-2001") == ["Bordslampa Stam"]
    assert found("helikopter") == []


def test_clean_keeps_words_and_drops_the_rest():
    assert find.clean("  kopp \x00\n glimma  ") == "kopp glimma"
    assert len(find.clean("x" * 10_000)) == find.LONGEST


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("kopp", "kopp", 0),
        ("kop", "kopp", 1),
        ("kpop", "kopp", 1),
        ("lampa", "lampor", 2),
        ("", "ask", 3),
        ("ål", "al", 1),
    ],
)
def test_slips_of_the_pen_are_counted(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


def test_a_name_that_is_just_what_was_written_comes_first_among_very_many(shop, monkeypatch):
    monkeypatch.setattr(find, "MOST", 3)
    monkeypatch.setitem(find._run.__kwdefaults__, "most", 3)
    parent = category_page(CategoryFactory(code="mattor"))
    for number in range(6):
        sellable(product__name_sv=f"Matta {number}", product__code=f"matta-{number}", parent=parent)
    sellable(product__name_sv="Matta", product__code="matta", parent=parent)

    response = Client().get("/sok/?q=matta")

    assert response.context["cards"][0].title == "Matta"
    assert response.context["count_is_more"]
    assert "Fler än 3 produkter" in response.content.decode()
