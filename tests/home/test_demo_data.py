"""What the demo shop's files promise whoever loads them: whole, in two languages, and with every reference resolved."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from stdnum import ean

from commerce.catalogue.makers import needs_responsible

DEMO = Path(__file__).parents[2] / "home" / "demo"
LANGUAGES = ["sv", "en"]
SHAPES = set(
    "cup mug espresso_cup bowl plate vase_tall vase_round vase_bottle jug teapot planter tumbler wine_glass carafe "
    "candle_holder candle lantern table_lamp pendant floor_lamp cutting_board tray wooden_bowl spoon stool cushion "
    "towel throw tablecloth".split()
)
INFORMATION = {"leverans-retur", "kopvillkor", "integritet", "kakor", "tillganglighet", "kontakt", "om-oss"} | {
    "klagomal",
    "rangordning",
}


def load(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


ATTRIBUTES = {attribute["code"]: attribute for attribute in load("catalogue/attributes.json")}
CATEGORIES = {category["code"]: category for category in load("catalogue/categories.json")}
MAKERS = load("catalogue/makers.json")
PAGES = load("pages.json")
PRODUCTS = [
    product
    for path in sorted((DEMO / "catalogue" / "products").glob("*.json"))
    for product in load(path.relative_to(DEMO))
]
VARIANTS = [variant for product in PRODUCTS for variant in product["variants"]]
EDITORIAL = [*PAGES["campaigns"], *PAGES["articles"], *PAGES["information"]]
CODES = {product["code"] for product in PRODUCTS}
EVERYTHING = {
    "attributes": list(ATTRIBUTES.values()),
    "categories": list(CATEGORIES.values()),
    "delivery": load("delivery.json"),
    "pages": PAGES,
    "products": PRODUCTS,
}

every_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product["code"])
every_page = pytest.mark.parametrize("page", EDITORIAL, ids=lambda page: page["code"])


def inside(thing, path=""):
    """Every value of nested data with its path, containers included."""
    yield path, thing
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from inside(value, f"{path}/{key}")
    if isinstance(thing, list):
        for place, value in enumerate(thing):
            name = value["code"] if isinstance(value, dict) and "code" in value else place
            yield from inside(value, f"{path}/{name}")


def values_of(code):
    return {value["code"] for value in ATTRIBUTES[code]["values"]}


def duplicates(items):
    return [item for item, count in Counter(items).items() if count > 1]


def children(code):
    return [category["code"] for category in CATEGORIES.values() if category["parent"] == code]


def pictures_named():
    """Every picture file that the demo shop shows anywhere."""
    keys = {"file", "picture"}
    for _path, thing in inside(EVERYTHING):
        if isinstance(thing, dict):
            yield from (thing[key] for key in keys & thing.keys() if isinstance(thing[key], str))


# --- How much there is


def test_the_shop_is_large_enough():
    leaves = {product["category"] for product in PRODUCTS}

    assert len(PRODUCTS) >= 64
    assert len(VARIANTS) >= 170
    assert len(MAKERS["brands"]) in (2, 3)
    assert len(MAKERS["manufacturers"]) == 4
    assert len(values_of("colour")) <= 13
    assert leaves == {code for code, category in CATEGORIES.items() if category["parent"]}


def test_the_category_tree_is_two_deep():
    departments = children(None)

    assert 5 <= len(departments) <= 6
    assert {code: len(children(code)) for code in departments if not 2 <= len(children(code)) <= 4} == {}
    assert [leaf for code in departments for leaf in children(code) if children(leaf)] == []
    assert sum(len(children(code)) for code in departments) + len(departments) == len(CATEGORIES)


def test_every_state_of_stock_is_shown():
    low = [variant["sku"] for variant in VARIANTS if 1 <= variant["stock"] <= 3]
    sold_out = [
        product["code"] for product in PRODUCTS if all(variant["stock"] == 0 for variant in product["variants"])
    ]

    assert len(low) >= 5
    assert len(sold_out) == 2
    assert min(variant["stock"] for variant in VARIANTS) == 0


def test_pictures_are_planned_as_agreed():
    several = [product for product in PRODUCTS if len(product["pictures"]) > 1]
    one_a_colour = [
        product
        for product in PRODUCTS
        if "colour" in product["options"] and all(variant["picture"] for variant in product["variants"])
        if len({variant["picture"] for variant in product["variants"]}) > 2
    ]

    assert len(several) >= 30
    assert len(one_a_colour) >= 10
    assert 110 <= len(set(pictures_named())) <= 125


# --- Numbers and prices


def test_codes_and_numbers_are_unique():
    assert duplicates(product["code"] for product in PRODUCTS) == []
    assert duplicates(variant["sku"] for variant in VARIANTS) == []
    assert duplicates(variant["gtin"] for variant in VARIANTS if variant["gtin"]) == []
    assert duplicates(picture["file"] for product in PRODUCTS for picture in product["pictures"]) == []


def test_gtins_have_a_right_check_digit():
    wrong = [
        variant["gtin"]
        for variant in VARIANTS
        if variant["gtin"] and not (len(variant["gtin"]) == 13 and ean.is_valid(variant["gtin"]))
    ]

    assert wrong == []
    assert sum(bool(variant["gtin"]) for variant in VARIANTS) > 170


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant["sku"])
def test_a_higher_level_and_a_larger_quantity_never_cost_more(variant):
    price, user = Decimal(variant["price"]), Decimal(variant["prices"]["user"])
    pro, premium = (
        [(int(quantity), Decimal(amount)) for quantity, amount in variant["prices"][level]]
        for level in ["pro", "premium"]
    )

    assert price >= user >= pro[0][1] >= premium[0][1] > 0
    for tiers in [pro, premium]:
        assert tiers[0][0] == 1
        assert tiers == sorted(tiers)
        assert [amount for _, amount in tiers] == sorted({amount for _, amount in tiers}, reverse=True)
    assert all(cheaper <= dearer for (_, cheaper), (_, dearer) in zip(premium, pro, strict=True))
    assert variant["weight_g"] > 0


# --- References


@every_product
def test_a_product_refers_only_to_what_exists(product):
    leaves = {code for code, category in CATEGORIES.items() if category["parent"]}

    assert {product["category"], *product["also_in"]} <= leaves
    assert product["category"] not in product["also_in"]
    assert product["brand"] in {brand["code"] for brand in MAKERS["brands"]}
    assert product["manufacturer"] in {maker["code"] for maker in MAKERS["manufacturers"]}
    assert set(product["related"]) <= CODES - {product["code"]}
    assert duplicates(product["related"]) == []
    assert product["tax_class"] == "standard"


@every_product
def test_attributes_have_the_type_they_declare(product):
    types = {"choice": str, "number": (int, float), "boolean": bool, "text": str}

    for code, value in product["attributes"].items():
        kind = ATTRIBUTES[code]["kind"]
        assert isinstance(value, types[kind]), code
        assert kind != "number" or (value > 0 and not isinstance(value, bool)), code
        assert kind != "choice" or value in values_of(code), code
    assert "material" in product["attributes"]
    assert not product["attributes"].keys() & set(product["options"])


@every_product
def test_every_variant_is_one_choice_of_the_options(product):
    chosen = [tuple(sorted(variant["options"].items())) for variant in product["variants"]]

    for variant in product["variants"]:
        assert list(variant["options"]) == product["options"]
        assert all(value in values_of(code) for code, value in variant["options"].items())
    assert duplicates(chosen) == []
    assert product["options"] or len(product["variants"]) == 1


@every_product
def test_a_product_has_pictures_that_its_scene_shows(product):
    files = [picture["file"] for picture in product["pictures"]]
    chosen = {variant["picture"] for variant in product["variants"]} - {None}

    assert files
    assert chosen <= set(files)
    assert [view["file"] for view in product["scene"]["views"]] == files
    assert product["scene"]["shape"] in SHAPES


def test_categories_show_pictures_of_products():
    files = {picture["file"] for product in PRODUCTS for picture in product["pictures"]}

    assert {category["picture"] for category in CATEGORIES.values()} <= files


def test_colours_have_a_swatch():
    swatches = [value["swatch"] for value in ATTRIBUTES["colour"]["values"]]

    assert all(len(swatch) == 7 and swatch[0] == "#" and int(swatch[1:], 16) >= 0 for swatch in swatches)
    assert duplicates(swatches) == []


@pytest.mark.law("L24")
def test_makers_can_be_reached_by_post_and_mail():
    for maker in MAKERS["manufacturers"]:
        assert len(maker["postal_address"].split(",")) >= 3
        assert maker["email"].endswith("example.se")


@pytest.mark.law("L24")
def test_somebody_in_the_union_answers_for_a_maker_outside_it():
    outside = [maker for maker in MAKERS["manufacturers"] if needs_responsible(maker["country"])]

    assert [(maker["country"], sorted(maker["responsible"])) for maker in outside] == [
        ("GB", ["email", "name", "postal_address", "website"])
    ]
    assert outside[0]["code"] in {product["manufacturer"] for product in PRODUCTS}


# --- Words


def test_every_text_is_in_both_languages():
    pairs = [(path, thing) for path, thing in inside(EVERYTHING) if isinstance(thing, dict) and {*thing} & {*LANGUAGES}]
    lacking = [path for path, pair in pairs if sorted(pair) != sorted(LANGUAGES) or not all(pair.values())]

    assert len(pairs) > 800
    assert lacking == []


@every_product
def test_a_product_is_told_about(product):
    for language in LANGUAGES:
        paragraphs = [block for block in product["story"][language] if block["type"] == "paragraph"]
        title, description = (product["seo"][part][language] for part in ["title", "description"])

        assert 2 <= len(paragraphs) <= 4
        assert {block["type"] for block in product["story"][language]} <= {"heading", "paragraph", "quote"}
        assert product["headline"][language] != product["name"][language]
        assert 40 <= len(product["lead"][language]) <= 400
        assert 20 <= len(title) <= 65
        assert 60 <= len(description) <= 160


def test_texts_keep_the_tone():
    spoken = [(path, thing) for path, thing in inside(EVERYTHING) if isinstance(thing, str)]

    assert [path for path, text in spoken if "!" in text] == []
    assert [path for path, text in spoken if "vänligen" in text.lower()] == []


def test_no_two_products_are_told_of_in_the_same_words():
    for language in LANGUAGES:
        assert duplicates(product["headline"][language] for product in PRODUCTS) == []
        assert duplicates(product["lead"][language] for product in PRODUCTS) == []
        assert duplicates(product["seo"]["title"][language] for product in PRODUCTS) == []


# --- Pages


def test_the_pages_are_there():
    assert len(PAGES["campaigns"]) == 2
    assert len(PAGES["articles"]) == 3
    assert {page["code"] for page in PAGES["information"]} == INFORMATION
    assert duplicates(page["code"] for page in EDITORIAL) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_unique_among_siblings(language):
    top = [page["slug"][language] for page in [*EDITORIAL, *(CATEGORIES[code] for code in children(None))]]

    assert duplicates(top) == []
    for department in children(None):
        assert duplicates(CATEGORIES[code]["slug"][language] for code in children(department)) == []


@every_page
def test_a_page_is_whole(page):
    for language in LANGUAGES:
        blocks = page["body"][language]

        assert len(blocks) >= 5
        assert len(page["intro"][language]) <= 300
        assert 50 <= len(page["seo"]["description"][language]) <= 160
        assert {block["type"] for block in blocks} <= {
            "heading",
            "paragraph",
            "quote",
            "guarantee",
            "picture",
            "products",
            "cookies",
        }
        assert all(block["alt"] for block in blocks if block["type"] == "picture")
    shape = {language: Counter(block["type"] for block in page["body"][language]) for language in LANGUAGES}
    assert shape["sv"] == shape["en"]


def test_pages_refer_only_to_what_exists():
    known = {"category": set(CATEGORIES), "page": {page["code"] for page in EDITORIAL}, "product": CODES}

    for path, thing in inside(PAGES):
        if isinstance(thing, dict):
            assert set(thing.get("codes", [])) | set(thing.get("products", [])) <= CODES, path
            for kind, code in thing.get("target", {}).items():
                assert code in known[kind], path


def test_the_start_page_has_one_action_and_what_an_editor_composes():
    home = PAGES["home"]

    assert len(home["shelves"]) == 4
    assert all(len(shelf["products"]) == 4 for shelf in home["shelves"])
    assert len(home["promises"]) == 3
    assert home["hero"]["action"]["target"] == {"page": PAGES["campaigns"][0]["code"]}
    for language in LANGUAGES:
        assert len(home["hero"]["title"][language]) <= 120
        assert len(home["hero"]["text"][language]) <= 250
        assert all(len(promise["title"][language]) <= 60 for promise in home["promises"])
        assert all(len(promise["text"][language]) <= 160 for promise in home["promises"])


# --- Pictures


@pytest.mark.parametrize("file", sorted(set(pictures_named())))
def test_a_picture_is_there_sharp_and_light(file):
    path = DEMO / "pictures" / file

    assert path.is_file()
    with Image.open(path) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) >= 1600
    assert path.stat().st_size < 250_000
