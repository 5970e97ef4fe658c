"""What stands around every page, and content that comes from another environment, as the handbook shows them."""

from tests.screenshots.shots import shot

PROMOTIONS = "/admin/promotions/"
SETTINGS = "/admin/snippets/cms/sitesettings/"
PAGE = "Om oss"


@shot(as_owner=True)
def site_settings(page):
    page.goto(SETTINGS)
    page.locator("main td.title a").first.click()
    _with_preview(page, "aside")


@shot(as_owner=True)
def promotion_chosen(page):
    """A page is put in a package of this shop's own, which it is made to trust."""
    page.goto(PROMOTIONS)
    own_key = page.locator(".promotion-key code").inner_text()
    page.goto(f"{PROMOTIONS}keys/new/")
    page.fill("[name=name]", "Testmiljön")
    page.fill("[name=public_key]", own_key)
    page.check("[name=may_send]")
    page.locator("form [type=submit]").last.click()
    page.goto(f"{PROMOTIONS}make/")
    page.fill("[name=words]", PAGE)
    page.click("[name=search]")
    page.locator("button[name=add]").first.click()
    page.wait_for_selector(".promotion-chips")


# --- the steps ---


def _with_preview(page, seen):
    """Beside the editor, which remembers whether it was open, when what is looked for is in it."""
    toggle = page.locator("[data-side-panel-toggle=preview]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    inside = page.frame_locator("iframe[title]").first
    inside.locator(seen).first.wait_for(state="attached")
