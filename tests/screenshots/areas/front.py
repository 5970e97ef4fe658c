"""The shop's own pages, as README.md shows them."""

from tests.screenshots.shots import PHONE, shot

CUP = "/keramik/koppar-muggar/kopp-glimma/"
BUYER = {
    "email": "ada@lyktalera.example",
    "phone": "070-123 45 67",
    "first_name": "Ada",
    "last_name": "Lind",
    "address_1": "Ugnsvägen 4",
    "postal_code": "999 01",
    "city": "Leråker",
}


@shot()
def home(page):
    page.goto("/")


@shot()
def category(page):
    page.goto("/keramik/")


@shot()
def product(page):
    page.goto(CUP)


@shot()
def checkout(page):
    """A cup in the colour of clay and a cushion, everything filled in, nothing paid."""
    for address in (f"{CUP}?variant=LL-1001-CLY", "/textil/kuddar/kudde-sav/"):
        page.goto(address)
        page.click("#buy [type=submit]")
        page.wait_for_selector("[data-added]")
    page.goto("/kassa/")
    for field, value in BUYER.items():
        page.fill(f"#checkout_{field}", value)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


@shot(window=PHONE)
def product_on_a_phone(page):
    page.goto(CUP)
