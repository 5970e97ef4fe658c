"""The owner's pages of tokens: one is made and shown once, changed, and taken back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.api import audit
from integrations.api.models import ApiCall, ApiToken
from tests.factories.api import Calling, Token, token_of
from tests.factories.customers import UserFactory, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.1")]
LIST = "integrations_apitoken_modeladmin_index"
NEW = "integrations_apitoken_modeladmin_create"


@pytest.fixture
def owner():
    return verified(UserFactory(roles=["Systemägare"]))


def filled(**fields):
    day = timezone.localtime(timezone.now() + timedelta(days=90))
    return {
        "name": "Kassan",
        "organisation": "",
        "acts_for": "",
        "scopes": ["products:read", "stock:read"],
        "expires_at": f"{day:%Y-%m-%d %H:%M}",
        "per_minute": "60",
    } | fields


def test_a_token_is_made_shown_once_and_opens(owner, mug):
    page = owner.post(reverse(NEW), filled())

    [written] = set(re.findall(r"shop_[a-z2-9]{10}\.[A-Za-z0-9_-]{43}", page.content.decode()))
    row = ApiToken.objects.get()
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert (row.name, row.scopes, row.per_minute) == ("Kassan", ["products:read", "stock:read"], 60)
    assert Calling(Token(row, written)).get("/products").status_code == 200
    secret = written.partition(".")[2]
    for where in (reverse(LIST), reverse("integrations_apitoken_modeladmin_edit", args=[row.pk])):
        assert secret not in owner.get(where).content.decode()


def test_a_new_token_holds_for_a_year_unless_somebody_says_otherwise(owner):
    page = owner.get(reverse(NEW)).content.decode()

    assert f'value="{timezone.localtime() + timedelta(days=365):%Y-%m-%d}' in page


def test_an_organisations_token_names_one_of_its_members(owner, ours, theirs):
    wrong = filled(organisation=ours.organisation.pk, acts_for=theirs.member.email)
    right = filled(organisation=ours.organisation.pk, acts_for=ours.member.email)

    refused = owner.post(reverse(NEW), wrong)
    assert "Ange en medlem i organisationen." in refused.content.decode()
    assert not ApiToken.objects.exists()

    owner.post(reverse(NEW), right)
    assert ApiToken.objects.get().acts_for == ours.member


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("acts_for", "ingen@example.com", "Ingen har ett konto med den adressen."),
        ("expires_at", "2020-01-01 00:00", "Välj en dag från och med i morgon"),
        ("expires_at", "2040-01-01 00:00", "Välj en dag från och med i morgon"),
        ("scopes", [], "Fyll i det här."),
        ("scopes", ["everything"], "everything"),
    ],
)
def test_what_cannot_be_is_refused(owner, field, value, said):
    page = owner.post(reverse(NEW), filled(**{field: value}))

    assert said in page.content.decode()
    assert not ApiToken.objects.exists()


def test_one_that_is_revoked_in_the_list_opens_nothing(owner, mug):
    token = token_of()
    bulk = reverse("integrations_apitoken_modeladmin_bulk")

    told = {"action": "revoke", "row": token.row.pk}
    prepared = owner.post(bulk, told).context["prepared"]
    owner.post(bulk, told | {"prepared": prepared, "confirmed": "yes"})

    assert Calling(token).get("/products").status_code == 401


def test_others_than_the_owner_see_no_tokens(mug):
    for role in ("Utvecklare", "Redaktör", "Orderhandläggare"):
        assert verified(UserFactory(roles=[role])).get(reverse(LIST)).status_code in (302, 403)


def test_calls_are_listed_by_their_token(owner, calling, mug):
    token, other = token_of(), token_of()
    calling(token).get("/products")
    calling(other).get("/stock")

    page = owner.get(reverse("integrations_apicall_modeladmin_index"), {"token": token.row.pk}).content.decode()

    assert "/api/v1/products" in page
    assert "/api/v1/stock" not in page


def test_calls_are_forgotten_after_a_year_and_some(calling, mug):
    calling(token_of()).get("/products")

    assert audit.forget(now=timezone.now() + audit.KEPT_FOR - timedelta(hours=1)) == 0
    assert audit.forget(now=timezone.now() + audit.KEPT_FOR + timedelta(hours=1)) == 1
    assert not ApiCall.objects.exists()
