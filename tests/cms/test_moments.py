"""Lists, menus, search and the sale of a product follow a page's moment: the scheduler is woken at it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms import tasks
from cms.moments import moments
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from tests.factories.catalogue import CategoryFactory, category_page, home_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
NOW = timezone.now().replace(microsecond=0)
SECOND = timedelta(seconds=1)
LISTS = ("/koppar/", "/sok/?q=glimma", "/sitemap-sv-0.xml")


@pytest.fixture
def cup():
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    parent = category_page(category)
    sellable(parent=parent, product__code="kopp-glimma", product__name_sv="Kopp Glimma", product__category=category)
    return ProductPage.objects.get()


@pytest.fixture
def clock(monkeypatch):
    """Called with an instant, it is then."""

    def go_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    go_to(NOW)
    return go_to


@pytest.fixture
def woken(monkeypatch):
    """When the scheduler has asked to be woken."""
    asked = []
    monkeypatch.setattr(tasks.publish_due, "apply_async", lambda eta, expires: asked.append(eta))
    return asked


def planned(page, **moments):
    page = page.get_latest_revision_as_object()
    for name, moment in moments.items():
        setattr(page, name, moment)
    page.save_revision().publish()


def shown_in():
    """The lists that lead to the cup."""
    return [path for path in LISTS if "/koppar/kopp-glimma/" in Client().get(path).content.decode()]


def test_only_what_is_to_happen_counts(cup, clock):
    other = home_page().add_child(instance=StandardPage(title="Om", slug="om", locale=cup.locale))
    planned(cup, expire_at=NOW + 9 * SECOND)
    planned(cup, go_live_at=NOW + 5 * SECOND, expire_at=NOW + 30 * SECOND)
    planned(other, expire_at=NOW + 40 * SECOND)
    draft = home_page().add_child(instance=StandardPage(title="Ny", slug="ny", live=False, locale=cup.locale))
    draft.expire_at = NOW + 2 * SECOND
    draft.save()

    assert moments(until=NOW + 4 * SECOND) == []
    assert moments(until=NOW + 9 * SECOND) == [NOW + 5 * SECOND, NOW + 9 * SECOND]
    assert moments(until=NOW + 60 * SECOND) == [NOW + 5 * SECOND, NOW + 9 * SECOND, NOW + 40 * SECOND]


def test_it_is_woken_at_each_moment_before_the_next_sweep_and_at_none_after(cup, clock, woken):
    other = home_page().add_child(instance=StandardPage(title="Om", slug="om", locale=cup.locale))
    planned(cup, expire_at=NOW + 3 * SECOND)
    planned(other, expire_at=NOW + 40 * SECOND)

    tasks.publish_scheduled()
    assert [(moment - NOW).total_seconds() for moment in woken] == [3.001]

    clock(NOW + 30 * SECOND)
    tasks.publish_scheduled()
    assert [(moment - NOW).total_seconds() for moment in woken] == [3.001, 40.001]


def test_lists_and_the_sale_follow_a_page_that_goes_live_and_expires(cup, clock, woken):
    cup.unpublish()
    planned(cup, go_live_at=NOW + 5 * SECOND, expire_at=NOW + 12 * SECOND)
    tasks.publish_scheduled()
    assert shown_in() == []

    for before, moment, lists in (
        (NOW + 4 * SECOND, woken[0], list(LISTS)),
        (NOW + 11 * SECOND, NOW + 12.001 * SECOND, []),
    ):
        kept = shown_in()
        clock(before)
        tasks.publish_due()
        assert shown_in() == kept
        clock(moment)
        tasks.publish_due()
        assert shown_in() == lists
        cup.refresh_from_db()
        assert cup.live is bool(lists)
        clock(before + 2 * SECOND)
        tasks.publish_scheduled()

    assert [(at - NOW).total_seconds() for at in woken] == [5.001, 12.001]


def test_a_menu_follows(cup, clock, woken):
    page = StandardPage(title="Julöppet", slug="jul", show_in_menus=True, live=False, locale=cup.locale)
    home_page().add_child(instance=page)
    planned(StandardPage.objects.get(slug="jul"), go_live_at=NOW + 5 * SECOND)
    before = Client().get("/koppar/").content.decode()

    clock(NOW + 5.001 * SECOND)
    tasks.publish_due()

    assert 'href="/jul/"' not in before
    assert 'href="/jul/"' in Client().get("/koppar/").content.decode()


def test_when_nothing_is_due_it_asks_once(cup, clock, django_assert_num_queries):
    with django_assert_num_queries(1):
        tasks.publish_due()
