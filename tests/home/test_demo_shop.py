"""Loading the demo shop: complete in both languages, reachable, and the same after a second time."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from cms.images import ShopImage
from cms.links import CategoryLink, ProductLink
from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from commerce.catalogue.models import Product, Variant
from commerce.events.models import Event, Version
from commerce.orders.models import DeliveryMethod
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from home.demo_shop.files import read_products
from home.models import HomePage
from tests import databases, demo
from tests.committing import forget_rows


@pytest.fixture
def demo_shop():
    call_command("load_demo_shop", verbosity=0)


@pytest.fixture
def demo_shop_of_before(django_db_setup, django_db_blocker, settings, tmp_path):
    """The demo shop in a database of its own, loaded by whichever run came first."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with (
        django_db_blocker.unblock(),
        demo.demo_copy(settings.MEDIA_ROOT, "_before") as name,
        databases.connected_to(name),
    ):
        forget_rows()
        yield
        forget_rows()


def state():
    kept = [Page, Product, Variant, Price, Stock, Version, ProductLink, CategoryLink, DeliveryMethod]
    counted = [Event, Revision, PageLogEntry, ReferenceIndex, ShopImage]
    rows = [list(model.objects.order_by("pk").values()) for model in kept]
    return rows + [model.objects.count() for model in counted]


@pytest.mark.django_db
def test_the_shop_is_whole_in_both_languages_and_a_second_load_changes_nothing(demo_shop, client):
    products = read_products()
    assert Product.objects.filter(is_on_sale=True).count() == len(products) >= 60
    assert Variant.objects.count() == sum(len(product["variants"]) for product in products) >= 150
    assert Variant.objects.filter(stock=None).count() == Variant.objects.filter(prices=None).count() == 0
    for model in (ProductPage, CategoryPage, CampaignPage, StandardPage, HomePage):
        swedish = model.objects.filter(locale__language_code="sv", alias_of=None, live=True)
        assert swedish.exists()
        english = model.objects.filter(locale__language_code="en", alias_of=None, live=True)
        assert set(english.values_list("translation_key")) == set(swedish.values_list("translation_key"))
    assert not [found for found in Page.find_problems() if found]
    for page in [*CategoryPage.objects.all(), *CampaignPage.objects.all(), *HomePage.objects.all()]:
        assert client.get(page.url).status_code == 200, page.url_path
    assert client.get(ProductPage.objects.first().url).status_code == 200

    before = state()
    call_command("load_demo_shop", verbosity=0)

    assert state() == before


@pytest.mark.django_db
def test_a_shop_that_has_products_is_left_alone_when_only_an_empty_one_is_to_be_filled():
    Product.objects.create(code="egen", name_sv="Egen vara")

    call_command("load_demo_shop", if_empty=True, verbosity=0)

    assert list(Product.objects.values_list("code", flat=True)) == ["egen"]


def test_what_an_editor_and_an_owner_have_changed_stays(demo_shop_of_before):
    page = HomePage.objects.get(locale__language_code="sv")
    page.hero_title = "Vår egen rubrik"
    page.save_revision().publish()
    Stock.objects.filter(variant=Variant.objects.first()).update(on_hand=1)
    DeliveryMethod.objects.update(gross=1)

    call_command("load_demo_shop", verbosity=0)

    page.refresh_from_db()
    assert page.hero_title == "Vår egen rubrik"
    assert Stock.objects.get(variant=Variant.objects.first()).on_hand == 1
    assert set(DeliveryMethod.objects.values_list("gross", flat=True)) == {1}
