"""An editor sees each page as each level sees it, before anybody else does."""

from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.pages.campaign import CampaignPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from home.models import HomePage
from tests.factories.catalogue import CategoryFactory, category_page, home_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]

PRICES = {"konsument": "249", "user": "239", "pro": "219", "premium": "209"}


@pytest.fixture
def cup():
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    return sellable(
        price="249.00",
        parent=category_page(category),
        product__name_sv="Kopp Glimma",
        product__code="kopp-glimma",
        product__category=category,
        prices={level: [(1, Decimal(amount))] for level, amount in PRICES.items() if level != "konsument"},
    )


def page_of(kind, cup):
    """A page of each type that shows the cup."""
    product = ProductPage.objects.get()
    shelf = [("product_shelf", {"title": "Nytt", "pages": [product]})]
    if kind == "product":
        return product
    if kind == "category":
        return product.get_parent().specific
    if kind == "home":
        home = HomePage.objects.get(slug="hem")
        home.body = shelf
        return home
    model = {"campaign": CampaignPage, "standard": StandardPage}[kind]
    page = model(title=kind, slug=kind, body=shelf, locale=Locale.objects.get(language_code="sv"))
    return home_page().add_child(instance=page)


@pytest.mark.parametrize("level", PRICES)
@pytest.mark.parametrize("kind", ["product", "category", "home", "campaign", "standard"])
def test_each_page_type_shows_each_levels_prices(cup, kind, level):
    page = page_of(kind, cup)

    response = page.make_preview_request(preview_mode=level)

    shown = response.content.decode()
    assert response.status_code == 200
    assert f'<span class="price__now">{PRICES[level]}\xa0kr</span>' in shown
    for other, amount in PRICES.items():
        assert other == level or f'<span class="price__now">{amount}\xa0kr</span>' not in shown


def test_the_preview_is_of_the_draft_and_the_page_stays_as_it_is(cup):
    page = ProductPage.objects.get()
    page.lead = "Bara ett utkast"
    page.save_revision()
    draft = page.get_latest_revision_as_object()

    assert "Bara ett utkast" in draft.make_preview_request(preview_mode="pro").content.decode()
    assert "Bara ett utkast" not in Client().get("/koppar/kopp-glimma/").content.decode()


def test_a_draft_that_was_never_live_can_be_previewed(cup):
    page = ProductPage(title="Ny", slug="ny", locale=Locale.objects.get(language_code="sv"), live=False)
    ProductPage.objects.get().get_parent().add_child(instance=page)

    response = page.make_preview_request(preview_mode="konsument")

    assert response.status_code == 200
    assert "säljs inte just nu" in response.content.decode()


def test_every_page_type_offers_the_four_levels_and_what_the_editor_chooses():
    for model in (ProductPage, CampaignPage, StandardPage, HomePage):
        assert [mode for mode, _name in model().preview_modes] == [*PRICES, "look"]
