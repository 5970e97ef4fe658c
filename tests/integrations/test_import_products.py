"""Importing a shop's product export: what it becomes, what is told, and what a second run does."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageLogEntry, Revision

from cms.images import ShopImage
from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.catalogue.models import Product, Variant
from commerce.events.models import Event, Version
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from integrations import product_import
from integrations.picture_fetch import FetchFailed
from tests.factories.catalogue import ManufacturerFactory, VariantFactory
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.5.2")]

EXPORT = Path(__file__).parents[1] / "data" / "shopify-dalverkstan.csv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "shopify"
HEADER = ["Handle", "Title", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price", "Variant Inventory Qty"]
ONE, BOTH = (["fat"], ["FAT"]), (["fat", "kopp"], ["FAT", "KOPP"])
CUP = {"Handle": "kopp", "Title": "Kopp", "Variant SKU": "KOPP", "Variant Price": "99", "Variant Inventory Qty": "4"}


@pytest.fixture
def run(tmp_path):
    """Write rows to a file and import it: gives what was said and what was complained about."""

    def import_rows(*rows, columns=(), **options):
        path = tmp_path / "export.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*HEADER, *columns], restval="")
            writer.writeheader()
            writer.writerows(rows)
        return import_file(path, **options)

    return import_rows


def import_file(path, **options):
    said, complained = io.StringIO(), io.StringIO()
    call_command("import_products", str(path), stdout=said, stderr=complained, **options)
    return said.getvalue(), complained.getvalue().splitlines()


def everything():
    models = [Product, Variant, Price, Stock, Page, ProductLink, Version]
    counted = [Event, Revision, PageLogEntry, ShopImage]
    return [list(model.objects.order_by("pk").values()) for model in models] + [m.objects.count() for m in counted]


def swedish_page(code):
    key = ProductLink.objects.get(product__code=code).translation_key
    return ProductPage.objects.get(translation_key=key, locale__language_code="sv")


def test_an_export_becomes_products_prices_stock_and_pages():
    import_file(EXPORT)

    cup = Product.objects.get(code="kopp-dal")
    variants = list(cup.variants.order_by("position"))
    assert (cup.name_sv, cup.brand.name, cup.kind, cup.tags) == (
        "Kopp Dal",
        "Dalverkstan",
        "Koppar",
        ["kopp", "stengods"],
    )
    assert [o.attribute.name_sv for o in cup.options.order_by("position")] == ["Färg", "Storlek"]
    assert [(v.sku, v.label_sv, v.gtin, v.weight_g) for v in variants] == [
        ("DAL-1", "Celadon, Liten", "7350061001076", 290),
        ("DAL-2", "Celadon, Stor", None, 390),
        ("00300", "Bläck, Liten", "7350061001144", 290),
    ]
    assert [v.prices.get().amount for v in variants] == [Decimal("249.00"), Decimal("279.50"), Decimal("249.00")]
    assert {v.prices.get().price_list.code for v in variants} == {"bas"}
    assert [v.stock.on_hand for v in variants] == [12, 0, 3]
    page = swedish_page("kopp-dal")
    assert (
        page.story[0].value.source == "<p>Drejad i <b>gotländsk</b> lera.</p><ul><li>Tål disk</li><li>Tål ugn</li></ul>"
    )
    assert (page.seo_title, page.search_description, page.live) == ("Köp Kopp Dal", "En kopp i lera.", True)
    assert page.url_path == "/hem/koppar/kopp-dal/"
    assert page.get_translations().get().alias_of_id == page.pk


def test_what_the_file_leaves_out_is_made_up_in_the_same_way_every_time():
    import_file(EXPORT)

    dish = Product.objects.get(code="fat-dal")
    assert [c.category.name_sv for c in dish.productcategory_set.all()] == ["Övrigt"]
    assert dish.variants.get().sku == "FAT-DAL"
    assert dish.variants.get().prices.get().amount == Decimal("1249.00")
    assert dish.options.count() == 0
    assert swedish_page("fat-dal").story[0].value.source == "<p>Ett fat &amp; en skål.</p>"


def test_a_product_that_is_not_published_gets_a_draft_page():
    import_file(EXPORT)

    vase = Product.objects.get(code="vas-dal")
    assert (swedish_page("vas-dal").live, vase.is_on_sale, Product.objects.get(code="kopp-dal").is_on_sale) == (
        False,
        False,
        True,
    )
    assert not Stock.objects.filter(variant__product=vase).exists()


def test_a_second_run_changes_nothing_at_all():
    import_file(EXPORT)
    before = everything()

    said, _complaints = import_file(EXPORT)

    assert everything() == before
    assert [line.split()[-1] for line in said.splitlines()[:4]] == ["0", "0", "3", "0"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(run):
    run(CUP)
    before = everything()

    said, _complaints = run(
        CUP | {"Title": "Kopp Dal", "Variant Price": "89"}, CUP | {"Handle": "fat", "Variant SKU": "FAT"}, dry_run=True
    )

    assert everything() == before
    assert "  kopp: name_sv, price, page" in said
    assert "  fat: " in said


def test_changes_in_the_file_reach_prices_stock_and_page(run):
    run(CUP)

    run(CUP | {"Title": "Kopp Dal", "Variant Price": "89,50", "Variant Inventory Qty": "7"})

    variant = Variant.objects.get()
    assert variant.prices.get(valid_until=None).amount == Decimal("89.50")
    assert variant.prices.count() == 2
    assert variant.stock.on_hand == 7
    assert swedish_page("kopp").title == variant.product.name_sv == "Kopp Dal"


@pytest.mark.law("L24")
def test_a_brand_that_is_a_maker_in_the_register_gives_those_without_one_their_maker(run):
    ours, other = ManufacturerFactory(name="Dalverkstan"), ManufacturerFactory(name="Glasbruket")
    rows = [CUP | {"Vendor": "Dalverkstan"}, CUP | {"Handle": "fat", "Variant SKU": "FAT", "Vendor": "Okänd"}]

    said, _complaints = run(*rows, columns=["Vendor"])

    assert dict(Product.objects.values_list("code", "manufacturer")) == {"kopp": ours.pk, "fat": None}
    assert told_of_makers(said) == ["1"]
    Product.objects.update(manufacturer=other)

    said, _complaints = run(*rows, columns=["Vendor"])

    assert set(Product.objects.values_list("manufacturer", flat=True)) == {other.pk}
    assert told_of_makers(said) == []


def told_of_makers(said):
    """How many products an import says are without a manufacturer; nothing where it does not speak of it."""
    return [line.split()[-1] for line in said.splitlines() if "tillverkare" in line]


def test_an_editor_s_page_gets_a_draft_and_is_named(run):
    run(CUP)
    page = swedish_page("kopp")
    Product.objects.update(manufacturer=ManufacturerFactory())
    page.lead = "Redaktörens ord."
    page.save_revision().publish()

    said, _complaints = run(CUP | {"Title": "Kopp Dal"})

    page.refresh_from_db()
    assert (page.title, page.lead, page.has_unpublished_changes) == ("Kopp", "Redaktörens ord.", True)
    assert page.get_latest_revision_as_object().title == "Kopp Dal"
    assert said.splitlines()[-1].endswith(": kopp")


@pytest.mark.parametrize(
    ("case", "bad", "column", "products", "skus"),
    [
        ("no title", {"Title": ""}, "Title", *ONE),
        ("no price", {"Variant Price": ""}, "Variant Price", *ONE),
        ("price in words", {"Variant Price": "gratis"}, "Variant Price", *ONE),
        ("price below zero", {"Variant Price": "-1"}, "Variant Price", *ONE),
        ("SKU too long", {"Variant SKU": "x" * 65}, "Variant SKU", *ONE),
        ("stock in words", {"Variant Inventory Qty": "många"}, "Variant Inventory Qty", *BOTH),
        ("stock below zero", {"Variant Inventory Qty": "-2"}, "Variant Inventory Qty", *BOTH),
        ("bad GTIN", {"Variant Barcode": "123"}, "", *BOTH),
        ("option without value", {"Option1 Name": "Färg"}, "Option1 Value", *ONE),
        ("gift card", {"Gift Card": "true"}, "Gift Card", *ONE),
        ("no handle", {"Handle": " "}, "Handle", *ONE),
        ("a NUL", {"Title": "Ko\x00pp"}, "Title", *ONE),
        ("tax-free", {"Variant Taxable": "false"}, "Variant Taxable", *BOTH),
        ("endless title", {"Title": "x" * 300}, "Title", *BOTH),
        ("absurd price", {"Variant Price": "9" * 20}, "", *BOTH),
        ("absurd stock", {"Variant Inventory Qty": "9" * 20}, "", *BOTH),
        ("absurd weight", {"Variant Grams": "9" * 20}, "", *ONE),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_stops_nothing_else(case, bad, column, products, skus, run):
    _said, complaints = run(
        CUP | bad,
        CUP | {"Handle": "fat", "Variant SKU": "FAT"},
        columns=["Variant Barcode", "Variant Taxable", "Variant Grams", "Gift Card"],
    )

    assert complaints[0].startswith(f"Rad 2, kolumn {column}: " if column else "Rad 2")
    assert all(complaint.startswith("Rad 2") for complaint in complaints)
    assert sorted(Product.objects.values_list("code", flat=True)) == products
    assert sorted(Variant.objects.values_list("sku", flat=True)) == skus


def test_a_bad_variant_leaves_those_that_exist_alone(run):
    red = CUP | {"Option1 Name": "Färg", "Option1 Value": "Röd", "Variant SKU": "R"}
    blue = {"Handle": "kopp", "Option1 Value": "Blå", "Variant SKU": "B", "Variant Price": "99"}
    run(red, blue)

    _said, complaints = run(red, blue | {"Variant Price": "?"})

    assert len(complaints) == 1
    assert sorted(Variant.objects.filter(is_active=True).values_list("sku", flat=True)) == ["B", "R"]


def test_a_variant_the_file_no_longer_has_is_retired(run):
    red = CUP | {"Option1 Name": "Färg", "Option1 Value": "Röd", "Variant SKU": "R"}
    run(red, {"Handle": "kopp", "Option1 Value": "Blå", "Variant SKU": "B", "Variant Price": "99"})

    run(red)

    assert Variant.objects.filter(is_active=True).get().sku == "R"


RED = CUP | {"Option1 Name": "Färg", "Option1 Value": "Röd"}


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        ("an SKU of another product", [CUP, CUP | {"Handle": "fat"}]),
        ("the same options twice", [RED, RED | {"Title": "", "Variant SKU": "B"}]),
        ("a product told in two places", [CUP, CUP | {"Handle": "fat", "Variant SKU": "FAT"}, CUP]),
    ],
)
def test_what_would_be_there_twice_is_told(case, rows, run):
    _said, complaints = run(*rows)

    assert len(complaints) == 1
    assert Variant.objects.filter(sku="KOPP").count() == 1


def test_an_sku_that_another_product_has_is_not_taken_over(run):
    VariantFactory(sku="KOPP", product__code="annan")

    _said, complaints = run(CUP)

    assert "annan" in complaints[0]
    assert Variant.objects.get(sku="KOPP").product.code == "annan"


@pytest.mark.parametrize(
    ("case", "content"),
    [
        ("empty", b""),
        ("no header", b"kopp,Kopp,99\nfat,Fat,89\n"),
        ("another header", b"Namn;Pris\nKopp;99\n"),
        ("no price column", b"Handle,Title\nkopp,Kopp\n"),
        ("only a header", b"Handle,Title,Variant Price\n"),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(case, content, tmp_path):
    path = tmp_path / "fil.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        import_file(path)

    assert str(refusal.value)
    assert not Product.objects.exists()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError):
        import_file(tmp_path / "saknas.csv")


def test_the_newer_names_of_the_columns_are_known(tmp_path):
    path = tmp_path / "ny.csv"
    path.write_text(
        "Title;URL handle;Description;Published on online store;Status;SKU;Price;Inventory quantity;"
        "Option1 name;Option1 value\n"
        "Kopp;kopp;<p>Ja</p>;TRUE;Active;KOPP;99,00;4;Title;Default Title\n",
        encoding="cp1252",
    )

    import_file(path)

    assert (Variant.objects.get().sku, Variant.objects.get().stock.on_hand) == ("KOPP", 4)
    assert swedish_page("kopp").live


# --- Pictures ---


@pytest.fixture
def pictures(monkeypatch):
    """Addresses that answer, by their content; all others fail. Gives the list of what was asked for."""
    asked = []
    answers = {"https://bilder.example/kopp-1.jpg": PictureFactory.build().file.read()}

    def fetch(url):
        asked.append(url)
        if url not in answers:
            raise FetchFailed("svarar inte")
        return answers[url]

    monkeypatch.setattr(product_import, "fetch_picture", fetch)
    return asked


def test_pictures_are_only_counted_unless_asked_for(pictures):
    import_file(EXPORT)

    assert pictures == []
    assert ShopImage.objects.count() == 0


def test_pictures_are_fetched_once_and_failures_are_listed(pictures):
    _said, complaints = import_file(EXPORT, images=True)
    first = list(pictures)
    import_file(EXPORT, images=True)

    gallery = swedish_page("kopp-dal").gallery
    assert sorted(first) == ["https://bilder.example/kopp-1.jpg", "https://bilder.example/kopp-2.jpg"]
    assert pictures[2:] == ["https://bilder.example/kopp-2.jpg"]
    assert [block.value["alt"] for block in gallery] == ["Kopp i celadon"]
    assert ShopImage.objects.count() == 1
    assert len([line for line in complaints if "kopp-2.jpg" in line]) == 1
    assert Product.objects.count() == 3


def test_an_import_without_pictures_leaves_those_of_the_page(pictures, run):
    row = CUP | {"Image Src": "https://bilder.example/kopp-1.jpg"}
    run(row, columns=["Image Src"], images=True)

    run(row | {"Title": "Kopp Dal"}, columns=["Image Src"])

    assert (swedish_page("kopp").title, len(swedish_page("kopp").gallery)) == ("Kopp Dal", 1)


@pytest.mark.parametrize("name", ["apparel.csv", "home-and-garden.csv"])
def test_real_exports_are_imported_whole(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine: the public exports are not part of the project")

    _said, complaints = import_file(path)
    before = everything()
    import_file(path)

    assert complaints == []
    assert Product.objects.count() == 20
    assert everything() == before
