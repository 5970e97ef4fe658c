"""A person sees, fetches and erases what the shop holds: with an account, by a link, by letter to the desk."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from commerce.customers.models import User
from commerce.orders.models import Order
from commerce.privacy import requests, rooms
from commerce.privacy.models import PrivacyLink, PrivacyRequest
from integrations import outbox
from tests.commerce.privacy.world import EMAIL, PHONE, STREET, WORDS, deliver, traced
from tests.factories.customers import PASSWORD, UserFactory, logged_in, owner, verified
from tests.factories.returns import an_order, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.law("L19"), pytest.mark.krav("4.2.2")]


def page(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def unzipped(content):
    packed = zipfile.ZipFile(io.BytesIO(content))
    return json.loads(packed.read("uppgifter.json")), packed.namelist()


def with_password(user):
    """A browser in which the password has just been given."""
    browser = Client()
    browser.post("/konto/login/", {"login": user.email, "password": PASSWORD})
    browser.post("/konto/reauthenticate/", {"password": PASSWORD})
    return browser


def link_in(text):
    return re.search(r"http://[^/]+(/dina-uppgifter/[0-9a-f-]+/)", text)[1]


def test_the_copy_holds_everything_about_the_person_and_nothing_about_anybody_else():
    user = traced()
    other = UserFactory(email="nagon.annan@example.se")
    Order.objects.filter(pk=an_order("10.00", email=other.email).pk).update(user=other)

    told, names = unzipped(rooms.archive(rooms.of_user(user), now=timezone.now()))

    written = json.dumps(told, ensure_ascii=False)
    assert [word for word in (EMAIL, PHONE, STREET, WORDS, "I-KORGEN", "UA99887766SE") if word not in written] == []
    assert other.email not in written
    assert told["account"]["first_name"] == "Åsa"
    assert [len(told[name]) for name in ("orders", "notices", "addresses", "email_addresses", "cart")] == [
        3,
        1,
        1,
        1,
        1,
    ]
    [bought] = [one for one in told["orders"] if one["invoices"]]
    assert {len(bought[name]) for name in ("lines", "payments", "parcels", "returns")} == {1}
    assert bought["returns"][0]["note"] == WORDS
    assert len([name for name in names if name.startswith("dokument/")]) == len(bought["invoices"]) == 2
    secrets = ("password", "token", "pi_", 'reference": "c-1')
    assert [word for word in secrets if word in written.replace("buyer_reference", "")] == []


def test_the_account_page_tells_and_the_copy_is_handed_over_to_the_one_who_has_the_password():
    user = UserFactory()
    ship(pay(an_order("100.00", email=user.email)))
    browser = with_password(user)

    assert "Vad vi har om dig" in page(browser.get("/konto/integritet/"))
    answer = browser.post("/konto/integritet/kopia/")
    told, _names = unzipped(answer.content)

    assert told["account"]["email"] == user.email
    assert len(told["orders"]) == 1
    kept = PrivacyRequest.objects.get()
    assert (kept.kind, kept.state, kept.email, kept.user) == ("export", "answered", "", user)


@pytest.mark.parametrize("address", ["/konto/integritet/kopia/", "/konto/integritet/radera/"])
def test_a_session_left_open_is_asked_for_the_password_again(address):
    user = UserFactory()
    browser = logged_in(user)  # long ago, as far as the shop knows

    answer = browser.post(address, {"address": user.email})

    assert (answer.status_code, "/konto/" in answer.url) == (302, True)
    assert "integritet/svar" not in answer.url
    assert User.objects.filter(pk=user.pk).exists()
    assert not PrivacyRequest.objects.exists()


def test_an_account_is_erased_after_a_second_yes_and_logged_out():
    user = UserFactory()
    browser = with_password(user)
    asked = page(browser.get("/konto/integritet/radera/"))
    assert ("bokföringslagen" in asked, user.email in asked) == (True, True)

    wrong = browser.post("/konto/integritet/radera/", {"address": "nagon@example.se"})
    assert (wrong.status_code, User.objects.filter(pk=user.pk).exists()) == (422, True)
    done = browser.post("/konto/integritet/radera/", {"address": user.email.upper()}, follow=True)

    assert "Du är glömd" in page(done)
    assert not User.objects.filter(pk=user.pk).exists()
    assert browser.get("/konto/").status_code == 302


def test_a_large_copy_is_made_by_the_worker_and_fetched_by_its_owner_alone(monkeypatch):
    monkeypatch.setattr(rooms, "SMALL", 0)
    user = UserFactory()
    pay(an_order("100.00", email=user.email))
    browser = with_password(user)

    browser.post("/konto/integritet/kopia/")
    browser.post("/konto/integritet/kopia/")
    deliver()

    made = PrivacyRequest.objects.get()
    assert [one.to for one in mail.outbox if one.subject == "Din kopia är klar"] == [[user.email]]
    assert (made.state, made.email) == ("answered", "")
    fetched = browser.get(f"/konto/integritet/kopia/{made.token}/")
    assert unzipped(fetched.content)[0]["account"]["email"] == user.email
    assert with_password(UserFactory()).get(f"/konto/integritet/kopia/{made.token}/").status_code == 404
    PrivacyRequest.objects.update(archive_until=timezone.now() - timedelta(seconds=1))
    assert browser.get(f"/konto/integritet/kopia/{made.token}/").status_code == 404


def test_somebody_without_an_account_gets_a_link_and_is_forgotten(client):
    order = ship(pay(an_order("100.00", email=EMAIL)))
    deliver()
    mail.outbox.clear()

    answer = page(client.post("/dina-uppgifter/", {"email": EMAIL.upper()}))
    deliver()
    [letter] = mail.outbox
    address = link_in(letter.body)

    assert letter.to == [EMAIL.upper()]
    assert order.number not in answer
    assert EMAIL.upper() in page(client.get(address))
    assert len(unzipped(client.post(f"{address}kopia/").content)[0]["orders"]) == 1
    assert "Du är glömd" in page(client.post(f"{address}radera/", {"address": EMAIL}, follow=True))
    deliver()
    assert Order.objects.get().email == ""
    assert client.get(address).status_code == 410
    assert mail.outbox[-1].subject == "Du är glömd"


def test_nobody_learns_from_the_page_whether_an_address_is_known(client):
    member = UserFactory()
    answers = []
    for email in (member.email, "okand@example.se"):
        answers.append(page(client.post("/dina-uppgifter/", {"email": email})).replace(email, ""))
    deliver()

    without_form = [re.sub(r'value="[\w-]{20,}"', "", one) for one in answers]
    assert without_form[0] == without_form[1]
    to_member, to_stranger = mail.outbox
    assert "/konto/integritet/" in to_member.body
    assert "ingenting" in to_stranger.body
    for link in PrivacyLink.objects.all():
        shown = client.get(f"/dina-uppgifter/{link.pk}/")
        assert shown.status_code == (410 if link.email == member.email else 200)


def test_links_are_few_an_hour_old_ones_are_over_and_made_up_ones_never_were(client):
    for _time in range(5):
        page(client.post("/dina-uppgifter/", {"email": EMAIL}))
    assert PrivacyLink.objects.count() == 3

    PrivacyLink.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    old = PrivacyLink.objects.first()
    for token in (old.pk, "11111111-1111-1111-1111-111111111111"):
        for address in ("", "kopia/", "radera/"):
            answer = client.post(f"/dina-uppgifter/{token}/{address}", {"address": EMAIL})
            assert answer.status_code in (405, 410)
    assert not PrivacyRequest.objects.exists()
    assert client.post("/dina-uppgifter/", {"email": "inte en adress"}).status_code == 422


def test_the_desk_looks_up_hands_out_and_forgets_with_the_reason():
    ship(pay(an_order("100.00", email=EMAIL)))
    browser = verified(owner())

    assert EMAIL in page(browser.post("/admin/privacy/", {"email": EMAIL}))
    assert browser.post("/admin/privacy/", {"email": EMAIL, "action": "erase", "why": ""}).status_code == 422
    assert (
        browser.post("/admin/privacy/", {"email": EMAIL, "action": "erase", "why": f"brev, {EMAIL}"}).status_code == 422
    )
    assert Order.objects.get().email == EMAIL

    handed = browser.post("/admin/privacy/", {"email": EMAIL, "action": "copy", "why": "brev 3 mars"})
    assert len(unzipped(handed.content)[0]["orders"]) == 1
    assert browser.post("/admin/privacy/", {"email": EMAIL, "action": "erase", "why": "brev 3 mars"}).status_code == 302
    deliver()

    assert Order.objects.get().email == ""
    assert set(PrivacyRequest.objects.values_list("channel", "why", "email")) == {("desk", "brev 3 mars", "")}
    assert "Tidigare begäranden" in page(browser.post("/admin/privacy/", {"email": EMAIL}))


def test_the_desk_refuses_with_a_reason_that_the_person_is_told():
    pay(an_order("100.00", email=EMAIL))
    browser = verified(owner())
    browser.post("/admin/privacy/", {"email": EMAIL, "action": "erase", "why": "brev"})
    asked = PrivacyRequest.objects.get()

    assert browser.post(f"/admin/privacy/{asked.pk}/refuse/", {"why": " "}).status_code == 422
    for _time in range(2):
        browser.post(f"/admin/privacy/{asked.pk}/refuse/", {"why": "Vi kan inte se att det är du."})
    deliver()

    asked.refresh_from_db()
    assert (asked.state, asked.why, asked.email) == ("refused", "Vi kan inte se att det är du.", "")
    told = [one for one in mail.outbox if "Vi kan inte se att det är du." in one.body]
    assert len(told) == 1
    assert requests.carry_out_waiting(now=timezone.now()) == 0
    assert outbox.deliver_due() == 0


@pytest.mark.parametrize("roles", [[], ["Redaktör"], ["Utvecklare"]])
def test_the_desk_is_for_those_who_may(roles):
    browser = verified(UserFactory(roles=roles))
    an_order("100.00", email=EMAIL)

    answer = browser.post("/admin/privacy/", {"email": EMAIL, "action": "erase", "why": "x"})

    assert answer.status_code == 403 or answer.url == "/admin/"
    assert not PrivacyRequest.objects.exists()
