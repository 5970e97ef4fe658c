"""The rows that lists, cards and search read follow whatever writes a page or a product."""

import pytest
from django.db import connection, transaction

from cms.links import ProductLink
from cms.listed import ListedProduct
from cms.pages.product import ProductPage
from commerce.bulk import settled_together
from commerce.catalogue.models import (
    AttributeValue,
    Brand,
    Category,
    Product,
    ProductAttribute,
    ProductCategory,
    Variant,
)
from commerce.events import versions
from tests.committing import in_threads
from tests.factories.catalogue import AttributeFactory, BrandFactory, CategoryFactory, category_page, sellable
from tests.factories.pictures import PictureFactory


@pytest.fixture
def cup(db):
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    return sellable(
        parent=category_page(category),
        sku="LL-1",
        product__name_sv="Kopp",
        product__code="kopp",
        product__brand=BrandFactory(name="Verkstad"),
        product__category=category,
    )


def listed():
    return ListedProduct.objects.get()


@pytest.mark.django_db
def test_pictures_come_from_the_gallery_in_order(cup):
    page, pictures = ProductPage.objects.get(), [PictureFactory() for _ in range(3)]

    page.gallery = [("picture", {"image": picture, "alt": "Koppen"}) for picture in pictures]
    page.save_revision().publish()

    assert (listed().picture_id, listed().second_picture_id) == (pictures[0].pk, pictures[1].pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "change", "expected"),
    [
        ("product", lambda: Product.objects.update(name_sv="Skål"), ["Skål Kopp", "LL-1", "Verkstad Koppar", ""]),
        ("variant", lambda: Variant.objects.update(sku="LL-9"), ["Kopp", "LL-9", "Verkstad Koppar", ""]),
        ("inactive", lambda: Variant.objects.update(is_active=False), ["Kopp", "", "Verkstad Koppar", ""]),
        ("brand", lambda: Brand.objects.update(name="Hytta"), ["Kopp", "LL-1", "Hytta Koppar", ""]),
        ("category", lambda: Category.objects.update(name_sv="Muggar"), ["Kopp", "LL-1", "Verkstad Muggar", ""]),
        ("left category", lambda: ProductCategory.objects.all().delete(), ["Kopp", "LL-1", "Verkstad", ""]),
        ("tags", lambda: Product.objects.update(tags=["dusch"]), ["Kopp", "LL-1", "Verkstad dusch Koppar", ""]),
        ("property", lambda: a_property(), ["Kopp", "LL-1", "Verkstad Koppar Lera", ""]),
        ("lead", lambda: ProductPage.objects.update(lead="Varm"), ["Kopp", "LL-1", "Verkstad Koppar", "Varm"]),
    ],
)
def test_words_follow_what_they_are_gathered_from(cup, case, change, expected):
    before = versions.current([f"product:{cup.product_id}"])

    change()

    assert listed().words == expected
    assert versions.current([f"product:{cup.product_id}"]) != before


def a_property():
    value = AttributeValue.objects.create(attribute=AttributeFactory(code="m"), code="clay", name_sv="Sten")
    ProductAttribute.objects.create(product=Product.objects.get(), attribute=value.attribute, value=value)
    AttributeValue.objects.filter(pk=value.pk).update(name_sv="Lera")


@pytest.mark.django_db
def test_a_link_moved_to_another_product_moves_the_row(cup):
    other = sellable(page=False, product__code="annan", product__name_sv="Annan")

    ProductLink.objects.update(product=other.product)

    assert (listed().product_id, listed().name) == (other.product_id, "Annan")
    ProductLink.objects.all().delete()
    assert ListedProduct.objects.count() == 0


@pytest.mark.django_db
def test_what_changes_nothing_bumps_nothing(cup):
    tags = [f"page:{ProductPage.objects.get().pk}", "site"]
    before = versions.current(tags)

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET draft_title = 'x', locked = true, latest_revision_created_at = now()"
        )

    assert versions.current(tags) == before


def test_of_two_who_change_a_product_at_once_neither_is_forgotten(committing_db):
    cup = sellable(parent=category_page(CategoryFactory(code="koppar")), product__name_sv="Kopp", product__code="kopp")
    changes = [
        lambda: Product.objects.filter(pk=cup.product_id).update(name_sv="Skål"),
        lambda: ProductPage.objects.update(lead="Varm"),
        lambda: Variant.objects.filter(pk=cup.pk).update(sku="LL-9"),
    ]

    for _turn in range(5):
        assert all(not isinstance(result, Exception) for result in in_threads(*changes))
        assert listed().words == ["Skål Kopp", "LL-9", listed().words[2], "Varm"]


@pytest.mark.django_db
def test_what_is_written_together_is_derived_once_at_the_end(cup):
    tag = f"product:{cup.product_id}"
    before = versions.current([tag])[tag]

    with settled_together():
        Product.objects.update(name_sv="Skål")
        with settled_together():
            Variant.objects.update(sku="LL-9")
        ProductPage.objects.update(lead="Varm")
        assert (listed().name, versions.current([tag])[tag]) == ("Kopp", before)

    assert listed().words == ["Skål Kopp", "LL-9", "Verkstad Koppar", "Varm"]
    assert versions.current([tag])[tag] == before + 1


@pytest.mark.django_db
def test_what_was_taken_back_is_not_derived_and_the_next_change_is_at_once(cup):
    tag = f"product:{cup.product_id}"
    before = versions.current([tag])

    with pytest.raises(ZeroDivisionError), transaction.atomic(), settled_together():  # noqa: PT012
        Product.objects.update(name_sv="Skål")
        raise ZeroDivisionError

    assert (listed().name, versions.current([tag])) == ("Kopp", before)
    Product.objects.update(name_sv="Fat")
    assert listed().name == "Fat"
