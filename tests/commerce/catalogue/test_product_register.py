"""The register of products as its owner works in it."""

import re
from decimal import Decimal

import pytest

from commerce.catalogue.models import Attribute, Product, ProductAttribute, ProductCategory, Variant
from tests.factories.catalogue import (
    AttributeFactory,
    AttributeValueFactory,
    BrandFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    sellable,
)
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
INDEX = "/admin/catalogue/product/"


@pytest.fixture
def browser():
    return verified(owner())


def names(answer):
    pks = [row["pk"] for row in answer.context["rows"]]
    found = Product.objects.in_bulk(pks)
    return [found[pk].name_sv for pk in pks]


def form_of(browser, product, **changes):
    """What the browser would send for the product's form, with changes."""
    form = browser.get(f"{INDEX}edit/{product.pk}/").context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if not field.field.disabled and value not in (None, "", False):
            said = ",".join(value) if field.name == "tags" else value
            sent |= {field.html_name: said, field.html_initial_name: said}
    return {name: value for name, value in (sent | changes).items() if value is not None}


def save(browser, product, **changes):
    return browser.post(f"{INDEX}edit/{product.pk}/", form_of(browser, product, **changes))


# --- Finding ---


@pytest.mark.parametrize(
    ("case", "query", "found"),
    [
        ("in the order of the Swedish alphabet", {}, ["Ananas", "Zink", "Åska", "Äpple", "Öl"]),
        ("backwards", {"o": "-name_sv"}, ["Öl", "Äpple", "Åska", "Zink", "Ananas"]),
        ("by a part of the name, whatever the case", {"q": "PPL"}, ["Äpple"]),
        ("by article number", {"q": "ll-77"}, ["Zink"]),
        ("by how the code begins", {"q": "nr-1"}, ["Ananas"]),
        ("by brand", {"q": "sjövik"}, ["Öl"]),
        ("by two words, in different columns", {"q": "öl sjö"}, ["Öl"]),
        ("by two letters, where a word begins", {"q": "ös"}, []),
        ("with no hit", {"q": "finns inte"}, []),
        ("that are on sale", {"is_on_sale": "1"}, ["Ananas", "Zink", "Åska", "Öl"]),
        ("that are not", {"is_on_sale": "0"}, ["Äpple"]),
        ("by a value that is none of the filter's", {"is_on_sale": "2"}, []),
    ],
)
def test_finding_products(browser, case, query, found):
    ProductFactory(code="nr-1", name_sv="Ananas")
    VariantFactory(product=ProductFactory(name_sv="Zink"), sku="LL-77")
    ProductFactory(name_sv="Åska")
    ProductFactory(name_sv="Äpple", is_on_sale=False)
    ProductFactory(name_sv="Öl", brand=BrandFactory(name="Sjöviks Hytta"))

    assert names(browser.get(INDEX, query)) == found


def test_finding_by_category_and_brand(browser):
    cups = CategoryFactory(name_sv="Koppar")
    in_cups = ProductFactory(category=cups)
    ProductFactory(category=CategoryFactory())

    assert names(browser.get(INDEX, {"category": cups.pk})) == [in_cups.name_sv]
    assert names(browser.get(INDEX, {"brand": in_cups.brand_id})) == [in_cups.name_sv]


def test_a_row_says_price_stock_and_page_and_leads_there(browser):
    variant = sellable(price="249.00", stock=7, product__name_sv="Kopp Glimma")

    shown = browser.get(INDEX).content.decode()

    assert "249,00" in shown
    assert f'href="{INDEX}edit/{variant.product_id}/"' in shown
    assert f"/admin/catalogue/variant/?product={variant.product_id}" in shown
    assert f"/admin/product-page/{variant.product_id}/" in shown
    assert "Publicerad" in shown


def test_the_list_alone_comes_back_while_somebody_types(browser):
    ProductFactory(name_sv="Kopp")

    answer = browser.get(INDEX, {"q": "kopp"}, headers={"x-requested-with": "XMLHttpRequest"})

    assert "<table" in answer.content.decode()
    assert "<html" not in answer.content.decode()


# --- Editing ---


def test_saving_writes_what_was_changed_and_nothing_else(browser):
    product = ProductFactory(name_sv="Kopp")
    sent = form_of(browser, product, name_sv="Kopp Glimma", tags="stengods, kaffe")
    Product.objects.filter(pk=product.pk).update(kind="mugg", is_on_sale=False)
    sent.pop("kind", None)

    answer = browser.post(f"{INDEX}edit/{product.pk}/", sent)

    product.refresh_from_db()
    assert answer.status_code == 302
    assert (product.name_sv, product.tags) == ("Kopp Glimma", ["stengods", "kaffe"])
    assert (product.kind, product.is_on_sale) == ("mugg", False)


def test_what_is_wrong_is_said_in_swedish_by_its_field(browser):
    product = ProductFactory(name_sv="Kopp")

    answer = save(browser, product, name_sv="")

    assert answer.status_code == 200
    assert answer.context["form"].errors["name_sv"] == ["Fyll i det här."]
    assert Product.objects.get(pk=product.pk).name_sv == "Kopp"


def test_the_code_stays(browser):
    product = ProductFactory(code="kopp-glimma")

    save(browser, product, code="annan")

    assert Product.objects.get(pk=product.pk).code == "kopp-glimma"


def test_sorting_a_product_in_again(browser):
    cups, gifts, ceramics = CategoryFactory(), CategoryFactory(), CategoryFactory()
    product = ProductFactory(category=cups)
    ProductCategory.objects.filter(product=product).update(position=7)

    save(browser, product, primary_category=gifts.pk, more_categories=[cups.pk, ceramics.pk])

    placed = ProductCategory.objects.filter(product=product).values_list("category", "is_primary", "position")
    assert set(placed) == {(gifts.pk, True, 0), (cups.pk, False, 7), (ceramics.pk, False, 0)}


def test_each_field_stands_once_on_the_page(browser):
    AttributeFactory(code="height", kind=Attribute.Kind.NUMBER)
    product = ProductFactory()

    shown = browser.get(f"{INDEX}edit/{product.pk}/").content.decode()

    names = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', shown)
    assert sorted(names) == sorted(set(names))


def test_properties_of_every_kind(browser):
    clay = AttributeValueFactory(attribute=AttributeFactory(code="material"))
    wood = AttributeValueFactory(attribute=clay.attribute)
    height = AttributeFactory(code="height", kind=Attribute.Kind.NUMBER, unit="cm")
    safe = AttributeFactory(code="safe", kind=Attribute.Kind.BOOLEAN)
    origin = AttributeFactory(code="origin", kind=Attribute.Kind.TEXT)
    product = ProductFactory()
    ProductAttribute.objects.create(product=product, attribute=clay.attribute, value=wood)

    save(
        browser,
        product,
        **{
            f"property_{clay.attribute_id}": [clay.pk],
            f"property_{height.pk}": "7,5",
            f"property_{safe.pk}": "0",
            f"property_{origin.pk}": "Småland",
        },
    )

    rows = ProductAttribute.objects.filter(product=product).order_by("attribute")
    assert [(row.value_id, row.number, row.boolean, row.text) for row in rows] == [
        (clay.pk, None, None, None),
        (None, Decimal("7.500"), None, None),
        (None, None, False, None),
        (None, None, None, "Småland"),
    ]
    assert 'value="7,5"' in browser.get(f"{INDEX}edit/{product.pk}/").content.decode()


@pytest.mark.law("L2")
def test_the_owner_says_what_is_perishable_finds_it_and_has_it_in_a_file(browser):
    bread, cup = ProductFactory(code="brod", name_sv="Bröd"), ProductFactory(code="kopp", name_sv="Kopp")

    save(browser, bread, is_perishable="on")
    assert dict(Product.objects.values_list("code", "is_perishable")) == {"brod": True, "kopp": False}
    assert names(browser.get(INDEX, {"is_perishable": "1"})) == ["Bröd"]
    assert names(browser.get(INDEX, {"is_perishable": "0"})) == ["Kopp"]
    lines = b"".join(browser.get(INDEX, {"export": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    rows = [dict(zip(lines[0].split(";"), line.split(";"), strict=True)) for line in lines[1:]]
    assert {row["Kod"]: row["Kort hållbarhet"] for row in rows} == {"brod": "ja", "kopp": "nej"}

    save(browser, bread, is_perishable=None)
    save(browser, cup, name_sv="Kopp Dal")
    assert not Product.objects.filter(is_perishable=True).exists()


def test_what_the_shopper_chooses_by(browser):
    colour, size = AttributeFactory(), AttributeFactory()
    product = ProductFactory()

    save(browser, product, option_1=size.pk, option_2=colour.pk)
    assert list(product.options.order_by("position").values_list("attribute", flat=True)) == [size.pk, colour.pk]

    answer = save(browser, product, option_1=size.pk, option_2=size.pk)
    assert answer.context["form"].errors["option_2"] == ["Samma egenskap är vald två gånger."]
    assert product.options.count() == 2


def test_making_a_product_and_its_variant(browser):
    red = AttributeValueFactory(attribute=AttributeFactory(code="colour"), name_sv="Röd", name_en="Red")
    made = browser.post(
        f"{INDEX}create/",
        {"name_sv": "Skål", "code": "skal", "tax_class": "standard", "option_1": red.attribute_id},
    )
    product = Product.objects.get(code="skal")
    assert made.url == f"{INDEX}edit/{product.pk}/"
    assert not product.is_on_sale

    browser.post(
        f"/admin/catalogue/variant/create/?product={product.pk}",
        {"product": "skal", "sku": "SK-1", f"option_{red.attribute_id}": red.pk, "weight_g": "400", "position": "0"},
    )

    variant = Variant.objects.get(sku="SK-1")
    assert (variant.product, variant.label_sv, variant.label_en) == (product, "Röd", "Red")
    assert list(variant.values.all()) == [red]


WHOLE = "Ange innehållet och dess enhet, eller inget av dem; innehållet är mer än noll."


@pytest.mark.parametrize(
    ("case", "sent", "field", "said"),
    [
        ("unknown product", {"product": "x-1"}, "product", "Ingenting har numret x-1. Leta upp det i registret."),
        ("nul byte", {"product": "a\x00"}, "product", None),
        ("taken article number", {"sku": "LL-1"}, "sku", None),
        ("no article number", {"sku": "  "}, "sku", "Fyll i det här."),
        ("bad GTIN", {"gtin": "7350061001077"}, "gtin", "7350061001077 är inte ett giltigt GTIN."),
        ("weight below nothing", {"weight_g": "-1"}, "weight_g", None),
        ("weight beyond all", {"weight_g": "1e9"}, "weight_g", None),
        ("content without a unit", {"content_amount": "5"}, "__all__", WHOLE),
        ("a unit of nothing", {"content_amount": "0", "content_unit": "g"}, "__all__", WHOLE),
        ("an unknown unit", {"content_amount": "5", "content_unit": "oz"}, "content_unit", None),
        ("same options", {}, "__all__", "LL-1 har redan samma val."),
    ],
)  # fmt: skip
def test_a_variant_that_cannot_be(browser, case, sent, field, said):
    red = AttributeValueFactory(attribute=AttributeFactory(code="colour"))
    variant = VariantFactory(sku="LL-1", values=[red], product__code="kopp")
    form = {"product": "kopp", "sku": "LL-2", f"option_{red.attribute_id}": red.pk, "weight_g": "1", "position": "0"}

    answer = browser.post(f"/admin/catalogue/variant/create/?product={variant.product_id}", form | sent)

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert said is None or said in answer.context["form"].errors[field]
    assert Variant.objects.count() == 1


@pytest.mark.law("L6")
def test_what_a_variant_holds_is_written_shown_and_exported(browser):
    variant = sellable(sku="LL-1", page=False)
    address = f"/admin/catalogue/variant/edit/{variant.pk}/"
    form = {"product": variant.product.code, "sku": "LL-1", "weight_g": "300", "position": "0", "is_active": "on"}

    browser.post(address, form | {"content_amount": "1000", "content_unit": "ml"})

    variant.refresh_from_db()
    assert (variant.content_amount, variant.content_unit) == (1000, "ml")
    shown = browser.get(f"/admin/catalogue/variant/inspect/{variant.pk}/").content.decode().replace("\xa0", " ")
    assert '1000 <span class="register-unit">ml</span>' in shown
    exported = b"".join(browser.get("/admin/catalogue/variant/", {"export": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )
    assert "Innehåll" in exported.splitlines()[0]
    assert "ml" in exported.splitlines()[1]


# --- Deleting ---


def test_what_is_used_cannot_be_deleted_and_it_says_by_what(browser):
    variant = sellable(sku="LL-9")
    address = f"{INDEX}delete/{variant.product_id}/"

    asked, refused = browser.get(address), browser.post(address)

    for answer in (asked, refused):
        assert "kan inte tas bort" in answer.content.decode()
        assert "1 variant: LL-9" in answer.content.decode()
        assert "Ja, ta bort" not in answer.content.decode()
    assert Product.objects.filter(pk=variant.product_id).exists()


def test_what_nothing_uses_is_deleted(browser):
    product = ProductFactory()

    assert "Ja, ta bort" in browser.get(f"{INDEX}delete/{product.pk}/").content.decode()
    browser.post(f"{INDEX}delete/{product.pk}/")

    assert not Product.objects.exists()


def test_the_history_tells_who_changed_what(browser):
    product = ProductFactory(name_sv="Kopp")
    save(browser, product, name_sv="Mugg")

    shown = browser.get(f"{INDEX}history/{product.pk}/").content.decode()

    assert "Siv" in shown


def test_a_category_cannot_be_put_under_itself(browser):
    above = CategoryFactory()
    below = CategoryFactory(parent=above)

    answer = browser.post(
        f"/admin/catalogue/category/edit/{above.pk}/", {"name_sv": "Keramik", "parent": below.pk, "position": "0"}
    )

    assert answer.context["form"].errors["parent"] == ["En kategori kan inte ligga under sig själv."]
