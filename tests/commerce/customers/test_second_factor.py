"""Two-step log-in: proof of the mailbox, an app, recovery codes; each refusal changes nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from commerce.customers import enrolment
from commerce.customers.models import EmailProof
from tests.factories.customers import (
    StaticDeviceFactory,
    TOTPDeviceFactory,
    UserFactory,
    logged_in,
    owner,
    token_for,
    verified,
    wrong_token,
)

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]


def mailed_code():
    return re.search(r"\d{4} \d{4}", mail.outbox[-1].body).group()


def enters(browser):
    return browser.get("/admin/account/").status_code == 200


def with_proved_mailbox(user):
    browser = logged_in(user)
    browser.post(reverse("otp_send_code"))
    browser.post(reverse("otp_enrol"), {"code": mailed_code()})
    return browser


# --- The first device ---


def test_the_secret_is_not_shown_before_the_mailed_code():
    user = owner()
    browser = logged_in(user)

    page = browser.get(reverse("otp_enrol"))

    assert page.status_code == 200
    assert "<svg" not in page.content.decode().split("<main")[1].split("</main>")[0].replace('<svg class="icon"', "")
    assert not TOTPDevice.objects.filter(user=user).exists()


def test_a_token_sent_without_the_mailed_code_enrols_nothing():
    user = owner()
    waiting = enrolment.waiting_device(user)
    browser = logged_in(user)

    browser.post(reverse("otp_enrol"), {"token": token_for(waiting)})

    waiting.refresh_from_db()
    assert not waiting.confirmed
    assert not enters(browser)


def test_enrolment_ends_verified_with_ten_codes_shown_once():
    user = owner()
    browser = with_proved_mailbox(user)
    page = browser.get(reverse("otp_enrol"))
    device = TOTPDevice.objects.get(user=user)

    answer = browser.post(reverse("otp_enrol"), {"token": token_for(device)})

    assert "<svg" in page.content.decode()
    assert enrolment.secret_text(device) in page.content.decode()
    codes = list(StaticToken.objects.filter(device__user=user).values_list("token", flat=True))
    assert len(codes) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert "no-store" in answer["cache-control"]
    assert enters(browser)
    assert not any(code in browser.get(reverse("otp_recovery")).content.decode() for code in codes)


def test_a_wrong_token_enrols_nothing():
    user = owner()
    browser = with_proved_mailbox(user)
    browser.get(reverse("otp_enrol"))
    device = TOTPDevice.objects.get(user=user)

    answer = browser.post(reverse("otp_enrol"), {"token": wrong_token(device)})

    device.refresh_from_db()
    assert answer.status_code == 403
    assert not device.confirmed
    assert not StaticToken.objects.exists()
    assert not enters(browser)


def test_the_session_key_is_new_once_verified():
    user = owner()
    browser = with_proved_mailbox(user)
    browser.get(reverse("otp_enrol"))
    before = browser.session.session_key

    browser.post(reverse("otp_enrol"), {"token": token_for(TOTPDevice.objects.get(user=user))})

    assert browser.session.session_key != before
    assert browser.session.get_expiry_age() <= 12 * 60 * 60


def test_the_mailed_code_is_kept_only_as_a_hash():
    user = owner()
    logged_in(user).post(reverse("otp_send_code"))

    proof = EmailProof.objects.get(user=user)

    assert mail.outbox[-1].to == [user.email]
    assert mailed_code().replace(" ", "") not in proof.code_hash
    assert len(proof.code_hash) == 64


@pytest.mark.parametrize(
    ("case", "after", "right"),
    [
        ("at once", timedelta(0), True),
        ("at ten minutes", timedelta(minutes=10), True),
        ("after ten minutes", timedelta(minutes=10, seconds=1), False),
    ],
)
def test_a_mailed_code_works_for_ten_minutes(case, after, right):
    user = owner()
    now = timezone.now()
    enrolment.send_code(user, now=now)
    code = mailed_code().replace(" ", "")

    assert enrolment.check_code(user, code, now=now + after) is right


def test_a_mailed_code_works_once():
    user, now = owner(), timezone.now()
    enrolment.send_code(user, now=now)
    code = mailed_code().replace(" ", "")

    assert enrolment.check_code(user, code, now=now)
    assert not enrolment.check_code(user, code, now=now)


def test_after_five_wrong_tries_the_right_code_is_refused():
    user, now = owner(), timezone.now()
    enrolment.send_code(user, now=now)
    code = mailed_code().replace(" ", "")
    for _ in range(5):
        assert not enrolment.check_code(user, "wrong", now=now)

    assert not enrolment.check_code(user, code, now=now)


def test_four_wrong_tries_still_leave_one():
    user, now = owner(), timezone.now()
    enrolment.send_code(user, now=now)
    code = mailed_code().replace(" ", "")
    for _ in range(4):
        enrolment.check_code(user, "wrong", now=now)

    assert enrolment.check_code(user, code, now=now)


def test_another_users_code_is_refused():
    user, other, now = owner(), owner(), timezone.now()
    enrolment.send_code(user, now=now)
    code = mailed_code().replace(" ", "")
    enrolment.send_code(other, now=now)

    assert not enrolment.check_code(other, code, now=now)


def test_codes_are_mailed_a_minute_apart():
    user, now = owner(), timezone.now()

    sent = [enrolment.send_code(user, now=now + timedelta(seconds=after)) for after in (0, 59, 60)]

    assert sent == [True, False, True]
    assert len(mail.outbox) == 2


def test_a_new_code_replaces_the_old():
    user, now = owner(), timezone.now()
    enrolment.send_code(user, now=now)
    old = mailed_code().replace(" ", "")
    enrolment.send_code(user, now=now + timedelta(minutes=2))

    assert not enrolment.check_code(user, old, now=now + timedelta(minutes=2))


def test_a_mail_server_that_does_not_answer_is_told_in_words(monkeypatch):
    def unreachable(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", unreachable)

    answer = logged_in(owner()).post(reverse("otp_send_code"), follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_code_is_not_mailed_by_looking_at_the_page():
    browser = logged_in(owner())

    assert browser.get(reverse("otp_enrol")).status_code == 200
    assert browser.get(reverse("otp_send_code")).status_code == 405
    assert mail.outbox == []


def test_a_customer_has_no_second_factor_to_set_up():
    browser = logged_in(UserFactory())

    answers = [browser.get(reverse(name)).status_code for name in ("otp_enrol", "otp_verify", "otp_recovery")]

    assert answers == [403, 403, 403]
    assert browser.post(reverse("otp_send_code")).status_code == 403
    assert mail.outbox == []


def test_an_editor_may_set_one_up_and_must_use_it_afterwards():
    user = UserFactory(roles=["Redaktör"])
    browser = with_proved_mailbox(user)
    browser.get(reverse("otp_enrol"))
    browser.post(reverse("otp_enrol"), {"token": token_for(TOTPDevice.objects.get(user=user))})

    assert enters(browser)
    assert not enters(logged_in(user))


# --- Using it ---


def test_the_right_token_opens_what_was_asked_for():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    browser = logged_in(user)

    answer = browser.post(reverse("otp_verify"), {"token": token_for(device), "next": "/admin/users/"})

    assert answer["location"] == "/admin/users/"
    assert enters(browser)


def test_spaces_in_a_token_do_not_matter():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    token = token_for(device)
    browser = logged_in(user)

    browser.post(reverse("otp_verify"), {"token": f" {token[:3]} {token[3:]} "})

    assert enters(browser)


def test_a_wrong_token_opens_nothing():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    browser = logged_in(user)

    assert browser.post(reverse("otp_verify"), {"token": wrong_token(device)}).status_code == 403
    assert not enters(browser)


def test_a_token_works_once():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    token = token_for(device)
    logged_in(user).post(reverse("otp_verify"), {"token": token})
    second = logged_in(user)

    assert second.post(reverse("otp_verify"), {"token": token}).status_code == 403
    assert not enters(second)


def test_after_a_wrong_token_the_right_one_must_wait():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    browser = logged_in(user)
    browser.post(reverse("otp_verify"), {"token": wrong_token(device)})

    assert browser.post(reverse("otp_verify"), {"token": token_for(device)}).status_code == 403
    assert not enters(browser)


def test_a_wrong_token_never_blocks_a_recovery_code():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=user, codes=["abcdefgh", "ijklmnop"])
    browser = logged_in(user)
    for _ in range(3):
        browser.post(reverse("otp_verify"), {"token": wrong_token(device)})

    answer = browser.post(reverse("otp_verify"), {"token": "ABCD EFGH"})

    assert answer.status_code == 302
    assert enters(browser)
    assert list(StaticToken.objects.values_list("token", flat=True)) == ["ijklmnop"]


def test_a_wrong_recovery_code_never_blocks_the_app():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=user, codes=["abcdefgh"])
    browser = logged_in(user)
    browser.post(reverse("otp_verify"), {"token": "wrongone"})

    assert browser.post(reverse("otp_verify"), {"token": token_for(device)}).status_code == 302


def test_a_recovery_code_works_once():
    user = owner()
    TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=user, codes=["abcdefgh"])
    logged_in(user).post(reverse("otp_verify"), {"token": "abcdefgh"})
    second = logged_in(user)

    assert second.post(reverse("otp_verify"), {"token": "abcdefgh"}).status_code == 403
    assert not enters(second)


def test_another_users_recovery_code_is_refused():
    user = owner()
    TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=owner(), codes=["abcdefgh"])
    browser = logged_in(user)

    assert browser.post(reverse("otp_verify"), {"token": "abcdefgh"}).status_code == 403
    assert StaticToken.objects.count() == 1


@pytest.mark.parametrize("token", ["", " ", "12345", "1234567", "١٢٣٤٥٦", "0x1234", "a" * 500, "\x00", "'; --"])
def test_whatever_is_sent_as_a_token_gets_a_plain_refusal(token):
    user = owner()
    TOTPDeviceFactory(user=user)
    browser = logged_in(user)

    assert browser.post(reverse("otp_verify"), {"token": token}).status_code == 403
    assert not enters(browser)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(elsewhere):
    user = owner()
    device = TOTPDeviceFactory(user=user)

    answer = logged_in(user).post(reverse("otp_verify"), {"token": token_for(device), "next": elsewhere})

    assert answer["location"] == "/admin/"


def test_a_password_alone_does_not_replace_the_device():
    user = owner()
    device = TOTPDeviceFactory(user=user)
    browser = logged_in(user)

    answer = browser.get(reverse("otp_enrol"))
    browser.post(reverse("otp_send_code"))

    assert answer["location"].startswith(reverse("otp_verify"))
    assert mail.outbox == []
    assert list(TOTPDevice.objects.filter(user=user)) == [device]


# --- Keeping it ---


def test_new_recovery_codes_replace_the_old():
    user = owner()
    browser = verified(user)
    StaticDeviceFactory(user=user, codes=["abcdefgh"])

    answer = browser.post(reverse("otp_recovery"))

    codes = set(StaticToken.objects.filter(device__user=user).values_list("token", flat=True))
    assert len(codes) == 10
    assert "abcdefgh" not in codes
    assert all(code in answer.content.decode() for code in codes)


def test_a_password_alone_neither_sees_nor_renews_recovery_codes():
    user = owner()
    TOTPDeviceFactory(user=user)
    StaticDeviceFactory(user=user, codes=["abcdefgh"])
    browser = logged_in(user)

    answers = [browser.get(reverse("otp_recovery")), browser.post(reverse("otp_recovery"))]

    assert [answer["location"].split("?")[0] for answer in answers] == [reverse("otp_verify")] * 2
    assert list(StaticToken.objects.values_list("token", flat=True)) == ["abcdefgh"]


def test_a_verified_user_changes_to_a_new_phone():
    user = owner()
    browser = verified(user)
    old = TOTPDevice.objects.get(user=user)
    browser.get(reverse("otp_enrol"))
    new = TOTPDevice.objects.get(user=user, confirmed=False)

    browser.post(reverse("otp_enrol"), {"token": token_for(new)})

    assert list(TOTPDevice.objects.filter(user=user)) == [new]
    assert old.pk != new.pk
    assert enters(browser)
