"""The same on the counterpart and, where the environment has its keys, on a real test company at Fortnox.

    FORTNOX_ACCOUNT_CLIENT_ID=… FORTNOX_ACCOUNT_CLIENT_SECRET=… FORTNOX_ACCOUNT_TENANT_ID=… pytest -rs …/test_account.py

Only a company for trying: an order, an invoice and a customer are made there, and the documents are cancelled again.
"""

import os
import secrets

import pytest

from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order
from integrations.fortnox import articles, customers, invoices, orders, totals
from integrations.fortnox.interface import Fortnox
from tests.factories.fortnox import NOW, PARTNER, plugged_in, sold

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]

KEYS = ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID")
LACKING = [f"FORTNOX_ACCOUNT_{key}" for key in KEYS if not os.environ.get(f"FORTNOX_ACCOUNT_{key}")]
ACCOUNT = pytest.mark.skipif(bool(LACKING), reason=f"no real test company: {', '.join(LACKING)} not set")


@pytest.fixture(params=["counterpart", pytest.param("account", marks=ACCOUNT)])
def at(request, settings):
    if request.param == "counterpart":
        with plugged_in(settings):
            yield Fortnox()
        return
    for key in KEYS:
        setattr(settings, f"FORTNOX_{key}", os.environ[f"FORTNOX_ACCOUNT_{key}"])
    settings.PARTNERS, settings.FORTNOX_CALLS = [PARTNER], 25
    yield Fortnox()


@pytest.fixture
def order():
    """A number that no earlier run has used: what is found by a number is taken to be ours."""
    order = sold(("100.00", 2), ("29.97", 1), ship=False)
    flow.ship(order.pk, now=NOW)
    Order.objects.filter(pk=order.pk).update(number=f"P{secrets.token_hex(6)}")
    order.lines.update(sku="PROVARTIKEL")
    return Order.objects.get(pk=order.pk)


def test_an_order_is_made_found_changed_and_cancelled(at, order):
    assert orders.find(order.number, at=at) is None
    made = orders.make(order, at=at)

    found = orders.find(order.number, at=at)
    assert found["DocumentNumber"] == made["DocumentNumber"]
    assert orders.change(order, found, at=at)["Total"] == made["Total"]

    assert orders.cancel(found, at=at)["Cancelled"]


def test_an_invoice_is_made_to_the_ore_found_and_cancelled(at, order):
    invoicing.issue(order.pk, now=NOW)
    issued = order.invoices.select_related("order__organisation").get()
    assert invoices.find(issued, at=at) is None

    made = invoices.make(issued, at=at)

    totals.refuse_difference(issued.content, made)
    found = invoices.find(issued, at=at)
    assert (found["DocumentNumber"], found["Booked"]) == (made["DocumentNumber"], False)
    assert at.put("Invoice", f"{invoices.address(made['DocumentNumber'])}/cancel")["Cancelled"]
    assert invoices.find(issued, at=at) is None


def test_a_customer_and_an_article_are_put_and_not_doubled(at, order):
    first = customers.of_order(order, country="SE", at=at)
    wanted = {"ArticleNumber": "PROVARTIKEL", "Description": "Prov åäö", "Unit": "st"}

    assert customers.of_order(order, country="SE", at=at) == first
    assert articles.put_article(wanted, at=at)["Description"] == "Prov åäö"
    assert articles.put_article(wanted, at=at)["ArticleNumber"] == "PROVARTIKEL"
    assert [one["CustomerNumber"] for one in at.every("Customers", "/3/customers", customernumber=first)].count(
        first
    ) == 1
