"""Live pages that could not be published: looked through by a worker, told in a report."""

import pytest
from django.utils import timezone

from cms.checks import live
from cms.checks.models import LiveFault, LookThrough
from cms.tasks import begin_to_look_through, look_through
from tests.cms.checks.pages import article
from tests.factories.catalogue import ManufacturerFactory, ProductFactory, product_page
from tests.factories.customers import UserFactory, logged_in, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
REPORT = "/admin/reports/live-page-checks/"


def all_of_it():
    begin_to_look_through()
    look_through()


def test_a_page_that_an_import_wrote_past_the_door_is_found_and_forgotten_when_it_is_mended():
    product = ProductFactory(manufacturer=None)
    page, whole = product_page(product), article(live=True)

    all_of_it()

    [row] = LiveFault.objects.all()
    assert (row.page_id, row.faults) == (page.pk, ["Produkten saknar tillverkare. Välj en på produkten."])
    assert not LiveFault.objects.filter(page_id=whole.pk).exists()

    product.manufacturer = ManufacturerFactory()
    product.save()
    all_of_it()
    assert not LiveFault.objects.exists()


def test_drafts_are_not_looked_at_and_what_is_taken_down_goes(monkeypatch):
    page = product_page(ProductFactory(manufacturer=None))
    all_of_it()
    assert LiveFault.objects.filter(page_id=page.pk).exists()

    page.unpublish()
    all_of_it()

    assert not LiveFault.objects.exists()


def test_it_goes_on_where_it_was_left(monkeypatch):
    monkeypatch.setattr(live, "AT_ONCE", 1)
    pages = [product_page(ProductFactory(manufacturer=None)) for _ in range(3)]
    turns = iter([True, True, True, False])
    live.begin(now=timezone.now())

    live.go_on(now=timezone.now, is_time=lambda: next(turns))
    so_far = LookThrough.objects.get()
    assert (so_far.pages, so_far.ended_at) == (3, None)

    live.go_on(now=timezone.now, is_time=lambda: True)
    assert set(LiveFault.objects.values_list("page_id", flat=True)) == {page.pk for page in pages}
    assert LookThrough.objects.get().ended_at is not None


def test_nothing_is_done_until_somebody_begins():
    product_page(ProductFactory(manufacturer=None))

    look_through()

    assert not LiveFault.objects.exists()


def test_the_report_tells_which_pages_and_why_and_begins_anew():
    page = product_page(ProductFactory(manufacturer=None))
    browser = verified(owner())
    assert "Ingen arbetare har gått igenom sidorna än." in browser.get(REPORT).content.decode()

    assert browser.post(REPORT).status_code == 302
    look_through()

    told = browser.get(REPORT).content.decode()
    assert f"/admin/page-checks/{page.pk}/" in told
    assert "Produkten saknar tillverkare." in told


def test_only_those_who_edit_pages_see_it():
    browser = logged_in(UserFactory())

    assert browser.post(REPORT).status_code in (302, 403, 404)
    assert not LookThrough.objects.exists()
