"""Every kind of page that a shopper can come to: readable by all, still while it loads, as wide as the window."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from tests.journeys.conftest import DESKTOP, PHONE

SMALLEST = {"viewport": {"width": 320, "height": 640}}  # also what 1280 px is at 400 % zoom
THEMES = ["light", "dark"]


def of_kind(model, **wanted):
    return model.objects.live().filter(locale__language_code="sv", **wanted).order_by("path").first().url


def in_swedish(name):
    with translation.override("sv"):
        return reverse(name)


PLACES = {
    "home": lambda: "/",
    "home in English": lambda: "/en/",
    "category": lambda: of_kind(CategoryPage, depth=4),
    "category filtered": lambda: of_kind(CategoryPage, depth=4) + "?pris=100-400",
    "department": lambda: of_kind(CategoryPage, depth=3),
    "product": lambda: of_kind(ProductPage),
    "campaign": lambda: of_kind(CampaignPage),
    "information": lambda: of_kind(StandardPage),
    "search": lambda: in_swedish("search") + "?q=kopp",
    "search without a word": lambda: in_swedish("search"),
    "search without a hit": lambda: in_swedish("search") + "?q=zzzz",
    "empty cart": lambda: in_swedish("cart"),
    "log-in": lambda: in_swedish("account_login"),
    "sign-up": lambda: in_swedish("account_signup"),
    "forgotten password": lambda: in_swedish("account_reset_password"),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_serious(new_visitor, place, theme):
    visitor = new_visitor(**DESKTOP, color_scheme=theme)

    visitor.go(PLACES[place]())

    assert visitor.axe() == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_moves_while_a_page_loads(new_visitor, place, size):
    visitor = new_visitor(**size)

    page = visitor.go(PLACES[place]())
    page.wait_for_load_state("networkidle")

    assert visitor.layout_shift() == 0


@pytest.mark.parametrize("place", PLACES)
def test_no_page_is_wider_than_the_smallest_window(new_visitor, place):
    visitor = new_visitor(**SMALLEST)

    visitor.go(PLACES[place]())

    assert visitor.sideways() <= 0, visitor.wide_elements()


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_that_is_not_there_is_said_so_readably(new_visitor, theme):
    visitor = new_visitor(**PHONE, color_scheme=theme)

    page = visitor.go("/finns-inte/", status=404)

    assert page.get_by_role("heading", level=1).is_visible()
    assert visitor.axe() == []
    assert visitor.sideways() <= 0
