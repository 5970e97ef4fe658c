"""The product beside its page in the editor, and the way between the two."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.desk.panels import beside
from cms.links import ProductLink
from cms.pages.product import ProductPage
from tests.factories.catalogue import (
    CategoryFactory,
    PriceFactory,
    ProductFactory,
    StockFactory,
    VariantFactory,
    category_page,
    home_page,
    product_page,
    sellable,
)
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def cup():
    return sellable(
        price="249.00",
        stock=7,
        prices={"pro": [(1, "219.00"), (12, "204.00")]},
        sku="LL-1",
        label_sv="Seladon",
        product__name_sv="Kopp Glimma",
    )


def editor_of(page):
    return f"/admin/pages/{page.pk}/edit/"


def copy_of(page):
    """A draft with no product."""
    return page.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)


def test_it_shows_articles_prices_and_stock_each_one_step_from_its_register(browser, cup):
    page = ProductPage.objects.get()

    shown = browser.get(editor_of(page)).content.decode()

    for text in ("Kopp Glimma", "LL-1", "Seladon", "249,00", "219,00", "204,00", "från 12:", "Säljs"):
        assert text in shown, text
    for address in (
        f"/admin/catalogue/product/edit/{cup.product_id}/",
        f"/admin/catalogue/variant/edit/{cup.pk}/",
        f"/admin/pricing/price/?variant={cup.pk}",
        f"/admin/stock/stock/edit/{cup.pk}/",
    ):
        assert f'href="{address}"' in shown
        assert browser.get(address).status_code == 200


def test_it_asks_three_questions_whatever_the_size_of_the_product(cup):
    page = ProductPage.objects.get()
    user = owner()
    user.has_perm("catalogue.view_product")
    for number in range(60):
        variant = VariantFactory(product=cup.product, position=number + 1)
        PriceFactory(variant=variant)
        StockFactory(variant=variant)

    with CaptureQueriesContext(connection) as asked:
        shown = beside(page, user=user, now=timezone.now())

    assert len(asked) == 3
    assert (shown["variant_count"], len(shown["rows"]), shown["hidden_count"]) == (61, 50, 11)


def test_prices_that_are_past_are_left_out_and_those_to_come_say_when(cup):
    now = timezone.now()
    PriceFactory(variant=cup, amount=Decimal("1.00"), min_quantity=2, valid_until=now - timedelta(seconds=1))
    PriceFactory(variant=cup, amount=Decimal("2.00"), min_quantity=3, valid_from=now + timedelta(days=3))

    shown = beside(ProductPage.objects.get(), user=owner(), now=now)

    (_name, amounts), *_rest = shown["rows"][0]["amounts"]
    day = timezone.localtime(now + timedelta(days=3)).strftime("%Y-%m-%d")
    assert [(price["from_quantity"], price["from_date"]) for price in amounts] == [(None, None), (3, day)]


def test_the_panel_is_read_only(browser, cup):
    page = ProductPage.objects.get()

    form = browser.get(editor_of(page)).context["form"]

    assert not {"sku", "amount", "on_hand", "product", "variant"} & set(form.fields)


def test_a_copy_says_that_it_has_no_product_and_leads_to_a_choice(browser, cup):
    copy = copy_of(ProductPage.objects.get())

    shown = browser.get(editor_of(copy)).content.decode()

    assert "Sidan saknar produkt." in shown
    assert f'href="/admin/page-product/{copy.pk}/"' in shown


# --- From a page to a product ---


def test_linking_a_product_that_has_no_page(browser, cup):
    copy = copy_of(ProductPage.objects.get())
    mug = ProductFactory(name_sv="Mugg Klint", code="mugg-klint")
    VariantFactory(product=mug, sku="LL-2")

    listed = browser.get(f"/admin/page-product/{copy.pk}/", {"q": "ll-2"})
    assert [product.pk for product in listed.context["products"]] == [mug.pk]
    answer = browser.post(f"/admin/page-product/{copy.pk}/", {"product": mug.pk}, follow=True)

    assert ProductLink.objects.get(product=mug).translation_key == copy.translation_key
    assert "Sidan handlar nu om Mugg Klint." in answer.content.decode()


def test_a_product_that_has_a_page_is_not_offered_and_cannot_be_taken(browser, cup):
    page = ProductPage.objects.get()
    copy = copy_of(page)

    assert list(browser.get(f"/admin/page-product/{copy.pk}/").context["products"]) == []
    assert browser.post(f"/admin/page-product/{copy.pk}/", {"product": cup.product_id}).status_code == 404
    assert ProductLink.objects.get().translation_key == page.translation_key


@pytest.mark.parametrize("product", ["", "abc", "0", "9" * 40, "-1", "\x00"])
def test_a_product_that_is_not_there_is_not_linked(browser, cup, product):
    copy = copy_of(ProductPage.objects.get())

    assert browser.post(f"/admin/page-product/{copy.pk}/", {"product": product}).status_code == 404
    assert ProductLink.objects.count() == 1


def test_a_page_that_has_a_product_keeps_it(browser, cup):
    page, other = ProductPage.objects.get(), ProductFactory()

    browser.post(f"/admin/page-product/{page.pk}/", {"product": other.pk})

    assert ProductLink.objects.get().product_id == cup.product_id


@pytest.mark.parametrize("role", ["Importredaktör", "Utvecklare", None])
def test_who_may_not_link_links_nothing(cup, role):
    copy, mug = copy_of(ProductPage.objects.get()), ProductFactory()
    stranger = verified(UserFactory(roles=[role] if role else []))

    for answer in (
        stranger.get(f"/admin/page-product/{copy.pk}/"),
        stranger.post(f"/admin/page-product/{copy.pk}/", {"product": mug.pk}),
        stranger.post(f"/admin/product-page/{mug.pk}/"),
    ):
        assert answer.status_code in (302, 403)
    assert ProductLink.objects.count() == 1
    assert ProductPage.objects.count() == 2


def test_an_editor_may_link(cup):
    copy, mug = copy_of(ProductPage.objects.get()), ProductFactory()

    verified(UserFactory(roles=["Redaktör"])).post(f"/admin/page-product/{copy.pk}/", {"product": mug.pk})

    assert ProductLink.objects.filter(product=mug).exists()


# --- From a product to a page ---


def test_from_the_register_to_the_page_in_one_step(browser, cup):
    page = ProductPage.objects.get()

    shown = browser.get(f"/admin/catalogue/product/edit/{cup.product_id}/").content.decode()

    address = re.search(r'href="(/admin/product-page/\d+/)"', shown).group(1)
    assert browser.get(address).url == editor_of(page)


def test_a_product_without_a_page_gets_a_draft_in_both_languages(browser):
    cups = CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups")
    parent = category_page(cups, parent=home_page())
    product = ProductFactory(name_sv="Kopp", name_en="Cup", code="kopp", category=cups, is_on_sale=False)

    asked = browser.get(f"/admin/product-page/{product.pk}/")
    assert "Skapa en sida för Kopp?" in asked.content.decode()
    assert not ProductPage.objects.exists()
    made = browser.post(f"/admin/product-page/{product.pk}/")
    browser.post(f"/admin/product-page/{product.pk}/")

    swedish, english = ProductPage.objects.order_by("locale__language_code").reverse()
    assert made.url == editor_of(swedish)
    assert (swedish.title, english.title, swedish.live, english.live) == ("Kopp", "Cup", False, False)
    assert swedish.get_parent().pk == parent.pk
    assert swedish.has_product()
    product.refresh_from_db()
    assert not product.is_on_sale


def test_a_product_without_a_category_says_what_is_missing(browser):
    product = ProductFactory()

    answer = browser.post(f"/admin/product-page/{product.pk}/", follow=True)

    assert "Ge produkten en huvudkategori först" in answer.content.decode()
    assert not ProductPage.objects.exists()


def test_a_product_that_is_not_there(browser):
    assert browser.get("/admin/product-page/999999/").status_code == 404
    assert browser.get("/admin/page-product/999999/").status_code == 404


def test_the_explorer_asks_nothing_about_products(browser):
    """Whether a page may be published is asked when it is opened, not once for each row of a list."""
    parent = category_page(CategoryFactory())
    for _ in range(3):
        product_page(parent=parent)

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/admin/pages/{parent.pk}/")

    assert not [query["sql"] for query in asked if "cms_productlink" in query["sql"]]
