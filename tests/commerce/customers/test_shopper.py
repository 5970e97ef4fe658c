"""Who is looking: a member buys as its organisation, a person as himself, and both cost one query."""

import pytest
from django.contrib.auth import get_user
from django.test import RequestFactory

from commerce.customers.models import Level
from commerce.customers.shopper import shopper_of
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory, logged_in

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.session = logged_in(user).session
    request.session.get("read")  # the session's own query is not the user's
    request.user = get_user(request)
    return request


@pytest.mark.krav("4.2.2")
def test_a_member_buys_as_its_organisation():
    organisation = OrganisationFactory(level_id=Level.PREMIUM)
    user = MembershipFactory(user__level_id=Level.USER, organisation=organisation).user

    shopper = shopper_of(request_of(user))

    assert (shopper.level, shopper.buyer_type, shopper.organisation) == (Level.PREMIUM, "business", organisation.pk)
    assert shopper.audience == f"premium-business-{organisation.pk}-SEK"


def test_a_person_is_a_consumer_at_its_own_level_also_when_it_is_pro():
    shopper = shopper_of(request_of(UserFactory(level_id=Level.PRO)))

    assert (shopper.level, shopper.buyer_type, shopper.organisation) == (Level.PRO, "consumer", None)


def test_a_member_of_an_organisation_that_is_not_active_buys_as_itself():
    membership = MembershipFactory(user__level_id=Level.USER, organisation__is_active=False)

    shopper = shopper_of(request_of(membership.user))

    assert (shopper.level, shopper.buyer_type, shopper.organisation) == (Level.USER, "consumer", None)


def test_a_disabled_account_is_nobody():
    membership = MembershipFactory()
    request = request_of(membership.user)
    membership.user.is_active = False
    membership.user.save()

    request.user = get_user(request)

    assert shopper_of(request).audience == "konsument-consumer-0-SEK"


@pytest.mark.parametrize("make", [MembershipFactory, UserFactory])
def test_the_user_and_what_it_buys_for_come_in_one_query(make, django_assert_num_queries):
    made = make()
    request = RequestFactory().get("/")
    request.session = logged_in(getattr(made, "user", made)).session
    request.session.get("read")

    with django_assert_num_queries(1):
        request.user = get_user(request)
        shopper_of(request)
