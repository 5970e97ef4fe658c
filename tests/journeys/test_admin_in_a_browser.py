"""The owner at the desk: registers that answer while one types, a sign of work when an answer takes its time."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from commerce.catalogue.models import Product
from commerce.orders.models import Order
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.models import PriceList
from tests.factories.catalogue import sellable
from tests.factories.orders import placed
from tests.journeys.conftest import DESKTOP, PHONE

OURS = ("register", "order-", "product-beside", "to-handle", "shop-", "price-")
PRODUCTS = "/admin/catalogue/product/"


def price_draft(product):
    made = PriceChangeSet.objects.create(name="Höst", created_at=timezone.now())
    base = PriceList.objects.get(code="bas")
    PriceChange.objects.create(change_set=made, variant=product.variants.first(), price_list=base, amount=5)
    return made


def places():
    order = Order.objects.first() or placed(sellable(price="100.00", page=False), total="149.00")
    product = Product.objects.get(code="kopp-glimma")
    return {
        "first page": "/admin/",
        "products": PRODUCTS,
        "product": f"{PRODUCTS}edit/{product.pk}/",
        "its page": f"/admin/product-page/{product.pk}/",
        "prices": "/admin/pricing/price/",
        "stock": "/admin/stock/stock/",
        "orders": "/admin/orders/order/",
        "order": f"/admin/orders/order/inspect/{order.pk}/",
    }


def places_of_prices():
    product = Product.objects.get(code="kopp-glimma")
    draft = PriceChangeSet.objects.first() or price_draft(product)
    return {
        "prices of a product": f"/admin/pricing/product/{product.pk}/?level=pro&quantity=9",
        "price change": f"/admin/pricing/pricechangeset/inspect/{draft.pk}/",
        "grid of prices": f"/admin/pricing/pricechangeset/{draft.pk}/grid/?q=glimma",
        "pasting prices": f"/admin/pricing/pricechangeset/{draft.pk}/paste/",
    }


@pytest.mark.krav("4.2.1")
def test_the_list_follows_what_one_types(at_the_desk):
    visitor = at_the_desk(**DESKTOP)
    page = visitor.go(PRODUCTS)

    page.get_by_label("Sök", exact=True).last.fill("glimma")

    page.get_by_role("link", name="Kopp Glimma", exact=True).wait_for()
    page.wait_for_url("**/?q=glimma**")
    assert page.get_by_role("link", name="Bordslampa Lera").count() == 0


def answer_once_it_looks_busy(page, address):
    """Hold every answer from `address` back until the page shows that it is waiting. Returns the words it shows."""
    held, words = [], []

    def release(shown):
        words.append(shown)
        while held:
            held.pop().continue_()

    page.expose_function("looksBusy", release)
    page.route(address, lambda route: route.continue_() if words else held.append(route))
    page.evaluate("""() => new MutationObserver(() => {
        const sign = document.querySelector(".shop-busy");
        if (sign && document.body.getAttribute("aria-busy") === "true") window.looksBusy(sign.innerText);
    }).observe(document.body, {attributes: true, childList: true})""")
    return words


@pytest.mark.krav("4.2.4")
def test_a_slow_page_shows_that_it_is_on_its_way(at_the_desk):
    page = at_the_desk(**DESKTOP).go(PRODUCTS)
    words = answer_once_it_looks_busy(page, "**/admin/catalogue/product/edit/**")

    page.get_by_role("link", name="Kopp Glimma", exact=True).click(no_wait_after=True)

    page.wait_for_url("**/edit/**")
    assert words[0] == "Laddar …"
    assert page.locator("body[aria-busy]").count() == 0


@pytest.mark.krav("4.2.4")
def test_a_form_that_is_saved_shows_that_it_is_on_its_way(at_the_desk):
    page = at_the_desk(**DESKTOP).go(places()["product"])
    words = answer_once_it_looks_busy(page, "**/admin/catalogue/product/edit/**")

    page.get_by_role("button", name="Spara").click(no_wait_after=True)

    page.get_by_text("uppdaterad").first.wait_for()
    assert words[0] == "Laddar …"


@pytest.mark.krav("4.2.4")
def test_a_slow_search_shows_that_it_is_on_its_way(at_the_desk):
    page = at_the_desk(**DESKTOP).go(PRODUCTS)
    words = answer_once_it_looks_busy(page, "**/admin/catalogue/product/?q=**")

    page.get_by_label("Sök", exact=True).last.fill("glimma")

    page.wait_for_url("**/?q=glimma**")
    page.locator("body:not([aria-busy])").wait_for()
    assert words[0] == "Laddar …"


@pytest.mark.krav("4.2.4")
def test_a_slow_chooser_shows_that_it_is_on_its_way(at_the_desk):
    """Wagtail asks for what it shows in a dialogue with XMLHttpRequest, and everything else with fetch."""
    page = at_the_desk(**DESKTOP).go("/admin/redirects/add/")
    words = answer_once_it_looks_busy(page, "**/admin/choose-page/**")

    page.get_by_role("button", name="Välj en sida").first.click(no_wait_after=True)

    page.get_by_role("dialog").wait_for()
    page.locator("body:not([aria-busy])").wait_for()
    assert words[0] == "Laddar …"


WAYS = {  # all that an action of the admin comes to, however it was written
    "a link": "click(make('a', {href: address}))",
    "a link to a file": "click(make('a', {href: address, dataset: 'file'}))",
    "a form": "make('form', {action: address}).requestSubmit()",
    "a form that a script sends": "make('form', {action: address}).submit()",
    "a script that goes somewhere": "location.assign(address)",
    "a script that asks": "fetch(address)",
    "a script that asks as they did before": "{ const it = new XMLHttpRequest(); it.open('GET', address); it.send() }",
}
MAKE = """
    const address = "/admin/reports/locked/?way=";
    const make = (name, {dataset, ...said}) => {
        const made = document.body.appendChild(Object.assign(document.createElement(name), said));
        if (dataset) made.dataset[dataset] = "";
        if (name === "form") made.append(Object.assign(document.createElement("input"), {name: "way"}));
        return made;
    };
    const click = (made) => made.click();
"""


@pytest.mark.krav("4.2.4")
@pytest.mark.parametrize("act", WAYS.values(), ids=WAYS)
def test_whatever_way_the_shop_is_asked_it_shows(at_the_desk, act):
    page = at_the_desk(**DESKTOP).go("/admin/")
    words = answer_once_it_looks_busy(page, "**/admin/reports/locked/?way=**")

    page.evaluate(f"() => {{ {MAKE} make('button', {{textContent: 'Så', type: 'button'}}).onclick = () => {act} }}")

    with page.expect_response("**/admin/reports/locked/?way=**"):
        page.get_by_role("button", name="Så").press("Enter", no_wait_after=True)

    page.locator("body:not([aria-busy])").wait_for()
    assert words[0] == "Laddar …"


@pytest.mark.krav("4.2.4")
def test_the_menu_and_what_is_done_with_many_pages_show_it(at_the_desk):
    """Wagtail goes on by script in both, past links and forms."""
    page = at_the_desk(**DESKTOP).go(f"/admin/pages/{Page.objects.get(depth=2, locale__language_code='sv').pk}/")
    words = answer_once_it_looks_busy(page, "**/admin/bulk/**")
    page.locator("[data-bulk-action-checkbox]").first.check()
    page.get_by_role("link", name="Avpublicera", exact=False).last.click(no_wait_after=True)
    page.wait_for_url("**/bulk/**")
    assert words == ["Laddar …"]

    page = at_the_desk(**DESKTOP).go("/admin/")
    words = answer_once_it_looks_busy(page, "**/admin/images/")
    page.get_by_role("link", name="Bilder", exact=True).click(no_wait_after=True)
    page.wait_for_url("**/admin/images/")
    assert words == ["Laddar …"]


@pytest.mark.krav("4.2.4")
def test_pages_that_are_put_in_another_order_show_it(at_the_desk):
    home = Page.objects.get(depth=2, locale__language_code="sv")
    page = at_the_desk(**DESKTOP).go(f"/admin/pages/{home.pk}/?ordering=ord")
    words = answer_once_it_looks_busy(page, "**/set_position/**")
    first = page.locator("[data-w-orderable-target=handle]").first

    first.focus()
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/set_position/**"):
        page.keyboard.press("Enter")

    page.locator("body:not([aria-busy])").wait_for()
    assert words == ["Laddar …"]


@pytest.mark.krav("4.2.4")
def test_a_file_is_saved_under_its_name_and_the_sign_goes_when_it_has_come(at_the_desk):
    page = at_the_desk(**DESKTOP).go("/admin/service-level/")
    words = answer_once_it_looks_busy(page, "**/serviceniva.xlsx")

    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hämta som kalkylblad").click(no_wait_after=True)

    assert (fetched.value.suggested_filename, words) == ("serviceniva.xlsx", ["Laddar …"])
    page.locator("body:not([aria-busy])").wait_for()
    assert page.url.endswith("/admin/service-level/")


@pytest.mark.parametrize("there", [places, places_of_prices])
def test_axe_finds_nothing_serious_in_what_is_ours(at_the_desk, there):
    visitor = at_the_desk(**DESKTOP)

    for name, place in there().items():
        visitor.go(place)
        ours = [line for line in visitor.axe_in_both_themes() if any(mark in line for mark in OURS)]
        assert ours == [], name


def test_nothing_is_wider_than_a_phone(at_the_desk):
    visitor = at_the_desk(**PHONE)

    for name, place in (places() | places_of_prices()).items():
        page = visitor.go(place)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
