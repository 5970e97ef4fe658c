"""Accounts and organisations taken in: what they are called and their terms, never a right that a file may not give."""

from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from commerce.customers.models import User
from commerce.customers.organisations import Organisation
from commerce.events.models import Event
from integrations.gateway.kinds.taking import Outcome
from tests.factories.customers import OrganisationFactory, UserFactory
from tests.integrations.gateway.taking import take, taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome
NUMBER = "556677-8899"


def events(kind):
    return list(Event.objects.filter(kind=kind).order_by("pk").values_list("subject", "payload"))


@pytest.mark.parametrize("kind", ["customers", "organisations"])
def test_rows_about_people_ask_for_a_right_of_their_own(tmp_path, kind):
    clerk = UserFactory()
    codenames = ["change_user", "change_organisation"]
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=codenames, content_type__app_label="customers"))
    path = written(tmp_path, "E-postadress;Organisationsnummer;Namn\na@example.com;556677-8899;A\n")

    with pytest.raises(PermissionDenied):
        taken(kind, path, User.objects.get(pk=clerk.pk))

    clerk.user_permissions.add(Permission.objects.get(codename="export_personal"))
    summary, _told = taken(kind, path, User.objects.get(pk=clerk.pk))
    assert summary.outcomes == {NEW: 1}


# --- accounts ---


def test_accounts_are_made_without_a_password_and_changed(by, tmp_path):
    siv = UserFactory(email="Siv@example.com", first_name="Siv", phone="070", level_id="user")
    password = siv.password
    path = written(
        tmp_path, "E-post;Förnamn;Telefon;Nivå\nsiv@example.com;Siv;;pro\nAKE@example.com;Åke;0701;premium\n"
    )

    summary, told = taken("customers", path, by)

    assert summary.outcomes == {NEW: 1, CHANGED: 1}
    assert [one.changes for one in told] == [
        {"phone": ("070", None), "level": ("user", "pro")},
        {
            "email": (None, "ake@example.com"),
            "first_name": (None, "Åke"),
            "phone": (None, "0701"),
            "level": (None, "premium"),
        },
    ]
    siv.refresh_from_db()
    assert (siv.email, siv.password, siv.phone, siv.level_id) == ("Siv@example.com", password, "", "pro")
    ake = User.objects.get(email="ake@example.com")
    assert (ake.has_usable_password(), ake.is_staff, ake.is_active, ake.groups.count()) == (False, False, True, 0)
    assert list(EmailAddress.objects.filter(user=ake).values_list("primary", "verified")) == [(True, False)]
    reason = "Tagen in ur fil.csv"
    assert events("customer.level_changed") == [
        (f"user:{siv.pk}", {"from": "user", "to": "pro", "by": by.pk, "reason": reason})
    ]
    assert events("customer.taken_in") == [
        (f"user:{ake.pk}", {"level": "premium", "roles": [], "by": by.pk, "reason": reason})
    ]
    assert taken("customers", path, by)[0].outcomes == {UNCHANGED: 2}


def test_a_file_gives_no_right_and_no_password(by, tmp_path):
    siv = UserFactory(email="siv@example.com")
    path = written(
        tmp_path,
        "E-post;Efternamn;Aktiv;is_staff;is_superuser;password;groups;Roll\nsiv@example.com;Ny;nej;ja;ja;hemligt;Systemägare;administrator\n",
    )

    summary, told = taken("customers", path, by)

    assert (summary.outcomes, list(told[0].changes)) == ({CHANGED: 1}, ["last_name"])
    before, siv = siv, User.objects.get(pk=siv.pk)
    assert (siv.is_active, siv.is_staff, siv.is_superuser, siv.password) == (True, False, False, before.password)
    assert siv.groups.count() == 0


@pytest.mark.parametrize("working", [{"roles": ["Prissättare"]}, {"is_superuser": True}])
def test_those_who_work_in_the_shop_are_not_changed_by_a_file(by, working):
    clerk = UserFactory(email="anna@example.com", level_id="user", **working)

    one, other = take("customers", by, {"email": clerk.email, "level": "premium"}, {"email": "b@example.com"})

    assert (one.outcome, one.column) == (REFUSED, "email")
    clerk.refresh_from_db()
    assert (clerk.level_id, other.outcome) == ("user", NEW)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"email": None}, "email", "Det saknas."),
        ({"email": "inte en adress"}, "email", "Det är ingen e-postadress."),
        ({"email": "a@example.com", "level": "guld"}, "level", "Det finns ingen nivå guld för konton."),
        ({"email": "a@example.com", "level": "konsument"}, "level", "Det finns ingen nivå konsument för konton."),
        ({"email": "siv@example.com", "level": None}, "level", "Det saknas."),
        ({"email": "siv@example.com", "phone": "0" * 41}, "phone", "Längre än 40 tecken."),
    ],
)
def test_an_account_that_cannot_be_is_refused_by_itself(by, row, column, reason):
    UserFactory(email="siv@example.com")
    before = User.objects.count()

    one, other = take("customers", by, row, {"email": "b@example.com"})

    assert (one.outcome, one.column, one.value, one.reason) == (REFUSED, column, row.get(column), reason)
    assert (other.outcome, User.objects.count()) == (NEW, before + 1)


# --- organisations ---


def test_organisations_are_made_and_changed_with_a_reason(by, tmp_path):
    kafe = OrganisationFactory(name="Kafé Ängen", number="5590000013", level_id="pro", payment_terms_days=30)
    path = written(
        tmp_path,
        "Orgnr;Namn;Nivå;payment_terms_days;Kreditgräns;vat_number;Fakturaadress;invoice_postal_code;invoice_city\n"
        "559000-0013;Kafé Ängen AB;premium;20;5000;;Storgatan 1;39351;Kalmar\n"
        f"{NUMBER};Ny AB;pro;10;;SE556677889901;;;\n",
    )

    summary, told = taken("organisations", path, by)

    assert summary.outcomes == {NEW: 1, CHANGED: 1}
    assert told[0].changes == {
        "name": ("Kafé Ängen", "Kafé Ängen AB"),
        "level": ("pro", "premium"),
        "payment_terms_days": (30, 20),
        "credit_limit": (None, Decimal("5000.00")),
        "invoice_address_1": (None, "Storgatan 1"),
        "invoice_postal_code": (None, "393 51"),
        "invoice_city": (None, "Kalmar"),
    }
    kafe.refresh_from_db()
    assert (kafe.name, kafe.level_id, kafe.payment_terms_days) == ("Kafé Ängen AB", "premium", 20)
    made = Organisation.objects.get(number="5566778899")
    assert (made.name, made.vat_number, made.is_active, made.credit_limit) == ("Ny AB", "SE556677889901", True, None)
    assert made.invoice_country == made.delivery_country == "SE"
    by_whom = {"by": by.pk, "reason": "Tagen in ur fil.csv"}
    subject = f"organisation:{kafe.pk}"
    assert events("organisation.level_changed") == [(subject, {"from": "pro", "to": "premium", **by_whom})]
    assert events("organisation.payment_terms_days_changed") == [(subject, {"from": 30, "to": 20, **by_whom})]
    [(_subject, details)] = events("organisation.details_changed")
    assert details["to"] == ["invoice_address_1", "invoice_city", "invoice_postal_code", "name"]
    assert events("organisation.created") == [(f"organisation:{made.pk}", {"to": "pro", **by_whom})]
    assert taken("organisations", path, by)[0].outcomes == {UNCHANGED: 2}


def test_a_sole_trader_is_named_by_customer_number_and_his_own_number_stays_hidden(by):
    siv = OrganisationFactory(name="Siv Person", number="8001011231", is_sole_trader=True, vat_number="SE800101123101")

    [changed] = take(
        "organisations", by, {"customer": f"F{siv.pk}", "number": "••••••-••31", "vat_number": None, "name": "Siv P"}
    )
    named_whole, refused = take(
        "organisations",
        by,
        {"number": "800101-1231", "buyer_reference": "S"},
        {"customer": f"F{siv.pk}", "number": "5566778899"},
    )

    assert changed.changes == {"name": ("Siv Person", "Siv P")}
    assert named_whole.changes == {"buyer_reference": (None, "S")}
    assert (refused.outcome, refused.column) == (REFUSED, "number")
    siv.refresh_from_db()
    assert (siv.name, siv.number, siv.vat_number) == ("Siv P", "8001011231", "SE800101123101")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"customer": "F999999", "name": "X"}, "customer", "Det finns inget företag med kundnumret F999999."),
        ({"number": None, "name": "X"}, "number", "Det saknas."),
        ({"number": "556677-8898", "name": "X"}, "number", "Den sista siffran stämmer inte"),
        ({"number": "19800101-1231", "name": "X"}, "number", "Det här är ett personnummer"),
        ({"number": "••••••-••31", "name": "X"}, "number", "Skriv organisationsnumret med tio siffror"),
        ({"number": NUMBER}, "name", "Ett nytt företag måste ha ett namn."),
        ({"number": "5590000013", "name": None}, "name", "Det saknas."),
        ({"number": "5590000013", "vat_number": "SE556677889901"}, "vat_number", ""),
        ({"number": "5590000013", "level": "konsument"}, "level", "Det finns ingen nivå konsument för företag."),
        ({"number": "5590000013", "payment_terms_days": 400}, "payment_terms_days", "Det ska vara mellan 0 och 365."),
        ({"number": "5590000013", "credit_limit": Decimal(-1)}, "credit_limit", ""),
        ({"number": "5590000013", "invoice_email": "x"}, "invoice_email", "Det är ingen e-postadress."),
        ({"number": "5590000013", "invoice_city": "Kalmar"}, "invoice_address_1", "Skriv hela adressen, eller"),
        ({"number": "5590000013", "delivery_country": "Sverige"}, "delivery_country", "Det ska vara ett land"),
        ({"number": "5590000013", "invoice_postal_code": "39"}, "invoice_postal_code", ""),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_by_itself(by, row, column, reason):
    OrganisationFactory(name="Kafé Ängen", number="5590000013")
    OrganisationFactory(name="Annan", number="5590000021")

    one, other = take("organisations", by, row, {"number": "5590000021", "name": "En annan"})

    assert (one.outcome, one.column, one.value) == (REFUSED, column, row.get(column))
    assert one.reason.startswith(reason)
    assert one.reason
    assert (other.outcome, Organisation.objects.filter(name="En annan").count()) == (CHANGED, 1)
    assert Organisation.objects.filter(name="Kafé Ängen", level_id="pro", invoice_city="").count() == 1


def test_what_was_there_before_is_put_back_by_taking_it_in(by):
    kafe = OrganisationFactory(number="5590000013", buyer_reference="Åsa", credit_limit=Decimal(100))
    key = {"customer": f"F{kafe.pk}"}
    [made] = take("organisations", by, {**key, "buyer_reference": None, "credit_limit": None, "level": "premium"})

    take("organisations", by, {**key, **{code: was for code, (was, _is) in made.changes.items()}})

    kafe.refresh_from_db()
    assert (kafe.buyer_reference, kafe.credit_limit, kafe.level_id) == ("Åsa", Decimal(100), "pro")
    told = [payload["to"] for _subject, payload in events("organisation.level_changed")]
    assert told == ["premium", "pro"]


def test_statements_do_not_grow_with_the_rows(by, django_assert_max_num_queries):
    known = [OrganisationFactory() for _place in range(30)]
    for place in range(30):
        UserFactory(email=f"k{place}@example.com")
    rows = [{"customer": f"F{one.pk}", "level": "premium", "payment_terms_days": 5} for one in known]

    with django_assert_max_num_queries(25):
        take("organisations", by, *rows)
    with django_assert_max_num_queries(25):
        take("customers", by, *({"email": f"k{place}@example.com", "level": "pro"} for place in range(60)))

    assert Organisation.objects.filter(level_id="premium", payment_terms_days=5).count() == 30
    assert User.objects.filter(level_id="pro").count() == 60
