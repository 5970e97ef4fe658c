"""A guest buys: on a phone and a desktop, with scripts and without, with the keyboard alone."""

from decimal import Decimal

import pytest
from django.core import mail
from playwright.sync_api import expect

from cms.pages.product import ProductPage
from commerce.orders.models import Order
from integrations.outbox import deliver_due
from tests.journeys.words import sv

FIELDS = {
    "E-mail": "asa@example.se",
    "Mobile phone": "070-123 45 67",
    "First name": "Åsa",
    "Last name": "Öberg",
    "Address": "Storgatan 1",
    "Postal code": "393 51",
    "City": "Kalmar",
}


@pytest.fixture
def cup(shop):
    """Kopp Glimma, 249 kr."""
    return ProductPage.objects.live().get(locale__language_code="sv", slug="kopp-glimma").url


def newest_order():
    return Order.objects.order_by("-pk").first()


def fill_in(page, fields=FIELDS):
    for label, value in fields.items():
        page.get_by_label(sv(label), exact=True).fill(value)


def pay(page):
    """From the open checkout, filled in, to the receipt."""
    page.get_by_label(sv("I have read and accept the terms of purchase.")).check()
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Demo payment"))).to_be_visible()
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Thank you for the order"))).to_be_visible()


def assert_bought(*, quantity, goods):
    """One order of the cup stands, with what it cost, and its confirmation has gone out."""
    order = newest_order()
    assert [(line.sku, line.quantity, line.gross) for line in order.lines.all()] == [
        ("LL-1001-CEL", quantity, Decimal(goods))
    ]
    assert (order.email, order.state) == ("asa@example.se", Order.State.CONFIRMED)
    deliver_due()
    assert [message.to for message in mail.outbox if order.number in message.subject] == [["asa@example.se"]]


def test_a_guest_buys(either_size, cup):
    page = either_size.go(cup)

    page.get_by_role("button", name=sv("Add to cart")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Kopp Glimma")
    page.get_by_role("link", name=sv("To checkout")).first.click()
    expect(page.get_by_role("heading", name=sv("Checkout"))).to_be_visible()
    fill_in(page)
    pay(page)

    assert_bought(quantity=1, goods="249.00")
    assert either_size.layout_shift() == 0


def test_a_guest_buys_without_scripts(without_scripts, cup):
    page = without_scripts.go(cup)

    page.get_by_label(sv("Quantity")).fill("2")
    page.get_by_role("button", name=sv("Add to cart")).first.click()
    page.get_by_role("link", name=sv("To checkout")).first.click()
    fill_in(page)
    pay(page)

    assert_bought(quantity=2, goods="498.00")


def test_a_guest_buys_by_keyboard_alone(desktop, cup):
    page = desktop.go(cup)

    press_until(page, "button", sv("Add to cart"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Kopp Glimma")
    press_until(page, "a", sv("To checkout"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=sv("Checkout"))).to_be_visible()
    for label, value in FIELDS.items():
        press_until(page, "input", sv(label))
        page.keyboard.type(value)
    press_until(page, "input", sv("I have read and accept the terms of purchase."))
    page.keyboard.press("Space")
    press_until(page, "button", sv("Pay now"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=sv("Demo payment"))).to_be_visible()
    press_until(page, "button", sv("Pay now"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=sv("Thank you for the order"))).to_be_visible()

    assert_bought(quantity=1, goods="249.00")


FOCUSED = r"""() => {
    const e = document.activeElement;
    const name = e.getAttribute('aria-label') || (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText);
    const box = e.getBoundingClientRect();
    const ring = one => {
        const style = one && getComputedStyle(one);
        return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    return {
        tag: e.tagName.toLowerCase(),
        name: (name || '').trim().replace(/\s+/g, ' '),
        ringed: [e, e.parentElement, e.parentElement?.parentElement].some(ring),
        seen: box.bottom > 0 && box.top < innerHeight,
    };
}"""


def press_until(page, tag, name, *, most=90):
    """Press Tab until that control has focus; each one on the way must be on the screen and wear its ring."""
    for _press in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["tag"] == "body" or (focused["ringed"] and focused["seen"]), focused
        if focused["tag"] == tag and focused["name"].startswith(name):
            return
    raise AssertionError(f"{name} was not reached with {most} presses of Tab")


def test_axe_finds_nothing_serious_on_the_way(desktop, cup):
    page = desktop.go(cup)

    found = {}
    page.get_by_role("button", name=sv("Add to cart")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Kopp Glimma")
    found["added"] = desktop.axe_in_both_themes()
    page.get_by_role("link", name=sv("Show cart")).first.click()
    found["cart"] = desktop.axe_in_both_themes()
    page.get_by_role("link", name=sv("To checkout")).first.click()
    found["checkout"] = desktop.axe_in_both_themes()
    desktop.expect(422)
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    found["errors"] = desktop.axe_in_both_themes()
    fill_in(page)
    page.get_by_label(sv("I have read and accept the terms of purchase.")).check()
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Demo payment"))).to_be_visible()
    found["payment"] = desktop.axe_in_both_themes()
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Thank you for the order"))).to_be_visible()
    found["receipt"] = desktop.axe_in_both_themes()

    assert found == {step: [] for step in found}


def test_a_declined_payment_can_be_made_again(desktop, cup):
    page = desktop.go(cup)
    page.get_by_role("button", name=sv("Add to cart")).first.click()
    page.get_by_role("link", name=sv("To checkout")).first.click()
    fill_in(page)
    page.get_by_label(sv("I have read and accept the terms of purchase.")).check()
    page.get_by_role("button", name=sv("Pay now")).click()

    page.get_by_role("button", name=sv("Let the bank decline")).click()
    expect(page.get_by_role("heading", name=sv("The order is not paid yet"))).to_be_visible()
    page.get_by_role("button", name=sv("Pay now")).click()
    expect(page.get_by_role("heading", name=sv("Demo payment"))).to_be_visible()
    page.get_by_role("button", name=sv("Pay now")).click()

    expect(page.get_by_role("heading", name=sv("Thank you for the order"))).to_be_visible()
    assert_bought(quantity=1, goods="249.00")


def test_a_double_click_on_pay_makes_one_order(desktop, cup):
    page = desktop.go(cup)
    page.get_by_role("button", name=sv("Add to cart")).first.click()
    page.get_by_role("link", name=sv("To checkout")).first.click()
    fill_in(page)
    page.get_by_label(sv("I have read and accept the terms of purchase.")).check()
    before = Order.objects.count()

    page.get_by_role("button", name=sv("Pay now")).dblclick()

    expect(page.get_by_role("heading", name=sv("Demo payment"))).to_be_visible()
    assert Order.objects.count() == before + 1
