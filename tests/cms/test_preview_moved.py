"""In a preview a page that moves is found from where it lies now, and its new words are what one may have meant."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.pages.product import ProductPage
from tests.factories.preview import CUP, CUPS, cup_to_look_at, looking, text

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
ELSEWHERE = "/koppar/kopp-glod/"


@pytest.fixture
def page():
    cup_to_look_at()
    return ProductPage.objects.get()


def draft(page, *, at=None, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = at
    return page.save_revision()


def test_the_old_address_of_a_page_leads_to_its_new_one_as_it_will(page, django_capture_on_commit_callbacks):
    revision = draft(page, slug="kopp-glod")

    seen = looking(pages=True).get(CUP)
    assert (seen.status_code, seen.headers["Location"]) == (302, ELSEWHERE)
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert looking().get(CUP).status_code == 200
    assert looking().get(ELSEWHERE).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()
    assert Client().get(CUP).headers["Location"].endswith(ELSEWHERE)


def test_a_page_below_one_that_moves_is_found_from_where_it_lay(page):
    draft(page.get_parent().specific, slug="muggar")
    browser = looking(pages=True)

    assert browser.get(CUPS).headers["Location"] == "/muggar/"
    assert browser.get(CUP).headers["Location"] == "/muggar/kopp-glimma/"
    assert browser.get("/muggar/kopp-glimma/").status_code == 200


def test_it_leads_there_from_the_day_it_moves(page):
    now = timezone.now()
    draft(page, slug="kopp-glod", at=now + timedelta(days=3)).publish()

    assert looking(at=now + timedelta(days=2)).get(CUP).status_code == 200
    assert looking(at=now + timedelta(days=4)).get(CUP).headers["Location"] == ELSEWHERE


@pytest.mark.parametrize("address", ["/koppar/finns-inte/", "/finns-inte/", "/en/koppar/kopp-glimma/"])
def test_what_was_never_there_is_not_found(page, address):
    draft(page, slug="kopp-glod")

    assert looking(pages=True).get(address).status_code == 404
    assert looking().get(address).status_code == 404


def test_words_to_come_are_what_one_may_have_meant(page):
    draft(page, title="Solglöd")

    assert "solglöd" in text(looking(pages=True), "/sok/?q=sloglöd")
    assert "solglöd" not in text(looking(), "/sok/?q=sloglöd")
    assert "solglöd" not in text(Client(), "/sok/?q=sloglöd")
    assert "glimma" in text(looking(pages=True), "/sok/?q=glmima")
