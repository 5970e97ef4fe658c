"""Those who asked for it get a letter when the shop is to be closed, and when something stops and starts working."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from commerce.events.models import Event
from integrations.models import Delivery
from operations.status import approval, disturbing, partner, privacy, prober, samples, telling
from operations.status.disturbed import Disturbance
from operations.status.followed import OutageFollower
from tests.factories.customers import UserFactory, logged_in, owner
from tests.operations.status.outages import NOW, outage

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.10.2"), pytest.mark.krav("4.11.3")]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STATUS_DIR = tmp_path / "status"


def follower(locale="sv", **user):
    return OutageFollower.objects.create(user=UserFactory(**user), locale=locale, since=NOW)


def delivered():
    """Send every letter that waits, as the outbox does; what each says."""
    before = len(mail.outbox)
    for event in Event.objects.filter(kind=telling.LETTER).order_by("pk"):
        [target] = partner.Outages().routes_for(event.kind)
        partner.Outages.targets[target]().send(Delivery(event=event, target=target))
    return [(one.to[0], one.subject) for one in mail.outbox[before:]]


def test_a_planned_outage_is_told_of_and_called_off_in_the_language_of_each():
    swedish, english = follower(), follower("en")
    found = outage(words_sv="Korgen finns kvar.", words_en="Your basket stays.")
    assert not Event.objects.filter(kind=telling.LETTER).exists()

    approval.approve(found, by=owner(), now=NOW)

    assert delivered() == [
        (swedish.user.email, "Butiken är stängd söndag 20 december kl. 02.00–04.00"),
        (english.user.email, "The shop is closed Sunday 20 December at 02:00–04:00"),
    ]
    assert "Korgen finns kvar." in mail.outbox[0].body
    assert "Your basket stays." in mail.outbox[1].alternatives[0][0]
    assert reverse("outage_letters") in mail.outbox[0].body
    Event.objects.filter(kind=telling.LETTER).update(kind="done")
    approval.withdraw(found, by=owner(), now=NOW + MINUTE)
    assert next(subject for _to, subject in delivered()) == "Inställt: stängt söndag 20 december kl. 02.00–04.00"


def test_one_that_nobody_approved_is_called_off_without_a_word():
    follower()

    approval.withdraw(outage(), by=owner(), now=NOW)

    assert delivered() == []


def test_a_disturbance_is_told_of_once_and_once_when_it_is_over():
    follower()
    row = disturbing.write(Disturbance(), by=None, now=NOW, component="checkout", effect="degraded", begins_at=NOW)
    disturbing.write(row, by=None, now=NOW + MINUTE, words_sv="Kort nekas.")
    for minute in (20, 21):
        disturbing.write(row, by=None, now=NOW + minute * MINUTE, ends_at=NOW + 20 * MINUTE)

    subjects = [subject for _to, subject in delivered()]

    assert subjects == ["Kassa och betalning fungerar delvis", "Fungerar igen: Kassa och betalning"]


def test_a_shop_that_comes_and_goes_fills_no_letter_box():
    follower()

    for minute in range(60):
        prober.judge(minute % 3 == 0, 20, now=NOW + minute * MINUTE)

    abouts = list(Event.objects.filter(kind=telling.LETTER).order_by("pk").values_list("payload__about", flat=True))
    assert Disturbance.objects.count() > 15
    assert abouts == ["began", "ended", "began", "ended"]


def test_who_follows_no_longer_or_is_gone_gets_nothing():
    one, other = follower(), follower()
    approval.approve(outage(), by=owner(), now=NOW)
    one.user.is_active = False
    one.user.save()
    other.delete()

    assert delivered() == []


def test_a_letter_that_is_sent_twice_is_the_same_letter():
    follower()
    approval.approve(outage(), by=owner(), now=NOW)

    delivered()
    delivered()

    first, second = (one.message()["Message-ID"] for one in mail.outbox)
    assert first == second


def test_it_is_asked_for_and_left_on_the_account_pages():
    user = UserFactory()
    browser, address = logged_in(user), reverse("outage_letters")

    assert "Du får inte de här breven" in browser.get(address).content.decode()
    page = browser.post(address, {"wanted": "yes"}, follow=True).content.decode()
    assert "Du får de här breven" in page
    browser.post(address, {"wanted": "yes"})
    assert OutageFollower.objects.get().user == user
    browser.post(address, {"wanted": "no"})
    assert not OutageFollower.objects.exists()


def test_the_page_says_what_is_planned_and_is_for_those_who_are_signed_in(client):
    approval.approve(outage(), by=owner(), now=NOW)

    assert client.get(reverse("outage_letters")).status_code == 302
    assert "20 december kl. 02.00–04.00" in logged_in(UserFactory()).get(reverse("outage_letters")).content.decode()


def test_it_is_told_to_the_person_and_forgotten_with_him():
    from commerce.customers.person import Person

    one = follower()
    person = Person(email=one.user.email, user_id=one.user_id)

    assert privacy.export(person) == {"outage_letters": [{"since": NOW, "language": "sv"}]}
    assert privacy.forget(person, NOW) == {"outage_followers": 1}
    assert privacy.forget(person, NOW) == {"outage_followers": 0}


@pytest.mark.parametrize("locale", ["sv", "en"])
def test_there_are_samples_of_the_letters(locale):
    subjects = [one.sample(locale).subject for one in samples.samples()]

    assert len(subjects) == 2
    assert all(subjects)
