"""The owner runs organisations in the admin: who they are, their level and terms with a reason, their members."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commerce.customers.models import Level
from commerce.customers.organisations import MemberInvitation, Membership, Organisation, Role, VatCheck
from commerce.events.models import Event
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory, owner, verified

pytestmark = pytest.mark.django_db
REGISTER = "/admin/customers/organisation/"
MEMBERS = "/admin/customers/membership/"
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def me():
    return owner(first_name="Åsa", last_name="Ägarsson")


@pytest.fixture
def browser(me):
    return verified(me)


def sent(organisation=None, **changes):
    """The form as the page of the organisation shows it, with changes."""
    shown = {
        "name": organisation.name if organisation else "",
        "number": (organisation.number or "") if organisation else "",
        "vat_number": organisation.vat_number if organisation else "",
        "level": organisation.level_id if organisation else "pro",
        "payment_terms_days": str(organisation.payment_terms_days) if organisation else "30",
        "credit_limit": "" if not organisation or organisation.credit_limit is None else str(organisation.credit_limit),
        "is_active": "on" if not organisation or organisation.is_active else "",
        "reason": "",
    }
    fields = {**shown, **changes}
    initial = {f"initial-{name}": value for name, value in shown.items()} if organisation else {}
    return {name: value for name, value in {**initial, **fields}.items() if value != "" or not name.startswith("is_")}


def edit(row):
    return f"{REGISTER}edit/{row.pk}/"


def told(kind):
    return [event.payload for event in Event.objects.filter(kind=kind).order_by("pk")]


@pytest.mark.krav("4.2.2")
@pytest.mark.law("L14")
def test_the_owner_makes_an_organisation(browser, me):
    browser.post(
        f"{REGISTER}create/",
        sent(
            name="Kafé Kopparn AB",
            number="555555-5555",
            vat_number="se 5555555555 01",
            credit_limit="50000,00",
            reason="Avtal undertecknat",
        ),
    )

    made = Organisation.objects.get()
    assert (made.number, made.vat_number, made.level_id) == ("5555555555", "SE555555555501", Level.PRO)
    assert made.credit_limit == Decimal("50000.00")
    assert told("organisation.created") == [{"to": "pro", "by": me.pk, "reason": "Avtal undertecknat"}]


@pytest.mark.krav("4.2.2")
def test_level_and_terms_change_with_a_reason_that_the_page_tells_again(browser, me):
    cafe = OrganisationFactory(name="Kafé Kopparn AB")

    browser.post(
        edit(cafe),
        sent(cafe, level="premium", payment_terms_days="60", credit_limit="1000,50", reason="Köper mer än väntat"),
    )

    cafe.refresh_from_db()
    assert (cafe.level_id, cafe.payment_terms_days, cafe.credit_limit) == (Level.PREMIUM, 60, Decimal("1000.50"))
    why = {"by": me.pk, "reason": "Köper mer än väntat"}
    assert told("organisation.level_changed") == [{**why, "from": "pro", "to": "premium"}]
    assert told("organisation.payment_terms_days_changed") == [{**why, "from": 30, "to": 60}]
    assert told("organisation.credit_limit_changed") == [{**why, "from": None, "to": "1000.50"}]
    page = browser.get(edit(cafe)).content.decode()
    for words in ("pro → premium", "30 → 60", "Köper mer än väntat", "Åsa Ägarsson"):
        assert words in page


@pytest.mark.parametrize(
    ("case", "changes", "field"),
    [
        ("another level without a reason", {"level": "premium"}, "reason"),
        ("other terms without a reason", {"payment_terms_days": "60"}, "reason"),
        ("credit without a reason", {"credit_limit": "100"}, "reason"),
        ("closing without a reason", {"is_active": ""}, "reason"),
        ("credit under zero", {"credit_limit": "-1", "reason": "x"}, "credit_limit"),
        ("terms over a year", {"payment_terms_days": "366", "reason": "x"}, "payment_terms_days"),
        ("a number that is none", {"number": "555555-5554", "reason": "x"}, "number"),
        ("a personal number unasked for", {"number": "811228-9874", "reason": "x"}, "number"),
        ("another's number", {"number": "559000-0013", "reason": "x"}, "number"),
        ("the level of visitors", {"level": "konsument", "reason": "x"}, "level"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_nothing_changes(case, changes, field, browser):
    OrganisationFactory(number="5590000013")
    cafe = OrganisationFactory(name="Kafé Kopparn AB", number="5555555555")
    before = Organisation.objects.filter(pk=cafe.pk).values().get()

    answer = browser.post(edit(cafe), sent(cafe, name="Nytt namn", **changes))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert Organisation.objects.filter(pk=cafe.pk).values().get() == before
    assert not Event.objects.filter(kind__startswith="organisation.").exists()


def test_what_is_no_decision_needs_no_reason(browser):
    cafe = OrganisationFactory()

    browser.post(edit(cafe), sent(cafe, buyer_reference="Karin"))

    cafe.refresh_from_db()
    assert cafe.buyer_reference == "Karin"
    assert [payload["to"] for payload in told("organisation.details_changed")] == [["buyer_reference"]]


def test_a_form_left_open_overwrites_nobody_elses_work(browser):
    cafe = OrganisationFactory()
    shown = sent(cafe, buyer_reference="Karin")
    Organisation.objects.filter(pk=cafe.pk).update(level="premium")

    browser.post(edit(cafe), shown)

    cafe.refresh_from_db()
    assert (cafe.level_id, cafe.buyer_reference) == ("premium", "Karin")


# --- A sole trader's number is personal data ---


@pytest.mark.law("L14")
def test_a_sole_traders_number_is_masked_in_the_list_and_in_files(browser, me):
    browser.post(
        f"{REGISTER}create/",
        sent(
            name="Sara Skrädderi", number="811228-9874", vat_number="SE811228987401", is_sole_trader="on", reason="Ny"
        ),
    )
    trader = Organisation.objects.get()
    VatCheck.objects.create(organisation=trader, number=trader.vat_number, asked_at=NOW, answer="valid")

    pages = [browser.get(address).content.decode() for address in (REGISTER, "/admin/customers/vatcheck/")]
    files = [
        b"".join(browser.get(address, {"export": "csv"}).streaming_content).decode()
        for address in (REGISTER, "/admin/customers/vatcheck/")
    ]

    assert trader.number == "8112289874"
    assert "••••••-••74" in pages[0]
    assert all("811228" not in text for text in [*pages, *files])
    assert "811228" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_the_file_tells_an_organisations_number_whole(browser):
    OrganisationFactory(name="Kafé Kopparn AB", number="5555555555", vat_number="SE555555555501")

    text = b"".join(browser.get(REGISTER, {"export": "csv"}).streaming_content).decode("utf-8-sig")

    line = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (line["Namn"], line["Organisationsnummer"], line["Momsnummer"]) == (
        "Kafé Kopparn AB",
        "5555555555",
        "SE555555555501",
    )


# --- Finding ---


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "kopparn"}, ["Kafé Kopparn AB"]),
        ({"q": "555555"}, ["Kafé Kopparn AB"]),
        ({"q": "bo@kopparn.example"}, ["Kafé Kopparn AB"]),
        ({"level": "premium"}, ["Rum & Form AB"]),
        ({"is_active": "0"}, ["Rum & Form AB"]),
    ],
)
def test_organisations_are_found(query, found, browser):
    cafe = OrganisationFactory(name="Kafé Kopparn AB", number="5555555555")
    OrganisationFactory(name="Rum & Form AB", level_id="premium", is_active=False)
    MembershipFactory(organisation=cafe, user__email="bo@kopparn.example")

    rows = browser.get(REGISTER, query).context["rows"]

    assert [cell["value"] for row in rows for cell in row["cells"] if cell["name"] == "name"] == found


# --- Members ---


@pytest.mark.krav("4.2.2")
def test_the_owner_invites_the_first_administrator(browser, me):
    cafe = OrganisationFactory()

    browser.post(
        reverse("organisation_desk_invite", args=[cafe.pk]),
        {"email": "karin@kopparn.example", "role": "administrator", "spending_limit": "", "reason": "Ny kund"},
    )

    waiting = MemberInvitation.objects.get()
    assert (waiting.organisation, waiting.role, waiting.invited_by) == (cafe, Role.ADMINISTRATOR, me)
    assert mail.outbox[0].to == ["karin@kopparn.example"]
    assert told("organisation.member_invited")[0]["reason"] == "Ny kund"
    assert "karin@kopparn.example" in browser.get(edit(cafe)).content.decode()


def test_the_owner_changes_a_members_role_with_a_reason_told_on_both_pages(browser, me):
    member = MembershipFactory(spending_limit=Decimal(100))
    address = f"{MEMBERS}edit/{member.pk}/"
    shown = {"initial-role": "buyer", "initial-spending_limit": "100,00", "initial-reason": ""}

    refused = browser.post(address, {**shown, "role": "approver", "spending_limit": "100,00", "reason": ""})
    assert list(refused.context["form"].errors) == ["reason"]
    browser.post(address, {**shown, "role": "approver", "spending_limit": "100,00", "reason": "Ny chef"})

    member.refresh_from_db()
    assert (member.role, member.spending_limit) == (Role.APPROVER, Decimal(100))
    assert [payload["to"] for payload in told("organisation.member_role_changed")] == ["approver"]
    assert told("organisation.member_limit_changed") == []
    for page in (edit(member.organisation), reverse("wagtailusers_users:edit", args=[member.user_id])):
        assert "Ny chef" in browser.get(page).content.decode()


def test_the_owner_removes_a_member_but_not_the_last_administrator(browser):
    boss = MembershipFactory(role=Role.ADMINISTRATOR)
    buyer = MembershipFactory(organisation=boss.organisation)
    gone = {"is_removed": "on", "reason": "Slutat"}

    refused = browser.post(f"{MEMBERS}edit/{boss.pk}/", {"role": "administrator", **gone})
    answer = browser.post(f"{MEMBERS}edit/{buyer.pk}/", {"role": "buyer", **gone})

    assert list(refused.context["form"].errors) == ["is_removed"]
    assert answer["location"] == MEMBERS
    assert list(Membership.objects.all()) == [boss]


def test_nobody_is_made_a_member_unasked_and_nothing_is_deleted(browser):
    member = MembershipFactory()
    other = UserFactory()

    browser.post(f"{MEMBERS}create/", {"user": other.email, "organisation": member.organisation.name, "role": "buyer"})
    browser.post(f"{MEMBERS}delete/{member.pk}/")
    browser.post(f"{REGISTER}delete/{member.organisation_id}/")

    assert list(Membership.objects.all()) == [member]


@pytest.mark.krav("4.2.2")
@pytest.mark.parametrize("role", ["Redaktör", "Importredaktör", "Utvecklare"])
def test_no_other_role_reaches_organisations(role):
    member = MembershipFactory()
    browser = verified(UserFactory(roles=[role]))

    addresses = [
        REGISTER,
        edit(member.organisation),
        MEMBERS,
        f"{MEMBERS}edit/{member.pk}/",
        "/admin/customers/vatcheck/",
        reverse("organisation_desk_invite", args=[member.organisation_id]),
    ]

    assert [browser.get(address).status_code for address in addresses] == [302] * len(addresses)
    browser.post(edit(member.organisation), sent(member.organisation, level="premium", reason="Kupp"))
    member.organisation.refresh_from_db()
    assert member.organisation.level_id == Level.PRO


def test_the_page_of_an_organisation_asks_as_much_for_many_members_as_for_one(browser, django_assert_num_queries):
    member = MembershipFactory()
    browser.get(edit(member.organisation))
    with CaptureQueriesContext(connection) as one:
        browser.get(edit(member.organisation))
    for _member in range(10):
        MembershipFactory(organisation=member.organisation)

    with django_assert_num_queries(len(one)):
        browser.get(edit(member.organisation))
