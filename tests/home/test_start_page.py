"""The start page: one campaign with one action, then shelves, stories and promises that an editor composes."""

import pytest
from django.test import Client

from cms.pages.campaign import CampaignPage
from cms.pages.product import ProductPage
from commerce.catalogue.models import Product
from home.models import HomePage
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uncached(settings):
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def cups():
    """Three cups in Swedish; the first is in English too."""
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    parent = category_page(category)
    made = [
        sellable(
            price=f"{number}49.00",
            parent=parent,
            product__name_sv=f"Kopp {number}",
            product__name_en=f"Cup {number}",
            product__code=f"kopp-{number}",
            product__category=category,
        )
        for number in (1, 2, 3)
    ]
    english = category_page(category, language="en", slug="cups")
    product_page(made[0].product, parent=english, language="en", slug="cup-1")
    return made


def composed(language="sv", **fields):
    home = home_page(language)
    for name, value in fields.items():
        setattr(home, name, value)
    home.save_revision().publish()
    return home


def shelf(*pages):
    return ("product_shelf", {"title": "Till frukosten", "pages": list(pages)})


def pages_of(cups):
    return [ProductPage.objects.get(slug=variant.product.code) for variant in cups]


def test_the_editor_composes_it(cups):
    campaign = CampaignPage(title="Höst", slug="host", locale=home_page().locale, intro="Värme")
    home_page().add_child(instance=campaign)
    composed(
        hero_title="Keramik för alla dagar",
        hero_text="Bränd i Knivsta",
        hero_label="Se kampanjen",
        hero_page=campaign,
        hero_image=PictureFactory(),
        body=[
            shelf(*pages_of(cups)),
            (
                "story",
                {
                    "title": "Om verkstan",
                    "text": "<p>Vi drejar</p>",
                    "picture": {"image": PictureFactory(), "alt": "Hjul"},
                    "page": campaign,
                    "label": "Läs mer",
                },
            ),
            ("promises", [{"title": "Fri frakt", "text": "Från 600 kr"}]),
            ("call_to_action", {"text": "Kom och hälsa på", "page": campaign, "label": "Hitta hit"}),
        ],
    )

    page = Client().get("/").content.decode()

    for words in (
        "Keramik för alla dagar",
        "Se kampanjen",
        "Till frukosten",
        "Om verkstan",
        "Vi drejar",
        "Fri frakt",
        "Hitta hit",
    ):
        assert words in page, words
    assert page.count('href="/host/"') == 3
    assert page.index("Kopp 1") < page.index("Kopp 2") < page.index("Kopp 3")
    assert "149\xa0kr" in page


def test_a_shelf_shows_what_can_be_bought_in_the_editors_order(cups):
    first, second, third = pages_of(cups)
    composed(body=[shelf(third, first, second)])
    Product.objects.filter(code="kopp-1").update(is_on_sale=False)

    page = Client().get("/").content.decode()

    assert page.index("Kopp 3") < page.index("Kopp 2")
    assert "Kopp 1" not in page


def test_a_shelf_of_swedish_pages_leads_to_the_english_ones(cups):
    composed("en", body=[shelf(*pages_of(cups))])

    page = Client().get("/en/").content.decode()

    assert 'href="/en/cups/cup-1/"' in page
    assert "Cup 1" in page
    assert "Cup 2" not in page


def test_a_shelf_whose_pages_are_gone_is_not_shown(cups):
    composed(body=[shelf(*pages_of(cups))])
    for page in pages_of(cups):
        page.delete()

    page = Client().get("/")

    assert page.status_code == 200
    assert "Till frukosten" not in page.content.decode()


def test_an_empty_start_page_is_a_page():
    HomePage.objects.update(body="[]")

    assert Client().get("/").status_code == 200


def test_it_tells_search_engines_what_it_is():
    page = Client().get("/").content.decode()

    assert '"@type":"WebSite"' in page
    assert '"target":"http://127.0.0.1:8000/sok/?q={search_term_string}"' in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/">' in page


def test_products_on_a_campaigns_shelf_and_in_a_story_are_cards_too(cups):
    campaign = CampaignPage(title="Höst", slug="host", locale=home_page().locale, body=[shelf(*pages_of(cups))])
    home_page().add_child(instance=campaign)
    page = pages_of(cups)[0]
    page.story = [shelf(*pages_of(cups)[1:])]
    page.save_revision().publish()

    assert "Kopp 3" in Client().get("/host/").content.decode()
    assert "Till frukosten" in Client().get("/koppar/kopp-1/").content.decode()
