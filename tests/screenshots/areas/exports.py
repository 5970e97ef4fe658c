"""Files of rows that go out, and tokens of the systems that ask for rows themselves."""

from tests.screenshots.shots import shot

ROOM = "/admin/exports/"


@shot(as_owner=True)
def exports(page):
    page.goto(ROOM)


@shot(as_owner=True)
def export_chosen(page):
    page.goto(f"{ROOM}new/prices/")
    page.locator("[name=format]").first.wait_for()


@shot(as_owner=True)
def api_token(page):
    page.goto("/admin/integrations/apitoken/create/")
    page.locator("[name=name]").wait_for()


@shot()
def the_api(page):
    page.goto("/api/v1/docs")
