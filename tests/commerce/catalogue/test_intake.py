"""What an intake of products promises: new, changed, unchanged, refused, and nothing written that need not be."""

from dataclasses import asdict
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.catalogue.intake import CHANGED, NEW, REFUSED, UNCHANGED, take_in
from commerce.catalogue.models import Attribute, Brand, Category, Product, TaxClass, Variant
from commerce.catalogue.rows import (
    AttributeRow,
    CategoryRow,
    ManufacturerRow,
    ProductRow,
    PropertyRow,
    ValueRow,
    VariantRow,
)
from commerce.events.models import Version
from tests.factories.catalogue import AttributeFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.2")]

NOW = timezone.now()
COLOUR = AttributeRow(code="farg", name="Färg", name_en="Colour")
DALVERKSTAN = ManufacturerRow(
    name="Dalverkstan Ltd",
    country="GB",
    postal_address="Dal 1",
    email="hej@dal.example",
    responsible_name="Dal Norden AB",
    responsible_postal_address="Dal 2",
    responsible_website="https://norden.dal.example",
)
SIZE = AttributeRow(code="storlek", name="Storlek", name_en="Size", position=1)
HEIGHT = AttributeRow(code="hojd", name="Höjd", kind="number", unit="cm")
CELADON = ValueRow(attribute=COLOUR, code="celadon", name="Celadon", name_en="Celadon green", swatch="#a8c3b2")
INK = ValueRow(attribute=COLOUR, code="black", name="Bläck", name_en="Ink")
SMALL = ValueRow(attribute=SIZE, code="liten", name="Liten", name_en="Small")
CUPS = CategoryRow(code="koppar", name="Koppar", parent=CategoryRow(code="keramik", name="Keramik"))


def cup(**changes):
    row = {
        "code": "kopp-dal",
        "name": "Kopp Dal",
        "name_en": "Dal cup",
        "brand": "Dalverkstan",
        "manufacturer": DALVERKSTAN,
        "tags": ("kopp", "stengods"),
        "categories": (CUPS,),
        "properties": (PropertyRow(attribute=HEIGHT, value=Decimal("8.5")),),
        "options": (COLOUR, SIZE),
        "variants": (
            VariantRow(sku="DAL-1", values=(CELADON, SMALL), gtin="7350061001076", weight_g=290),
            VariantRow(sku="DAL-2", values=(INK, SMALL), weight_g=290),
        ),
    }
    return ProductRow(**(row | changes))


def mug(number=1, **changes):
    row = {"code": f"mugg-{number}", "name": "Mugg", "variants": (VariantRow(sku=f"MUGG-{number}"),)}
    return ProductRow(**(row | changes))


def versions():
    return dict(Version.objects.values_list("tag", "version"))


def test_a_new_product_is_made_with_everything_its_row_says():
    report = take_in([cup()], now=NOW)

    product = Product.objects.get(code="kopp-dal")
    assert [(t.outcome, t.product_id) for t in report.products] == [(NEW, product.pk)]
    assert (product.name_sv, product.name_en, product.brand.name) == ("Kopp Dal", "Dal cup", "Dalverkstan")
    assert asdict(DALVERKSTAN).items() <= vars(product.manufacturer).items()
    assert (product.tax_class, product.tags, product.is_on_sale) == (TaxClass.STANDARD, ["kopp", "stengods"], False)
    assert [(c.category.code, c.is_primary) for c in product.productcategory_set.all()] == [("koppar", True)]
    assert Category.objects.get(code="koppar").parent.code == "keramik"
    assert [(a.attribute.code, a.number) for a in product.attributes.all()] == [("hojd", Decimal("8.500"))]
    assert [o.attribute.code for o in product.options.order_by("position")] == ["farg", "storlek"]
    variants = list(product.variants.order_by("position"))
    assert [(v.sku, v.gtin, v.label_sv, v.label_en) for v in variants] == [
        ("DAL-1", "7350061001076", "Celadon, Liten", "Celadon green, Small"),
        ("DAL-2", None, "Bläck, Liten", "Ink, Small"),
    ]
    assert {value.code for value in variants[0].values.all()} == {"celadon", "liten"}
    assert len(product.facet_values) == 3


def test_the_same_rows_again_write_nothing():
    take_in([cup(), mug()], now=NOW)
    before = versions()

    report = take_in([cup(), mug()], now=NOW)

    assert [t.outcome for t in report.products] == [UNCHANGED, UNCHANGED]
    assert versions() == before


@pytest.mark.parametrize(
    ("case", "changes", "changed"),
    [
        ("name", {"name": "Kopp Dalen"}, ("name_sv",)),
        ("brand", {"brand": "Annan"}, ("brand",)),
        ("tags", {"tags": ("kopp",)}, ("tags",)),
        ("property", {"properties": (PropertyRow(attribute=HEIGHT, value=Decimal(9)),)}, ("properties",)),
        ("category", {"categories": (CUPS, CategoryRow(code="nytt", name="Nytt"))}, ("categories",)),
        ("variant left out", {"variants": (VariantRow(sku="DAL-2", values=(INK, SMALL)),)}, ("variants",)),
        (
            "options",
            {"options": (COLOUR,), "variants": (VariantRow(sku="DAL-1", values=(CELADON,)),)},
            ("options", "variants"),
        ),
    ],
)
def test_a_changed_product_is_reported_with_what_changed(case, changes, changed):
    take_in([cup(), mug()], now=NOW)

    report = take_in([cup(**changes), mug()], now=NOW)

    assert [(t.outcome, t.changed) for t in report.products] == [(CHANGED, changed), (UNCHANGED, ())]
    assert take_in([cup(**changes)], now=NOW).products[0].outcome == UNCHANGED


def test_only_the_changed_product_gets_a_new_version():
    report = take_in([cup(), mug()], now=NOW)
    kept = f"product:{report.products[1].product_id}"
    before = versions()

    take_in([cup(name="Kopp Dalen"), mug()], now=NOW)

    after = versions()
    assert after[kept] == before[kept]
    assert after[f"product:{report.products[0].product_id}"] > before[f"product:{report.products[0].product_id}"]


def test_a_variant_left_out_is_retired_and_comes_back():
    take_in([cup()], now=NOW)

    take_in([cup(variants=cup().variants[:1])], now=NOW)
    retired = Variant.objects.get(sku="DAL-2")
    take_in([cup()], now=NOW)

    assert not retired.is_active
    assert Variant.objects.get(sku="DAL-2").is_active
    assert Variant.objects.get(sku="DAL-2").pk == retired.pk


def test_a_product_that_is_not_whole_keeps_the_variants_it_does_not_name():
    take_in([cup()], now=NOW)

    take_in([cup(variants=cup().variants[:1], is_whole=False)], now=NOW)

    assert Variant.objects.get(sku="DAL-2").is_active


def test_what_a_row_does_not_say_stays():
    take_in([cup()], now=NOW)
    Product.objects.update(tax_class=TaxClass.FOOD)

    silent = {"name_en": None, "brand": None, "manufacturer": None, "tags": None, "properties": None}
    report = take_in([cup(**silent)], now=NOW)

    assert report.products[0].outcome == UNCHANGED
    assert Product.objects.get().tax_class == TaxClass.FOOD


@pytest.mark.law("L2")
def test_goods_are_perishable_when_a_row_says_so_and_stay_so_when_it_says_nothing():
    take_in([cup(is_perishable=True), mug()], now=NOW)
    assert dict(Product.objects.values_list("code", "is_perishable")) == {"kopp-dal": True, "mugg-1": False}

    [quiet, told] = take_in([cup(), mug(is_perishable=True)], now=NOW).products
    assert (quiet.outcome, told.outcome, told.changed) == (UNCHANGED, CHANGED, ("is_perishable",))
    assert set(Product.objects.values_list("is_perishable", flat=True)) == {True}


def test_words_that_the_owner_has_changed_keep_their_names():
    AttributeFactory(code="farg", name_sv="Kulör")

    take_in([cup()], now=NOW)

    assert Attribute.objects.get(code="farg").name_sv == "Kulör"


def long(text, length):
    return text * length


@pytest.mark.parametrize(
    ("case", "row"),
    [
        ("no name", mug(name=" ")),
        ("code with spaces", mug(code="en mugg")),
        ("name too long", mug(name=long("a", 256))),
        ("brand too long", mug(brand=long("a", 121))),
        ("SKU too long", mug(variants=(VariantRow(sku=long("a", 65)),))),
        ("empty SKU", mug(variants=(VariantRow(sku=" "),))),
        ("no variants", mug(variants=())),
        ("same SKU twice", mug(variants=(VariantRow(sku="A"), VariantRow(sku="A")))),
        ("same choice twice", mug(variants=(VariantRow(sku="A"), VariantRow(sku="B")))),
        ("option without a value", mug(options=(COLOUR,))),
        ("content of nothing", mug(variants=(VariantRow(sku="A", content=(Decimal(0), "g")),))),
        ("content that is no number", mug(variants=(VariantRow(sku="A", content=(Decimal("NaN"), "g")),))),
        ("content in an unknown unit", mug(variants=(VariantRow(sku="A", content=(Decimal(1), "oz")),))),
        ("weight below zero", mug(variants=(VariantRow(sku="A", weight_g=-1),))),
        ("number that is not one", mug(properties=(PropertyRow(attribute=HEIGHT, value=Decimal("NaN")),))),
        ("property of the wrong kind", mug(properties=(PropertyRow(attribute=HEIGHT, value="hög"),))),
        ("someone else's SKU", mug(variants=(VariantRow(sku="TAKEN"),))),
        ("attribute of another kind", mug(properties=(PropertyRow(attribute=SIZE, value=SMALL),))),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_reason_and_stops_no_other(case, row):
    VariantFactory(sku="TAKEN")
    AttributeFactory(code="storlek", kind=Attribute.Kind.TEXT)

    report = take_in([row, mug(2)], now=NOW)

    assert {t.code: t.outcome for t in report.products} == {row.code: REFUSED, "mugg-2": NEW}
    assert report.having(REFUSED)[0].reason
    assert not Product.objects.filter(code=row.code).exists()


@pytest.mark.parametrize(
    ("case", "gtin"), [("wrong check digit", "7350061001077"), ("letters", "abc"), ("someone else's", "7350061001144")]
)
def test_a_bad_gtin_is_left_out_with_a_note(case, gtin):
    VariantFactory(gtin="7350061001144")

    report = take_in([mug(variants=(VariantRow(sku="M", gtin=gtin),))], now=NOW)

    assert report.products[0].outcome == NEW
    assert len(report.products[0].notes) == 1
    assert Variant.objects.get(sku="M").gtin is None


def test_a_dry_run_answers_the_same_and_leaves_nothing():
    report = take_in([cup()], now=NOW, dry_run=True)

    assert report.products[0].outcome == NEW
    assert (Product.objects.count(), Brand.objects.count(), Attribute.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("many", [5, 50])
def test_many_products_cost_no_more_queries_than_few(many, django_assert_max_num_queries):
    rows = [mug(number, brand="Dal", categories=(CUPS,)) for number in range(many)]

    with django_assert_max_num_queries(34):
        take_in(rows, now=NOW)
    with django_assert_max_num_queries(16):
        take_in(rows, now=NOW)

    assert Product.objects.count() == many


@pytest.mark.law("L6")
def test_content_is_taken_in_changed_and_kept_when_nothing_is_said_of_it():
    def held():
        return Variant.objects.values_list("content_amount", "content_unit").get(sku="MUGG-1")

    def told(content):
        [taken] = take_in([mug(variants=(VariantRow(sku="MUGG-1", content=content),))], now=NOW).products
        return taken.outcome, held()

    assert told((Decimal(250), "ml")) == (NEW, (Decimal(250), "ml"))
    assert told((Decimal("0.2504"), "l")) == (CHANGED, (Decimal("0.250"), "l"))
    assert told((Decimal("0.25"), "l")) == (UNCHANGED, (Decimal("0.250"), "l"))
    assert told(None) == (UNCHANGED, (Decimal("0.250"), "l"))
