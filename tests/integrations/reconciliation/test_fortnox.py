"""Every difference that is put into Fortnox's books, or into ours, is found; none is invented."""

from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import flow
from commerce.orders.changes import changing
from integrations.fortnox.advance import advance
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.models import Delivery
from integrations.reconciliation import deciding
from integrations.reconciliation.comparison import Remedy
from tests.factories import fortnox
from tests.factories.customers import OrganisationFactory
from tests.factories.differences import differences, found, in_a_day, untouched
from tests.factories.fortnox import credit, deliver, give_back, sold, stopped, through

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.fixture(scope="module")
def sandbox(module_settings):
    with fortnox.plugged_in(module_settings) as counterpart:
        yield counterpart


@pytest.fixture(scope="module")
def made(made_once, sandbox):
    return made_once(lambda: every_state(fortnox.Clock()))


@pytest.fixture
def books(made, sandbox):
    """Fortnox's books, and the orders by what has become of them."""
    with untouched(sandbox.books) as kept:
        yield kept


def every_state(clock):
    """Orders in every state that concerns the books, all of them told of."""
    now = timezone.now()
    company = OrganisationFactory(name="Kafé AB", number="5560000001", invoice_email="faktura@kafe.example")
    orders = {
        "paid": sold(("100.00", 2), ("29.97", 1), now=now),
        "invoiced": sold(("99.99", 3), payment="invoice", level="pro", organisation=company, now=now),
        "credited": sold(("100.00", 3), now=now),
        "called off in part": sold(("100.00", 3), ship=False, now=now),
        "not shipped": sold(("100.00", 1), ship=False, now=now),
        "cancelled": sold(("100.00", 1), ship=False, now=now),
    }
    through(clock)
    line = orders["credited"].lines.get()
    credit(orders["credited"], lines={line.pk: 1}, now=now)
    give_back(orders["credited"], "100.00", key="r-1", now=now)
    part = orders["called off in part"]
    changing.change(part.pk, changing.Wanted(quantities={part.lines.get().pk: 2}), why="två", now=now)
    fortnox.send(part, now=now)
    changing.call_off(orders["cancelled"].pk, why="ångrat", now=now)
    through(clock)
    assert not stopped()
    return orders


def late():
    return in_a_day(days=8)


def look():
    return found("fortnox", now=late())


def the_only_one():
    [difference] = differences("fortnox", now=late())
    return difference


def document_of(made, name, kind="invoice"):
    return FortnoxDocument.objects.get(invoice__order=made[name], invoice__kind=kind)


def test_books_that_agree_have_no_differences(books, made):
    assert look() == []


def test_what_is_sold_a_moment_ago_is_no_difference(books, made):
    sold(("50.00", 1), now=timezone.now())

    assert found("fortnox", now=timezone.now()) == []


def vanishes(books, document):
    del books.kept["Invoice"][document.number]
    for number in [
        key for key, one in books.kept["InvoicePayment"].items() if str(one["InvoiceNumber"]) == document.number
    ]:
        del books.kept["InvoicePayment"][number]


def is_cancelled(books, document):
    books.change("Invoice", document.number, Cancelled=True)


def total_differs(books, document):
    books.change("Invoice", document.number, Total=float(books.kept["Invoice"][document.number]["Total"]) + 0.01)


def vat_differs(books, document):
    books.change("Invoice", document.number, TotalVAT=float(books.kept["Invoice"][document.number]["TotalVAT"]) - 0.01)


def is_not_booked(books, document):
    books.change("Invoice", document.number, Booked=False)


def is_paid_by_hand(books, document):
    books.pay_by_bank(books.kept["Invoice"][document.number], "1.00", day=timezone.now().date().isoformat())


def is_made_twice(books, document):
    first = books.kept["Invoice"][document.number]
    same = {key: value for key, value in first.items() if key not in ("DocumentNumber", "Booked")}
    books.add_document("Invoice", same)


MATRIX = [
    (vanishes, "invoiced", "invoice", "missing_there"),
    (is_cancelled, "paid", "invoice", "missing_there"),
    (total_differs, "credited", "credit_note", "other_amount"),
    (vat_differs, "invoiced", "invoice", "other_amount"),
    (is_not_booked, "credited", "credit_note", "not_booked"),
    (is_paid_by_hand, "paid", "invoice", "other_balance"),
    (is_made_twice, "credited", "credit_note", "twice_there"),
]


@pytest.mark.parametrize(("inject", "name", "kind", "expected"), MATRIX)
def test_what_differs_in_a_document_is_found_and_nothing_else(books, made, inject, name, kind, expected):
    document = document_of(made, name, kind)

    inject(books, document)

    assert look() == [(expected, f"document:{document.invoice}")]


def test_a_second_invoice_of_an_order_that_bears_no_number_of_ours_is_found(books, made):
    first = books.of_order(made["paid"].number)[0]
    same = ("CustomerNumber", "CustomerName", "VATIncluded", "ExternalInvoiceReference1", "InvoiceRows")
    second = books.add_document("Invoice", {name: first[name] for name in same})

    assert look() == [("twice_there", f"order:{made['paid'].number}")]
    difference = the_only_one()
    assert difference.theirs == {"numbers": f"{first['DocumentNumber']}, {second['DocumentNumber']}"}


def test_an_invoice_of_an_order_that_nobody_here_has_is_found(books, made):
    first = books.of_order(made["paid"].number)[0]
    same = ("CustomerNumber", "CustomerName", "VATIncluded", "InvoiceRows")
    lost = {
        **{name: first[name] for name in same},
        "ExternalInvoiceReference1": "99999",
        "ExternalInvoiceReference2": "F99",
    }
    made_there = books.add_document("Invoice", lost)

    assert look() == [("unknown_here", f"fortnox:{made_there['DocumentNumber']}")]


def test_invoices_of_another_program_are_not_ours(books, made):
    first = books.of_order(made["paid"].number)[0]
    books.add_customer({"CustomerNumber": "5001", "Name": "Butiken på hörnet"})
    rows = [{key: value for key, value in row.items() if key != "ArticleNumber"} for row in first["InvoiceRows"]]
    books.add_document("Invoice", {"CustomerNumber": "5001", "InvoiceRows": rows, "ExternalInvoiceReference1": "99999"})
    books.add_document("Invoice", {"CustomerNumber": first["CustomerNumber"], "InvoiceRows": rows})

    assert look() == []


def test_a_payment_that_is_missing_of_another_amount_or_not_booked_is_found(books, made):
    payments = [FortnoxPayment.objects.get(document=document_of(made, name)) for name in ("paid", "called off in part")]
    gone, changed = payments
    note = FortnoxPayment.objects.get(document=document_of(made, "credited", "credit_note"))
    del books.kept["InvoicePayment"][gone.number]
    books.change("InvoicePayment", changed.number, Amount=1.0)
    books.change("InvoicePayment", note.number, Booked=False)

    assert look() == sorted(
        [
            ("missing_there", f"paid:{gone.pk}"),
            ("other_amount", f"paid:{changed.pk}"),
            ("not_booked", f"paid:{note.pk}"),
        ]
    )


# --- remedies ---


def remedied(clock):
    """Everything that follows of a remedy."""
    deliver(clock)
    advance(now=clock())
    deliver(clock)


@pytest.mark.parametrize("inject", [vanishes, is_cancelled])
def test_a_document_that_has_gone_is_sent_again_and_there_is_one(books, made, inject, sandbox):
    document = document_of(made, "invoiced")
    inject(books, document)
    difference = the_only_one()

    deciding.resend(difference, now=timezone.now())
    through(fortnox.Clock())

    assert not stopped()
    assert len(books.of_order(made["invoiced"].number)) == 1
    assert look() == []
    assert FortnoxDocument.objects.get(invoice=document.invoice).pk != document.pk


def test_a_document_that_was_unbooked_there_is_booked_again(books, made):
    document = document_of(made, "paid")
    is_not_booked(books, document)
    difference = the_only_one()

    deciding.resend(difference, now=timezone.now())
    deliver(fortnox.Clock())

    assert books.kept["Invoice"][document.number]["Booked"] is True
    assert look() == []


def test_what_the_bookkeeper_has_taken_in_is_adopted_and_counted_once(books, made):
    document = document_of(made, "invoiced")
    is_paid_by_hand(books, document)
    difference = the_only_one()

    for _twice in range(2):
        deciding.adopt(difference, now=timezone.now())

    assert made["invoiced"].payments.get().events.get(kind="captured").amount == Decimal("1.00")
    assert look() == []


def test_a_document_that_a_restored_backup_has_forgotten_is_adopted_and_never_sent_twice(books, made):
    document = document_of(made, "invoiced")
    number, invoice = document.number, document.invoice
    document.delete()
    Delivery.objects.filter(target="fortnox.documents", event__payload__number=str(invoice)).update(
        state="waiting", attempts=0
    )
    difference = the_only_one()
    assert (difference.kind, difference.subject) == ("unknown_here", f"document:{invoice}")

    for _twice in range(2):
        deciding.adopt(difference, now=timezone.now())
    remedied(fortnox.Clock())

    assert FortnoxDocument.objects.get(invoice=invoice).number == number
    assert len(books.of_order(made["invoiced"].number)) == 1
    assert Delivery.objects.get(target="fortnox.documents", event__payload__number=str(invoice)).state == "delivered"
    assert look() == []


def test_nothing_is_offered_where_a_person_must_mend_it_at_fortnox(books, made):
    is_made_twice(books, document_of(made, "paid"))
    difference = the_only_one()

    assert deciding.offers(difference) == ()
    for remedy in (deciding.adopt, deciding.resend):
        with pytest.raises(deciding.RemedyRefused):
            remedy(difference, now=timezone.now())
    assert Remedy.ADOPT not in deciding.offers(difference)


def test_money_is_set_against_what_ships_now(books, made):
    """The order that had not shipped goes on as ever after it was looked at."""
    flow.ship(made["not shipped"].pk, now=timezone.now())

    assert look() == []
