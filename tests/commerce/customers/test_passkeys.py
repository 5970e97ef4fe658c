"""A passkey is enough as a second factor, at this address, for the one whose it is, as long as nobody copied it."""

import pytest
from django.urls import reverse

from commerce.customers import passkeys
from commerce.customers.models import Passkey
from tests.factories.customers import TOTPDeviceFactory, UserFactory, logged_in, owner, verified
from tests.factories.passkeys import SoftKey

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]


def post(browser, name, body=None, **more):
    return browser.post(reverse(name), body or {}, content_type="application/json", secure=True, **more)


def added(user, key=None, name="Min telefon"):
    key, desk = key or SoftKey(), verified(user)
    answer = key.make(post(desk, "passkey_offer").json())
    assert post(desk, "passkey_add", {"answer": answer, "name": name}).status_code == 201
    return key


def prove(browser, key):
    asked = post(browser, "passkey_ask").json()
    return post(browser, "passkey_prove", {"answer": key.sign(asked)})


@pytest.fixture
def me():
    return owner()


def test_a_passkey_opens_the_admin(me):
    key = added(me)
    browser = logged_in(me)
    asked = post(browser, "passkey_ask").json()

    answer = browser.post(
        reverse("passkey_prove") + "?next=/admin/users/",
        {"answer": key.sign(asked)},
        content_type="application/json",
        secure=True,
    )

    assert answer.json() == {"next": "/admin/users/"}
    assert browser.get("/admin/account/").status_code == 200
    assert Passkey.objects.get().used_at is not None


def test_it_has_a_name_and_is_seen_and_taken_away(me):
    key = added(me, name="  Min telefon ")
    desk = verified(me)
    page = desk.get(reverse("otp_recovery")).content.decode()

    desk.post(reverse("passkey_remove", args=[Passkey.objects.get().pk]))

    assert "Min telefon" in page
    assert not Passkey.objects.exists()
    assert post(logged_in(me), "passkey_ask").status_code == 422
    assert key.counter == 0


def test_without_a_name_it_is_called_something(me):
    added(me, name=" ")

    assert Passkey.objects.get().name == "Passnyckel"


def test_the_page_of_the_code_offers_it_to_who_has_one(me):
    TOTPDeviceFactory(user=me)
    without = logged_in(me).get(reverse("otp_verify")).content.decode()
    added(me)

    assert "data-passkey-ask" not in without
    assert "data-passkey-ask" in logged_in(me).get(reverse("otp_verify")).content.decode()


@pytest.mark.parametrize("name", ["passkey_offer", "passkey_add"])
def test_a_password_alone_adds_none(me, name):
    TOTPDeviceFactory(user=me)

    assert post(logged_in(me), name).status_code == 403
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("name", ["passkey_offer", "passkey_add", "passkey_ask", "passkey_prove"])
def test_a_customer_has_no_use_for_one(name):
    assert post(logged_in(UserFactory()), name).status_code == 403


def test_nobody_takes_away_the_passkey_of_another(me):
    added(me)

    answer = verified(owner()).post(reverse("passkey_remove", args=[Passkey.objects.get().pk]))

    assert answer.status_code == 404
    assert Passkey.objects.exists()


# --- What is refused ---


def is_refused(answer):
    return answer.status_code == 422 and "error" in answer.json()


def test_the_key_of_somebody_else(me):
    theirs = added(owner())
    added(me)
    browser = logged_in(me)

    assert is_refused(prove(browser, theirs))
    assert browser.get("/admin/account/").status_code == 302


def test_a_key_that_signed_for_another_address(me):
    key = added(me)
    key.origin = "https://testserver.example"

    assert is_refused(prove(logged_in(me), key))


def test_a_key_made_at_another_address(me):
    desk, key = verified(me), SoftKey(host="example.com")
    offered = post(desk, "passkey_offer").json()

    assert is_refused(post(desk, "passkey_add", {"answer": key.make(offered), "name": "x"}))
    assert not Passkey.objects.exists()


def test_an_answer_used_twice(me):
    key, browser = added(me), logged_in(me)
    answer = key.sign(post(browser, "passkey_ask").json())
    other = logged_in(me)
    post(other, "passkey_ask")

    assert is_refused(post(other, "passkey_prove", {"answer": answer}))
    assert post(browser, "passkey_prove", {"answer": answer}).status_code == 200
    assert is_refused(post(browser, "passkey_prove", {"answer": answer}))


def test_a_copied_key(me):
    key = added(me)
    prove(logged_in(me), key)
    key.counter -= 1

    assert is_refused(prove(logged_in(me), key))


def test_the_same_key_twice(me):
    key, desk = added(me), verified(me)

    answer = post(desk, "passkey_add", {"answer": key.make(post(desk, "passkey_offer").json()), "name": "x"})

    assert is_refused(answer)
    assert Passkey.objects.count() == 1


def test_more_than_anybody_needs(me, monkeypatch):
    monkeypatch.setattr(passkeys, "MOST", 1)
    added(me)
    desk = verified(me)

    assert is_refused(
        post(desk, "passkey_add", {"answer": SoftKey().make(post(desk, "passkey_offer").json()), "name": "x"})
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"answer": null}', b'{"answer": {"id": "x"}}', b'{"answer": 7}', b"x" * 70_000],
)
@pytest.mark.parametrize("name", ["passkey_add", "passkey_prove"])
def test_what_is_no_answer(me, name, body):
    added(me)
    desk = verified(me)
    post(desk, "passkey_offer")

    answer = desk.post(reverse(name), body, content_type="application/json", secure=True)

    assert is_refused(answer)
    assert Passkey.objects.count() == 1
