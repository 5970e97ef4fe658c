"""Stock counted by hand: under a lock, never below what orders have claimed, never over a figure nobody saw."""

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.stock.models import Stock
from commerce.stock.reserve import allocate
from tests.factories.catalogue import StockFactory, VariantFactory
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
INDEX = "/admin/stock/stock/"


@pytest.fixture
def browser():
    return verified(owner())


def figures(stock):
    return Stock.objects.values_list("on_hand", "allocated", "low_from").get(pk=stock.pk)


def count(browser, stock, on_hand, *, seen=10, low_from=3):
    return browser.post(f"{INDEX}edit/{stock.pk}/", {"on_hand": on_hand, "seen": seen, "low_from": low_from})


def test_counting_writes_the_figure_and_an_event(browser):
    stock = StockFactory(on_hand=10, variant__sku="LL-1")

    answer = count(browser, stock, 12, low_from=5)

    assert answer.status_code == 302
    assert figures(stock) == (12, 0, 5)
    event = Event.objects.get(kind="stock.counted")
    assert (event.subject, event.payload) == ("variant:LL-1", {"was": 10, "on_hand": 12})


def test_saving_without_a_change_tells_nothing(browser):
    count(browser, StockFactory(on_hand=10), 10)

    assert not Event.objects.filter(kind="stock.counted").exists()


def test_what_orders_have_claimed_meanwhile_is_kept(browser):
    stock = StockFactory(on_hand=10)
    allocate({stock.pk: 4}, reference="10001", now=timezone.now())

    count(browser, stock, 9)

    assert figures(stock) == (9, 4, 3)


def test_fewer_than_orders_have_claimed_is_refused(browser):
    stock = StockFactory(on_hand=10, allocated=4)

    answer = count(browser, stock, 3)

    assert answer.context["form"].errors["on_hand"] == ["4 av dem är bundna till ordrar."]
    assert figures(stock) == (10, 4, 3)


def test_a_figure_that_changed_meanwhile_is_shown_and_not_overwritten(browser):
    stock = StockFactory(on_hand=7)

    answer = count(browser, stock, 12, seen=10)

    said = "Saldot ändrades till 7 medan du var här. Räkna om och spara."
    assert answer.context["form"].errors["on_hand"] == [said]
    assert figures(stock) == (7, 0, 3)
    assert 'name="seen" value="7"' in answer.content.decode()


@pytest.mark.parametrize("on_hand", ["-1", "abc", "", "1e9", "99999999999", "1.5", "\x00"])
def test_a_figure_that_cannot_be(browser, on_hand):
    stock = StockFactory(on_hand=10)

    answer = count(browser, stock, on_hand)

    assert "on_hand" in answer.context["form"].errors
    assert figures(stock) == (10, 0, 3)


@pytest.mark.parametrize("seen", ["", "abc", "-5"])
def test_a_form_that_does_not_say_what_was_seen_writes_nothing(browser, seen):
    stock = StockFactory(on_hand=10)

    answer = count(browser, stock, 12, seen=seen)

    assert answer.status_code == 200
    assert figures(stock) == (10, 0, 3)


def test_an_article_without_a_row_gets_one(browser):
    variant = VariantFactory(sku="LL-2")

    browser.post(f"{INDEX}create/?variant={variant.pk}", {"variant": "LL-2", "on_hand": "8", "low_from": "2"})

    assert figures(Stock.objects.get(variant=variant)) == (8, 0, 2)


def test_finding_what_runs_out(browser):
    low = StockFactory(on_hand=5, allocated=3)
    out = StockFactory(on_hand=4, allocated=4, variant__product__is_on_sale=False)
    StockFactory(on_hand=50)

    def found(**query):
        return {row["pk"] for row in browser.get(INDEX, query).context["rows"]}

    assert found(state="low") == {low.pk}
    assert found(state="out") == {out.pk}
    assert found(state="out", sale="1") == set()
    assert found(sale="0") == {out.pk}
    assert found(q=low.variant.sku.lower()) == {low.pk}
