"""Accounts as people use them: sign up, confirm, log in, forget the password, be invited, keep addresses."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commerce.customers import invitation
from commerce.customers.models import Address, Level, User
from tests.factories.customers import PASSWORD, AddressFactory, UserFactory, logged_in, owner, token_for, verified

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "skymning-over-kalmar"


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    cache.clear()


def is_logged_in(browser, user):
    return browser.session.get("_auth_user_id") == str(user.pk)


def log_in(browser, user, password=PASSWORD, **more):
    return browser.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def sign_up(browser, email="ny@example.com", password=PASSWORD):
    return browser.post(reverse("account_signup"), {"email": email, "password1": password})


def mailed_link():
    return re.search(r"https?://\S+", mail.outbox[-1].body).group()


def mailed_code():
    """The code stands alone on a line."""
    return re.search(r"^\s*([A-Z0-9]{3,}(-[A-Z0-9]{3,})?)\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)


# --- Signing up and in ---


@pytest.mark.krav("4.1.2")
def test_a_visitor_signs_up_confirms_the_address_and_is_a_user(client):
    answer = sign_up(client)
    user = User.objects.get(email="ny@example.com")
    assert answer["location"] == reverse("account_email_verification_sent")
    assert not is_logged_in(client, user)

    client.get(reverse("account_email_verification_sent"))
    answer = client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})

    assert answer["location"] == reverse("account_home")
    assert is_logged_in(client, user)
    assert user.level_id == Level.USER
    assert not user.groups.exists()
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(reverse("account_home")).status_code == 200


def test_a_wrong_code_confirms_nothing(client):
    sign_up(client)

    client.post(reverse("account_email_verification_sent"), {"code": "WRONGS"})

    assert not EmailAddress.objects.get(email="ny@example.com").verified
    assert "_auth_user_id" not in client.session


def test_before_the_address_is_confirmed_the_password_does_not_log_in(client):
    sign_up(client)
    user = User.objects.get(email="ny@example.com")
    cache.clear()  # the wait between two codes is another test's matter
    other = Client()

    answer = log_in(other, user)

    assert answer["location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in other.session


def test_codes_for_one_address_are_not_mailed_in_a_row(client):
    sign_up(client)
    user = User.objects.get(email="ny@example.com")

    other = Client()

    answer = log_in(other, user)

    assert answer.context["form"].errors
    assert "_auth_user_id" not in other.session
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("password", ["short", "lösenord", "1234567890", ""])
def test_a_weak_password_makes_no_account(client, password):
    assert sign_up(client, password=password).status_code == 200
    assert not User.objects.filter(email="ny@example.com").exists()


@pytest.mark.parametrize("email", ["", "inte-en-adress", "a@b", "a b@example.com", "x" * 300 + "@example.com"])
def test_a_strange_address_makes_no_account(client, email):
    assert sign_up(client, email=email).status_code == 200
    assert not User.objects.exists()


def test_signing_up_with_an_address_that_is_taken_tells_only_its_owner(client):
    user = UserFactory(email="ny@example.com")

    answer = sign_up(client, email="Ny@Example.com", password=NEW_PASSWORD)

    user.refresh_from_db()
    assert answer["location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert user.check_password(PASSWORD)
    assert [message.to for message in mail.outbox] == [["ny@example.com"]]


@pytest.mark.parametrize(
    ("case", "password", "gets_in"), [("right", PASSWORD, True), ("wrong", "fel-losenord-helt", False)]
)
def test_logging_in(client, case, password, gets_in):
    user = UserFactory()

    log_in(client, user, password)

    assert is_logged_in(client, user) is gets_in


def test_capitals_in_the_address_do_not_matter(client):
    user = UserFactory(email="siv@example.com")

    client.post(reverse("account_login"), {"login": "SIV@Example.COM", "password": PASSWORD})

    assert is_logged_in(client, user)


def test_a_disabled_user_is_told_and_not_logged_in(client):
    user = UserFactory(is_active=False)

    answer = log_in(client, user)

    assert answer["location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
    assert client.get(answer["location"]).status_code == 200


def test_log_in_leads_to_where_one_was_going_and_never_to_another_site(client):
    user = UserFactory()
    home = log_in(client, user, next=reverse("account_profile"))

    elsewhere = log_in(Client(), user, next="https://evil.example/")

    assert home["location"] == reverse("account_profile")
    assert elsewhere["location"] == reverse("account_home")


def test_logging_out_takes_a_press_of_a_button():
    user = UserFactory()
    browser = logged_in(user)

    browser.get(reverse("account_logout"))
    still = is_logged_in(browser, user)
    browser.post(reverse("account_logout"))

    assert still
    assert not is_logged_in(browser, user)


def test_five_wrong_passwords_close_the_log_in_for_that_address_even_to_the_right_one(client):
    user, other = UserFactory(), UserFactory()
    for _ in range(5):
        log_in(client, user, "fel-losenord-helt")

    log_in(client, user)
    log_in(Client(), other)

    assert "_auth_user_id" not in client.session


def test_many_sign_ups_from_one_place_are_stopped():
    answers = [sign_up(Client(), email=f"nr{number}@example.com").status_code for number in range(22)]

    assert answers[-1] == 429
    assert User.objects.count() == 20


# --- The password ---


def test_a_forgotten_password_is_replaced_by_the_mailed_link(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    page = client.get(mailed_link(), follow=True)

    client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)


def test_the_mailed_link_works_once(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = mailed_link()
    first = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(first, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    again = Client()
    page = again.get(link, follow=True)
    again.post(page.request["PATH_INFO"], {"password1": "annat-losenord-nu", "password2": "annat-losenord-nu"})

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)


def test_a_disabled_user_gets_no_link(client):
    user = UserFactory(is_active=False)

    client.post(reverse("account_reset_password"), {"email": user.email})

    assert not any("/password/reset/key/" in message.body for message in mail.outbox)


def test_asking_about_an_unknown_address_reveals_nothing(client):
    known = client.post(reverse("account_reset_password"), {"email": UserFactory().email})

    unknown = client.post(reverse("account_reset_password"), {"email": "ingen@example.com"})

    assert (known.status_code, known["location"]) == (unknown.status_code, unknown["location"])


@pytest.mark.krav("4.1.3")
def test_a_reset_password_does_not_get_past_the_second_factor(client):
    user = owner()
    verified(user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    page = client.get(mailed_link(), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    log_in(client, user, NEW_PASSWORD)

    assert is_logged_in(client, user)
    assert client.get("/admin/")["location"].startswith(reverse("otp_verify"))


# --- From the log-in page to the admin ---


@pytest.mark.krav("4.1.3")
def test_an_owner_logs_in_with_password_and_app_and_lands_where_they_were_going(client):
    user = owner()
    verified(user)
    asked = client.get("/admin/users/")
    page = client.post(
        asked["location"].split("?")[0],
        {"login": user.email, "password": PASSWORD, "next": "/admin/users/"},
        follow=True,
    )
    token = token_for(user.totpdevice_set.get())

    answer = client.post(reverse("otp_verify"), {"token": token, "next": page.context["next"]})

    assert answer["location"] == "/admin/users/"
    assert client.get("/admin/users/").status_code == 200


# --- Invitations ---


def invited_user(**fields):
    user = UserFactory(verified_address=False, **fields)
    user.set_unusable_password()
    user.save()
    invitation.send(user)
    return user


def open_invitation(browser, password=NEW_PASSWORD):
    path = "/" + mailed_link().split("/", 3)[3]
    return browser.get(path), browser.post(path, {"password": password})


def test_an_invited_user_chooses_a_password_and_logs_in(client):
    user = invited_user()

    page, answer = open_invitation(client)
    log_in(client, user, NEW_PASSWORD)

    assert page.status_code == 200
    assert answer["location"] == reverse("account_login")
    assert is_logged_in(client, user)


def test_an_invitation_works_once(client):
    user = invited_user()
    open_invitation(client)

    page, answer = open_invitation(client, "annat-losenord-nu")

    user.refresh_from_db()
    assert (page.status_code, answer.status_code) == (410, 410)
    assert user.check_password(NEW_PASSWORD)


@pytest.mark.parametrize(("case", "days", "status"), [("on the seventh day", 6.99, 200), ("on the eighth", 7.01, 410)])
def test_an_invitation_works_for_seven_days(client, monkeypatch, case, days, status):
    user = invited_user()
    later = time.time() + days * 24 * 60 * 60
    monkeypatch.setattr(signing.time, "time", lambda: later)

    page, _ = open_invitation(client)

    user.refresh_from_db()
    assert page.status_code == status
    assert user.has_usable_password() is (status == 200)


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("disabled since", {"is_active": False}),
        ("given another address since", {"email": "annan@example.com"}),
    ],
)
def test_an_invitation_ends_with_the_account_it_was_for(client, case, change):
    user = invited_user()
    User.objects.filter(pk=user.pk).update(**change)

    page, _ = open_invitation(client)

    user.refresh_from_db()
    assert page.status_code == 410
    assert not user.has_usable_password()


@pytest.mark.parametrize("key", ["x", "abc:def:ghi", "%00", "a" * 3000])
def test_a_forged_invitation_is_refused(client, key):
    assert client.get(reverse("account_invitation", args=[key])).status_code == 410


def test_an_invited_user_does_not_choose_a_weak_password(client):
    user = invited_user()

    _, answer = open_invitation(client, "kort")

    user.refresh_from_db()
    assert answer.context["form"].errors["password"]
    assert not user.has_usable_password()


# --- The account ---

ADDRESS = {
    "first_name": "Siv",
    "last_name": "Sten",
    "address_1": "Bytorget 1",
    "postal_code": "39351",
    "city": "Kalmar",
    "country": "SE",
}


def test_the_account_page_tells_name_level_address_and_mail():
    user = UserFactory(first_name="Siv", last_name="Sten", email="siv@example.com", level_id=Level.PRO)
    AddressFactory(user=user, address_1="Bytorget 1")
    AddressFactory(address_1="Annans gata 2")

    page = logged_in(user).get(reverse("account_home")).content.decode()

    assert all(text in page for text in ("Siv Sten", "siv@example.com", "Pro", "Bytorget 1"))
    assert "Annans gata 2" not in page
    assert "/admin/" not in page


def test_a_stranger_is_asked_to_log_in(client):
    pages = ["account_home", "account_profile", "address_add", "otp_verify", "otp_enrol", "otp_recovery"]

    answers = [client.get(reverse(page)) for page in pages]

    assert [answer["location"] for answer in answers] == [
        f"{reverse('account_login')}?next={reverse(page)}" for page in pages
    ]


def test_a_customer_changes_their_name():
    user = UserFactory()

    logged_in(user).post(reverse("account_profile"), {"first_name": "Sivan", "last_name": "Sten", "phone": "070-1"})

    user.refresh_from_db()
    assert (user.first_name, user.last_name, user.phone) == ("Sivan", "Sten", "070-1")


def test_a_customer_does_not_change_level_or_rights_by_adding_fields():
    user = UserFactory()

    logged_in(user).post(
        reverse("account_profile"),
        {"first_name": "S", "level": "premium", "is_superuser": "on", "groups": "1", "email": "x@y.se"},
    )

    before = user.email
    user.refresh_from_db()
    assert (user.level_id, user.is_superuser, user.email, user.groups.count()) == ("user", False, before, 0)


def test_a_customer_adds_edits_and_removes_an_address():
    user = UserFactory()
    browser = logged_in(user)

    browser.post(reverse("address_add"), ADDRESS)
    address = Address.objects.get(user=user)
    added = (address.address_1, address.postal_code)
    browser.post(reverse("address_edit", args=[address.pk]), {**ADDRESS, "address_1": "Bytorget 2"})
    address.refresh_from_db()
    edited = address.address_1
    browser.get(reverse("address_delete", args=[address.pk]))
    kept = Address.objects.count()
    browser.post(reverse("address_delete", args=[address.pk]))

    assert added == ("Bytorget 1", "393 51")
    assert edited == "Bytorget 2"
    assert kept == 1
    assert not Address.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postal_code", "1234"),
        ("postal_code", "abcde"),
        ("postal_code", "١٢٣٤٥"),
        ("first_name", ""),
        ("city", "x" * 500),
        ("country", "XX"),
        ("address_1", "a\x00b"),
    ],
)
def test_a_strange_address_is_refused_by_its_field(field, value):
    browser = logged_in(UserFactory())

    answer = browser.post(reverse("address_add"), {**ADDRESS, field: value})

    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not Address.objects.exists()


@pytest.mark.parametrize("page", ["address_edit", "address_delete"])
def test_another_customers_address_does_not_exist(page):
    theirs = AddressFactory(address_1="Annans gata 2")
    browser = logged_in(UserFactory())

    answers = [browser.get(reverse(page, args=[theirs.pk])), browser.post(reverse(page, args=[theirs.pk]), ADDRESS)]

    theirs.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404]
    assert theirs.address_1 == "Annans gata 2"


@pytest.mark.parametrize("number", [0, 999_999_999, 10**30])
def test_an_address_that_never_was_does_not_exist(number):
    assert logged_in(UserFactory()).get(reverse("address_edit", args=[number])).status_code == 404


def test_the_account_is_not_kept_by_caches():
    assert "no-store" in logged_in(UserFactory()).get(reverse("account_home"))["cache-control"]
