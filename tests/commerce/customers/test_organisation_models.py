"""What the database refuses of an organisation and its members, whoever writes."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from commerce.customers.models import Level, User
from commerce.customers.organisations import MemberInvitation, Membership, Organisation, Role, VatCheck
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("case", "fields", "constraint"),
    [
        ("a number of nine digits", {"number": "556677889"}, "organisation_number_is_one"),
        ("a number with a dash", {"number": "55667-8899"}, "organisation_number_is_one"),
        ("an empty number, which is no number", {"number": ""}, "organisation_number_is_one"),
        ("a personal number, unasked for", {"number": "8112289874"}, "organisation_number_is_one"),
        ("a VAT number in small letters", {"vat_number": "se556677889901"}, "organisation_vat_number_is_one"),
        ("a VAT number without a country", {"vat_number": "556677889901"}, "organisation_vat_number_is_one"),
        ("a credit limit under zero", {"credit_limit": Decimal("-0.01")}, "organisation_credit_not_negative"),
        ("terms over a year", {"payment_terms_days": 366}, "organisation_terms_within_a_year"),
        ("no name", {"name": ""}, "organisation_has_a_name"),
    ],
)
@pytest.mark.law("L14")
def test_the_database_refuses_an_organisation_with(case, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OrganisationFactory(**fields)

    assert not Organisation.objects.exists()


def test_a_sole_traders_number_is_a_personal_number():
    assert OrganisationFactory(number="8112289874", is_sole_trader=True).pk


def test_two_organisations_cannot_have_one_number_but_both_may_lack_one():
    OrganisationFactory(number="5555555555")
    OrganisationFactory(number=None)
    OrganisationFactory(number=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(number="5555555555")

    assert Organisation.objects.count() == 3


def test_an_organisation_is_pro_until_said_otherwise():
    assert OrganisationFactory().level_id == Level.PRO


def test_an_account_has_one_organisation():
    membership = MembershipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=membership.user)

    assert Membership.objects.get() == membership


@pytest.mark.parametrize(
    ("case", "fields", "constraint"),
    [
        ("a limit under zero", {"spending_limit": Decimal("-1")}, "membership_limit_not_negative"),
        ("a role that is none", {"role": "chef"}, "membership_role_is_one"),
    ],
)
def test_the_database_refuses_a_member_with(case, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MembershipFactory(**fields)

    assert not Membership.objects.exists()


def test_an_organisation_with_members_cannot_be_deleted_while_an_account_takes_its_membership_along():
    membership = MembershipFactory()

    with pytest.raises(ProtectedError):
        membership.organisation.delete()
    User.objects.get(pk=membership.user_id).delete()

    assert not Membership.objects.exists()
    assert Organisation.objects.get() == membership.organisation


@pytest.mark.krav("4.2.2")
@pytest.mark.parametrize(
    ("case", "take"),
    [
        ("the account is deleted", lambda boss: boss.user.delete()),
        ("accounts are deleted", lambda boss: User.objects.filter(membership__organisation=boss.organisation).delete()),
        ("the membership is deleted", lambda boss: boss.delete()),
        ("the role is saved", lambda boss: Membership.objects.filter(pk=boss.pk).update(role=Role.BUYER)),
        (
            "the member is moved",
            lambda boss: Membership.objects.filter(pk=boss.pk).update(organisation=OrganisationFactory()),
        ),
    ],
)
def test_no_code_takes_the_last_administrator(case, take):
    boss = MembershipFactory(role=Role.ADMINISTRATOR)
    MembershipFactory(organisation=boss.organisation)
    MembershipFactory(organisation=boss.organisation, role=Role.ADMINISTRATOR, user__is_active=False)

    with pytest.raises(IntegrityError, match="last administrator"), transaction.atomic():
        take(boss)

    boss.refresh_from_db()
    assert (boss.user, boss.role) == (User.objects.get(pk=boss.user_id), Role.ADMINISTRATOR)


def test_an_administrator_beside_another_may_go_and_so_may_one_who_runs_nothing():
    boss = MembershipFactory(role=Role.ADMINISTRATOR)
    MembershipFactory(role=Role.ADMINISTRATOR, organisation=boss.organisation)
    buyer = MembershipFactory(organisation=boss.organisation)

    boss.user.delete()
    buyer.user.delete()

    assert Membership.objects.get().is_administrator


def test_an_organisation_that_goes_with_its_members_needs_no_administrator():
    organisation = MembershipFactory(role=Role.ADMINISTRATOR).organisation

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS organisation_keeps_administrator DEFERRED")
        organisation.memberships.all().delete()
        organisation.delete()
        connection.check_constraints()

    assert not Organisation.objects.exists()


def test_an_address_is_invited_once_to_an_organisation_however_it_is_spelt():
    organisation, by = OrganisationFactory(), UserFactory()
    MemberInvitation.objects.create(organisation=organisation, email="a@b.se", invited_by=by, invited_at=NOW)

    with pytest.raises(IntegrityError, match="invitation_once_per_address"), transaction.atomic():
        MemberInvitation.objects.create(organisation=organisation, email="A@b.se", invited_by=by, invited_at=NOW)


@pytest.mark.law("L11")
def test_what_was_answered_about_a_vat_number_outlives_the_wish_to_delete_the_organisation():
    organisation = OrganisationFactory()
    VatCheck.objects.create(organisation=organisation, number="SE555555555501", asked_at=NOW, answer="valid")

    with pytest.raises(ProtectedError):
        organisation.delete()
