"""Nobody sees another's price, name or cart on a kept page."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from cms.pages.category import CategoryPage
from commerce.cart import basket, cookie
from commerce.customers.models import Level, User
from tests.cms.kept_pages import CUP, CUPS, is_hit, kept_cup
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture
def cup(committing_db):
    return kept_cup()


@pytest.mark.krav("4.1.2")
def test_each_level_has_its_own_page_and_logging_out_shows_list_prices(cup):
    UserFactory(email="pro@example.com", level_id="pro", first_name="Petra", last_name="Lind")
    UserFactory(email="other@example.com", level_id="pro", first_name="Olle", last_name="Berg")
    browser, other = Client(), Client()
    assert "249\xa0kr" in browser.get(CUP).content.decode()

    browser.force_login(User.objects.get(email="pro@example.com"))
    page = browser.get(CUP).content.decode()
    assert "219\xa0kr" in page
    assert "Petra Lind" in page

    other.force_login(User.objects.get(email="other@example.com"))
    assert is_hit(CUP, other)
    shared = other.get(CUP).content.decode()
    assert "219\xa0kr" in shared
    assert "Olle Berg" in shared
    assert "Petra" not in shared

    browser.logout()
    page = browser.get(CUP).content.decode()
    assert "219\xa0kr" not in page
    assert "Petra" not in page
    assert "219\xa0kr" not in Client().get(CUP).content.decode()


def test_a_member_sees_whom_he_buys_for_on_a_kept_page_and_a_colleague_his_own_name(cup):
    ateljen = OrganisationFactory(name="Ateljén", level_id="pro")
    colleagues = [Client(), Client()]
    for client, first_name in zip(colleagues, ("Petra", "Olle"), strict=True):
        user = UserFactory(first_name=first_name, last_name="Lind")
        MembershipFactory(user=user, organisation=ateljen)
        client.force_login(user)
    colleagues[0].get(CUPS)

    assert is_hit(CUPS, colleagues[1])
    bodies = [client.get(CUPS).content.decode() for client in colleagues]
    assert "Petra Lind, Ateljén" in bodies[0]
    assert "Olle Lind, Ateljén" in bodies[1]
    assert "Petra" not in bodies[1]


def test_a_level_taken_away_is_gone_at_the_next_request(cup):
    user = UserFactory(level_id="pro")
    browser = Client()
    browser.force_login(user)
    assert "219\xa0kr" in browser.get(CUP).content.decode()

    User.objects.filter(pk=user.pk).update(level_id=Level.USER)

    assert "219\xa0kr" not in browser.get(CUP).content.decode()


@pytest.mark.parametrize(
    "cookies",
    [
        {"sessionid": "a" * 32},
        {"sessionid": ""},
        {"audience": "pro-consumer-0-SEK"},
        {"level": "pro"},
        {"cart": "f" * 80},
        {"cart": "2.3:forged:forged"},
    ],
)
def test_a_forged_or_unknown_audience_is_a_konsument(cup, cookies):
    pro = Client()
    pro.force_login(UserFactory(level_id="pro"))
    pro.get(CUP)
    stranger = Client()
    for name, value in cookies.items():
        stranger.cookies[name] = value

    page = stranger.get(CUP, headers={"X-Audience": "pro-consumer-0-SEK"}).content.decode()

    assert "249\xa0kr" in page
    assert "219\xa0kr" not in page
    assert "tool__count" not in page


def test_the_cart_count_is_filled_in_without_breaking_the_cache(cup):
    Client().get(CUP)
    shopper = Client()
    cart = basket.open_cart(user_id=None)
    basket.add(cart, "LL-1", 3)
    with_cart = shopper.get("/robots.txt")
    cookie.write(with_cart, cart)
    shopper.cookies.update(with_cart.cookies)

    assert is_hit(CUP, shopper)
    assert count_in(shopper.get(CUP)) == "3"
    assert count_in(Client().get(CUP)) == ""


def count_in(response):
    found = re.search(r'class="tool__count"[^>]*>(\d+)<', response.content.decode())
    return found.group(1) if found else ""


def test_adding_to_the_cart_shows_at_once_on_kept_pages(cup):
    shopper = Client(headers={"Origin": "http://testserver"})
    shopper.get(CUP)

    from django.urls import reverse

    added = shopper.post(reverse("cart_add"), {"sku": "LL-1", "quantity": "2"})

    assert added.status_code == 302
    assert count_in(shopper.get(CUP)) == "2"


def test_what_carries_something_of_one_visitor_is_not_kept(cup):
    for path in ("/varukorg/", "/kassa/", "/sok/?q=kopp", "/konto/login/", "/finns-inte/", "/robots.txt"):
        Client().get(path)

    assert len(caches["pages"]._cache) == 0


def test_a_waiting_message_is_shown_and_not_kept(cup):
    Client().get(CUP)
    visitor = Client()
    visitor.cookies["messages"] = "anything"

    assert not is_hit(CUP, visitor)


def test_a_private_page_is_kept_for_nobody(cup):
    from wagtail.models import PageViewRestriction

    Client().get(CUP)
    restriction = PageViewRestriction.objects.create(page=CategoryPage.objects.get(), restriction_type="login")

    assert Client().get(CUP).status_code == 302
    reader = Client()
    reader.force_login(UserFactory())
    assert reader.get(CUP).status_code == 200
    assert Client().get(CUP).status_code == 302
    restriction.delete()
    assert Client().get(CUP).status_code == 200
