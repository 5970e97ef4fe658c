"""Joining and leaving at the same moment: one organisation an account, and always somebody who runs it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from commerce.customers.access import AccessRefused
from commerce.customers.membership import accept, change_member, forget_unanswered, invite, remove
from commerce.customers.organisations import MemberInvitation, Membership, Role
from commerce.events.models import Event
from tests.committing import in_threads
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.mark.krav("4.2.2")
def test_two_administrators_who_remove_each_other_at_once_leave_one(committing_db):
    first = MembershipFactory(role=Role.ADMINISTRATOR)
    second = MembershipFactory(role=Role.ADMINISTRATOR, organisation=first.organisation)
    asked = {"reason": "ett gräl", "now": NOW}

    results = in_threads(
        partial(remove, first, by=second.user, **asked),
        partial(change_member, second, role=Role.BUYER, by=first.user, **asked),
    )

    assert Membership.objects.filter(organisation=first.organisation, role=Role.ADMINISTRATOR).count() == 1
    assert sorted(isinstance(result, AccessRefused) for result in results) == [False, True]


@pytest.mark.krav("4.2.2")
def test_two_administrators_whose_accounts_are_deleted_at_once_leave_one(committing_db):
    first = MembershipFactory(role=Role.ADMINISTRATOR)
    second = MembershipFactory(role=Role.ADMINISTRATOR, organisation=first.organisation)

    results = in_threads(first.user.delete, second.user.delete)

    assert Membership.objects.get().is_administrator
    assert sorted(isinstance(result, IntegrityError) for result in results) == [False, True]


def test_one_who_accepts_two_invitations_at_once_joins_one(committing_db):
    user = UserFactory(email="ny@example.com")
    waiting = [
        invite(OrganisationFactory(), user.email, role=Role.BUYER, spending_limit=None, by=UserFactory(), now=NOW)
        for _place in range(2)
    ]

    results = in_threads(*(partial(accept, one, user, now=NOW) for one in waiting))

    assert Membership.objects.get().user == user
    assert sorted(isinstance(result, AccessRefused) for result in results) == [False, True]
    assert MemberInvitation.objects.count() == 1
    assert Event.objects.filter(kind="organisation.member_joined").count() == 1


def test_an_invitation_accepted_twice_at_once_makes_one_member(committing_db):
    user = UserFactory(email="ny@example.com")
    waiting = invite(OrganisationFactory(), user.email, role=Role.BUYER, spending_limit=None, by=UserFactory(), now=NOW)

    results = in_threads(*[partial(accept, waiting, user, now=NOW)] * 2)

    assert Membership.objects.get().user == user
    assert sorted(isinstance(result, AccessRefused) for result in results) == [False, True]


@pytest.mark.django_db
def test_an_administrator_whose_account_is_disabled_runs_nothing():
    boss = MembershipFactory(role=Role.ADMINISTRATOR)
    MembershipFactory(role=Role.ADMINISTRATOR, organisation=boss.organisation, user__is_active=False)

    with pytest.raises(AccessRefused, match="sista administratör"):
        remove(boss, by=boss.user, reason="", now=NOW)

    assert Membership.objects.filter(pk=boss.pk).exists()


@pytest.mark.django_db
def test_a_member_is_removed_once_however_often_it_is_asked():
    member = MembershipFactory()
    by = UserFactory()

    for _time in range(2):
        remove(member, by=by, reason="Slutat", now=NOW)

    assert not Membership.objects.exists()
    assert Event.objects.filter(kind="organisation.member_removed").count() == 1


@pytest.mark.django_db
def test_an_address_that_never_answers_is_forgotten_after_a_month():
    organisation, by = OrganisationFactory(), UserFactory()
    asked = {"role": Role.BUYER, "spending_limit": None, "by": by}
    invite(organisation, "gammal@example.com", **asked, now=NOW - timedelta(days=30))
    invite(organisation, "ny@example.com", **asked, now=NOW - timedelta(days=29))

    assert forget_unanswered(now=NOW) == 1
    assert MemberInvitation.objects.get().email == "ny@example.com"
