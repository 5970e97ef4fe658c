"""Every kind of page that a shopper can come to: readable by all, still while it loads, as wide as the window."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage

SMALLEST = {"width": 320, "height": 640}  # also what is left of 1280 px when one has zoomed in to 400 %


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


def still(visitor):
    """Wait until all of the page is there; by how much it moved meanwhile."""
    visitor.page.wait_for_load_state("networkidle")
    return visitor.layout_shift()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_still_while_it_loads_readable_in_both_themes_and_as_wide_as_the_window(desktop, place):
    page = desktop.go(PLACES[place]())

    assert still(desktop) == 0
    assert desktop.axe_in_both_themes() == []
    page.set_viewport_size(SMALLEST)
    assert desktop.sideways() <= 0, desktop.wide_elements()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_still_while_it_loads_on_a_phone(phone, place):
    phone.go(PLACES[place]())

    assert still(phone) == 0


def test_a_page_that_is_not_there_is_said_so_readably(phone):
    page = phone.go("/finns-inte/", status=404)

    assert page.get_by_role("heading", level=1).is_visible()
    assert phone.axe_in_both_themes() == []
    assert phone.sideways() <= 0
