"""The admin's pages of releases: put things in, hand over, approve, publish, take back; and who may do what."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, WorkflowState

from cms.menus.menu import Menu
from cms.releases import publishing
from cms.releases.models import Release, State
from tests.factories.customers import UserFactory, logged_in, owner, verified
from tests.factories.preview import cup_to_look_at
from tests.factories.releases import draft_of, page_of, prices, release

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
RELEASES = "/admin/releases/"


@pytest.fixture
def cup():
    return cup_to_look_at()


@pytest.fixture
def browser():
    return verified(owner())


def address(made, step=""):
    return f"{RELEASES}{made.pk}/{step}/" if step else f"{RELEASES}edit/{made.pk}/"


def text(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_an_empty_list_says_so_and_leads_to_the_first(browser):
    shown = text(browser, RELEASES)

    assert "Här finns inget ännu." in shown
    assert f'<a href="{RELEASES}add/">Lägg till det första</a>' in shown


def test_from_the_first_draft_to_live_and_back(cup, browser):
    page, new_prices = draft_of(page_of(cup), title="Vinterkopp"), prices(cup, "200.00")

    browser.post(f"{RELEASES}add/", {"name": "Vinter", "note": "Allt om snö", "starts_at": ""})
    made = Release.objects.get()
    assert "Vinterkopp" in text(browser, address(made, "put-in"))
    browser.post(
        address(made, "put-in"), {"thing": [f"page:{page.pk}", f"prices:{new_prices.pk}", "page:x", "nonsense"]}
    )
    assert made.items.count() == 2
    browser.post(address(made, "move"), {"move": "submit"})
    assert Release.objects.get().state == State.SUBMITTED
    assert "Vinter" in text(browser, "/admin/")  # it waits on the desk of whoever reviews
    browser.post(address(made, "move"), {"move": "approve", "comment": "Fint"})
    browser.post(address(made, "move"), {"move": "publish"})
    assert page_of(cup).title == "Vinterkopp"
    assert "Återta" in text(browser, address(made))
    browser.post(address(made, "undo"))

    assert page_of(cup).title == "Kopp Glimma"
    assert Release.objects.get().state == State.UNDONE
    shown = text(browser, address(made))
    for words in ("Publicerad, allt på en gång", "Återtagen, allt på en gång", "Lagt i: Vinterkopp"):
        assert words in shown
    told = set(ModelLogEntry.objects.filter(object_id=str(made.pk)).values_list("action", flat=True))
    assert told >= {
        "wagtail.create",
        "cms.release.put_in",
        "wagtail.workflow.start",
        "wagtail.workflow.approve",
        "cms.release.publish",
        "cms.release.undo",
    }
    assert not ModelLogEntry.objects.filter(object_id=str(made.pk), user=None).exists()
    for path in (RELEASES, f"{RELEASES}history/{made.pk}/", "/admin/reports/site-history/", "/admin/reports/workflow/"):
        text(browser, path)


def test_asked_for_changes_it_is_a_draft_again_and_says_what(cup, browser):
    made = release(draft_of(page_of(cup), title="Vinterkopp"), approved=False)
    browser.post(address(made, "move"), {"move": "submit"})

    browser.post(address(made, "move"), {"move": "reject", "comment": "Fel färg"})

    made.refresh_from_db()
    assert made.state == State.DRAFT
    assert "Fel färg" in text(browser, address(made))
    browser.post(address(made, "move"), {"move": "submit"})
    browser.post(address(made, "move"), {"move": "approve"})
    made.refresh_from_db()
    assert made.state == State.APPROVED
    assert set(WorkflowState.objects.values_list("status", flat=True)) == {"cancelled", "approved"}


def test_the_page_leads_to_a_release(cup, browser):
    page = draft_of(page_of(cup), title="Vinterkopp")
    assert f"{RELEASES}of-page/{page.pk}/" in text(browser, f"/admin/pages/{page.pk}/edit/")

    answer = browser.post(f"{RELEASES}of-page/{page.pk}/", {"release": "", "name": ""})
    assert answer.status_code == 422
    browser.post(f"{RELEASES}of-page/{page.pk}/", {"release": "", "name": "Vår"})

    made = Release.objects.get()
    assert (made.name, made.items.get().name) == ("Vår", "Vinterkopp")
    assert "Vår" in text(browser, f"{RELEASES}of-page/{page.pk}/")


def test_conflicts_are_shown_and_chosen_on_the_page(cup, browser):
    made = release(draft_of(page_of(cup), title="Vinterkopp"))
    draft_of(page_of(cup), title="Nyare")
    item = made.items.get()
    shown = text(browser, address(made))
    assert "Det finns ett nyare utkast" in shown
    assert 'value="publish"' not in shown

    browser.post(f"{RELEASES}{made.pk}/item/{item.pk}/", {"change": "newer"})
    assert made.items.get().name == "Vinterkopp"  # approved as it was: only a draft is changed
    browser.post(f"{RELEASES}{made.pk}/item/{item.pk}/", {"change": "keep"})

    shown = text(browser, address(made))
    assert "Det finns ett nyare utkast" not in shown
    assert 'value="publish"' in shown


def test_taking_back_on_the_page_asks_for_a_choice(cup, browser):
    made = release(draft_of(page_of(cup), title="Vinterkopp"))
    publishing.publish(made.pk, by=owner(), now=timezone.now())
    draft_of(page_of(cup), title="Rättat").latest_revision.publish()
    assert "publicerats igen" in text(browser, address(made, "undo"))

    browser.post(address(made, "undo"))
    assert Release.objects.get().state == State.PUBLISHED
    browser.post(address(made, "undo"), {f"item-{made.items.get().pk}": "left"})

    assert Release.objects.get().state == State.UNDONE
    assert page_of(cup).title == "Rättat"


def test_an_instant_that_has_passed_is_refused_and_nothing_is_lost(browser):
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")

    answer = browser.post(f"{RELEASES}add/", {"name": "Vinter", "note": "Om snö", "starts_at": past})

    assert answer.status_code == 422
    assert "Om snö" in answer.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("role", "sees", "drafts", "publishes"),
    [
        ("Redaktör", True, True, True),
        ("Importredaktör", True, True, False),
        ("Prissättare", True, True, False),
        ("Orderhandläggare", False, False, False),
    ],
)
def test_each_role_does_its_part(cup, role, sees, drafts, publishes):
    made = release(draft_of(page_of(cup), title="Vinterkopp"))
    person = UserFactory(roles=[role])
    mine = verified(person) if role == "Orderhandläggare" else logged_in(person)

    answer = mine.get(address(made))
    assert (answer.status_code == 200) is sees
    mine.post(f"{RELEASES}add/", {"name": "Egen", "note": "", "starts_at": ""})
    assert Release.objects.filter(name="Egen").exists() is drafts
    mine.post(address(made, "move"), {"move": "publish"})

    assert (page_of(cup).title == "Vinterkopp") is publishes


def test_the_page_asks_as_often_with_more_in_it(cup, browser, django_assert_max_num_queries):
    made = release(draft_of(page_of(cup), title="Vinterkopp"), prices(cup, "200.00"))
    text(browser, address(made))

    with django_assert_max_num_queries(70):
        text(browser, address(made))


def test_a_menu_and_prices_are_put_in_from_their_own_pages(cup, browser):
    menu = Menu.objects.create(place="foot", locale=Locale.get_default(), live=False)
    menu.save_revision()
    priced = prices(cup, "200.00")
    of_menu, of_prices = f"{RELEASES}of/cms.menu/{menu.pk}/", f"{RELEASES}of/prices/{priced.pk}/"
    assert of_menu in text(browser, f"/admin/snippets/cms/menu/edit/{menu.pk}/")
    assert of_prices in text(browser, f"/admin/pricing/pricechangeset/inspect/{priced.pk}/")
    assert "börjar gälla i det ögonblick" in text(browser, of_prices)

    browser.post(of_menu, {"release": "", "name": "Vår"})
    made = Release.objects.get(name="Vår")
    browser.post(of_prices, {"release": str(made.pk), "name": ""})

    assert {one.content_object or one.change_set for one in made.items.all()} == {menu, priced}
    shown = text(browser, address(made))
    assert f"/admin/snippets/cms/menu/edit/{menu.pk}/" in shown
    assert "Vår" in text(browser, of_menu)
    assert "Vår" in text(browser, of_prices)


@pytest.mark.parametrize("what", ["cms.menu", "prices", "page", "customers.user"])
def test_what_is_not_theirs_nobody_puts_in(cup, what):
    priced = prices(cup, "200.00")
    browser = logged_in(UserFactory(roles=["Redaktör"]))

    answer = browser.post(f"{RELEASES}of/{what}/{priced.pk + 10_000}/", {"release": "", "name": "Vår"})

    assert answer.status_code == 302
    assert not Release.objects.exists()
