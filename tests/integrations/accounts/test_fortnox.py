"""Fortnox: an order, an invoice, a customer and an article are made there, and the documents are cancelled again."""

import secrets

import pytest

from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order
from integrations.fortnox import articles, customers, invoices, orders, totals
from integrations.fortnox.interface import Fortnox
from tests.factories.accounts import on_both
from tests.factories.fortnox import NOW, sold

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


@pytest.fixture
def order():
    """A number that no earlier run has used: what is found by a number is taken to be ours."""
    order = sold(("100.00", 2), ("29.97", 1), ship=False)
    flow.ship(order.pk, now=NOW)
    Order.objects.filter(pk=order.pk).update(number=f"P{secrets.token_hex(6)}")
    order.lines.update(sku="PROVARTIKEL")
    return Order.objects.get(pk=order.pk)


@on_both("fortnox")
def test_an_order_is_made_found_changed_and_cancelled(at, order):
    fortnox = Fortnox()
    assert orders.find(order.number, at=fortnox) is None
    made = orders.make(order, at=fortnox)

    found = orders.find(order.number, at=fortnox)
    assert found["DocumentNumber"] == made["DocumentNumber"]
    assert orders.change(order, found, at=fortnox)["Total"] == made["Total"]

    assert orders.cancel(found, at=fortnox)["Cancelled"]


@on_both("fortnox")
def test_an_invoice_is_made_to_the_ore_found_and_cancelled(at, order):
    fortnox = Fortnox()
    invoicing.issue(order.pk, now=NOW)
    issued = order.invoices.select_related("order__organisation").get()
    assert invoices.find(issued, at=fortnox) is None

    made = invoices.make(issued, at=fortnox)

    totals.refuse_difference(issued.content, made)
    found = invoices.find(issued, at=fortnox)
    assert (found["DocumentNumber"], found["Booked"]) == (made["DocumentNumber"], False)
    assert fortnox.put("Invoice", f"{invoices.address(made['DocumentNumber'])}/cancel")["Cancelled"]
    assert invoices.find(issued, at=fortnox) is None


@on_both("fortnox")
def test_a_customer_and_an_article_are_put_and_not_doubled(at, order):
    fortnox = Fortnox()
    first = customers.of_order(order, country="SE", at=fortnox)
    wanted = {"ArticleNumber": "PROVARTIKEL", "Description": "Prov åäö", "Unit": "st"}

    assert customers.of_order(order, country="SE", at=fortnox) == first
    assert articles.put_article(wanted, at=fortnox)["Description"] == "Prov åäö"
    assert articles.put_article(wanted, at=fortnox)["ArticleNumber"] == "PROVARTIKEL"
    assert [one["CustomerNumber"] for one in fortnox.every("Customers", "/3/customers", customernumber=first)].count(
        first
    ) == 1
