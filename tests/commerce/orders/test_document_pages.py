"""Who may fetch the documents of an order: whoever has its token, the owner, and nobody else."""

import logging
import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


def sold(user=None):
    order = placed(sellable(price="100.00", page=False), total="149.00")
    flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=NOW)
    if user:
        Order.objects.filter(pk=order.pk).update(user=user)
    return order, invoicing.issue(order.pk, now=NOW)


def logged(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "commerce.orders.documents.views"]


def test_the_token_of_an_order_gives_its_documents(client):
    order, invoice = sold()

    confirmation = client.get(reverse("order_confirmation_pdf", args=[order.token]))
    document = client.get(reverse("order_invoice_pdf", args=[order.token, invoice]))

    for answer in (confirmation, document):
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-1.7")
        assert "no-store" in answer["Cache-Control"]
    assert document["Content-Disposition"] == 'inline; filename="faktura-F1.pdf"'


def test_another_orders_invoice_is_not_found_and_the_log_says_so(client, caplog):
    order, _own = sold()
    _foreign, other = sold()

    with caplog.at_level(logging.WARNING, logger="commerce.orders.documents.views"):
        answer = client.get(reverse("order_invoice_pdf", args=[order.token, other]))

    assert answer.status_code == 404
    assert logged(caplog) == [f"document F2 was asked for with the token of order {order.number}, which has none such"]


def test_a_token_that_no_order_has_is_not_found_and_the_log_says_so(client, caplog):
    sold()

    with caplog.at_level(logging.WARNING, logger="commerce.orders.documents.views"):
        answers = [
            client.get(reverse("order_confirmation_pdf", args=[uuid.uuid4()])),
            client.get(reverse("order_invoice_pdf", args=[uuid.uuid4(), "F1"])),
        ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert logged(caplog) == ["a document was asked for with a token that no order has"] * 2


def test_the_account_links_to_documents_of_ones_own_orders(client):
    user = UserFactory()
    order, invoice = sold(user)
    foreign, _other = sold()
    client.force_login(user)

    page = client.get(reverse("account_orders")).content.decode()

    assert reverse("order_confirmation_pdf", args=[order.token]) in page
    assert reverse("order_invoice_pdf", args=[order.token, invoice]) in page
    assert str(foreign.token) not in page


def test_the_receipt_links_to_the_invoice_once_the_goods_have_left(client):
    order, invoice = sold()
    address = reverse("order_invoice_pdf", args=[order.token, invoice])
    assert address not in client.get(reverse("order_confirmation", args=[order.token])).content.decode()

    flow.ship(order.pk, now=NOW)

    assert address in client.get(reverse("order_confirmation", args=[order.token])).content.decode()


@pytest.mark.krav("4.2.1")
def test_the_owner_fetches_every_document_from_the_page_of_the_order():
    order, invoice = sold()
    browser = verified(owner())

    page = browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()

    for kind, pk in (("confirmation", order.pk), ("packing", order.pk), ("invoice", invoice.pk)):
        address = reverse("order_document", args=[kind, pk])
        assert address in page
        answer = browser.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert browser.get(reverse("order_document", args=["nothing", 1])).status_code == 404


@pytest.mark.krav("4.2.1")
def test_the_register_finds_the_invoices_of_a_period():
    order, invoice = sold()
    browser = verified(owner())

    def numbers(**said):
        return [row["pk"] for row in browser.get("/admin/orders/invoice/", said).context["rows"]]

    assert numbers(issued_from="2026-11-26", issued_to="2026-11-26") == [invoice.pk]
    assert numbers(issued_from="2026-11-27") == []
    assert numbers(issued_to="2026-11-25") == []
    assert numbers(q=order.number) == [invoice.pk]
    page = browser.get(f"/admin/orders/invoice/inspect/{invoice.pk}/").content.decode()
    assert reverse("order_document", args=["invoice", invoice.pk]) in page


@pytest.mark.parametrize("role", ["Redaktör", "Prissättare"])
def test_one_who_may_not_see_orders_gets_no_document(role):
    _order, invoice = sold()

    answer = verified(UserFactory(roles=[role])).get(reverse("order_document", args=["invoice", invoice.pk]))

    assert answer.status_code in (302, 403)
    assert not answer.content.startswith(b"%PDF")
