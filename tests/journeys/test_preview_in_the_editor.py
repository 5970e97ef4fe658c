"""The editor's preview panel: whoever writes a page chooses in it how the page is shown, and it shows it at once."""

import pytest
from playwright.sync_api import expect as soon

from cms.pages.content import StandardPage
from cms.preview.panel import MODE
from tests.journeys.conftest import DESKTOP

pytestmark = pytest.mark.krav("4.3.1")
PATIENCE = 60_000
soon.set_options(timeout=PATIENCE)


@pytest.fixture
def page(at_the_desk):
    shown = StandardPage.objects.live().filter(locale__language_code="sv").order_by("pk").first()
    visitor = at_the_desk(**DESKTOP)
    visitor.context.set_default_timeout(PATIENCE)  # an editor with its preview is the heaviest page there is
    visitor.expect(422)  # what is wrong in the form
    page = visitor.go(f"/admin/pages/{shown.pk}/edit/")
    if page.locator("[data-side-panel-toggle='preview']").get_attribute("aria-expanded") != "true":
        page.click("[data-side-panel-toggle='preview']")
    return page


def test_the_panel_follows_what_is_chosen_in_it(page):
    looked_at = page.frame_locator("#w-preview-iframe").locator(".look__facts")

    page.select_option("#id_preview_mode", MODE)
    soon(looked_at).to_contain_text("Konsument")  # chosen by itself, so that there is something to see
    page.select_option("#look_level", "pro")
    soon(looked_at).to_contain_text("Pro")
    page.fill("#look_organisation", "Kafé Kopparn AB")
    page.keyboard.press("Enter")
    soon(looked_at).to_contain_text("Kafé Kopparn AB")

    page.select_option("#id_preview_mode", "konsument")
    soon(page.locator("#look_level")).to_be_hidden()
    soon(looked_at).to_have_count(0)


def test_what_is_chosen_while_the_panel_loads_is_shown_once_it_has(page):
    """The panel asks for what it shows next only when it has nothing under way."""
    held = []
    page.route("**/edit/preview/?mode=premium*", lambda route: held.append(route))
    page.select_option("#id_preview_mode", "premium")
    page.wait_for_selector("iframe[src*='mode=premium']", state="attached")
    with page.expect_response(lambda answer: "/preview-as/panel/" in answer.url and answer.request.method == "POST"):
        page.select_option("#id_preview_mode", MODE)

    for one in held:
        one.continue_()

    soon(page.frame_locator("#w-preview-iframe").locator(".look__facts")).to_be_visible()


def test_what_is_wrong_is_said_in_the_panel_and_what_it_showed_stays(page):
    looked_at = page.frame_locator("#w-preview-iframe").locator(".look__facts")
    page.select_option("#id_preview_mode", MODE)
    soon(looked_at).to_be_visible()

    with page.expect_response(lambda answer: "/preview-as/panel/" in answer.url and answer.status == 422):
        page.fill("#look_organisation", "Finns inte")
        page.keyboard.press("Enter")

    soon(page.locator(".look-panel .error-message")).to_contain_text("ingen aktiv organisation")
    soon(page.locator("#look_organisation")).to_be_focused()
    soon(looked_at).not_to_contain_text("Finns inte")
