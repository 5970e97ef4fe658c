"""Kept pages: fresh the moment anything changes, in every process, and nobody sees another's price, name or cart."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.pages.category import CategoryPage
from cms.pages.product import ProductPage
from cms.storefront import kept
from cms.storefront.page_store import PageStore
from commerce.cart import basket, cookie
from commerce.customers.models import Level, User
from commerce.events import versions
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.committing import in_threads
from tests.factories.catalogue import CategoryFactory, PriceFactory, category_page, product_page, sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory

CUP, CUPS, HOME = "/koppar/kopp-glimma/", "/koppar/", "/"


@pytest.fixture
def cup(committing_db):
    """A cup for 249 kr, 219 for Pro, with its page and its category."""
    category = CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups")
    return sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True),
        product__name_sv="Kopp Glimma",
        product__name_en="Glimma cup",
        product__code="kopp-glimma",
        product__category=category,
        sku="LL-1",
        prices={"pro": [(1, "219.00")]},
    )


@pytest.fixture
def processes(settings):
    """Two web processes: each has its own memory of pages, both have the same database."""
    settings.CACHES = {
        **settings.CACHES,
        "first": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "first"},
        "second": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "second"},
    }
    for name in ("first", "second"):
        caches[name].clear()
    return [Process("first"), Process("second")]


class Process:
    def __init__(self, store):
        self.store = store

    def get(self, path, client=None, **headers):
        """The page, and whether it was kept."""
        before = kept.store
        kept.store = lambda: caches[self.store]
        try:
            response = (client or Client()).get(path, headers=headers)
        finally:
            kept.store = before
        assert response.status_code == 200, path
        return response.content.decode(), was_kept(response)


def is_hit(path, client=None):
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return was_kept(response)


def was_kept(response):
    """Whether the page came from the cache; the slots in it may have been made for this visitor."""
    return "base.html" not in [made.name for made in response.templates]


def test_the_second_request_is_answered_without_a_template_by_one_query(cup):
    first = Client().get(CUP)

    with CaptureQueriesContext(connection) as asked:
        second = Client().get(CUP)

    assert [query["sql"].split("FROM")[1].split()[0] for query in asked.captured_queries] == ["events_version"]
    assert second.content == first.content
    assert second.templates == []
    assert second.headers["Cache-Control"] == "private, no-cache"
    assert int(second.headers["Content-Length"]) == len(second.content)


@pytest.mark.parametrize(
    ("case", "change", "shown", "paths"),
    [
        ("price", lambda cup: Price.objects.filter(amount=249).update(amount=Decimal("198.50")), "198,50", [CUP, CUPS]),
        ("stock word", lambda cup: Stock.objects.update(on_hand=0), "Slutsåld", [CUP, CUPS]),
        ("page", lambda cup: publish(ProductPage.objects.get(), lead="En ny ingress"), "En ny ingress", [CUP]),
        ("menu", lambda cup: publish(CategoryPage.objects.get(), title="Muggar"), "Muggar", [CUP, CUPS, HOME]),
        ("article", lambda cup: rename(cup.product), "Kopp Omdöpt", [CUP, CUPS]),
    ],
)
def test_every_process_drops_a_page_the_moment_what_it_shows_changes(cup, processes, case, change, shown, paths):
    for path in paths:
        for process in processes:
            process.get(path)
            assert process.get(path)[1], f"{path} was not kept"

    change(cup)

    for path in paths:
        for process in processes:
            page, is_old = process.get(path)
            assert shown in page, (case, path, process.store)
            assert not is_old
            assert process.get(path)[1]


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def rename(product):
    product.name_sv = "Kopp Omdöpt"
    product.save()


def test_what_a_page_does_not_show_leaves_it_kept(cup):
    other = sellable(product__code="lampa", parent=category_page(CategoryFactory(code="lampor")))
    Client().get(CUP)

    Price.objects.filter(variant=other).update(amount=Decimal("1.00"))
    Stock.objects.filter(variant=cup).update(on_hand=9)  # still plenty: the page says the same word

    assert is_hit(CUP)
    assert versions.current([f"product:{other.product_id}"]) != {f"product:{other.product_id}": 0}


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


def test_languages_have_pages_of_their_own(cup):
    english = category_page(CategoryFactory(code="koppar"), language="en", slug="cups")
    product_page(cup.product, parent=english, language="en", slug="glimma-cup")

    for _turn in range(2):
        assert "Glimma cup" in Client().get("/en/cups/glimma-cup/").content.decode()
        assert "Kopp Glimma" in Client().get(CUP).content.decode()
    response = Client().get("/en/cups/glimma-cup/")
    assert response.headers["Content-Language"] == "en"
    assert "SEK\xa0249" in response.content.decode()
    assert 'href="/en/cart/"' in response.content.decode()


def test_head_answers_as_get_without_a_body(cup):
    for _turn in range(2):
        head, get = Client().head(CUP), Client().get(CUP)

        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == get.headers["Content-Length"]
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_trackers_share_a_page_and_choices_do_not(cup):
    Client().get(f"{CUPS}?sort=pris&i_lager=1")

    assert is_hit(f"{CUPS}?utm_source=brev&i_lager=1&gclid=abc&sort=pris")
    assert not is_hit(f"{CUPS}?sort=namn&i_lager=1")
    assert "utm_source" not in Client().get(f"{CUPS}?utm_source=brev").content.decode()


def test_a_price_that_begins_by_itself_is_shown_when_it_begins(cup, monkeypatch):
    begins = timezone.now() + timedelta(minutes=5)
    Price.objects.filter(variant=cup, price_list__code="bas").update(valid_until=begins)
    PriceFactory(variant=cup, amount=Decimal("149.00"), valid_from=begins)
    Client().get(CUP)
    assert is_hit(CUP)

    later = begins + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "149\xa0kr" in Client().get(CUP).content.decode()


def test_what_carries_something_of_one_visitor_is_not_kept(cup):
    for path in ("/varukorg/", "/kassa/", "/sok/?q=kopp", "/konto/login/", "/finns-inte/", "/robots.txt"):
        Client().get(path)

    assert len(caches["pages"]._cache) == 0


def test_a_waiting_message_is_shown_and_not_kept(cup):
    Client().get(CUP)
    visitor = Client()
    visitor.cookies["messages"] = "anything"

    assert not is_hit(CUP, visitor)


def test_a_preview_is_neither_read_from_the_cache_nor_put_in_it(cup):
    page = ProductPage.objects.get()
    Client().get(CUP)
    kept = dict(caches["pages"]._cache)
    page.lead = "Bara ett utkast"

    preview = page.make_preview_request(preview_mode="konsument")

    assert "Bara ett utkast" in preview.content.decode()
    assert dict(caches["pages"]._cache) == kept
    assert "Bara ett utkast" not in Client().get(CUP).content.decode()


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


def test_a_page_made_while_its_price_changes_is_not_kept_as_fresh(cup, monkeypatch):
    """The price changes and commits after the page has read it and before it is kept."""
    from cms.storefront import serving

    original = serving.wagtail_views.serve

    def serve_while_the_price_changes(request, path):
        response = original(request, path)
        response.render()
        in_threads(lambda: Price.objects.filter(amount=249).update(amount=Decimal("149.00")))
        return response

    monkeypatch.setattr(serving.wagtail_views, "serve", serve_while_the_price_changes)
    made = Client().get(CUP).content.decode()
    monkeypatch.setattr(serving.wagtail_views, "serve", original)

    assert "249\xa0kr" in made
    assert "149\xa0kr" in Client().get(CUP).content.decode()


def test_a_lost_database_connection_is_opened_again(cup):
    Client().get(CUP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    in_threads(lambda: _terminate(pid))

    assert is_hit(CUP)


def _terminate(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_a_menu_change_in_one_language_reaches_both(cup):
    english = category_page(CategoryFactory(code="koppar"), language="en", slug="cups", show_in_menus=True)
    assert 'href="/en/cups/"' in Client().get("/en/").content.decode()

    english.unpublish()

    assert 'href="/en/cups/"' not in Client().get("/en/").content.decode()


@pytest.fixture
def server():
    """The shop as its web server calls it, outside Django's test client."""
    from config.wsgi import application

    def get(path, **environ):
        told = {}
        asked = RequestFactory().get(path, SERVER_NAME="testserver", **environ).environ
        body = b"".join(application(asked, lambda status, headers, _error=None: told.update(status=status, h=headers)))
        return told["status"], dict(told["h"]), body

    return get


def test_the_door_answers_a_guest_as_the_whole_of_django_does(cup, server):
    made, kept_page = Client().get(CUP), Client().get(CUP)

    status, headers, body = server(CUP)

    assert status == "200 OK"
    assert body == made.content == kept_page.content
    assert headers == dict(kept_page.headers)
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_door_asks_the_database_once_and_django_nothing(cup, server, monkeypatch):
    server(CUP)
    monkeypatch.setattr(BaseHandler, "get_response", None)

    with CaptureQueriesContext(connection) as asked:
        status, _headers, body = server(CUP)

    assert [query["sql"].split("FROM")[1].split()[0] for query in asked.captured_queries] == ["events_version"]
    assert (status, len(body) > 1000) == ("200 OK", True)


def test_a_price_change_is_seen_at_the_door_at_once(cup, server):
    server(CUP)
    server(CUP)

    Price.objects.filter(amount=249).update(amount=Decimal("198.50"))

    assert "198,50" in server(CUP)[2].decode()
    assert "249\xa0kr" not in server(CUP)[2].decode()


def test_the_door_fills_in_the_cart_and_believes_no_forged_one(cup, server):
    cart = basket.open_cart(user_id=None)
    basket.add(cart, "LL-1", 3)
    response = HttpResponse()
    cookie.write(response, cart)
    server(CUP)

    own = server(CUP, HTTP_COOKIE=f"cart={response.cookies['cart'].value}")[2].decode()
    forged = server(CUP, HTTP_COOKIE="cart=2.7:forged:forged")[2].decode()

    assert re.search(r'class="tool__count"[^>]*>3<', own)
    assert "tool__count" not in forged
    assert "tool__count" not in server(CUP)[2].decode()


def test_the_door_lets_nobody_with_a_session_or_a_strange_host_past(cup, server):
    pro = Client()
    pro.force_login(UserFactory(level_id="pro", first_name="Petra", last_name="Lind"))
    server(CUP)

    member = server(CUP, HTTP_COOKIE=f"sessionid={pro.cookies['sessionid'].value}")[2].decode()

    assert "219\xa0kr" in member
    assert "Petra Lind" in member
    assert server(CUP, HTTP_HOST="elsewhere.example")[0].startswith("400")


def test_what_is_kept_for_https_is_not_sent_over_http(cup, server, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    server(CUP, HTTP_X_FORWARDED_PROTO="https")
    before = len(caches["pages"]._cache)

    server(CUP, HTTP_X_FORWARDED_PROTO="http")

    assert len(caches["pages"]._cache) == before + 1


def test_the_door_opens_a_lost_connection_again(cup, server):
    server(CUP)
    server(CUP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    in_threads(lambda: _terminate(pid))

    status, _headers, body = server(CUP)

    assert status == "200 OK"
    assert "Kopp Glimma" in body.decode()


def test_a_page_that_another_process_made_is_found_in_the_shared_store(cup, settings):
    near = {"BACKEND": "cms.storefront.page_store.PageStore", "OPTIONS": {"BEHIND": "shared"}}
    settings.CACHES = {
        **settings.CACHES,
        "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
        "first": {**near, "LOCATION": "near first"},
        "second": {**near, "LOCATION": "near second"},
    }
    caches["first"].clear()
    caches["second"].clear()
    first, second = Process("first"), Process("second")
    first.get(CUP)
    assert second.get(CUP)[1]

    Price.objects.filter(amount=249).update(amount=Decimal("198.50"))

    assert not first.get(CUP)[1]
    page, was_found = second.get(CUP)
    assert was_found, "the second process has an old page near it and a fresh one behind"
    assert "198,50" in page


def test_the_store_lets_go_of_what_was_asked_for_longest_ago():
    store = PageStore("three pages", {"OPTIONS": {"MAX_ENTRIES": 3}})
    store.clear()
    for name in ("a", "b", "c"):
        store.set(name, name)

    store.get("a")
    store.set("d", "d")

    assert [store.get(name) for name in ("a", "b", "c", "d")] == ["a", None, "c", "d"]
