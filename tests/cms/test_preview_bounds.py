"""A preview link shows what it says to whoever has it, and nothing else: no rights, no order, no kept page."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from cms.pages.product import ProductPage
from cms.preview.links import LINK_SALT, PreviewLink
from cms.preview.look import COOKIE
from commerce.cart.models import Cart
from commerce.customers.models import Level, User
from tests.factories.customers import UserFactory, logged_in
from tests.factories.preview import (
    ADD,
    AS,
    CUP,
    CUPS,
    LINKS,
    address_of,
    cup_to_look_at,
    link,
    looking,
    price,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def cup():
    return cup_to_look_at()


@pytest.mark.parametrize("token", ["1", "1:x", "1:2:3", "1%0A", "å", "x" * 400])
def test_a_forged_link_shows_nothing(cup, token):
    link()
    browser = Client()

    answer = browser.get(f"/forhandsvisa/{token}/")

    assert answer.status_code == 404
    assert COOKIE not in browser.cookies


def test_the_number_of_another_link_cannot_be_put_in(cup):
    mine, other = link(level="pro"), link(level="premium")
    signature = mine.token.partition(":")[2]

    assert Client().get(f"/forhandsvisa/{other.pk}:{signature}/").status_code == 404


@pytest.mark.parametrize("what", ["expired", "withdrawn", "its maker is disabled", "its maker edits no more"])
def test_what_is_no_longer_good_shows_nothing_from_the_next_page_on(cup, what):
    made = link(level="pro")
    browser = looking(made)
    assert price(219) in text(browser, CUPS)

    if what == "expired":
        PreviewLink.objects.update(made_at=timezone.now() - timedelta(2), expires_at=timezone.now() - timedelta(1))
    elif what == "withdrawn":
        PreviewLink.objects.update(withdrawn_at=timezone.now())
    elif what == "its maker edits no more":
        made.made_by.groups.clear()
    else:
        User.objects.filter(pk=made.made_by_id).update(is_active=False)

    assert price(219) not in text(browser, CUPS)
    assert 'class="look"' not in text(browser, CUPS)
    assert browser.cookies[COOKIE].value == ""
    assert Client().get(address_of(made)).status_code == 404


@pytest.mark.parametrize(
    "value",
    ["1", "1:x:y", signing.Signer(salt=LINK_SALT).sign("1"), signing.dumps({"level": "pro"})],
    ids=["a number", "of no signature", "a link's own address", "signed for something else"],
)
def test_a_forged_cookie_is_a_konsument(cup, value):
    link(level="pro")
    browser = Client()
    browser.cookies[COOKIE] = value

    assert price(249) in text(browser, CUPS)
    assert price(219) not in text(browser, CUPS)


def test_a_cookie_that_is_too_old_shows_nothing(cup, monkeypatch):
    browser = looking(level="pro")
    then = signing.time.time() + 60 * 60 * 5

    monkeypatch.setattr(signing.time, "time", lambda: then)

    assert price(219) not in text(browser, CUPS)


@pytest.mark.parametrize(
    "to",
    ["https://ont.example/", "//ont.example/", "/\\ont.example/", "javascript:alert(1)", "\\\\ont.example", "koppar"],
)
def test_a_link_leads_to_pages_of_the_shop_only(cup, to):
    browser = Client()
    made = link(path=CUPS)

    assert browser.get(address_of(made), {"to": to}).headers["Location"] == CUPS
    assert browser.get("/forhandsvisa/lamna/", {"to": to}).headers["Location"] == "/"


def test_a_link_leads_where_it_is_asked_to_in_the_shop(cup):
    answer = Client().get(address_of(link(), to=CUP))

    assert answer.headers["Location"] == CUP
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert 0 < cookie["max-age"] <= 4 * 60 * 60


def test_no_page_of_a_preview_is_kept_or_read_from_what_is_kept(cup):
    assert price(249) in text(Client(), CUPS)
    browser = looking(level="pro")

    answer = browser.get(CUPS)

    assert price(219) in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert price(219) in browser.get(CUP).content.decode()  # the first visit of this page by anyone
    for path in (CUPS, CUP):
        seen = text(Client(), path)
        assert price(249) in seen
        assert price(219) not in seen
        assert 'class="look"' not in seen


def test_a_preview_of_drafts_leaves_menus_and_prices_of_others_as_they_were(cup):
    page = ProductPage.objects.get().get_parent().specific
    page.title = "Muggar som inte finns"
    page.save_revision()
    at = timezone.now() + timedelta(days=400)

    assert "Muggar som inte finns" in text(looking(pages=True, at=at), "/")

    assert "Muggar som inte finns" not in text(Client(), "/")
    assert "Muggar som inte finns" not in text(Client(), CUP)


def test_a_signed_in_visitor_is_not_in_the_preview_and_stays_signed_in(cup):
    editor = UserFactory(roles=["Redaktör"], first_name="Redigeranna", level_id=Level.PREMIUM)
    browser = logged_in(editor)
    browser.get(address_of(link(level="pro")))

    shown = text(browser, CUPS)

    assert "Redigeranna" not in shown
    assert price(219) in shown
    browser.post(ADD, {"sku": "LL-1", "quantity": 1}, **OURS)
    browser.get("/forhandsvisa/lamna/")
    assert "Redigeranna" in text(browser, CUPS)
    assert Cart.objects.count() == 0


def test_the_admin_asks_for_its_own_rights_whatever_one_looks_as(cup):
    browser = looking(level="premium", pages=True)

    for path in ("/admin/", AS, LINKS):
        assert browser.get(path).status_code == 302
    assert browser.get("/admin/").headers["Location"].startswith("/konto/")


def test_leaving_shows_the_shop_as_it_is(cup):
    browser = looking(level="pro")

    answer = browser.get("/forhandsvisa/lamna/", {"to": CUPS})

    assert answer.headers["Location"] == CUPS
    assert price(249) in text(browser, CUPS)
