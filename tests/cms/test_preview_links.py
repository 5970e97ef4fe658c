"""Editors look as others do and make links to share: who may, how long they last, and where they lead."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.pages.product import ProductPage
from cms.preview.links import PreviewLink
from tests.factories.catalogue import CategoryFactory, category_page
from tests.factories.customers import OrganisationFactory, UserFactory, logged_in, owner, verified
from tests.factories.preview import (
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
CHOICES = {"level": "pro", "locale": "sv", "path": CUPS, "days": "3"}


@pytest.fixture
def cup():
    return cup_to_look_at()


def test_an_editor_looks_as_he_chooses(cup):
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    answer = browser.post(AS, CHOICES | {"show": ""})

    assert answer.headers["Location"] == CUPS
    shown = text(browser, CUPS)
    assert price(219) in shown
    assert f"{AS}?path=%2Fkoppar%2F" in shown
    browser.post(AS, CHOICES | {"level": "konsument", "show": ""})
    assert price(249) in text(browser, CUPS)
    assert PreviewLink.objects.get().is_own


def test_an_editor_makes_a_link_and_withdraws_it(cup):
    editor = UserFactory(roles=["Redaktör"])
    browser = logged_in(editor)

    answer = browser.post(AS, CHOICES | {"share": "", "note": "Styrelsen"})

    made = PreviewLink.objects.get()
    assert (made.note, made.made_by, made.is_own, made.expires_at - made.made_at) == (
        "Styrelsen",
        editor,
        False,
        timedelta(days=3),
    )
    assert address_of(made) in answer.content.decode()
    other = looking(made)
    assert "Styrelsen" in text(browser, LINKS)
    browser.post(f"{LINKS}{made.pk}/withdraw/")
    assert "återkallad" in text(browser, LINKS)
    assert price(219) not in text(other, CUPS)


def test_an_editor_sees_and_withdraws_own_links_and_the_owner_all(cup):
    made = link(level="pro")
    other, boss = logged_in(UserFactory(roles=["Redaktör"])), verified(owner())

    assert made.token not in text(other, LINKS)
    assert other.post(f"{LINKS}{made.pk}/withdraw/").status_code == 302  # to the first page, with a refusal
    assert PreviewLink.objects.get().withdrawn_at is None
    assert made.token in text(boss, LINKS)
    boss.post(f"{LINKS}{made.pk}/withdraw/")
    assert PreviewLink.objects.get().withdrawn_at is not None


def test_whoever_edits_nothing_makes_no_preview(cup):
    developer, customer = verified(UserFactory(roles=["Utvecklare"])), logged_in(UserFactory())

    for browser in (developer, customer):
        for path in (AS, LINKS):
            assert browser.get(path).status_code in (302, 403)
        browser.post(AS, CHOICES | {"share": ""})
    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("path", "https://ont.example/", "Skriv en adress i butiken"),
        ("path", "//ont.example/", "Skriv en adress i butiken"),
        ("at", "2020-01-01 10:00", "Den tiden har passerat"),
        ("at", "i morgon", "giltig"),
        ("level", "guld", "guld"),
        ("days", "4000", "4000"),
        ("organisation", "Finns inte AB", "Det finns ingen aktiv organisation"),
        ("prices", "99999", "99999"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_and_nothing_is_made(cup, field, value, said):
    browser = verified(owner())

    answer = browser.post(AS, CHOICES | {"share": "", "note": "Behåll mig", field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Behåll mig" in answer.content.decode()
    assert PreviewLink.objects.count() == 0


def test_an_editor_who_may_not_see_organisations_cannot_look_as_one(cup):
    OrganisationFactory(name="Krukmakarna AB")
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    browser.post(AS, CHOICES | {"share": "", "organisation": "Krukmakarna AB"})

    assert PreviewLink.objects.get().as_look().organisation is None
    assert "Krukmakarna" not in text(browser, AS)


@pytest.mark.parametrize("words", ["Krukmakarna AB", "krukmakarna ab", "number", "dashed"])
def test_an_organisation_is_found_by_name_or_number(cup, words):
    firm = OrganisationFactory(name="Krukmakarna AB")
    words = {"number": firm.number, "dashed": f"{firm.number[:6]}-{firm.number[6:]}"}.get(words, words)

    verified(owner()).post(AS, CHOICES | {"share": "", "organisation": words})

    assert PreviewLink.objects.get().as_look().organisation == firm.pk


def test_the_editors_of_pages_and_products_lead_to_the_preview(cup):
    page = ProductPage.objects.get()
    browser = verified(owner())

    assert f"{AS}?page={page.pk}" in text(browser, f"/admin/pages/{page.pk}/edit/")
    assert f"{AS}?product={cup.product_id}" in text(browser, f"/admin/catalogue/product/edit/{cup.product_id}/")
    assert f'value="{CUP}"' in text(browser, f"{AS}?page={page.pk}")
    assert f'value="{CUP}"' in text(browser, f"{AS}?product={cup.product_id}")


def test_the_panel_shows_what_is_being_written_as_chosen(cup):
    page = ProductPage.objects.get()
    browser = logged_in(UserFactory(roles=["Redaktör"]))
    page.lead = "Inte ens sparat"
    asked = browser.get(AS).wsgi_request

    assert f"{AS}?page={page.pk}" in page.make_preview_request(asked, "look").content.decode()
    browser.post(AS, CHOICES | {"show": ""})
    asked = browser.get(AS).wsgi_request
    shown = page.make_preview_request(asked, "look").content.decode()

    assert "Inte ens sparat" in shown
    assert price(219) in shown
    assert "<b>Pro</b>" in shown


def test_a_page_is_looked_at_in_the_language_that_is_chosen(cup):
    page = ProductPage.objects.get()
    category_page(CategoryFactory(code="koppar"), language="en", title="Cups", slug="cups")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    answer = browser.post(f"{AS}?page={page.pk}", CHOICES | {"locale": "en", "path": CUP, "share": ""})

    made = PreviewLink.objects.get()
    assert made.path == "/en/cups/kopp-glimma/"
    assert f"/en/preview/{made.token}/" in answer.content.decode()
    opened = Client().get(f"/en/preview/{made.token}/")
    assert opened.headers["Location"] == "/en/cups/kopp-glimma/"


def test_a_draft_at_another_address_is_looked_at_there(cup):
    page = ProductPage.objects.get()
    page.slug = "kopp-glod"
    page.save_revision()

    logged_in(UserFactory(roles=["Redaktör"])).post(
        f"{AS}?page={page.pk}", CHOICES | {"path": CUP, "pages": "on", "share": ""}
    )

    assert PreviewLink.objects.get().path == "/koppar/kopp-glod/"
