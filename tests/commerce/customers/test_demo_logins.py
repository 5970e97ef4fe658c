"""The log-ins that `make run` prints: each one works, and none exists where the settings do not ask for it."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from commerce.customers.demo import create_demo_logins, otpauth_url
from commerce.customers.models import User
from commerce.customers.organisation_numbers import organisation_number, vat_number
from commerce.customers.organisations import Membership, Organisation
from tests.factories.customers import token_for

pytestmark = pytest.mark.django_db


def app_shows(secret):
    """What an authenticator app shows that was given the printed secret."""
    return f"{totp(base64.b32decode(secret)):06}"


def test_there_is_one_for_each_level_and_role():
    rows = create_demo_logins()

    assert [(name, email) for name, email, _, _ in rows] == [
        ("User", "user@lyktalera.example"),
        ("Pro", "pro@lyktalera.example"),
        ("Premium", "premium@lyktalera.example"),
        ("Redaktör", "redaktor@lyktalera.example"),
        ("Importredaktör", "import@lyktalera.example"),
        ("Prissättare", "pris@lyktalera.example"),
        ("Systemägare", "agare@lyktalera.example"),
        ("Utvecklare", "utvecklare@lyktalera.example"),
        ("Orderhandläggare", "order@lyktalera.example"),
        ("Kafé, administratör", "kafe.chef@lyktalera.example"),
        ("Kafé, inköpare", "kafe.inkop@lyktalera.example"),
        ("Rum, administratör", "rum.chef@lyktalera.example"),
        ("Rum, godkännare", "rum.attest@lyktalera.example"),
    ]
    assert [name for name, _, _, secret in rows if secret] == ["Systemägare", "Utvecklare", "Orderhandläggare"]


def test_each_logs_in_and_those_with_a_secret_reach_the_admin():
    for name, email, password, secret in create_demo_logins():
        browser = Client()
        browser.post(reverse("account_login"), {"login": email, "password": password})
        if secret:
            browser.post(reverse("otp_verify"), {"token": app_shows(secret)})

        expected = 403 if name in ("User", "Pro", "Premium") or "," in name else 200
        assert browser.get("/admin/account/").status_code == expected, name


def test_making_them_again_changes_nothing_and_mends_what_was_broken():
    first = create_demo_logins()
    User.objects.filter(email="agare@lyktalera.example").update(is_active=False, level_id="pro")
    device = User.objects.get(email="agare@lyktalera.example").totpdevice_set.get()
    assert device.verify_token(token_for(device))

    second = create_demo_logins()

    assert second == first
    assert User.objects.count() == 13
    assert Membership.objects.count() == 4
    assert User.objects.get(email="agare@lyktalera.example").is_active
    device.refresh_from_db()
    assert device.last_t > 0, "a used token must stay used"


def test_the_printed_address_carries_the_printed_secret():
    secret = next(secret for name, _, _, secret in create_demo_logins() if name == "Systemägare")

    assert f"secret={secret}" in otpauth_url("agare@lyktalera.example")


@pytest.mark.parametrize("demo", [False, None])
def test_nothing_is_made_where_the_settings_do_not_ask_for_it(settings, demo):
    settings.DEMO_LOGINS = demo

    with pytest.raises(ImproperlyConfigured):
        create_demo_logins()

    assert not User.objects.exists()


def test_two_organisations_are_as_the_shop_would_have_let_them_be_made():
    create_demo_logins()
    create_demo_logins()

    cafe, rooms = Organisation.objects.order_by("name")
    buyer = Membership.objects.get(user__email="kafe.inkop@lyktalera.example")
    assert (cafe.name, cafe.level_id, rooms.level_id) == ("Kafé Kopparn AB", "pro", "premium")
    assert (buyer.organisation, buyer.spending_limit) == (cafe, 2500)
    for organisation in (cafe, rooms):
        number = organisation_number(organisation.number)
        assert vat_number(organisation.vat_number, number=number) == organisation.vat_number
