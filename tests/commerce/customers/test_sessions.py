"""Where people are logged in is seen and ended: by themselves, and by the owner with a reason."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commerce.customers import mfa, privacy, sessions
from commerce.customers.models import Passkey
from commerce.customers.person import Person
from commerce.events.models import Event
from tests.factories.customers import PASSWORD, TOTPDeviceFactory, UserFactory, owner, token_for, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36"


def browser_of(user, agent=WINDOWS):
    """One where the user has logged in as people do."""
    browser = Client(headers={"user-agent": agent})
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return browser


def is_logged_in(browser):
    return browser.get(reverse("account_home")).status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome, Windows"),
        (f"{WINDOWS} Edg/143.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5", "okänd webbläsare"),
        ("", "okänd webbläsare"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent, words):
    assert sessions.browser_words(agent) == words


def test_people_see_where_they_are_logged_in_and_log_the_others_out():
    me = UserFactory()
    here, there = browser_of(me), browser_of(me, f"{WINDOWS} Edg/143.0")

    page = here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))

    assert "Chrome, Windows" in page
    assert "Edge, Windows" in page
    assert is_logged_in(here)
    assert not is_logged_in(there)


def test_nobody_ends_the_sessions_of_somebody_else():
    mine, theirs = UserFactory(), UserFactory()
    browser_of(mine)
    other = browser_of(theirs)
    row = UserSession.objects.get(user=theirs)

    assert sessions.end(mine, [row.pk]) == 0
    assert is_logged_in(other)


def test_the_owner_sees_and_ends_one_session_with_a_reason():
    customer = UserFactory()
    first, second = browser_of(customer), browser_of(customer, f"{WINDOWS} Edg/143.0")
    desk = verified(owner())
    page = desk.get(reverse("wagtailusers_users:edit", args=[customer.pk])).content.decode()
    row = UserSession.objects.filter(user=customer).latest("pk")

    desk.post(reverse("user_sessions_end", args=[customer.pk]), {"session": row.pk, "reason": "Stolen computer"})

    assert "Edge, Windows" in page
    assert is_logged_in(first)
    assert not is_logged_in(second)
    told = Event.objects.get(kind="customer.sessions_ended", subject=f"user:{customer.pk}")
    assert (told.payload["count"], told.payload["reason"]) == (1, "Stolen computer")


def test_the_owner_ends_all_but_their_own():
    me = owner()
    desk = verified(me)
    UserSession.objects.create(user=me, session_key=desk.session.session_key, ip="127.0.0.1", user_agent=WINDOWS)
    elsewhere = browser_of(me)

    desk.post(reverse("user_sessions_end", args=[me.pk]), {"session": "", "reason": "To be sure"})

    assert is_logged_in(desk)
    assert not is_logged_in(elsewhere)


def test_without_a_reason_nothing_ends():
    customer = UserFactory()
    browser = browser_of(customer)

    verified(owner()).post(reverse("user_sessions_end", args=[customer.pk]), {"session": "", "reason": " "})

    assert is_logged_in(browser)


@pytest.mark.parametrize("role", ["Redaktör", "Orderhandläggare"])
def test_only_who_manages_users_ends_sessions(role):
    customer = UserFactory()
    browser = browser_of(customer)

    answer = verified(UserFactory(roles=[role])).post(
        reverse("user_sessions_end", args=[customer.pk]), {"session": "", "reason": "Because"}
    )

    assert answer.status_code in (302, 403)
    assert is_logged_in(browser)


def test_the_session_stays_known_when_the_second_factor_gives_it_another_key():
    me = owner()
    device = TOTPDeviceFactory(user=me)
    browser = browser_of(me)
    before = browser.session.session_key

    browser.post(reverse("otp_verify"), {"token": token_for(device)})

    assert browser.session.session_key != before
    assert UserSession.objects.get(user=me).session_key == browser.session.session_key


def test_what_tells_of_a_session_goes_with_it():
    browser_of(UserFactory())
    kept = browser_of(UserFactory())
    Session.objects.exclude(session_key=kept.session.session_key).delete()

    assert sessions.forget_ended() == 1
    assert UserSession.objects.get().session_key == kept.session.session_key


@pytest.mark.law("L19")
def test_a_copy_of_what_is_held_about_somebody_has_where_they_are_logged_in_and_their_keys():
    me = UserFactory()
    browser_of(me)
    Passkey.objects.create(user=me, name="Min telefon", credential_id=b"1", credential=b"2", made_at=timezone.now())

    held = privacy.export(Person(email=me.email, user_id=me.pk))

    assert [(one["ip"], one["user_agent"]) for one in held["sessions"]] == [("127.0.0.1", WINDOWS)]
    assert held["second_factor"] == ["Min telefon"]


# --- How long the admin stays open ---


def ago(seconds):
    return timezone.now().timestamp() - seconds


@pytest.mark.parametrize(
    ("proved", "used", "is_open"),
    [
        (60, 60, True),
        (settings.SECOND_FACTOR_SESSION_AGE - 60, 60, True),
        (settings.SECOND_FACTOR_SESSION_AGE + 60, 60, False),
        (2 * settings.SECOND_FACTOR_IDLE_AGE, settings.SECOND_FACTOR_IDLE_AGE + 60, False),
        (2 * settings.SECOND_FACTOR_IDLE_AGE, settings.SECOND_FACTOR_IDLE_AGE - 60, True),
    ],
)
def test_the_second_factor_is_proved_again_after_a_while(proved, used, is_open):
    desk = verified(owner())
    session = desk.session
    session.update({mfa.FACTOR_PROVED_AT: ago(proved), mfa.ADMIN_USED_AT: ago(used)})
    session.save()

    answer = desk.get("/admin/account/")

    assert (answer.status_code == 200) is is_open
    assert is_open or answer["location"].startswith(reverse("otp_verify"))
    assert is_logged_in(desk)


def test_a_proof_without_a_moment_has_run_out():
    desk = verified(owner())
    session = desk.session
    del session[mfa.FACTOR_PROVED_AT], session[mfa.ADMIN_USED_AT]
    session.save()

    assert desk.get("/admin/account/").status_code == 302
    assert desk.get(reverse("otp_recovery"))["location"].startswith(reverse("otp_verify"))


def test_use_keeps_the_admin_open_and_a_page_that_lies_there_does_not():
    desk = verified(owner(), at=ago(timedelta(minutes=50).total_seconds()))

    desk.post("/admin/editing-sessions/release/1/")
    lies_there = desk.session[mfa.ADMIN_USED_AT]
    desk.get("/admin/account/")

    assert ago(lies_there) > timedelta(minutes=49).total_seconds()
    assert ago(desk.session[mfa.ADMIN_USED_AT]) < 60


def test_use_is_written_once_in_a_while():
    desk = verified(owner(), at=ago(mfa.USED_EVERY - 60))
    before = desk.session[mfa.ADMIN_USED_AT]

    desk.get("/admin/account/")

    assert desk.session[mfa.ADMIN_USED_AT] == before
