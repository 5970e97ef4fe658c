"""A page is shown from the moment that it goes live until it expires, whenever the scheduler wakes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Revision

from cms.links import ProductLink
from cms.pages.content import StandardPage
from cms.pages.product import ProductPage
from cms.storefront import frame
from cms.storefront.instant import shown_at, stored_at
from commerce.catalogue.models import Product
from tests.factories.catalogue import CategoryFactory, category_page, home_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]

CUP = "/koppar/kopp-glimma/"


@pytest.fixture
def page():
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    sellable(parent=category_page(category), product__code="kopp-glimma", product__category=category)
    return ProductPage.objects.get()


@pytest.fixture
def clock(monkeypatch):
    """Called with an instant, it is then."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


def planned(page, *, go_live_at=None, expire_at=None, **changes):
    page = page.get_latest_revision_as_object()
    for name, value in {**changes, "go_live_at": go_live_at, "expire_at": expire_at}.items():
        setattr(page, name, value)
    page.save_revision().publish()


def text(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def page_at(there, url_path, at):
    stored = stored_at(there, url_path)
    return stored and shown_at(stored, at)


def test_what_is_approved_is_shown_from_its_moment_also_where_the_page_before_is_kept(page, clock):
    now = timezone.now()
    planned(page, go_live_at=now + timedelta(days=1), lead="Ny text")
    assert "Ny text" not in text(CUP)

    clock(now + timedelta(days=1) - timedelta(seconds=1))
    assert "Ny text" not in text(CUP)
    clock(now + timedelta(days=1))
    assert "Ny text" in text(CUP)


def test_what_has_expired_is_gone_from_its_moment_also_where_it_is_kept(page, clock):
    now = timezone.now()
    planned(page, expire_at=now + timedelta(days=1))
    text(CUP)

    clock(now + timedelta(days=1))

    text(CUP, status=302)  # to its category
    assert ProductPage.objects.get().live  # the scheduler has not been


def test_a_page_that_never_was_live_is_reached_at_its_moment(page, clock):
    now = timezone.now()
    article = StandardPage(title="Nyhet", slug="nyhet", locale=Locale.objects.get(language_code="sv"), live=False)
    planned(home_page().add_child(instance=article), go_live_at=now + timedelta(days=1), intro="Äntligen")
    text("/nyhet/", status=404)

    clock(now + timedelta(days=1))

    assert "Äntligen" in text("/nyhet/")


def test_a_product_page_that_lost_its_product_does_not_go_live(page, clock):
    now = timezone.now()
    page.unpublish()
    planned(page, go_live_at=now + timedelta(days=1))
    ProductLink.objects.all().delete()

    clock(now + timedelta(days=2))

    text(CUP, status=404)


@pytest.mark.parametrize(
    ("case", "go_live_in", "expire_in", "asked_in", "expected"),
    [
        ("before it all", 2, 4, 1, "old"),
        ("when it goes live", 2, 4, 2, "new"),
        ("until it expires", 2, 4, 3, "new"),
        ("when it expires", 2, 4, 4, None),
        ("nothing but an end", None, 2, 1, "old"),
        ("its end", None, 2, 2, None),
    ],
)
def test_the_version_at_an_instant(page, case, go_live_in, expire_in, asked_in, expected):
    now = timezone.now()
    page.lead = "old"
    page.save_revision().publish()
    days = [now + timedelta(days=number) if number else None for number in (go_live_in, expire_in)]
    planned(ProductPage.objects.get(), go_live_at=days[0], expire_at=days[1], lead="new" if go_live_in else "old")

    found = page_at(frame.now(), page.url_path, at=now + timedelta(days=asked_in))

    assert (found and found.lead) == expected


@pytest.mark.parametrize("address", [CUP, "/koppar/", "/"])
def test_asking_for_the_instant_costs_no_query(page, address):
    path = "/hem" + address
    there = frame.now()
    page_at(there, path, at=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        assert page_at(there, path, at=timezone.now())

    assert len(asked) == 1


def test_a_schedule_ends_what_is_kept_at_its_moment(page):
    at = timezone.now() + timedelta(hours=1)
    planned(page, go_live_at=at, lead="Ny")
    assert Revision.objects.filter(approved_go_live_at=at).exists()

    found = page_at(frame.now(), page.url_path, at=timezone.now())

    assert found.changes_at == at


def test_the_mirror_of_a_scheduled_page_waits_for_it(page, clock):
    now = timezone.now()
    page.unpublish()
    category_page(CategoryFactory(code="koppar"), language="en")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    planned(page, go_live_at=now + timedelta(days=1), lead="Ny text")

    assert not ProductPage.objects.filter(live=True).exists()
    assert not Product.objects.get().is_on_sale
    text("/en" + CUP, status=404)
    clock(now + timedelta(days=1))
    assert "Ny text" in text("/en" + CUP)
    clock(now + timedelta(days=1, seconds=1))
    call_command("publish_scheduled", verbosity=0)
    assert ProductPage.objects.filter(live=True).count() == 2
    assert "Ny text" in text("/en" + CUP)
