"""Writing in the admin: the checks before publishing, a menu, and the blocks that pages are built of."""

from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from cms.menus.menu import Menu
from tests.screenshots.shots import shot

PRIVACY = "Integritet"


def page_named(title):
    return Page.objects.get(title=title, locale__language_code="sv")


def a_draft_with_faults():
    """A legal page that has lost half of what it must say, and leads to what is gone."""
    page = page_named(PRIVACY).specific
    faulty = '<p>Läs <a linktype="page" id="999999">här</a> om vår klimatneutrala frakt.</p>'
    kept = [(block.block_type, block.value) for block in page.body][:5]
    page.body = [*kept, ("paragraph", RichText(faulty))]
    page.save_revision()
    return page


@shot(as_owner=True)
def checks_in_the_editor(page):
    page.goto(f"/admin/pages/{a_draft_with_faults().pk}/edit/")
    page.locator(".page-checks--blocked").wait_for()


@shot(as_owner=True)
def why_it_may_not_go_live(page):
    page.goto(f"/admin/page-checks/{page_named(PRIVACY).pk}/")


@shot(as_owner=True)
def menu(page):
    made = Menu(place="head", locale=Locale.objects.get(language_code="sv"), live=False)
    pages = [page_named(title) for title in ("Keramik", "Glas")]
    made.entries = [
        ("entry", {"page": one, "address": "", "label": "", "with_pages_under": True, "more": []}) for one in pages
    ]
    made.save()
    made.save_revision()
    page.goto(f"/admin/snippets/cms/menu/edit/{made.pk}/")
    page.locator("[name='entries-1-value-label']").wait_for()


@shot(as_owner=True)
def blocks_to_choose(page):
    page.goto(f"/admin/pages/{page_named('Vinterbordet').pk}/edit/")
    page.locator("[data-streamfield-stream-container] button[title='Lägg till ett block']").first.click()
    page.locator(".w-combobox").first.wait_for()


@shot(as_owner=True)
def pattern_library(page):
    page.goto("/admin/patterns/")
