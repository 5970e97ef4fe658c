"""Every change of the range is a version that can be seen, compared and put back."""

import pytest
from django.db import connection, connections, transaction
from django.db.models import Q
from django.utils import timezone

import manage
from commerce.catalogue import kept, privacy
from commerce.catalogue.intake import take_in
from commerce.catalogue.models import Product, ProductAttribute, ProductCategory, Variant
from commerce.catalogue.rows import CategoryRow, ProductRow, VariantRow
from commerce.changed_by import COMMAND, IMPORT, TASK, changed_by
from commerce.customers.person import Person
from commerce.history.pages import shown_versions
from commerce.history.versions import event_model, versions_of
from config.celery import app
from tests.commerce.catalogue.test_product_register import form_of
from tests.factories.catalogue import (
    AttributeFactory,
    AttributeValueFactory,
    BrandFactory,
    CategoryFactory,
    ManufacturerFactory,
    ProductFactory,
    VariantFactory,
)
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
PRODUCTS, VARIANTS = "/admin/catalogue/product/", "/admin/catalogue/variant/"


@pytest.fixture
def browser():
    who = owner()
    browser = verified(who)
    browser.user = who
    return browser


def save(browser, product, **changes):
    answer = browser.post(f"{PRODUCTS}edit/{product.pk}/", form_of(browser, product, **changes))
    assert answer.status_code == 302, answer.context["form"].errors


def changes(pk, of=kept.PRODUCT):
    """Each version's changes, the latest first: `[{label: (before, after)}]`."""
    return [{one.label: (one.before, one.after) for one in shown.changes} for shown in shown_versions(of, pk)]


def put_back(browser, register, pk, version):
    return browser.post(f"{register}history/{pk}/compare/", {"from": version.key})


def test_a_change_in_the_admin_says_who_when_where_and_what(browser):
    product = ProductFactory(name_sv="Kopp")

    save(browser, product, name_sv="Kopp Glimma", tags="kaffe")

    latest = versions_of(kept.PRODUCT, product.pk)[0]
    assert latest.who == browser.user
    assert (latest.where, latest.what) == ("request", f"{PRODUCTS}edit/{product.pk}/")
    assert changes(product.pk)[0] == {"Namn": ("Kopp", "Kopp Glimma"), "Taggar": ("–", "kaffe")}


def test_categories_choices_and_properties_belong_to_the_version(browser):
    cups, gifts = CategoryFactory(name_sv="Koppar"), CategoryFactory(name_sv="Gåvor")
    material = AttributeFactory(name_sv="Material")
    stoneware = AttributeValueFactory(attribute=material, name_sv="Stengods")
    glass = AttributeValueFactory(attribute=material, name_sv="Glas")
    product = ProductFactory(category=cups)
    ProductAttribute.objects.create(product=product, attribute=material, value=glass)

    save(
        browser,
        product,
        primary_category=gifts.pk,
        option_1=material.pk,
        **{f"property_{material.pk}": [str(stoneware.pk)]},
    )

    assert changes(product.pk)[0] == {
        "Huvudkategori": ("Koppar", "Gåvor"),
        "Vad kunden väljer på": ("–", "Material"),
        "Material": ("Glas", "Stengods"),
    }


def test_put_back_is_an_edit_that_makes_a_new_version(browser):
    product = ProductFactory(name_sv="Kopp", category=CategoryFactory(name_sv="Koppar"))
    save(browser, product, name_sv="Kopp Glimma", primary_category=CategoryFactory().pk)
    first = versions_of(kept.PRODUCT, product.pk)[1]

    answer = put_back(browser, PRODUCTS, product.pk, first)

    assert answer.status_code == 302
    product.refresh_from_db()
    assert product.name_sv == "Kopp"
    assert ProductCategory.objects.get(product=product, is_primary=True).category.name_sv == "Koppar"
    names = [one["Namn"] for one in changes(product.pk) if "Namn" in one]
    assert names == [("Kopp Glimma", "Kopp"), ("Kopp", "Kopp Glimma"), ("–", "Kopp")]


def test_compare_shows_field_by_field_and_the_way_back(browser):
    product = ProductFactory(name_sv="Kopp")
    save(browser, product, name_sv="Kopp Glimma")
    first = versions_of(kept.PRODUCT, product.pk)[-1]

    page = browser.get(f"{PRODUCTS}history/{product.pk}/compare/", {"from": first.key}).content.decode()

    before, after = (
        '<td data-label="Version 1"><del>Kopp</del></td>',
        '<td data-label="Version 2"><ins>Kopp Glimma</ins></td>',
    )
    assert f'<th scope="row">Namn</th>{before}{after}' in page
    assert "Återställ version 1" in page


def test_a_variant_that_was_deleted_is_put_back(browser):
    variant = VariantFactory(sku="LL-1", label_sv="Blå", weight_g=300)
    browser.post(f"{VARIANTS}delete/{variant.pk}/")
    assert not Variant.objects.filter(sku="LL-1").exists()
    before = next(one for one in versions_of(kept.VARIANT, variant.pk) if one.state.values)

    answer = put_back(browser, VARIANTS, variant.pk, before)

    assert answer.status_code == 302, answer.context["reasons"]
    found = Variant.objects.get(sku="LL-1")
    assert (found.label_sv, found.weight_g, found.product) == ("Blå", 300, variant.product)


def test_a_sku_that_is_taken_since_is_refused_and_changes_nothing(browser):
    variant = VariantFactory(sku="LL-1")
    browser.post(f"{VARIANTS}delete/{variant.pk}/")
    taken = VariantFactory(sku="LL-1")
    before = next(one for one in versions_of(kept.VARIANT, variant.pk) if one.state.values)

    answer = put_back(browser, VARIANTS, variant.pk, before)

    assert answer.status_code == 422
    assert answer.context["reasons"] == ["Artikelnummer: Variant med detta Artikelnummer finns redan."]
    assert list(Variant.objects.filter(sku="LL-1")) == [taken]


def test_a_gtin_that_another_has_now_is_refused(browser):
    variant = VariantFactory(gtin="4006381333931")
    Variant.objects.filter(pk=variant.pk).update(gtin=None)
    VariantFactory(gtin="4006381333931")
    before = versions_of(kept.VARIANT, variant.pk)[1]

    answer = put_back(browser, VARIANTS, variant.pk, before)

    assert answer.status_code == 422
    assert "GTIN" in answer.content.decode()
    variant.refresh_from_db()
    assert variant.gtin is None


def test_what_the_form_does_not_write_is_told(browser):
    product = ProductFactory(name_sv="Kopp", is_on_sale=True)
    save(browser, product, name_sv="Glimma")
    Product.objects.filter(pk=product.pk).update(is_on_sale=False)
    first = versions_of(kept.PRODUCT, product.pk)[-1]

    answer = browser.post(f"{PRODUCTS}history/{product.pk}/compare/", {"from": first.key}, follow=True)

    assert "Formuläret skriver inte detta, som står kvar: Säljs." in answer.content.decode()
    assert Product.objects.get(pk=product.pk).is_on_sale is False


def test_an_import_of_what_is_new_writes_no_version():
    with changed_by(IMPORT, "varor.csv"):
        take_in([ProductRow(code="kopp", name="Kopp", categories=(CategoryRow(code="k", name="K"),),
                            variants=(VariantRow(sku="K-1"),))], now=timezone.now())  # fmt: skip

    assert not event_model(Product).objects.exists()
    assert not event_model(ProductCategory).objects.exists()
    assert not event_model(Variant).objects.exists()


def test_an_import_that_changes_writes_who_and_what_it_was_before():
    product = ProductFactory(code="kopp", name_sv="Kopp", category=CategoryFactory())

    with changed_by(IMPORT, "varor.csv"):
        take_in([ProductRow(code="kopp", name="Mugg", categories=(CategoryRow(code="k", name="Kaffe"),),
                            variants=(VariantRow(sku="K-1"),))], now=timezone.now())  # fmt: skip

    latest = versions_of(kept.PRODUCT, product.pk)[0]
    assert (latest.where, latest.what) == ("import", "varor.csv")
    assert changes(product.pk)[0] == {"Namn": ("Kopp", "Mugg"), "Finns även i": ("–", "Kaffe")}


def test_what_changes_a_row_past_django_is_kept_too():
    brand = BrandFactory(name="Sjövik")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_brand SET name = 'Sjöviks hytta'")

    [kept_row] = event_model(type(brand)).objects.filter(pgh_label="update")
    assert (kept_row.name, kept_row.pgh_context) == ("Sjövik", None)


def test_a_write_that_changes_nothing_is_no_version():
    product = ProductFactory()
    before = event_model(Product).objects.count()

    product.save()
    Product.objects.filter(pk=product.pk).update(facet_values=[1])

    assert event_model(Product).objects.count() == before


def test_changes_within_a_task_are_one_version():
    product = ProductFactory(name_sv="Kopp")

    with changed_by(TASK, "tests.task"):
        Product.objects.filter(pk=product.pk).update(name_sv="Mugg")
        Product.objects.filter(pk=product.pk).update(kind="mugg")

    assert changes(product.pk)[0] == {"Namn": ("Kopp", "Mugg"), "Produktslag": ("–", "mugg")}


def test_what_any_task_changes_says_which_task():
    product = ProductFactory(name_sv="Kopp")

    @app.task(name="tests.rename")
    def rename(pk):
        Product.objects.filter(pk=pk).update(name_sv="Mugg")

    rename.apply([product.pk], throw=True)
    Product.objects.filter(pk=product.pk).update(name_sv="Bägare")

    told = {one.state.values["name_sv"]: (one.where, one.what) for one in versions_of(kept.PRODUCT, product.pk)}
    assert told["Mugg"] == (TASK, "tests.rename")
    assert told["Bägare"] == ("", "")


def test_what_any_command_changes_says_which_command(monkeypatch):
    product = ProductFactory(name_sv="Kopp")
    said = "from commerce.catalogue.models import Product; Product.objects.update(name_sv='Mugg')"
    monkeypatch.setattr("sys.argv", ["manage.py", "shell", "-c", said])
    monkeypatch.setattr(connections, "close_all", lambda: None)  # a command ends with it

    manage.main()

    latest = versions_of(kept.PRODUCT, product.pk)[0]
    assert (latest.where, latest.what) == (COMMAND, "shell")


def test_an_import_within_a_command_is_the_import_and_the_rest_the_command():
    product, other = ProductFactory(name_sv="Kopp"), ProductFactory(name_sv="Fat")

    with changed_by(COMMAND, "import_products"), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(name_sv="Skål")
        with changed_by(IMPORT, "varor.csv"):
            Product.objects.filter(pk=product.pk).update(name_sv="Mugg")
        Product.objects.filter(pk=other.pk).update(name_sv="Bricka")

    first, second, *_rest = versions_of(kept.PRODUCT, product.pk)
    assert {(first.where, first.what), (second.where, second.what)} == {
        (IMPORT, "varor.csv"),
        (COMMAND, "import_products"),
    }
    assert versions_of(kept.PRODUCT, other.pk)[0].what == "import_products"


@pytest.mark.parametrize(("role", "reads"), [("Redaktör", True), ("Utvecklare", False)])
def test_who_reads_and_who_puts_back(role, reads):
    product = ProductFactory(name_sv="Kopp")
    Product.objects.filter(pk=product.pk).update(name_sv="Mugg")
    browser = verified(UserFactory(roles=[role]))

    seen = browser.get(f"{PRODUCTS}history/{product.pk}/")
    tried = put_back(browser, PRODUCTS, product.pk, versions_of(kept.PRODUCT, product.pk)[-1])

    assert (seen.status_code == 200) is reads
    assert tried.status_code in (302, 403)
    assert Product.objects.get(pk=product.pk).name_sv == "Mugg"


def test_the_list_asks_as_much_for_fifty_versions_as_for_five(browser, django_assert_max_num_queries):
    product = ProductFactory()
    for number in range(50):
        Product.objects.filter(pk=product.pk).update(name_sv=f"Kopp {number}")

    with django_assert_max_num_queries(40):
        answer = browser.get(f"{PRODUCTS}history/{product.pk}/")

    assert len(answer.context["versions"]) == 51


def test_no_version_that_is_not(browser):
    product = ProductFactory()

    assert browser.get(f"{PRODUCTS}history/{product.pk}/compare/", {"from": "x"}).status_code == 404
    assert browser.get(f"{PRODUCTS}history/999999999/").status_code == 404


def test_a_manufacturer_that_is_forgotten_is_forgotten_in_its_versions_too():
    maker = ManufacturerFactory(
        email="maj@example.se",
        postal_address="Ugnsvägen 4",
        responsible_name="Maj Ek",
        responsible_postal_address="Ugnsvägen 4",
        responsible_email="maj@example.se",
    )
    type(maker).objects.filter(pk=maker.pk).update(
        email="verkstad@example.se", postal_address="Storgatan 1", responsible_name="", responsible_email=""
    )
    person, versions = Person(email="maj@example.se"), event_model(type(maker)).objects
    told = privacy.export(person)
    assert [one["postal_address"] for one in told["manufacturers"]] == ["Ugnsvägen 4"] * 2
    assert [one["responsible_name"] for one in told["responsible_for_goods"]] == ["Maj Ek"] * 2

    privacy.forget(person, timezone.now())
    privacy.forget(person, timezone.now())

    assert not versions.filter(Q(email=person.email) | Q(responsible_email=person.email)).exists()
    assert not versions.filter(Q(postal_address="Ugnsvägen 4") | Q(responsible_postal_address="Ugnsvägen 4")).exists()
    assert privacy.export(person) == {"manufacturers": [], "responsible_for_goods": []}
