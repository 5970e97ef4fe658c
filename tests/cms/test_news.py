"""What is new in the shop, as RSS 2.0."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from cms.legal_kinds import Legal
from cms.pages.content import StandardPage
from tests.cms.checks.pages import article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached"), pytest.mark.krav("4.6.1")]


def news(path="/nyheter/rss/"):
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content).find("channel")  # noqa: S314 - our own answer


def live(title, *, day, **fields):
    page = article(live=True, title=title, **fields)
    at = datetime(2026, 11, day, 9, tzinfo=UTC)
    StandardPage.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    return page


def test_articles_are_told_of_the_latest_first_with_their_words_and_address():
    live("Om glasyr", day=2, slug="om-glasyr", intro="Aska & eld.")
    live("Om trä", day=3, slug="om-tra", search_description="För sökmotorer.", intro="Ek.")

    told = news()

    rows = [(one.findtext("title"), one.findtext("description"), one.findtext("link")) for one in told.iter("item")]
    assert rows == [
        ("Om trä", "För sökmotorer.", "http://127.0.0.1:8000/om-tra/"),
        ("Om glasyr", "Aska & eld.", "http://127.0.0.1:8000/om-glasyr/"),
    ]
    assert told.findtext("language") == "sv"
    assert told.find("item").findtext("pubDate") == "Tue, 03 Nov 2026 09:00:00 +0000"


def test_drafts_and_what_the_law_asks_for_are_no_news():
    article(title="Utkast")
    live("Köpvillkor", day=1, legal=Legal.TERMS)

    assert list(news().iter("item")) == []


def test_each_language_has_its_own_and_each_page_leads_there():
    live("Om glasyr", day=2, slug="om-glasyr")

    assert list(news("/en/news/rss/").iter("item")) == []
    head = Client().get("/om-glasyr/").content.decode()
    assert '<link rel="alternate" type="application/rss+xml" title="Nyheter" href="/nyheter/rss/">' in head
