"""Menus in a preview: as drafted with drafts, as scheduled when the day has come, gone when they are over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.menus.menu import Menu
from tests.factories.preview import CUP, cup_to_look_at, looking, text

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]


def entries_of(label):
    return [("entry", {"label": label, "page": None, "address": "https://example.com/jul"})]


def foot(label, **fields):
    """The menu at the foot, live with one entry of that name."""
    return Menu.objects.create(place="foot", locale=Locale.get_default(), entries=entries_of(label), **fields)


@pytest.fixture(autouse=True)
def cup():
    return cup_to_look_at()


def test_a_draft_of_a_menu_is_seen_with_drafts_of_pages_and_not_without():
    menu = foot("Höstens")
    menu.entries = entries_of("Vinterns")
    menu.save_revision()

    with_drafts, without = text(looking(pages=True), CUP), text(looking(campaigns=True), CUP)

    assert "Vinterns" in with_drafts
    assert "Höstens" not in with_drafts
    assert "Höstens" in without
    assert "Vinterns" not in without
    assert "Vinterns" not in text(Client(), CUP)


def test_a_menu_that_was_never_public_is_seen_with_drafts():
    menu = foot("Julbord", live=False)
    menu.save_revision()

    assert "Julbord" in text(looking(pages=True), CUP)
    assert "Julbord" not in text(looking(), CUP)


def test_a_menu_is_seen_from_its_moment_on():
    menu = foot("Höstens")
    menu.entries = entries_of("Vinterns")
    menu.go_live_at = timezone.now() + timedelta(days=3)
    menu.save_revision(approved_go_live_at=menu.go_live_at)

    before = text(looking(at=timezone.now() + timedelta(days=2)), CUP)
    after = text(looking(at=timezone.now() + timedelta(days=4)), CUP)

    assert "Höstens" in before
    assert "Vinterns" in after
    assert "Höstens" not in after


def test_a_menu_that_is_over_by_then_is_not_seen():
    foot("Rea", expire_at=timezone.now() + timedelta(days=3))

    assert "Rea" in text(looking(at=timezone.now() + timedelta(days=2)), CUP)
    assert "Rea" not in text(looking(at=timezone.now() + timedelta(days=4)), CUP)
