"""An address that no longer shows a page leads on: to the page, to what replaced a product, or to its category."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.pages.content import StandardPage
from commerce.catalogue.models import Product
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]


@pytest.fixture
def cups():
    category = CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups")
    return {
        language: category_page(category, language=language, slug=slug)
        for language, slug in (("sv", "koppar"), ("en", "cups"))
    }


def cup(cups, name, language="sv"):
    variant = sellable(page=False, product__name_sv=name, product__code=name)
    page = product_page(variant.product, parent=cups[language], language=language, slug=name)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def product_of(page):
    return Product.objects.get(page_link__translation_key=page.translation_key)


def led(path):
    answer = Client().get(path)
    return answer.status_code, answer.headers.get("Location")


def test_a_changed_slug_leaves_a_redirect_for_all_below_it(cups):
    for language, name in (("sv", "kopp"), ("en", "cup")):
        cup(cups, name, language)

    for page, slug in ((cups["sv"], "muggar"), (cups["en"], "mugs")):
        page.slug = slug
        page.save_revision().publish()

    assert led("/koppar/") == (301, "/muggar/")
    assert led("/koppar/kopp/") == (301, "/muggar/kopp/")
    assert led("/en/cups/cup/") == (301, "/en/mugs/cup/")
    assert set(Redirect.objects.values_list("automatically_created", flat=True)) == {True}


def test_what_is_changed_in_bulk_leaves_redirects_too(cups):
    pages = [cup(cups, f"kopp-{number}") for number in range(3)]
    for page in pages:
        page.url_path = page.url_path.replace("/kopp-", "/mugg-")
        page.slug = page.slug.replace("kopp-", "mugg-")

    Page.objects.bulk_update(pages, ["url_path", "slug"])

    assert [led(f"/koppar/kopp-{number}/") for number in range(3)] == [
        (301, f"/koppar/mugg-{number}/") for number in range(3)
    ]


def test_a_moved_page_is_found(cups):
    about = home_page().add_child(instance=StandardPage(title="Om", slug="om", locale=home_page().locale))
    press = home_page().add_child(instance=StandardPage(title="Press", slug="press", locale=home_page().locale))
    for page in (about, press):
        page.save_revision().publish()

    press.refresh_from_db()
    press.move(about, pos="last-child")

    assert led("/press/") == (301, "/om/press/")


def test_an_address_that_is_taken_back_is_no_former_one(cups):
    page = cup(cups, "kopp")
    for slug in ("mugg", "kopp"):
        page.slug = slug
        page.save_revision().publish()

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/koppar/mugg"]
    assert led("/koppar/kopp/") == (200, None)


def test_what_an_editor_wrote_stands(cups):
    page = cup(cups, "kopp")
    Redirect.objects.create(old_path="/koppar/kopp", site=home_page().get_site(), redirect_link="/om/")

    page.slug = "mugg"
    page.save_revision().publish()

    assert led("/koppar/kopp/") == (301, "/om/")


def test_a_draft_that_was_never_shown_leaves_none(cups):
    draft = StandardPage(title="Om", slug="om", locale=home_page().locale, live=False)
    home_page().add_child(instance=draft)
    draft.slug = "om-oss"
    draft.save()

    assert not Redirect.objects.exists()


def test_an_ended_product_leads_to_what_replaced_it(cups):
    first, second, third = (cup(cups, name) for name in ("kopp-ett", "kopp-tva", "kopp-tre"))
    Product.objects.filter(pk=product_of(first).pk).update(replaced_by=product_of(second))
    Product.objects.filter(pk=product_of(second).pk).update(replaced_by=product_of(third))

    first.unpublish()
    assert led("/koppar/kopp-ett/") == (301, "/koppar/kopp-tva/")

    second.unpublish()
    assert led("/koppar/kopp-ett/") == (301, "/koppar/kopp-tre/")

    third.unpublish()
    assert led("/koppar/kopp-ett/") == (302, "/koppar/")


def test_products_that_replace_each_other_lead_to_their_category(cups):
    first, second = (cup(cups, name) for name in ("kopp-ett", "kopp-tva"))
    Product.objects.filter(pk=product_of(first).pk).update(replaced_by=product_of(second))
    Product.objects.filter(pk=product_of(second).pk).update(replaced_by=product_of(first))
    first.unpublish()
    second.unpublish()

    assert led("/koppar/kopp-ett/") == (302, "/koppar/")


def test_a_product_that_comes_back_needs_nothing_taken_away(cups):
    page = cup(cups, "kopp")
    page.unpublish()
    assert led("/koppar/kopp/") == (302, "/koppar/")

    page.refresh_from_db()
    page.save_revision().publish()

    assert led("/koppar/kopp/") == (200, None)


def test_a_product_that_has_ended_after_its_address_changed_leads_on_without_a_loop(cups):
    page = cup(cups, "kopp")
    page.slug = "mugg"
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()

    assert led("/koppar/kopp/") == (301, "/koppar/mugg/")
    assert led("/koppar/mugg/") == (302, "/koppar/")


def test_a_product_is_not_replaced_by_itself(cups):
    product = product_of(cup(cups, "kopp"))
    product.replaced_by = product

    with pytest.raises(ValidationError, match="sig själv"):
        product.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(replaced_by=product)
