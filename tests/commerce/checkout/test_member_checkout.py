"""The checkout of one who buys for an organisation: what its invoice needs, its address, its limits."""

from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from commerce.customers.organisation_numbers import NumberRefused
from commerce.customers.peppol import peppol_id
from commerce.events.models import Event
from commerce.orders.models import Order
from commerce.pricing.templatetags.prices import money
from integrations.targets import mail as mail_target
from tests.commerce.checkout.test_checkout_pages import filled, put, read, send
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, logged_in, owner, verified
from tests.factories.orders import delivery_method

REFERENCES = {
    "po_number": "PO-7781",
    "buyer_reference": "Siv Person",
    "cost_centre": "4110",
    "peppol_id": "0007:556000-0001",
}


@pytest.fixture
def shop():
    delivery_method()
    return sellable(sku="LL-1", price="249.00", stock=10, product__name_sv="Kopp Glimma")


@pytest.fixture
def member(db):
    return MembershipFactory(
        organisation__name="Krukan AB",
        organisation__buyer_reference="Inköp 12",
        organisation__delivery_address_1="Hamngatan 4",
        organisation__delivery_postal_code="392 31",
        organisation__delivery_city="Kalmar",
    )


@pytest.fixture
def browser(member, shop):
    browser = logged_in(member.user)
    put(browser, "LL-1")
    return browser


def test_a_guest_is_asked_for_none_of_it(client, db, shop):
    put(client, "LL-1")

    page = read(client.get(reverse("checkout")))

    assert not any(f'name="{name}"' in page for name in REFERENCES)


@pytest.mark.krav("4.2.2")
def test_address_and_reference_are_those_of_the_organisation(browser):
    page = read(browser.get(reverse("checkout")))

    assert all(f'value="{known}"' in page for known in ("Krukan AB", "Hamngatan 4", "392 31", "Inköp 12"))


@pytest.mark.law("L17")
def test_references_are_kept_on_the_order_and_shown(browser):
    send(browser, filled(browser, payment="invoice", **REFERENCES))

    order = Order.objects.get()
    assert {name: getattr(order, name) for name in REFERENCES} == REFERENCES | {"peppol_id": "0007:5560000001"}
    mail_target.confirmation(Event.objects.get(kind="order.confirmed"))
    receipt = read(browser.get(reverse("order_confirmation", args=[order.token])))
    admin = read(verified(owner()).get(reverse("orders_order_modeladmin_inspect", args=[order.pk])))
    for told in (receipt, admin, mail.outbox[-1].body, mail.outbox[-1].alternatives[0][0]):
        assert all(value in told for value in ("PO-7781", "Siv Person", "4110", "0007:5560000001"))


def test_a_company_sees_amounts_before_vat_its_own_terms_and_no_promise_of_a_right_that_it_lacks(browser, member):
    member.organisation.payment_terms_days = 20
    member.organisation.save()

    asked = read(browser.get(reverse("checkout")))
    send(browser, filled(browser, payment="invoice"))

    order = Order.objects.get()
    mail_target.confirmation(Event.objects.get(kind="order.confirmed"))
    receipt = read(browser.get(reverse("order_confirmation", args=[order.token])))
    [line] = order.lines.all()
    html = mail.outbox[-1].alternatives[0][0]
    assert line.net != line.gross
    assert all("Faktura, 20 dagar" in page for page in (asked, receipt))
    for told in (receipt, html, mail.outbox[-1].body):
        amounts = told.replace("\xa0", " ")
        assert money(line.net).replace("\xa0", " ") in amounts
        assert money(line.gross).replace("\xa0", " ") not in amounts
        assert "Anmäl en retur" in told
        assert "14 dagar" not in told


@pytest.mark.parametrize(("required", "status", "orders"), [(True, 422, 0), (False, 302, 1)])
def test_an_order_number_is_required_where_the_organisation_says_so(browser, member, required, status, orders):
    member.organisation.po_number_required = required
    member.organisation.save()

    answer = send(browser, filled(browser))

    assert (answer.status_code, Order.objects.count()) == (status, orders)
    assert ("Skriv företagets ordernummer" in read(answer)) is required


def test_a_peppol_address_that_is_none_is_refused_and_nothing_is_lost(browser):
    answer = send(browser, filled(browser, **REFERENCES | {"peppol_id": "5560000001"}))

    assert answer.status_code == 422
    assert "Skriv Peppol-adressen" in read(answer)
    assert 'value="PO-7781"' in read(answer)
    assert not Order.objects.exists()


@pytest.mark.law("L17")
@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("0007:5560000001", "0007:5560000001"),
        (" 0007: 556000-0001 ", "0007:5560000001"),
        ("0088:7350053850019", "0088:7350053850019"),
        ("0007:5560000002", None),
        ("0088:7350053850018", None),
        ("0007:55600000011", None),
        ("0088:735005385001", None),
        ("9999:5560000001", None),
        ("0007:", None),
        ("0007:٥٥٦٠٠٠٠٠٠١", None),
    ],
)
def test_a_peppol_address_has_a_known_scheme_and_a_right_check_digit(written, read_as):
    if read_as is None:
        with pytest.raises(NumberRefused):
            peppol_id(written)
    else:
        assert peppol_id(written) == read_as


@pytest.mark.krav("4.2.2")
def test_above_the_spending_limit_the_page_says_so_and_the_receipt_that_it_waits(browser, member):
    member.spending_limit = Decimal(100)
    member.save()
    assert "över din inköpsgräns" in read(browser.get(reverse("checkout")))

    receipt = browser.post(reverse("checkout"), filled(browser), follow=True)

    order = Order.objects.get()
    assert (order.state, order.payments.get().reference) == ("awaiting", "")
    assert receipt.redirect_chain[-1][0] == reverse("order_confirmation", args=[order.token])
    assert "Ordern väntar på godkännande" in read(receipt)
    browser.post(reverse("order_give_up", args=[order.token]))
    order.refresh_from_db()
    assert order.state == "cancelled"


def test_beyond_the_credit_the_page_says_how_much_is_left_and_other_ways_remain(browser, member):
    member.organisation.credit_limit = Decimal("100.00")
    member.organisation.save()

    refused = send(browser, filled(browser, payment="invoice"))

    assert refused.status_code == 422
    assert "100 kr kvar av sin kreditgräns" in read(refused)
    assert not Order.objects.exists()
    assert send(browser, filled(browser, payment="demo")).status_code == 302
