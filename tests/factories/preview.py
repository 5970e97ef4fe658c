"""Visitors who look at the shop through a preview link, and what there is for them to see."""

from decimal import Decimal

from django.test import Client
from django.utils import timezone

from cms.preview import links
from cms.preview.look import Look
from tests.factories.catalogue import CategoryFactory, category_page, sellable
from tests.factories.customers import UserFactory

CUP, CUPS, CART, ADD = "/koppar/kopp-glimma/", "/koppar/", "/varukorg/", "/varukorg/lagg-till/"
AS, LINKS = "/admin/preview-as/", "/admin/reports/preview-links/"


def cup_to_look_at():
    """A cup for 249 kr, 219 for Pro, in a category that stands in the menu."""
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    return sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True),
        sku="LL-1",
        product__name_sv="Kopp Glimma",
        product__code="kopp-glimma",
        product__category=category,
        prices={"pro": [(1, Decimal("219.00"))]},
    )


def link(look=None, *, path="/", days=7, by=None, **facts):
    """A link that is good for a week: of `look`, or of `Look(**facts)`."""
    by = by or UserFactory(roles=["Redaktör"])
    return links.share(look or Look(**facts), path=path, by=by, days=days, note="", now=timezone.now())


def address_of(made, to=""):
    return f"/forhandsvisa/{made.token}/" + (f"?to={to}" if to else "")


def looking(made=None, **facts):
    """A browser without an account that has opened a link."""
    browser = Client()
    made = made or link(**facts)
    answer = browser.get(address_of(made))
    assert answer.status_code == 302, answer.status_code
    return browser


def text(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def price(amount):
    return f"{amount}\xa0kr"
