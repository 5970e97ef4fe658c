"""A product is on sale while a page of it is live, and nothing an editor does with pages touches article, price, stock.

The rows of the table of cases: copy, alias in the same language, alias tree, translation, old revision after an import.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.links import ProductLink
from cms.listed import ListedProduct
from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from commerce.catalogue.models import Product, Variant
from commerce.events.models import Event
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable

pytestmark = pytest.mark.django_db


@pytest.fixture
def cup():
    return sellable(
        price="249.00",
        stock=7,
        parent=category_page(CategoryFactory(code="koppar")),
        sku="LL-1",
        product__name_sv="Kopp Glimma",
        product__code="kopp-glimma",
    )


@pytest.fixture
def page(cup):
    return ProductPage.objects.get()


def is_on_sale(cup):
    return Product.objects.get(pk=cup.product_id).is_on_sale


def shown():
    """Product codes that lists show, by language."""
    rows = ListedProduct.objects.filter(is_listed=True).values_list("locale__language_code", "product__code")
    return sorted(rows)


def facts(cup):
    return (
        Variant.objects.get(pk=cup.pk).sku,
        Price.objects.get(variant=cup).amount,
        Stock.objects.get(variant=cup).on_hand,
    )


def test_publishing_opens_the_sale_and_taking_down_closes_it(cup, page):
    page.unpublish()
    assert not is_on_sale(cup)
    assert shown() == []

    page.save_revision().publish()

    assert is_on_sale(cup)
    assert shown() == [("sv", "kopp-glimma")]
    assert [event.kind for event in Event.objects.order_by("id")] == ["product.sale_closed", "product.sale_opened"]


def test_it_is_on_sale_while_one_language_is_live(cup, page):
    english = product_page(
        cup.product, parent=category_page(CategoryFactory(code="cups"), language="en"), language="en"
    )
    assert shown() == [("en", "kopp-glimma"), ("sv", "kopp-glimma")]

    page.unpublish()
    assert is_on_sale(cup)
    assert shown() == [("en", "kopp-glimma")]

    english.unpublish()
    assert not is_on_sale(cup)


def test_deleting_the_last_live_page_closes_the_sale_and_leaves_the_article(cup, page):
    page.delete()

    assert not is_on_sale(cup)
    assert facts(cup) == ("LL-1", Decimal("249.00"), 7)
    assert ListedProduct.objects.count() == 0


def test_deleting_a_category_page_with_its_products_closes_their_sale(cup, page):
    CategoryPage.objects.get(slug="koppar").delete()

    assert not is_on_sale(cup)
    assert ListedProduct.objects.count() == 0


def test_moving_a_page_moves_its_address_and_keeps_the_sale(client, cup, page):
    target = category_page(CategoryFactory(code="muggar"))

    page.move(target, pos="last-child")

    assert is_on_sale(cup)
    assert client.get("/muggar/kopp-glimma/").status_code == 200
    assert ListedProduct.objects.get().url_path == "/hem/muggar/kopp-glimma/"


def test_renaming_a_category_moves_the_addresses_below_it(client, cup, page):
    category = CategoryPage.objects.get(slug="koppar")
    category.slug = "koppar-och-muggar"
    category.save_revision().publish()

    assert client.get("/koppar-och-muggar/kopp-glimma/").status_code == 200
    assert ListedProduct.objects.get().url_path == "/hem/koppar-och-muggar/kopp-glimma/"


@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_has_no_product_and_is_not_live(cup, page, keep_live):
    copy = page.copy(update_attrs={"slug": "kopia"}, keep_live=keep_live)

    assert copy.translation_key != page.translation_key
    assert not ProductLink.objects.filter(translation_key=copy.translation_key).exists()
    assert not ProductPage.objects.get(pk=copy.pk).live
    assert shown() == [("sv", "kopp-glimma")]


def test_copying_a_whole_category_copies_no_product(cup, page):
    category = CategoryPage.objects.get(slug="koppar")

    category.copy(recursive=True, update_attrs={"slug": "koppar-2"})

    assert ProductPage.objects.filter(live=True).count() == 1
    assert ProductLink.objects.count() == 1
    assert shown() == [("sv", "kopp-glimma")]


def test_an_alias_in_the_same_language_has_no_product(cup, page):
    alias = page.create_alias(parent=home_page(), update_slug="alias")

    assert not ProductPage.objects.get(pk=alias.pk).live
    assert shown() == [("sv", "kopp-glimma")]


def test_an_alias_in_another_language_is_of_the_same_product(client, cup, page):
    category = CategoryPage.objects.get(slug="koppar")
    english = Locale.objects.get(language_code="en")
    category.copy_for_translation(english, copy_parents=True, alias=True)

    alias = page.copy_for_translation(english, alias=True)

    assert alias.translation_key == page.translation_key
    assert shown() == [("en", "kopp-glimma"), ("sv", "kopp-glimma")]
    assert client.get("/en/koppar/kopp-glimma/").status_code == 200
    page.unpublish()
    assert shown() == []
    assert not is_on_sale(cup)


def test_a_translation_is_a_draft_until_it_is_published_and_then_sells_the_same_product(client, cup, page):
    english = Locale.objects.get(language_code="en")
    for one in (CategoryPage.objects.get(slug="koppar"), page):
        source, _created = TranslationSource.update_or_create_from_instance(one)
        Translation.objects.create(source=source, target_locale=english).save_target(publish=False)
    translated = ProductPage.objects.get(locale=english)
    assert (translated.live, translated.translation_key) == (False, page.translation_key)
    assert shown() == [("sv", "kopp-glimma")]

    translated.save_revision().publish()

    assert shown() == [("en", "kopp-glimma"), ("sv", "kopp-glimma")]
    assert ProductLink.objects.count() == 1


@pytest.mark.krav("4.3.3")
def test_an_old_draft_published_after_an_import_brings_no_old_article_price_or_stock_back(client, cup, page):
    page.lead = "Före"
    old = page.save_revision()
    page.lead = "Efter"
    page.save_revision().publish()
    Variant.objects.filter(pk=cup.pk).update(sku="LL-1-NY")
    Price.objects.filter(variant=cup).update(amount=Decimal("199.00"))
    Stock.objects.filter(variant=cup).update(on_hand=3)

    old.publish()

    assert ProductPage.objects.get(pk=page.pk).lead == "Före"
    assert facts(cup) == ("LL-1-NY", Decimal("199.00"), 3)
    shown_page = client.get("/koppar/kopp-glimma/").content.decode()
    assert "199\xa0kr" in shown_page
    assert "LL-1-NY" in shown_page


def test_saving_a_draft_changes_nothing_that_shoppers_see(client, cup, page):
    from commerce.events import versions

    tags = ["site", "catalogue", f"page:{page.pk}", f"product:{cup.product_id}"]
    before = versions.current(tags)
    page.title, page.lead = "Utkast", "Utkast"

    page.save_revision()

    assert versions.current(tags) == before
    assert ListedProduct.objects.get().words[0] == "Kopp Glimma"


def test_a_draft_that_is_scheduled_opens_no_sale_before_its_moment(page):
    page.unpublish()
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()

    assert not Product.objects.get().is_on_sale


@pytest.mark.parametrize("kind", ["home", "category", "campaign", "content"])
def test_a_live_page_that_no_editor_has_touched_stays_live_while_a_change_of_it_is_scheduled(kind, client):
    start = home_page()
    made = {
        "home": lambda: start,
        "category": lambda: category_page(CategoryFactory(code="koppar")),
        "campaign": lambda: start.add_child(instance=CampaignPage(title="Rea", slug="rea")),
        "content": lambda: start.add_child(instance=StandardPage(title="Om oss", slug="om-oss")),
    }
    one = made[kind]().specific
    assert (one.live, one.live_revision) == (True, None)

    one.title = "Senare"
    one.go_live_at = timezone.now() + timedelta(days=1)
    one.save_revision().publish()

    one.refresh_from_db()
    assert (one.live, one.title != "Senare") == (True, True)
    assert client.get(one.get_url()).status_code == 200
