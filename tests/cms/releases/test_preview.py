"""A release is looked at as one, by an editor or by a signed link, and what is seen is what is published."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms.menus.menu import Menu
from cms.pages.category import CategoryPage
from cms.preview.links import PreviewLink
from cms.releases import contents, publishing, taking_back
from tests.cms.campaigns.pages import QUIET, campaign
from tests.factories.customers import UserFactory, logged_in
from tests.factories.preview import AS, CUP, CUPS, address_of, cup_to_look_at, link, looking, price, text
from tests.factories.releases import boss, draft_of, page_of, prices, release

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
PAGES = ["/", CUPS, CUP, "/sok/?q=kopp", "/vinter/"]


@pytest.fixture
def cup():
    return cup_to_look_at()


def winter(cup, **fields):
    """A page, its category, a campaign never public, and prices: 300 kr less a fifth."""
    ad = campaign(QUIET, slug="vinter", title="Vinterrea", live=False)
    return release(
        draft_of(page_of(cup), title="Vinterkopp"),
        draft_of(CategoryPage.objects.get(), title="Vinterkoppar"),
        draft_of(ad, intro="Nu kommer snön"),
        prices(cup, "300.00"),
        **fields,
    )


def test_one_without_an_account_sees_all_of_it_and_others_none(cup):
    visitor, guest = looking(link(release=winter(cup).pk)), Client()

    shown = text(visitor, CUP)
    assert "Vinterkopp" in shown
    assert price(240) in shown
    assert "Vinterkoppar" in shown
    assert "Nu kommer snön" in text(visitor, "/vinter/")
    assert "Vinterkoppar" in text(visitor, "/sok/?q=kopp")
    plain = text(guest, CUP)
    assert "Vinter" not in plain
    assert price(249) in plain
    assert guest.get("/vinter/").status_code == 404


def test_other_drafts_are_not_in_it(cup):
    made = release(prices(cup, "300.00"))
    draft_of(page_of(cup), title="Halvskriven")

    shown = text(looking(link(release=made.pk)), CUP)

    assert "Halvskriven" not in shown
    assert price(300) in shown


def test_the_version_that_was_put_in_is_seen_whatever_is_written_since(cup):
    made = winter(cup)
    draft_of(page_of(cup), title="Nyare ord")

    assert "Vinterkopp" in text(looking(link(release=made.pk)), CUP)


def test_the_link_follows_the_release_until_it_is_live(cup):
    made = release(draft_of(page_of(cup), title="Vinterkopp"), approved=False)
    visitor = looking(link(release=made.pk))
    assert price(249) in text(visitor, CUP)

    contents.put_in(made.pk, [prices(cup, "300.00")], by=boss(), now=timezone.now())

    assert price(300) in text(visitor, CUP)


def test_what_is_seen_is_what_is_published(cup):
    made = winter(cup)
    visitor = looking(link(release=made.pk))
    before = [seen(visitor, path) for path in PAGES]

    publishing.publish(made.pk, by=boss(), now=timezone.now())

    assert [seen(Client(), path) for path in PAGES] == before


def seen(browser, path):
    """The words of the page from its heading on, and its menu."""
    body = text(browser, path)
    words = ("Vinterkopp", "Vinterkoppar", "Vinterrea", "Nu kommer snön", price(240), price(300), price(249))
    return [body.count(word) for word in words if path != "/" or word != "Vinterrea"]


def test_an_editor_makes_a_link_to_a_release(cup):
    made = winter(cup, starts_at=timezone.now() + timedelta(days=3))
    browser = logged_in(UserFactory(roles=["Redaktör"]))
    form = browser.get(f"{AS}?release={made.pk}").content.decode()
    assert f'<option value="{made.pk}" selected>' in form

    answer = browser.post(
        AS, {"level": "konsument", "locale": "sv", "path": CUP, "days": "3", "release": made.pk, "share": ""}
    )

    found = PreviewLink.objects.get()
    assert found.look["release"] == made.pk
    assert address_of(found) in answer.content.decode()
    shown = text(looking(found), CUP)
    assert "Vinterkopp" in shown
    assert "release ”Vinter”" in shown


def test_a_menu_is_released_with_the_rest(cup):
    menu = Menu.objects.create(place="foot", locale=Locale.get_default(), live=False)
    menu.entries = [("entry", {"label": "Julbord", "page": None, "address": "https://example.com/jul"})]
    menu.save_revision()
    made = release(Menu.objects.get(), draft_of(page_of(cup), title="Vinterkopp"))
    assert "Julbord" in text(looking(link(release=made.pk)), CUP)
    assert "Julbord" not in text(Client(), CUP)

    publishing.publish(made.pk, by=boss(), now=timezone.now())
    assert "Julbord" in text(Client(), CUP)
    taking_back.undo(made.pk, by=boss(), now=timezone.now())

    assert "Julbord" not in text(Client(), CUP)
    assert "Vinterkopp" not in text(Client(), CUP)
