"""Choosing in the editor's own panel as whom, when and with whose drafts the page that is being written is shown."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from cms.pages.product import ProductPage
from cms.preview import panel
from cms.preview.links import PreviewLink
from commerce.customers import mfa
from commerce.pricing.models import PriceChangeSet
from tests.cms.campaigns.pages import TWENTY, campaign
from tests.factories.catalogue import CategoryFactory, category_page
from tests.factories.customers import OrganisationFactory, UserFactory, logged_in, owner, verified
from tests.factories.preview import AS, cup_to_look_at, price, text

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
PANEL = f"{AS}panel/"


@pytest.fixture
def cup():
    return cup_to_look_at()


@pytest.fixture
def browser():
    return verified(owner())


def shown(browser, page):
    """What the panel shows of a page to one who has asked for the form last."""
    return page.make_preview_request(browser.get(PANEL).wsgi_request, panel.MODE).content.decode()


def test_what_is_chosen_in_the_panel_is_what_it_shows(cup, browser):
    page = ProductPage.objects.get()
    firm = OrganisationFactory(name="Krukmakarna AB", level_id="pro")

    answer = browser.post(PANEL, {"level": "pro"})

    assert answer.status_code == 200
    assert price(219) in shown(browser, page)
    browser.post(PANEL, {"level": "konsument", "organisation": "krukmakarna ab"})
    assert "<b>Krukmakarna AB</b>" in shown(browser, page)
    assert price("175,20") in shown(browser, page)  # 219 without VAT
    assert f'value="{firm.name}"' in text(browser, PANEL)
    assert PreviewLink.objects.count() == 0


def test_the_form_is_a_part_of_the_editor_with_ids_of_its_own(cup, browser):
    page = ProductPage.objects.get()
    editor = text(browser, f"/admin/pages/{page.pk}/edit/")

    assert f'data-look="{PANEL}?page={page.pk}"' in editor
    assert f'href="{AS}?page={page.pk}" target="_blank"' in editor
    assert "admin/look.js" in editor
    form = text(browser, f"{PANEL}?page={page.pk}")
    assert "<html" not in form
    assert 'id="id_' not in form
    for absent in ('name="path"', 'name="locale"', 'name="note"', "data-look-chosen"):
        assert absent not in form, absent


def test_a_new_page_has_it_too(browser):
    category = category_page(CategoryFactory(code="koppar"))

    assert f'data-look="{PANEL}"' in text(browser, f"/admin/pages/add/cms/productpage/{category.pk}/")
    assert text(browser, f"{PANEL}?page=")


def test_it_begins_with_the_drafts_of_what_is_being_written_and_its_first_day(browser):
    begins = timezone.localtime() + timedelta(days=9)
    page = campaign(TWENTY)
    page.go_live_at = begins
    page.save_revision()

    form = text(browser, f"{PANEL}?page={page.pk}")

    for name in ("pages", "campaigns"):
        assert f'name="{name}" id="look_{name}" checked' in form, name
    assert f'value="{begins:%Y-%m-%dT%H:%M}"' in form


def test_what_was_chosen_last_stands_in_it(cup, browser):
    page = ProductPage.objects.get()
    at = timezone.localtime() + timedelta(days=3)
    change_set = PriceChangeSet.objects.create(name="Vinter", created_at=timezone.now())
    chosen = {"level": "premium", "at": f"{at:%Y-%m-%dT%H:%M}", "campaigns": "on", "prices": [change_set.pk]}
    browser.post(f"{PANEL}?page={page.pk}", chosen)

    form = text(browser, f"{PANEL}?page={page.pk}")

    assert "data-look-chosen" in form
    assert '<option value="premium" selected>' in form
    assert f'value="{at:%Y-%m-%dT%H:%M}"' in form
    assert 'id="look_campaigns" checked' in form
    assert 'id="look_pages" checked' not in form
    assert f'value="{change_set.pk}" id="look_prices_0" checked' in form


def test_a_day_that_has_come_is_now(cup, browser, monkeypatch):
    at = timezone.localtime() + timedelta(days=3)
    browser.post(PANEL, {"level": "pro", "at": f"{at:%Y-%m-%dT%H:%M}"})
    assert "datetime-local" in text(browser, PANEL)
    assert f"{at:%Y-%m-%dT%H:%M}" in text(browser, PANEL)

    session = browser.session
    session.update(dict.fromkeys((mfa.FACTOR_PROVED_AT, mfa.ADMIN_USED_AT), at.timestamp()))
    session.save()
    monkeypatch.setattr("cms.preview.forms.timezone.now", lambda: at)

    assert f"{at:%Y-%m-%dT%H:%M}" not in text(browser, PANEL)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("at", "2020-01-01T10:00", "Den tiden har passerat"),
        ("level", "guld", "guld"),
        ("organisation", "Finns inte AB", "Det finns ingen aktiv organisation"),
        ("prices", "99999", "99999"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stays(cup, browser, field, value, said):
    browser.post(PANEL, {"level": "pro"})

    answer = browser.post(PANEL, {"level": "premium", field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "<b>Pro</b>" in shown(browser, ProductPage.objects.get())


def test_a_session_that_is_stored_at_the_same_moment_undoes_no_choice(cup, browser):
    """The panel stores what is written in the session at every change of the form."""
    begun_before = browser.session

    browser.post(PANEL, {"level": "pro"})
    begun_before["wagtail-preview-1"] = "title=Kopp"
    begun_before.save()

    assert "<b>Pro</b>" in shown(browser, ProductPage.objects.get())


@pytest.mark.parametrize("choice", ["another's", "forged", "none"])
def test_a_choice_is_only_ones_own(cup, browser, choice):
    browser.post(PANEL, {"level": "pro"})
    other = verified(UserFactory(email="annan@exempel.se", roles=["Redaktör"]))
    if choice != "none":
        kept = browser.cookies[panel.COOKIE].value
        other.cookies[panel.COOKIE] = kept if choice == "another's" else kept.replace(kept[:4], "abcd")

    assert "<b>Pro</b>" not in shown(other, ProductPage.objects.get())


def test_whoever_edits_nothing_chooses_nothing(cup):
    for browser in (verified(UserFactory(roles=["Utvecklare"])), logged_in(UserFactory())):
        assert browser.get(PANEL).status_code in (302, 403)
        assert browser.post(PANEL, {"level": "pro"}).status_code in (302, 403)
        assert panel.COOKIE not in browser.cookies


def test_an_editor_is_asked_only_what_he_may_know(cup):
    OrganisationFactory(name="Krukmakarna AB")
    form = text(logged_in(UserFactory(roles=["Redaktör"])), PANEL)

    assert "Krukmakarna" not in form
    assert 'name="organisation"' not in form


def test_an_english_page_is_shown_in_english_whatever_was_chosen(cup, browser):
    page = ProductPage.objects.get()
    category_page(CategoryFactory(code="koppar"), language="en", title="Cups", slug="cups")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    browser.post(PANEL, {"level": "pro"})

    bar = shown(browser, english).partition('class="look__facts"')[2].partition("</p>")[0]

    assert "English" in bar or "Engelska" in bar
    assert "Svenska" not in bar
