"""Products taken in: variants row by row, through the one intake, with pages as drafts for what is new."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.catalogue.models import AttributeValue, Product, Variant
from integrations.gateway.kinds.taking import Outcome
from tests.factories.catalogue import AttributeFactory, AttributeValueFactory, CategoryFactory
from tests.integrations.gateway.taking import take, taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.2.2")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome
GTIN, OTHER_GTIN = "0012345678905", "4006381333931"
HEADINGS = "Produktkod;SKU;Namn;Kategorier;Val;Egenskaper;GTIN;Vikt (g);Etiketter;Varumärke"


@pytest.fixture
def words():
    """Two categories; colour and size to choose by; material, height, text and oven to describe by."""
    for code in ("koppar", "glas"):
        CategoryFactory(code=code)
    for code, values in (("farg", ("svart", "vit")), ("storlek", ("S", "XL")), ("material", ("lera", "glas"))):
        attribute = AttributeFactory(code=code)
        for value in values:
            AttributeValueFactory(attribute=attribute, code=value, name_sv=value.title())
    AttributeFactory(code="hojd", kind="number")
    AttributeFactory(code="ugn", kind="boolean")
    AttributeFactory(code="ord", kind="text")


@pytest.fixture
def cups(words, by):
    """One product of two cups, as the kind itself makes them."""
    shared = {
        "product": "kopp",
        "name_sv": "Kopp",
        "categories": "koppar | glas",
        "properties": "hojd=12.500 | material=glas | material=lera | ord=a | b=c | ugn=ja",
        "tags": "ny | vår",
        "brand": "Lykta",
    }
    rows = [
        {**shared, "sku": "K-S", "options": "farg=svart | storlek=S", "gtin": OTHER_GTIN, "weight_g": 200},
        {**shared, "sku": "K-V", "options": "farg=vit | storlek=XL", "weight_g": 210},
    ]
    assert [one.outcome for one in take("products", by, *rows)] == [NEW, NEW]
    return rows


def columns(sku, *names):
    return Variant.objects.values_list(*names).get(sku=sku)


def test_new_products_are_made_with_variants_words_and_draft_pages(words, by, tmp_path):
    path = written(
        tmp_path,
        f"{HEADINGS}\n"
        f"kopp;K-S;Kopp;koppar | glas;storlek=S | farg=Svart;hojd=12,5 | ugn=nej;{GTIN};200;ny|vår;Lykta\n"
        "kopp;K-R;Kopp;koppar | glas;storlek=XL | farg=Rosa;hojd=12,5 | ugn=nej;;210;ny|vår;Lykta\n"
        "skal;SK;Skål;glas;;;;;;\n",
    )

    summary, told = taken("products", path, by)

    assert (summary.outcomes, summary.refusals) == ({NEW: 3}, {})
    assert told[0].changes["sku"] == (None, "K-S")
    assert told[0].changes["options"] == (None, "farg=svart | storlek=S")
    product = Product.objects.get(code="kopp")
    assert (product.name_sv, product.tags, product.brand.name, product.is_on_sale) == (
        "Kopp",
        ["ny", "vår"],
        "Lykta",
        False,
    )
    placed = product.productcategory_set.order_by("position").values_list("category__code", "is_primary")
    assert list(placed) == [("koppar", True), ("glas", False)]
    assert list(product.options.order_by("position").values_list("attribute__code", flat=True)) == ["storlek", "farg"]
    assert columns("K-S", "label_sv", "weight_g", "position", "is_active") == ("S, Svart", 200, 0, True)
    assert columns("K-R", "label_sv", "position") == ("Xl, Rosa", 1)
    assert AttributeValue.objects.get(attribute__code="farg", code="rosa").name_sv == "Rosa"
    pages = ProductPage.objects.filter(translation_key=ProductLink.objects.get(product=product).translation_key)
    assert [(page.title, page.live) for page in pages] == [("Kopp", False)] * 2
    assert taken("products", path, by)[0].outcomes == {UNCHANGED: 3}


def test_each_change_is_told_from_what_to_what_and_the_rest_stays(cups, by):
    changes = {
        "name_sv": "Mugg",
        "brand": None,
        "categories": "glas",
        "properties": "hojd=9 | material=lera",
        "tags": None,
        "weight_g": 250,
        "gtin": None,
        "content_amount": Decimal("2.5"),
        "content_unit": "dl",
    }
    row = {"product": "kopp", "sku": "K-S", **changes, "content_unit": "l"}

    [told] = take("products", by, row)

    assert told.changes == {
        "name_sv": ("Kopp", "Mugg"),
        "brand": ("Lykta", None),
        "categories": ("koppar | glas", "glas"),
        "properties": (cups[0]["properties"], "hojd=9.000 | material=lera"),
        "tags": ("ny | vår", None),
        "weight_g": (200, 250),
        "gtin": (OTHER_GTIN, None),
        "content_amount": (None, Decimal("2.500")),
        "content_unit": (None, "l"),
    }
    product = Product.objects.get(code="kopp")
    assert (product.name_sv, product.brand, product.tags, product.kind) == ("Mugg", None, [], "")
    assert list(product.productcategory_set.values_list("category__code", "is_primary")) == [("glas", True)]
    assert columns("K-S", "gtin", "weight_g", "label_sv") == (None, 250, "Svart, S")
    assert columns("K-V", "weight_g", "is_active", "position") == (210, True, 1)
    assert take("products", by, row)[0].outcome == UNCHANGED

    [back] = take("products", by, {**row, **{code: was for code, (was, _is) in told.changes.items()}})

    assert {code: (now, was) for code, (was, now) in back.changes.items()} == told.changes
    assert [one.outcome for one in take("products", by, *cups)] == [UNCHANGED, UNCHANGED]


def test_what_the_shop_has_decided_of_a_variant_stays(cups, by):
    Variant.objects.filter(sku="K-S").update(is_active=False, position=7)

    take(
        "products",
        by,
        {"product": "kopp", "sku": "K-S", "weight_g": 1},
        {"product": "kopp", "sku": "K-V", "weight_g": 2},
    )

    assert columns("K-S", "is_active", "position", "weight_g") == (False, 7, 1)
    assert columns("K-V", "is_active", "position", "weight_g") == (True, 1, 2)


def test_a_variant_more_comes_last_and_answers_the_same_options(cups, by):
    shared = {"product": "kopp"}

    made, twice, other, silent = take(
        "products",
        by,
        {**shared, "sku": "K-X", "options": "storlek=XL | farg=svart"},
        {"product": "annan", "sku": "A", "name_sv": "A", "categories": "glas"},
        {"product": "annan", "sku": "B", "name_sv": "A", "categories": "glas"},
        {**shared, "sku": "K-Y"},
    )

    assert (made.outcome, twice.outcome, other.outcome, silent.outcome) == (NEW, REFUSED, REFUSED, REFUSED)
    assert twice.reason == other.reason == "En annan variant av produkten har samma val."
    assert silent.reason == "En ny variant måste säga vilka val den är."
    assert columns("K-X", "label_sv", "position") == ("Svart, Xl", 2)
    assert not Product.objects.filter(code="annan").exists()


def test_all_variants_may_change_what_they_are_chosen_by_together_but_not_one_alone(cups, by):
    shared = {"product": "kopp"}
    [alone] = take("products", by, {**shared, "sku": "K-S", "options": "farg=svart"})
    assert (alone.outcome, alone.column) == (REFUSED, "options")

    both = take(
        "products",
        by,
        {**shared, "sku": "K-S", "options": "farg=svart"},
        {**shared, "sku": "K-V", "options": "farg=vit"},
    )

    assert [one.outcome for one in both] == [CHANGED, CHANGED]
    product = Product.objects.get(code="kopp")
    assert list(product.options.values_list("attribute__code", flat=True)) == ["farg"]
    assert columns("K-V", "label_sv") == ("Vit",)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"product": "kopp", "sku": None}, "sku", "Det saknas."),
        ({"product": None, "sku": "K-S"}, "product", "Det saknas."),
        ({"product": "annan", "sku": "K-S"}, "product", "Artikelnummer K-S hör till produkten kopp."),
        ({"product": "ny", "sku": "N", "categories": "glas"}, "name_sv", "En ny produkt måste ha ett namn."),
        ({"product": "ny", "sku": "N", "name_sv": "N"}, "categories", "En ny produkt måste ligga i en kategori"),
        ({"product": "å", "sku": "N", "name_sv": "N", "categories": "glas"}, "product", "å duger inte som kod"),
        ({"product": "kopp", "sku": "K-S", "name_sv": None}, "name_sv", "Det saknas."),
        ({"product": "kopp", "sku": "K-S", "categories": "borta"}, "categories", "Det finns ingen kategori borta."),
        ({"product": "kopp", "sku": "K-S", "properties": "borta=1"}, "properties", "”borta=1” är ingen egenskap"),
        ({"product": "kopp", "sku": "K-S", "properties": "hojd=hög"}, "properties", "”hög” är inte något som hojd"),
        ({"product": "kopp", "sku": "K-S", "properties": "ugn=kanske"}, "properties", "”kanske” är inte något"),
        ({"product": "kopp", "sku": "K-S", "properties": "hojd=1 | hojd=2"}, "properties", "Bara ett val har flera"),
        ({"product": "kopp", "sku": "K-S", "options": "hojd=1"}, "options", "hojd är inget val."),
        ({"product": "kopp", "sku": "K-S", "options": "farg=vit | farg=svart"}, "options", "Ett val har ett värde."),
        ({"product": "kopp", "sku": "K-S", "options": "farg=vit | storlek=XL"}, "options", "En annan variant"),
        ({"product": "kopp", "sku": "K-S", "gtin": "123"}, "gtin", "123 är inget giltigt GTIN."),
        ({"product": "kopp", "sku": "K-V", "gtin": OTHER_GTIN}, "gtin", f"GTIN {OTHER_GTIN} tillhör K-S."),
        ({"product": "kopp", "sku": "K-S", "weight_g": -1}, "weight_g", "Det ska vara mellan 0 och"),
        ({"product": "kopp", "sku": "K-S", "tax_class": "lyx"}, "tax_class", "Det finns ingen momsklass lyx."),
        ({"product": "kopp", "sku": "K-S", "content_amount": Decimal(1)}, "content_amount", "Ange både innehållet"),
        ({"product": "kopp", "sku": "K-S", "content_unit": "tum"}, "content_unit", "Det finns ingen enhet tum."),
        ({"product": "kopp", "sku": "K-S", "tags": "x" * 81}, "tags", "Etiketten ”xxx"),
    ],
)
def test_what_cannot_be_is_refused_by_itself(cups, by, row, column, reason):
    before = list(Variant.objects.values_list("sku", "gtin", "weight_g", "product__name_sv"))
    sound = {"product": "skal", "sku": "SK", "name_sv": "Skål", "categories": "glas"}

    one, made = take("products", by, row, sound)

    assert (one.outcome, one.column, one.value) == (REFUSED, column, row.get(column))
    assert one.reason.startswith(reason)
    assert made.outcome == NEW
    after = list(Variant.objects.exclude(sku="SK").values_list("sku", "gtin", "weight_g", "product__name_sv"))
    assert after == before


def test_statements_do_not_grow_with_the_rows(cups, by):
    def some(count, mark):
        return [
            {"product": f"p-{mark}-{place}", "sku": f"P-{mark}-{place}", "name_sv": f"P {place}", "categories": "glas"}
            for place in range(count)
        ]

    def statements(rows):
        with CaptureQueriesContext(connection) as seen:
            outcomes = {one.outcome for one in take("products", by, *rows)}
        return outcomes, len(seen)

    take("products", by, *some(1, "first"))
    few, many = some(5, "few"), some(200, "many")

    assert statements(many) == ({NEW}, statements(few)[1])
    outcomes, read = statements(many)
    assert (outcomes, read <= 12) == ({UNCHANGED}, True)
    renamed = [[{**row, "name_sv": f"{row['name_sv']}!"} for row in rows] for rows in (many, few)]
    assert statements(renamed[0]) == ({CHANGED}, statements(renamed[1])[1])
    assert Product.objects.filter(name_sv__endswith="!").count() == 205


@pytest.mark.parametrize("order", [1, -1])
def test_rows_of_a_product_that_disagree_are_refused_after_the_first(cups, by, order):
    rows = [{"product": "kopp", "sku": "K-S", "name_sv": "Kopp"}, {"product": "kopp", "sku": "K-V", "name_sv": "Mugg"}]

    first, second = take("products", by, *rows[::order])

    assert (first.outcome, second.outcome) == ((UNCHANGED, REFUSED) if order == 1 else (CHANGED, REFUSED))
    assert second.reason == "Rad 2 säger något annat om produkten."
