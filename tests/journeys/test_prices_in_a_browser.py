"""The grid of a price change set as one works in it: figures while typing, a pasted block, Enter down the column."""

import pytest
from django.utils import timezone

from commerce.pricing.change_sets import PriceChangeSet
from commerce.pricing.models import PriceList
from tests.journeys.conftest import DESKTOP

pytestmark = pytest.mark.krav("4.3.3")
PASTE = """(element, text) => {
    const data = new DataTransfer();
    data.setData("text", text);
    element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def draft(shop):
    return PriceChangeSet.objects.create(name="Höst", created_at=timezone.now())


@pytest.fixture
def page(at_the_desk, draft):
    lists = "&".join(f"list={one.pk}" for one in PriceList.objects.filter(code__in=["bas", "user"]).order_by("pk"))
    return at_the_desk(**DESKTOP).go(f"/admin/pricing/pricechangeset/{draft.pk}/grid/?q=glimma&{lists}")


def cell(page, row, column):
    return page.locator("#price-grid tbody tr").nth(row).locator(".price-cell").nth(column)


def test_change_and_margin_follow_what_one_types(page):
    first = cell(page, 0, 0)
    standing = float(first.get_attribute("data-standing"))

    first.locator("input[type=text]").fill(str(standing * 2).replace(".", ","))

    assert first.locator("[data-percent]").inner_text() == "+100,0 %"
    assert "price-cell__alarm" in first.locator("[data-percent]").get_attribute("class")


def test_a_block_from_a_spreadsheet_fills_as_many_cells_and_is_saved(page, draft):
    start = cell(page, 0, 0).locator("input[type=text]")

    start.evaluate(PASTE, "1 100,50\t1 000\n1 200 kr\t\n")
    shown = [cell(page, row, column).locator("input[type=text]").input_value() for row in (0, 1) for column in (0, 1)]
    page.get_by_role("button", name="Spara", exact=True).click()

    page.get_by_text("3 priser är sparade.").wait_for()
    assert shown == ["1 100,50", "1 000", "1 200 kr", ""]
    assert sorted(draft.changes.values_list("amount", flat=True)) == [1000, 1100.5, 1200]


def test_enter_goes_down_the_column(page):
    cell(page, 0, 1).locator("input[type=text]").focus()

    page.keyboard.press("Enter")

    assert cell(page, 1, 1).locator("input[type=text]").evaluate("input => input === document.activeElement")
