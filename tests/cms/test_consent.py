"""Nothing of others is fetched before a yes; no is as easy, and a yes is proved and taken back (LEK 9 kap. 28 §)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cms import videos
from cms.consent import saying
from cms.consent.models import Consent
from cms.consent.purposes import CONSENT, necessary
from tests.cms.checks.pages import article
from tests.factories.catalogue import sellable
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.law("L20"), pytest.mark.krav("4.2.2")]

ADDRESS = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
PLAYER = "youtube-nocookie.com"


@pytest.fixture
def page():
    said = {"title": "Glasyr", "url": ADDRESS, "transcript": "<p>En skål doppas.</p>"}
    return article(("video", {**said, "picture": {"image": PictureFactory(), "alt": "En skål"}}), live=True)


def ask(page):
    return f"/film/{page.pk}/youtube/aqz-KE-bpKQ/"


def test_the_first_page_sets_only_cookies_that_are_listed():
    sellable()
    listed = {cookie.name for cookie in necessary()}

    for address in ("/", "/en/", "/varukorg/", "/konto/login/"):
        assert set(Client().get(address, follow=True).cookies) <= listed


def test_nothing_is_fetched_from_others_before_a_yes(page):
    browser = Client()

    assert PLAYER not in browser.get(page.url).content.decode()
    asked = browser.get(ask(page))
    assert PLAYER not in asked.content.decode()
    assert CONSENT not in asked.cookies
    assert not Consent.objects.exists()


def test_no_is_as_easy_as_yes_and_is_kept(page):
    browser = Client()
    shown = browser.get(ask(page)).content.decode()
    assert shown.count('<button class="button button--quiet" type="submit" name="answer"') == 2

    answer = browser.post(ask(page), {"answer": "no"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert PLAYER not in answer.content.decode()
    assert Consent.objects.get().is_given is False


def test_a_yes_is_kept_with_the_words_of_the_question_and_holds_until_it_is_taken_back(page):
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})

    assert PLAYER in browser.post(ask(page), {"answer": "yes"}).content.decode()
    assert PLAYER in browser.get(ask(page)).content.decode()
    kept = Consent.objects.get()
    assert (kept.purpose, kept.is_given, kept.page) == ("video:youtube", True, page.url_path)
    assert "YouTube" in kept.asked
    assert str(kept.key) == browser.cookies[CONSENT].value
    assert str(kept.key) in browser.get("/kakor-och-samtycke/").content.decode()

    browser.post("/kakor-och-samtycke/", {"purpose": "video:youtube"})

    assert PLAYER not in browser.get(ask(page)).content.decode()
    assert Consent.objects.get().withdrawn_at is not None


def test_another_site_cannot_say_yes_for_anyone(page):
    answer = Client().post(ask(page), {"answer": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not Consent.objects.exists()


def test_only_videos_that_an_editor_has_chosen_are_shown(page):
    assert Client().get(f"/film/{page.pk}/youtube/AAAAAAAAAAA/").status_code == 404
    assert Client().get(f"/film/{page.pk}/vimeo/123456789/").status_code == 404


def test_a_yes_is_too_old_after_a_year_and_forgotten_after_three():
    key, now = uuid.uuid4(), timezone.now()
    saying.say(key, "video:vimeo", is_given=True, language="sv", page="/", now=now)

    assert saying.holds(key, "video:vimeo", now=now + timedelta(days=364))
    assert saying.holds(key, "video:vimeo", now=now + timedelta(days=366)) is None
    assert saying.forget_old(now=now + timedelta(days=1094)) == 0
    assert saying.forget_old(now=now + timedelta(days=1096)) == 1


def test_two_yeses_at_once_are_one():
    key, now = uuid.uuid4(), timezone.now()
    saying.say(key, "video:vimeo", is_given=True, language="sv", page="/", now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(key=key, purpose="video:vimeo", is_given=True, asked="?", language="sv", said_at=now)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://youtu.be/aqz-KE-bpKQ?t=3", ("youtube", "aqz-KE-bpKQ")),
        ("https://m.youtube.com/watch?v=aqz-KE-bpKQ&list=x", ("youtube", "aqz-KE-bpKQ")),
        ("https://www.youtube.com/shorts/aqz-KE-bpKQ", ("youtube", "aqz-KE-bpKQ")),
        ("https://vimeo.com/76979871", ("vimeo", "76979871")),
        ("https://player.vimeo.com/video/76979871", ("vimeo", "76979871")),
        ("https://evil.example/youtube.com/watch?v=aqz-KE-bpKQ", None),
        ('https://www.youtube.com/watch?v=a"onload', None),
        ("https://www.youtube.com/", None),
    ],
)
def test_addresses_of_videos(address, found):
    if found is None:
        with pytest.raises(videos.NotAVideo):
            videos.of_address(address)
    else:
        video = videos.of_address(address)
        assert (video.provider, video.key) == found
