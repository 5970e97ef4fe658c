"""Kept pages are fresh the moment anything changes, in every process."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from cms.pages.category import CategoryPage
from cms.pages.product import ProductPage
from cms.site.settings import SiteSettings
from cms.storefront.page_store import PageStore
from commerce.catalogue.models import ProductCategory, Variant
from commerce.events import versions
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.cms.kept_pages import CUP, CUPS, HOME, Process, is_hit, kept_cup, terminate
from tests.committing import in_threads
from tests.factories.catalogue import CategoryFactory, PriceFactory, category_page, product_page, sellable


@pytest.fixture
def cup(committing_db):
    return kept_cup()


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
        ("content", lambda cup: Variant.objects.update(content_amount=6, content_unit="st"), "41,50", [CUP, CUPS]),
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


def test_a_neighbour_that_goes_live_or_comes_to_the_category_stands_on_the_page_at_once(cup):
    [category] = cup.product.categories.all()
    parent = CategoryPage.objects.get(slug="koppar")
    sellable(parent=parent, product__name_sv="Kopp Ny", product__code="kopp-ny", product__category=category)
    moved = sellable(product__name_sv="Kopp Flyttad", product__code="kopp-flyttad")
    newcomer = ProductPage.objects.get(slug="kopp-ny")
    newcomer.unpublish()
    assert "Kopp Ny" not in Client().get(CUP).content.decode()

    newcomer.refresh_from_db()
    newcomer.save_revision().publish()
    shown = Client().get(CUP).content.decode()
    assert ("Kopp Ny" in shown, "Kopp Flyttad" in shown) == (True, False)

    ProductCategory.objects.create(product=moved.product, category=category)
    assert "Kopp Flyttad" in Client().get(CUP).content.decode()


def test_what_a_page_does_not_show_leaves_it_kept(cup):
    other = sellable(product__code="lampa", parent=category_page(CategoryFactory(code="lampor")))
    Client().get(CUP)

    Price.objects.filter(variant=other).update(amount=Decimal("1.00"))
    Stock.objects.filter(variant=cup).update(on_hand=9)  # still plenty: the page says the same word

    assert is_hit(CUP)
    assert versions.current([f"product:{other.product_id}"]) != {f"product:{other.product_id}": 0}


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


def test_a_preview_is_neither_read_from_the_cache_nor_put_in_it(cup):
    page = ProductPage.objects.get()
    Client().get(CUP)
    kept = dict(caches["pages"]._cache)
    page.lead = "Bara ett utkast"

    preview = page.make_preview_request(preview_mode="konsument")

    assert "Bara ett utkast" in preview.content.decode()
    assert dict(caches["pages"]._cache) == kept
    assert "Bara ett utkast" not in Client().get(CUP).content.decode()


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
    in_threads(lambda: terminate(pid))

    assert is_hit(CUP)


def test_a_menu_change_in_one_language_reaches_both(cup):
    english = category_page(CategoryFactory(code="koppar"), language="en", slug="cups", show_in_menus=True)
    assert 'href="/en/cups/"' in Client().get("/en/").content.decode()

    english.unpublish()

    assert 'href="/en/cups/"' not in Client().get("/en/").content.decode()


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


def test_an_announcement_goes_when_its_time_is_over_and_comes_when_it_is_published(cup, monkeypatch):
    swedish = Locale.objects.get(language_code="sv")
    ends = timezone.now() + timedelta(hours=1)
    told = SiteSettings.objects.create(locale=swedish, announcement="Fri frakt", announcement_until=ends)
    assert "Fri frakt" in Client().get(HOME).content.decode()
    assert is_hit(HOME)

    monkeypatch.setattr(timezone, "now", lambda: ends)
    assert "Fri frakt" not in Client().get(HOME).content.decode()
    assert is_hit(HOME)

    told.announcement, told.announcement_until = "Fri frakt igen", None
    told.save_revision().publish()
    assert "Fri frakt igen" in Client().get(HOME).content.decode()
