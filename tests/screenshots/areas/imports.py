"""Files of rows that come in, as the handbook shows the room for them."""

from tests.screenshots.shots import shot

ROOM = "/admin/imports/"
PRICES = [("LL-2001-SMK", "132,00"), ("LL-2001-CLR", "129,00"), ("LL-2001-GRN", "129,00"), ("LL-2002-CLR", "155,00")]
WRONG = [("LL-2002-SMK", "gratis"), ("LL-0000", "99,00")]


@shot(as_owner=True)
def import_columns(page):
    _leave(page, "priser-vecka-48.csv", PRICES + WRONG)


@shot(as_owner=True)
def import_tried(page):
    page.fill("[name=name]", "Prisfil från ekonomi")
    page.click("button[value=try]")
    page.wait_for_selector("#import-rows")


@shot(as_owner=True)
def import_mappings(page):
    page.goto(f"{ROOM}columns/")


@shot(as_owner=True)
def import_source(page):
    page.goto(f"{ROOM}sources/new/")
    page.fill("[name=name]", "Leverantörens priser")
    page.select_option("[name=kind]", "prices")
    page.select_option("[name=mapping]", label="Prisfil från ekonomi")
    page.fill("[name=address]", "https://leverantor.example/filer/priser.csv")


@shot(as_owner=True)
def imports(page):
    page.goto(ROOM)


# --- the steps ---


def _leave(page, name, rows):
    text = "Art.nr;Nytt pris\n" + "".join(f"{sku};{price}\n" for sku, price in rows)
    page.goto(ROOM)
    page.set_input_files("[name=file]", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.select_option("[name=kind]", "prices")
    page.click("form[enctype] button[type=submit]")
    page.locator("#import-preview").scroll_into_view_if_needed()
