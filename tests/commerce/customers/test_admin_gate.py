"""The gate of the admin: nothing under it answers before the right to enter and, where demanded, a second factor."""

import pytest
from django.contrib.auth.models import Group
from django.urls import resolve, reverse

from commerce.customers.models import User
from tests import access_matrix
from tests.factories.customers import (
    TOTPDeviceFactory,
    UserFactory,
    logged_in,
    owner,
    verified,
)

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]

ADDRESSES = [address for address in access_matrix.addresses() if address.startswith("/admin/")]


def test_the_walk_reaches_the_whole_admin():
    assert len(ADDRESSES) > 250
    assert {resolve(address).route.split("/")[0] for address in ADDRESSES} == {"admin"}
    assert {
        "/admin/",
        "/admin/users/edit/1/",
        "/admin/pages/1/edit/preview/",
        "/admin/api/main/pages/",
        "/admin/login/",
        "/admin/sprite/",
        "/admin/images/",
    } <= set(ADDRESSES)


@pytest.mark.parametrize("method", ["get", pytest.param("post", marks=pytest.mark.drill)])
def test_no_address_answers_an_owner_with_only_a_password(method):
    browser = logged_in(owner())

    answers = {address: getattr(browser, method)(address) for address in ADDRESSES}

    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 302} == {}
    assert {answer["location"].split("?")[0] for answer in answers.values()} == {reverse("otp_enrol")}


def test_no_address_answers_an_owner_who_has_a_device_but_not_used_it():
    user = owner()
    TOTPDeviceFactory(user=user)
    browser = logged_in(user)

    answers = [browser.get(address) for address in ADDRESSES]

    assert {(answer.status_code, answer["location"].split("?")[0]) for answer in answers} == {
        (302, reverse("otp_verify"))
    }


def test_no_address_answers_a_visitor(client):
    answers = [client.get(address) for address in ADDRESSES]

    assert {(answer.status_code, answer["location"].split("?")[0]) for answer in answers} == {
        (302, reverse("account_login"))
    }


def test_no_address_answers_a_customer():
    browser = logged_in(UserFactory())

    assert {browser.get(address).status_code for address in ADDRESSES} == {403}


@pytest.mark.parametrize("case", ["Systemägare", "Utvecklare", "Orderhandläggare", "superuser"])
def test_who_must_have_a_second_factor(case):
    user = UserFactory(is_superuser=True) if case == "superuser" else UserFactory(roles=[case])

    answer = logged_in(user).get("/admin/")

    assert answer.status_code == 302
    assert answer["location"].startswith(reverse("otp_enrol"))


@pytest.mark.parametrize("role", ["Redaktör", "Importredaktör"])
def test_an_editor_enters_with_a_password_until_there_is_a_device(role):
    user = UserFactory(roles=[role])
    browser = logged_in(user)
    before = browser.get("/admin/account/").status_code

    TOTPDeviceFactory(user=user)

    assert before == 200
    assert browser.get("/admin/")["location"].startswith(reverse("otp_verify"))


@pytest.mark.parametrize("role", ["Systemägare", "Utvecklare", "Redaktör", "Importredaktör"])
def test_a_verified_session_enters(role):
    assert verified(UserFactory(roles=[role])).get("/admin/account/").status_code == 200


def test_an_unconfirmed_device_opens_nothing():
    user = owner()
    browser = verified(user)
    user.totpdevice_set.update(confirmed=False)

    assert browser.get("/admin/").status_code == 302


def test_somebody_elses_device_opens_nothing():
    browser = verified(owner())
    owner_device = TOTPDeviceFactory(user=owner())
    session = browser.session
    session["otp_device_id"] = owner_device.persistent_id
    session.save()

    assert browser.get("/admin/").status_code == 302


def test_a_form_sent_without_the_second_factor_changes_nothing():
    browser = logged_in(owner())
    form = {"email": "new@example.com", "first_name": "N", "last_name": "N", "level": "pro", "reason": "why not"}

    answer = browser.post("/admin/users/new/", form)

    assert answer.status_code == 302
    assert not User.objects.filter(email="new@example.com").exists()


def test_after_the_second_factor_one_comes_back_to_what_was_asked_for():
    answer = logged_in(owner()).get("/admin/users/?level=pro")

    assert answer["location"] == f"{reverse('otp_enrol')}?next=%2Fadmin%2Fusers%2F%3Flevel%3Dpro"


def test_a_script_is_refused_instead_of_sent_to_a_page():
    headers = {"x-requested-with": "XMLHttpRequest"}

    assert logged_in(owner()).get("/admin/pages/1/edit/preview/", headers=headers).status_code == 403


def test_a_visitors_script_is_refused(client):
    assert client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_there_is_one_log_in_page(client):
    assert (
        client.get("/admin/login/?next=/admin/users/")["location"] == f"{reverse('account_login')}?next=/admin/users/"
    )
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302
    assert client.get("/_util/login/?next=/a/")["location"].startswith(f"{reverse('account_login')}?next=")
    assert client.get("/django-admin/").status_code == 404
    assert client.get("/django-admin/login/").status_code == 404


def test_the_old_log_in_page_does_not_send_people_elsewhere(client):
    answer = client.get("/admin/login/?next=https://evil.example/")

    assert answer["location"] == f"{reverse('account_login')}?next=/admin/"


def test_a_signed_in_customer_is_not_sent_in_circles():
    browser = logged_in(UserFactory())

    assert browser.get("/admin/login/").status_code == 403


def test_losing_the_role_closes_the_admin_in_a_session_that_was_verified():
    user = owner()
    browser = verified(user)

    user.groups.set(Group.objects.none())

    assert browser.get("/admin/").status_code == 403


def test_disabling_ends_every_session_at_once():
    user = owner()
    browser = verified(user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert browser.get("/admin/")["location"].startswith(reverse("account_login"))
    assert browser.get(reverse("account_home"))["location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("case", "device", "destination"),
    [
        ("must set one up", False, "otp_enrol"),
        ("must use it", True, "otp_verify"),
    ],
)
def test_a_password_alone_does_not_change_the_address_that_receives_codes(case, device, destination):
    user = owner()
    if device:
        TOTPDeviceFactory(user=user)

    answer = logged_in(user).get(reverse("account_email"))

    assert answer["location"].startswith(reverse(destination))


def test_a_customer_reaches_the_shop_and_the_account_without_a_second_factor():
    browser = logged_in(UserFactory())

    assert browser.get(reverse("account_home")).status_code == 200
    assert browser.get(reverse("account_email")).status_code == 200


ANY_ADMIN_USER = {  # the first page, one's own settings, what editors choose from, and Wagtail's scripts
    "",
    "account",
    "api",
    "choose-anchor-link",
    "choose-email-link",
    "choose-external-link",
    "choose-page",
    "choose-phone-link",
    "dismissibles",
    "documents",
    "embeds",
    "images",
    "jsi18n",
    "localize",
    "modeladmin",
    "sprite",
    "styleguide",
    "tag-autocomplete",
    "workflows",
    "pages",
    "patterns",
    "test404",
    "snippets",  # the choosers of menus and releases
    "reports",  # lists only what the reader may see otherwise
}


def sections_shown_to(role, addresses=ADDRESSES):
    """The first part of every address that answers a verified member of the role; one answer of a part is enough."""
    browser = verified(UserFactory(roles=[role]))
    browser.raise_request_exception = False
    shown = set()
    for address in addresses:
        section = address.split("/")[2]
        if section not in {"logout", "failwhale"} | shown and browser.get(address).status_code == 200:
            shown.add(section)
    return shown


def test_the_developer_sees_technical_pages_and_no_customer_data():
    assert sections_shown_to("Utvecklare") <= ANY_ADMIN_USER | {"integrations", "flows", "picture-batches", "inventory"}


LISTS = [address for address in ADDRESSES if not {"1", "customers", "results"} & set(address.split("/"))]


@pytest.mark.parametrize("role", ["Redaktör", "Importredaktör"])
def test_an_editor_sees_no_people_and_no_orders(role):
    shown = sections_shown_to(role, LISTS)

    assert not shown & {"users", "groups", "orders", "customers", "events", "sites", "locales", "settings"}


@pytest.mark.krav("4.2.1")
def test_the_owner_sees_people_roles_and_settings():
    assert {
        "users",
        "groups",
        "collections",
        "sites",
        "locales",
        "redirects",
        "reports",
        "workflows",
    } <= sections_shown_to("Systemägare", LISTS)
