"""Invoices out of the house: issued and mailed when goods leave, as e-invoices, and to the bookkeeping."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.orders import flow
from commerce.orders.invoices import invoicing
from commerce.orders.models import Invoice
from commerce.pricing.totals import GROSS_PER_RATE, NET_PER_RATE
from integrations import outbox
from integrations.formats import peppol, peppol_rules, sie
from integrations.models import Delivery
from tests.factories.catalogue import sellable
from tests.factories.customers import OrganisationFactory, UserFactory, owner, verified
from tests.factories.invoices import issued
from tests.factories.orders import cart_with, delivery_method, details, shopper

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
DAY = date(2026, 11, 26)
NS = peppol_rules.NAMESPACES
LINES = st.lists(
    st.tuples(
        st.integers(1, 500_000).map(lambda ore: Decimal(ore) / 100),
        st.sampled_from([25, 12, 6, 0]),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=12,
)


def shipped(*, payment, level="pro", email="asa@example.se", organisation=None):
    delivery_method(gross=0)
    kind = "business" if payment == "invoice" else "consumer"
    who = shopper(level, buyer_type=kind, organisation=organisation.pk if organisation else None)
    said = replace(details("100.00", payment=payment), email=email)
    order = flow.place(cart_with((sellable(price="100.00", page=False), 1)).pk, said, shopper=who, now=NOW)
    if payment == "demo":
        flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=NOW)
    flow.ship(order.pk, now=NOW)
    return order


def deliver():
    """Until there is nothing left: what is issued is an event of its own."""
    while outbox.deliver_due():
        pass


# --- when goods leave ---


@pytest.mark.krav("4.5.1")
@pytest.mark.django_db
def test_what_is_bought_on_account_is_invoiced_and_mailed_when_it_leaves():
    company = OrganisationFactory(name="Kafé Ängen AB", invoice_email="faktura@angen.example")
    order = shipped(payment="invoice", organisation=company)

    deliver()

    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).values_list("target", "error")
    invoice = order.invoices.get()
    [letter] = [one for one in mail.outbox if one.attachments]
    assert (letter.to, letter.subject) == (["faktura@angen.example"], "Faktura F1 från Lykta & Lera")
    [(name, content, kind)] = letter.attachments
    assert (name, kind) == ("faktura-F1.pdf", "application/pdf")
    assert content.startswith(b"%PDF-1.7")
    assert invoice.content["payment"]["ocr"] in letter.body


@pytest.mark.django_db
def test_without_an_address_for_invoices_it_goes_to_the_one_of_the_order():
    shipped(payment="invoice", email="kund@example.se")

    deliver()

    assert [one.to for one in mail.outbox if one.attachments] == [["kund@example.se"]]


@pytest.mark.django_db
def test_what_is_paid_is_invoiced_and_not_mailed_but_its_credit_note_is():
    order = shipped(payment="demo", level="konsument")
    deliver()
    invoice = order.invoices.get()
    assert not [one for one in mail.outbox if one.attachments]

    invoicing.credit(invoice.pk, amount=Decimal("40.00"), why="sen", now=NOW)
    deliver()

    [letter] = [one for one in mail.outbox if one.attachments]
    assert letter.subject == "Kreditfaktura K1 från Lykta & Lera"


@pytest.mark.django_db
def test_an_order_in_parcels_is_invoiced_with_the_last_of_them():
    delivery_method(gross=0)
    said = details("200.00", payment="invoice")
    lines = [(sellable(price="100.00", page=False), 1), (sellable(price="100.00", page=False), 1)]
    who = shopper("pro", buyer_type="business")
    order = flow.place(cart_with(*lines).pk, said, shopper=who, now=NOW)
    first, _second = order.lines.order_by("position")

    flow.pack(order.pk, {first.pk: 1}, now=NOW)
    flow.ship(order.pk, shipment_id=order.shipments.get().pk, now=NOW)
    deliver()
    assert not order.invoices.exists()
    flow.ship(order.pk, now=NOW)
    deliver()

    assert [len(invoice.content["lines"]) for invoice in order.invoices.all()] == [2]


# --- e-invoices ---


def read(written):
    return ElementTree.fromstring(written)  # noqa: S314  our own


@pytest.mark.law("L17")
@pytest.mark.krav("4.6.2")
def test_an_e_invoice_says_who_what_and_how_much():
    root = read(peppol.write(issued([("100.00", 25, 2), ("49.99", 6, 1)], rounding=NET_PER_RATE)))

    def text(path):
        return root.findtext(path, None, NS)

    assert text("cbc:ID") == "F12"
    assert text("cbc:DueDate") == "2026-12-26"
    assert text("cac:OrderReference/cbc:ID") == "PO-7"
    assert text("cac:AccountingSupplierParty/cac:Party/cbc:EndpointID") == "5591234561"
    assert text("cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID") == "SE556000000101"
    assert [one.text for one in root.iterfind("cac:AccountingSupplierParty//cac:PartyTaxScheme/cbc:CompanyID", NS)] == [
        "SE559123456101",
        "Godkänd för F-skatt",
    ]
    assert text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == "1234561"
    assert text("cac:LegalMonetaryTotal/cbc:PayableAmount") == "177.99"
    assert root.find("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount", NS) is None


def test_a_total_that_no_base_reaches_is_carried_as_rounding():
    total = read(peppol.write(issued([("29.97", 25, 3)], paid=True))).find("cac:LegalMonetaryTotal", NS)

    said = {child.tag.partition("}")[2]: child.text for child in total}
    assert said == {
        "LineExtensionAmount": "23.97",
        "TaxExclusiveAmount": "23.97",
        "TaxInclusiveAmount": "29.96",
        "PrepaidAmount": "29.97",
        "PayableRoundingAmount": "0.01",
        "PayableAmount": "0.00",
    }


@pytest.mark.law("L17")
@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from([GROSS_PER_RATE, NET_PER_RATE]), st.sampled_from(Invoice.Kind.values), st.booleans())
def test_every_order_can_be_an_e_invoice_that_keeps_the_rules(lines, rounding, kind, paid):
    invoice = issued(lines, rounding=rounding, kind=kind, paid=paid)

    written = peppol.write(invoice)

    assert peppol_rules.broken(written) == []
    assert invoice.net + invoice.vat == invoice.gross
    total = read(written).find("cac:LegalMonetaryTotal", NS)
    rounding_amount = Decimal(total.findtext("cbc:PayableRoundingAmount", "0", NS))
    prepaid = Decimal(total.findtext("cbc:PrepaidAmount", "0", NS))
    assert Decimal(total.findtext("cbc:PayableAmount", None, NS)) + prepaid == invoice.gross + rounding_amount
    assert abs(rounding_amount) <= Decimal("0.01") * len(invoice.content["vat"])
    assert rounding == GROSS_PER_RATE or rounding_amount == 0


def test_a_discount_is_an_allowance_where_it_makes_the_line_exactly():
    invoice = issued([("108.00", 25, 3)], rounding=NET_PER_RATE)
    invoice.content["lines"][0].update({"unit_net": "40.00", "discount": "12.00"})

    line = read(peppol.write(invoice)).find("cac:InvoiceLine", NS)

    assert line.findtext("cac:AllowanceCharge/cbc:Amount", None, NS) == "12.00"
    assert line.findtext("cac:Price/cbc:PriceAmount", None, NS) == "40.00"
    assert line.find("cac:Price/cbc:BaseQuantity", NS) is None


@pytest.mark.law("L11")
def test_a_sale_to_a_business_in_the_union_gives_its_reason():
    invoice = issued([("100.00", 0, 1)], zone="reverse charge", rounding=NET_PER_RATE, peppol_id="9930:DE123456789")

    root = read(peppol.write(invoice))

    category = root.find("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", NS)
    assert category.findtext("cbc:ID", None, NS) == "K"
    assert category.findtext("cbc:TaxExemptionReasonCode", None, NS) == "VATEX-EU-IC"
    assert root.find("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", NS).get("schemeID") == "9930"


@pytest.mark.parametrize(
    ("case", "buyer", "rule"),
    [
        ("no reference", {"reference": "", "po_number": ""}, "PEPPOL-EN16931-R003"),
        ("no address", {"number": "", "peppol_id": ""}, "PEPPOL-EN16931-R010"),
        ("a number that is none", {"number": "5560000002"}, "PEPPOL-COMMON-R049"),
        ("a location number that is none", {"peppol_id": "0088:7300010000002"}, "PEPPOL-COMMON-R040"),
        ("no name", {"name": ""}, "BR-07"),
    ],
)
def test_what_lacks_something_is_refused_by_its_rule(case, buyer, rule):
    with pytest.raises(peppol.NotExpressible) as refused:
        peppol.write(issued([("100.00", 25, 1)], **buyer))

    assert rule in refused.value.rules, case


BROKEN = [
    ("BR-CO-10", ">80.00</cbc:LineExtensionAmount><cbc:TaxE", ">80.01</cbc:LineExtensionAmount><cbc:TaxE"),
    ("BR-CO-13", ">80.00</cbc:TaxExclusiveAmount>", ">80.01</cbc:TaxExclusiveAmount>"),
    (
        "BR-CO-14",
        '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">20.00',
        '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">20.01',
    ),
    ("BR-CO-15", ">100.00</cbc:TaxInclusiveAmount>", ">100.01</cbc:TaxInclusiveAmount>"),
    ("BR-CO-16", ">100.00</cbc:PayableAmount>", ">100.01</cbc:PayableAmount>"),
    ("BR-CO-17", "20.00</cbc:TaxAmount><cac:TaxCategory>", "20.01</cbc:TaxAmount><cac:TaxCategory>"),
    ("BR-S-08", ">80.00</cbc:TaxableAmount>", ">81.00</cbc:TaxableAmount>"),
    ("BR-CO-25", "<cbc:DueDate>2026-12-26</cbc:DueDate>", ""),
    ("SE-R-001", "SE559123456101", "SE5591234561"),
    ("SE-R-005", "Godkänd för F-skatt", "F-skatt"),
    ("SE-R-006", "<cbc:Percent>25</cbc:Percent>", "<cbc:Percent>24</cbc:Percent>"),
    ("SE-R-009", ">1234561<", ">12345<"),
    ("SE-R-013", 'schemeID="0007">5591234561</cbc:CompanyID>', 'schemeID="0007">5591234562</cbc:CompanyID>'),
    ("UBL-DT-01", ">100.00</cbc:PayableAmount>", ">100.000</cbc:PayableAmount>"),
    ("PEPPOL-EN16931-F001", "<cbc:IssueDate>2026-11-26", "<cbc:IssueDate>26/11/2026"),
    ("PEPPOL-EN16931-R004", "en16931:2017#compliant", "en16931:2017#conformant"),
    ("PEPPOL-EN16931-R008", "<cbc:BuyerReference>Åsa", "<cbc:BuyerReference>"),
    ("PEPPOL-EN16931-R051", 'currencyID="SEK">100.00</cbc:Payable', 'currencyID="EUR">100.00</cbc:Payable'),
    ("PEPPOL-EN16931-R120", '<cbc:PriceAmount currencyID="SEK">40.00', '<cbc:PriceAmount currencyID="SEK">40.01'),
    ("PEPPOL-EN16931-P0100", "InvoiceTypeCode>380", "InvoiceTypeCode>381"),
    ("structure: 0 of Invoice/cbc:ID", "<cbc:ID>F12</cbc:ID>", ""),
]


@pytest.mark.parametrize(("rule", "before", "after"), BROKEN, ids=[rule for rule, _before, _after in BROKEN])
def test_a_rule_that_is_broken_is_found(rule, before, after):
    written = peppol.write(issued([("80.00", 25, 2)], rounding=NET_PER_RATE)).decode()
    terms = "<cac:PaymentTerms><cbc:Note>30 dagar netto</cbc:Note></cac:PaymentTerms>"
    written = written.replace(terms, "") if rule == "BR-CO-25" else written
    assert before in written

    found = peppol_rules.broken(written.replace(before, after).encode())

    assert rule in found


def test_elements_out_of_order_are_found():
    written = peppol.write(issued([("80.00", 25, 2)])).decode()
    number, day = "<cbc:ID>F12</cbc:ID>", "<cbc:IssueDate>2026-11-26</cbc:IssueDate>"

    assert peppol_rules.broken(written.replace(number + day, day + number).encode()) == ["structure: order in Invoice"]


# --- bookkeeping ---


def verifications(written):
    """What a reader of SIE makes of a file: head by label, and the rows of each verification."""
    head, found = {}, []
    for line in written.decode("cp437").split("\r\n"):
        label, _space, rest = line.strip().partition(" ")
        if label == "#VER":
            found.append((rest, []))
        elif label == "#TRANS":
            account, _objects, amount = rest.split(" ")
            found[-1][1].append((account, Decimal(amount)))
        elif label.startswith("#"):
            head.setdefault(label, []).append(rest)
    return head, found


@pytest.mark.law("L15")
@pytest.mark.krav("4.6.3")
def test_a_file_for_the_books():
    invoices = [
        issued([("29.97", 25, 3), ("50.00", 6, 1)]),
        issued([("100.00", 0, 1)], zone="reverse charge", rounding=NET_PER_RATE, serial=13),
        issued([("29.97", 25, 3)], kind="credit_note", serial=4),
    ]

    written = sie.write(invoices, start=date(2026, 11, 1), end=date(2026, 11, 30), made_on=DAY)

    head, found = verifications(written)
    assert written.startswith(
        b'#FLAGGA 0\r\n#PROGRAM "Kundwebbshop" "1"\r\n#FORMAT PC8\r\n#GEN 20261126\r\n#SIETYP 4\r\n'
    )
    assert (head["#ORGNR"], head["#FNAMN"], head["#RAR"]) == (
        ["559123-4561"],
        ['"Lykta & Lera AB"'],
        ["0 20260101 20261231"],
    )
    assert '3001 "Försäljning varor 25 % moms"' in head["#KONTO"]
    assert b"F\x94rs\x84ljning" in written
    assert found == [
        (
            '"F" 12 20261126 "Faktura F12, order 10042"',
            [
                ("1510", Decimal("79.97")),
                ("3001", Decimal("-23.97")),
                ("2611", Decimal("-5.99")),
                ("3003", Decimal("-47.17")),
                ("2631", Decimal("-2.83")),
                ("3740", Decimal("-0.01")),
            ],
        ),
        ('"F" 13 20261126 "Faktura F13, order 10042"', [("1510", Decimal("100.00")), ("3108", Decimal("-100.00"))]),
        (
            '"K" 4 20261126 "Kreditfaktura K4, order 10042"',
            [
                ("1510", Decimal("-29.97")),
                ("3001", Decimal("23.97")),
                ("2611", Decimal("5.99")),
                ("3740", Decimal("0.01")),
            ],
        ),
    ]


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from([GROSS_PER_RATE, NET_PER_RATE]), st.sampled_from(Invoice.Kind.values))
def test_every_verification_comes_to_nothing(lines, rounding, kind):
    written = sie.write([issued(lines, rounding=rounding, kind=kind)], start=DAY, end=DAY, made_on=DAY)

    _head, [(_text, rows)] = verifications(written)
    assert sum(amount for _account, amount in rows) == 0


def test_a_letter_that_the_format_lacks_is_named(settings):
    settings.SELLER = {**settings.SELLER, "name": "Łódź AB"}

    with pytest.raises(sie.NotWritable, match="#FNAMN"):
        sie.write([], start=DAY, end=DAY, made_on=DAY)


def test_an_invoice_that_does_not_add_up_is_never_booked():
    invoice = issued([("29.97", 25, 3)])
    invoice.content["vat"][0]["vat"] = "6.00"

    with pytest.raises(sie.NotBalanced, match="F12"):
        sie.bookings(invoice)


@pytest.mark.krav("4.2.1")
@pytest.mark.django_db
def test_the_owner_fetches_a_period_and_an_e_invoice():
    company = OrganisationFactory(name="Kafé Ängen AB", buyer_reference="Åsa")
    order = shipped(payment="invoice", organisation=company)
    invoice = invoicing.issue(order.pk, now=NOW)
    browser = verified(owner())
    page = reverse("bookkeeping")

    file = browser.get(f"{page}?start=2026-11-01&end=2026-11-30")
    empty = browser.get(f"{page}?start=2026-10-01&end=2026-10-31")
    e_invoice = browser.get(reverse("e_invoice", args=[invoice.pk]))

    assert file["Content-Disposition"] == 'attachment; filename="fakturor-20261101-20261130.si"'
    assert len(verifications(file.content)[1]) == 1
    assert verifications(empty.content)[1] == []
    assert read(e_invoice.content).findtext("cbc:ID", None, NS) == "F1"
    assert browser.get(page).status_code == 200
    for days in ("start=2026-12-01&end=2026-11-01", "start=2025-12-01&end=2026-01-31", "start=&end="):
        assert browser.get(f"{page}?{days}").status_code == 422


@pytest.mark.django_db
def test_what_cannot_be_an_e_invoice_says_what_it_lacks():
    order = shipped(payment="invoice")
    invoice = invoicing.issue(order.pk, now=NOW)

    answer = verified(owner()).get(reverse("e_invoice", args=[invoice.pk]), follow=True)

    assert "PEPPOL-EN16931-R010" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bookkeeping", "e_invoice"])
def test_one_who_may_not_see_orders_gets_no_file(name):
    order = shipped(payment="invoice")
    invoice = invoicing.issue(order.pk, now=NOW)
    address = reverse(name, args=[invoice.pk] if name == "e_invoice" else [])

    assert verified(UserFactory(roles=["Redaktör"])).get(address).status_code in (302, 403)
