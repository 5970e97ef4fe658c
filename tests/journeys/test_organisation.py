"""An organisation runs itself on the account pages: its details, its members, and the invitation to become one."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from commerce.customers import membership
from commerce.customers.models import Level, User
from commerce.customers.organisations import MemberInvitation, Membership, Role
from commerce.events.models import Event
from tests.factories.customers import PASSWORD, MembershipFactory, OrganisationFactory, UserFactory, logged_in

pytestmark = pytest.mark.django_db
HOME = "/konto/foretag/"


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    cache.clear()


@pytest.fixture
def cafe():
    return OrganisationFactory(
        name="Kafé Kopparn AB",
        number="5555555555",
        payment_terms_days=20,
        credit_limit=Decimal("50000"),
        po_number_required=True,
    )


@pytest.fixture
def boss(cafe):
    return MembershipFactory(
        organisation=cafe, role=Role.ADMINISTRATOR, user__first_name="Karin", user__last_name="Koppar"
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def mailed_link():
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def events(kind):
    return [event.payload for event in Event.objects.filter(kind=kind).order_by("pk")]


# --- Who sees what ---


@pytest.mark.krav("4.2.2")
def test_the_administrator_sees_details_terms_and_members(cafe, boss):
    MembershipFactory(organisation=cafe, user__first_name="Bo", user__last_name="Bönor", spending_limit=Decimal("2500"))

    page = text_of(logged_in(boss.user).get(HOME))

    for words in (
        "Du handlar för Kafé Kopparn AB",
        "555555-5555",
        "20 dagar",
        "50 000 kr",
        "Bo Bönor",
        "högst 2 500 kr",
    ):
        assert words in page.replace("\xa0", " ")


def test_a_buyer_sees_who_it_buys_for_and_whom_to_ask_and_runs_nothing(cafe, boss):
    buyer = MembershipFactory(organisation=cafe, spending_limit=Decimal("2500"))
    browser = logged_in(buyer.user)

    page = browser.get(HOME)

    assert "Karin Koppar" in text_of(page)
    assert reverse("organisation_details") not in page.content.decode()
    for name, *args in [
        ("organisation_details",),
        ("organisation_invite",),
        ("organisation_member", boss.pk),
        ("organisation_member_remove", boss.pk),
    ]:
        assert browser.post(reverse(name, args=args), {"role": "buyer", "reason": "kupp"}).status_code == 403
    boss.refresh_from_db()
    assert boss.role == Role.ADMINISTRATOR


def test_one_who_buys_for_himself_has_no_such_pages():
    browser = logged_in(UserFactory())

    assert browser.get(HOME).status_code == 404
    assert "Företag" not in text_of(browser.get("/konto/"))


def test_one_who_is_not_logged_in_is_asked_to(client):
    assert client.get(HOME)["location"] == f"{reverse('account_login')}?next={HOME}"


def test_members_of_another_organisation_are_out_of_reach(boss):
    stranger = MembershipFactory()
    waiting = MemberInvitation.objects.create(
        organisation=stranger.organisation, email="a@example.com", invited_at=timezone.now()
    )
    browser = logged_in(boss.user)

    assert browser.post(reverse("organisation_member_remove", args=[stranger.pk]), {"reason": "x"}).status_code == 404
    assert browser.post(reverse("organisation_member", args=[stranger.pk]), {"role": "buyer"}).status_code == 404
    assert browser.post(reverse("organisation_withdraw", args=[waiting.pk])).status_code == 404
    assert Membership.objects.filter(pk=stranger.pk).exists()
    assert MemberInvitation.objects.filter(pk=waiting.pk).exists()


def test_a_sole_traders_personal_number_is_hidden_from_its_buyers():
    trader = OrganisationFactory(number="8112289874", is_sole_trader=True, vat_number="SE811228987401")
    buyer = MembershipFactory(organisation=trader)
    owner = MembershipFactory(organisation=trader, role=Role.ADMINISTRATOR)

    seen_by_buyer = logged_in(buyer.user).get(HOME).content.decode()

    assert "811228" not in seen_by_buyer
    assert "811228-9874" in logged_in(owner.user).get(HOME).content.decode()


def test_the_pages_are_there_in_english_too(boss):
    with translation.override("en"):
        address = reverse("organisation_home")

    page = logged_in(boss.user).get(address)

    assert address == "/en/account/company/"
    assert "You buy for Kafé Kopparn AB" in text_of(page)


def test_the_page_asks_as_much_for_many_members_as_for_one(boss, cafe, django_assert_num_queries):
    browser = logged_in(boss.user)
    browser.get(HOME)
    with CaptureQueriesContext(connection) as for_one:
        browser.get(HOME)
    for _member in range(20):
        MembershipFactory(organisation=cafe)

    with django_assert_num_queries(len(for_one)):
        browser.get(HOME)


# --- Details ---


def test_the_administrator_changes_the_details_but_not_the_terms(boss, cafe):
    sent = {
        "name": "Kafé Kopparn & Co AB",
        "number": "5590000013",
        "vat_number": "se 555555-5555 01",
        "buyer_reference": "Karin",
        "invoice_email": "faktura@kopparn.example",
        "invoice_address_1": "Storgatan 1",
        "invoice_postal_code": "39351",
        "invoice_city": "Kalmar",
        "level": "premium",
        "payment_terms_days": "90",
        "credit_limit": "1000000",
        "is_active": "",
    }

    answer = logged_in(boss.user).post(reverse("organisation_details"), sent)

    assert answer["location"] == HOME
    cafe.refresh_from_db()
    assert (cafe.name, cafe.vat_number, cafe.invoice_postal_code) == (
        "Kafé Kopparn & Co AB",
        "SE555555555501",
        "393 51",
    )
    assert (cafe.number, cafe.level_id, cafe.payment_terms_days) == ("5555555555", Level.PRO, 20)
    assert (cafe.credit_limit, cafe.is_active, cafe.po_number_required) == (Decimal("50000.00"), True, False)
    assert events("organisation.details_changed")[0]["by"] == boss.user_id


@pytest.mark.parametrize(
    ("case", "sent", "told"),
    [
        ("no name", {"name": ""}, "Namn"),
        ("another's VAT number", {"vat_number": "SE559000001901"}, "hör inte till"),
        ("half an address", {"invoice_address_1": "Storgatan 1"}, "Skriv hela adressen"),
        ("a postal code of four digits", {"delivery_postal_code": "1234"}, "fem siffror"),
    ],
)
def test_details_that_cannot_be_are_refused_in_words_and_nothing_is_lost(case, sent, told, boss, cafe):
    answer = logged_in(boss.user).post(
        reverse("organisation_details"), {"name": "Kopparn", "buyer_reference": "Kalle", **sent}
    )

    assert answer.status_code == 200
    assert told in text_of(answer)
    assert 'value="Kalle"' in answer.content.decode()
    cafe.refresh_from_db()
    assert (cafe.name, cafe.buyer_reference) == ("Kafé Kopparn AB", "")


def test_an_organisation_without_a_number_can_give_its_own(boss, cafe):
    cafe.number = None
    cafe.save()
    OrganisationFactory(number="5590000013")
    browser = logged_in(boss.user)

    taken = browser.post(reverse("organisation_details"), {"name": "Kopparn", "number": "559000-0013"})
    personal = browser.post(reverse("organisation_details"), {"name": "Kopparn", "number": "811228-9874"})
    right = browser.post(reverse("organisation_details"), {"name": "Kopparn", "number": "555555-5555"})

    assert "En annan organisation har det numret" in text_of(taken)
    assert "personnummer" in text_of(personal)
    assert right.status_code == 302
    cafe.refresh_from_db()
    assert cafe.number == "5555555555"


# --- Inviting ---


def invite(boss, email="ny@example.com", **more):
    return logged_in(boss.user).post(
        reverse("organisation_invite"), {"email": email, "role": "buyer", "spending_limit": "2 500 kr", **more}
    )


@pytest.mark.krav("4.2.2")
def test_one_without_an_account_makes_it_by_the_link_and_buys_for_the_organisation(client, boss, cafe):
    invite(boss, email="Ny@example.com")

    page = client.get(mailed_link())
    sent = {"first_name": "Nina", "last_name": "Ny", "password": "en-riktigt-lang-fras"}
    answer = client.post(mailed_link(), sent)

    assert "Kafé Kopparn AB" in text_of(page)
    assert answer["location"] == reverse("account_login")
    user = User.objects.get(email="ny@example.com")
    assert (user.membership.organisation, user.membership.role) == (cafe, Role.BUYER)
    assert user.membership.spending_limit == Decimal("2500")
    assert user.level_id == Level.USER
    assert EmailAddress.objects.get(user=user).verified
    assert user.check_password("en-riktigt-lang-fras")
    assert events("organisation.member_joined") == [{"user": user.pk, "to": "buyer", "by": boss.user_id, "reason": ""}]
    assert client.get(mailed_link()).status_code == 410


@pytest.mark.krav("4.2.2")
def test_one_with_an_account_logs_in_and_accepts(client, boss, cafe):
    user = UserFactory(email="har@example.com")
    invite(boss, email="har@example.com")
    link = mailed_link()

    asked = client.get(link)
    login = re.search(r'href="([^"]*next=[^"]*)"', asked.content.decode())[1]
    answer = client.post(login, {"login": user.email, "password": PASSWORD})
    assert answer["location"] == link
    assert not Membership.objects.filter(user=user).exists()
    client.get(link)
    answer = client.post(link)

    assert answer["location"] == HOME
    assert Membership.objects.get(user=user).organisation == cafe
    assert not MemberInvitation.objects.exists()


def test_looking_at_the_link_makes_nobody_a_member(boss):
    user = UserFactory(email="har@example.com")
    invite(boss, email="har@example.com")

    assert logged_in(user).get(mailed_link()).status_code == 200
    assert not Membership.objects.filter(user=user).exists()


def test_another_person_cannot_accept(boss):
    thief = UserFactory()
    invite(boss)

    answer = logged_in(thief).post(mailed_link())

    assert "Inbjudan gäller ny@example.com" in text_of(answer)
    assert not Membership.objects.filter(user=thief).exists()


def test_one_who_has_an_account_cannot_make_it_anew_by_the_link(client, boss):
    user = UserFactory(email="har@example.com")
    invite(boss, email="har@example.com")

    client.post(mailed_link(), {"first_name": "X", "last_name": "Y", "password": "en-riktigt-lang-fras"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not Membership.objects.filter(user=user).exists()


def test_one_who_buys_for_another_organisation_must_leave_it_first(boss):
    other = MembershipFactory(user__email="upptagen@example.com")
    invite(boss, email="upptagen@example.com")
    browser = logged_in(other.user)

    answer = browser.post(mailed_link(), follow=True)

    assert "Du handlar redan för en organisation" in text_of(answer)
    other.refresh_from_db()
    assert other.organisation != boss.organisation
    assert MemberInvitation.objects.count() == 1


@pytest.mark.parametrize("how", ["forged", "old", "withdrawn", "sent anew", "closed"])
def test_a_dead_link_says_what_to_do(how, client, boss, cafe):
    invite(boss)
    link = mailed_link()
    waiting = MemberInvitation.objects.get()
    if how == "forged":
        link = link[:-3] + "xx/"
    elif how == "old":
        waiting.invited_at -= membership.VALID_FOR
        waiting.save()
    elif how == "withdrawn":
        logged_in(boss.user).post(reverse("organisation_withdraw", args=[waiting.pk]))
    elif how == "sent anew":
        waiting.invited_at -= timedelta(minutes=2)
        waiting.save()
    else:
        cafe.is_active = False
        cafe.save()

    answer = client.post(link, {"first_name": "N", "last_name": "N", "password": "en-riktigt-lang-fras"})

    assert answer.status_code == 410
    assert "Länken gäller inte längre" in text_of(answer)
    assert not User.objects.filter(email="ny@example.com").exists()


def test_an_invitation_can_be_sent_again_but_not_within_a_minute(boss):
    invite(boss)
    waiting = MemberInvitation.objects.get()
    browser = logged_in(boss.user)

    browser.post(reverse("organisation_invite_again", args=[waiting.pk]))
    assert len(mail.outbox) == 1

    waiting.invited_at -= timedelta(minutes=1)
    waiting.save()
    browser.post(reverse("organisation_invite_again", args=[waiting.pk]))
    assert len(mail.outbox) == 2
    assert MemberInvitation.objects.get().spending_limit == Decimal("2500")


@pytest.mark.parametrize(
    ("case", "sent", "told"),
    [
        ("no address", {"email": "ingen"}, "E-post"),
        ("a member", {"email": "KARIN@example.com"}, "redan medlem"),
        ("a limit under zero", {"spending_limit": "-1"}, "Inköpsgräns"),
        ("a limit that is no number", {"spending_limit": "mycket"}, "Inköpsgräns"),
        ("a role that is none", {"role": "chef"}, "Roll"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(case, sent, told, boss):
    User.objects.filter(pk=boss.user_id).update(email="karin@example.com")

    answer = invite(boss, **sent)

    assert answer.status_code == 200
    assert told in text_of(answer)
    assert not MemberInvitation.objects.exists()
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_told_and_the_invitation_stands(boss, monkeypatch):
    def fail(invitation):
        raise OSError

    monkeypatch.setattr(membership, "send", fail)

    answer = logged_in(boss.user).post(
        reverse("organisation_invite"), {"email": "ny@example.com", "role": "buyer"}, follow=True
    )

    assert "kunde inte mejlas" in text_of(answer)
    assert MemberInvitation.objects.count() == 1


def test_a_name_of_two_lines_is_one_line_in_the_subject(boss, cafe):
    cafe.name = "Kafé\nKopparn"
    cafe.save()

    invite(boss)

    assert mail.outbox[0].subject == "Handla för Kafé Kopparn hos Lykta & Lera"


# --- Roles, limits, leaving ---


def test_another_role_needs_a_reason_and_is_remembered(boss, cafe):
    buyer = MembershipFactory(organisation=cafe)
    browser, address = logged_in(boss.user), reverse("organisation_member", args=[buyer.pk])

    refused = browser.post(address, {"role": "approver", "spending_limit": ""})
    assert "Skriv varför" in text_of(refused)
    buyer.refresh_from_db()
    assert buyer.role == Role.BUYER

    browser.post(address, {"role": "approver", "spending_limit": "1 250,50", "reason": "Ny chef"})
    buyer.refresh_from_db()
    assert (buyer.role, buyer.spending_limit) == (Role.APPROVER, Decimal("1250.50"))
    told = {"user": buyer.user_id, "by": boss.user_id, "reason": "Ny chef"}
    assert events("organisation.member_role_changed") == [{**told, "from": "buyer", "to": "approver"}]
    assert events("organisation.member_limit_changed") == [{**told, "from": None, "to": "1250.50"}]


@pytest.mark.parametrize(("name", "current"), [("organisation_home", "page"), ("organisation_invite", "true")])
def test_the_menu_shows_that_one_is_among_the_pages_of_the_company(boss, name, current):
    shown = logged_in(boss.user).get(reverse(name)).content.decode()

    assert re.findall(r'<a href="([^"]*)" aria-current="(\w+)">', shown) == [(reverse("organisation_home"), current)]


def test_the_last_administrator_can_neither_leave_nor_be_demoted(boss):
    browser = logged_in(boss.user)

    demoted = browser.post(reverse("organisation_member", args=[boss.pk]), {"role": "buyer", "reason": "Trött"})
    left = browser.post(reverse("organisation_leave"), follow=True)

    assert "sista administratör" in text_of(demoted)
    assert "sista administratör" in text_of(left)
    boss.refresh_from_db()
    assert boss.role == Role.ADMINISTRATOR
    assert not Event.objects.filter(kind__startswith="organisation.member").exists()


def test_an_administrator_leaves_when_another_stays(boss, cafe):
    MembershipFactory(organisation=cafe, role=Role.ADMINISTRATOR)

    answer = logged_in(boss.user).post(reverse("organisation_leave"))

    assert answer["location"] == reverse("account_home")
    assert not Membership.objects.filter(pk=boss.pk).exists()
    assert events("organisation.member_left") == [
        {"user": boss.user_id, "from": "administrator", "by": boss.user_id, "reason": ""}
    ]


def test_a_removed_member_keeps_the_account_and_buys_for_itself(boss, cafe):
    buyer = MembershipFactory(organisation=cafe)
    browser, address = logged_in(boss.user), reverse("organisation_member_remove", args=[buyer.pk])

    without = browser.post(address, {"reason": "  "})
    assert without.status_code == 200
    assert Membership.objects.filter(pk=buyer.pk).exists()
    browser.post(address, {"reason": "Slutat"})

    assert not Membership.objects.filter(pk=buyer.pk).exists()
    assert User.objects.get(pk=buyer.user_id).is_active
    assert logged_in(buyer.user).get(HOME).status_code == 404
    assert events("organisation.member_removed")[0]["reason"] == "Slutat"
