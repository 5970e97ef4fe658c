"""Redirects taken in: to pages and to addresses, each once, with reasons for what cannot be."""

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex, Site

from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Given, Outcome
from tests.integrations.gateway.taking import take, taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome


@pytest.fixture
def start():
    return Site.objects.get(is_default_site=True).root_page


def test_redirects_are_made_and_changed_to_addresses_and_pages(by, tmp_path, start, settings, client):
    settings.SITE_URL = "https://butiken.se"
    Redirect.objects.create(old_path="/gammal", redirect_link="https://butiken.se/a")
    path = written(
        tmp_path, f"Från;Till;Till sida (nummer)\ngammal/;/b;\n/ny?x=1;https://annan.se/;\n/hem;;{start.pk}\n"
    )

    summary, told = taken("redirects", path, by)

    assert summary.outcomes == {CHANGED: 1, NEW: 2}
    assert {one.line: one.changes for one in told} == {
        2: {"link": ("https://butiken.se/a", "https://butiken.se/b")},
        3: {"old_path": (None, "/ny?x=1"), "link": (None, "https://annan.se/")},
        4: {"old_path": (None, "/hem"), "page": (None, start.pk)},
    }
    answer = client.get("/hem/")
    assert (answer.status_code, answer.headers["Location"]) == (301, start.url)
    made = Redirect.objects.get(old_path="/hem")
    assert [one.to_object_id for one in ReferenceIndex.get_references_for_object(made)] == [str(start.pk)]
    again, _told = taken("redirects", path, by)
    assert again.outcomes == {UNCHANGED: 3}


def test_a_page_that_is_taken_away_again_is_forgotten(by, start):
    [made] = take("redirects", by, {"old_path": "/hem", "page": start.pk})
    assert made.outcome == NEW

    [changed] = take("redirects", by, {"old_path": "/hem", "page": None, "link": "https://annan.se/"})

    assert changed.changes == {"page": (start.pk, None), "link": (None, "https://annan.se/")}
    redirect = Redirect.objects.get()
    assert (redirect.redirect_page_id, redirect.link) == (None, "https://annan.se/")
    assert list(ReferenceIndex.get_references_for_object(redirect)) == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"old_path": None, "link": "/a"}, "old_path", "Det saknas."),
        ({"old_path": "/x"}, "link", "Den leder ingenstans: ange en adress eller numret på en sida."),
        ({"old_path": "/x", "link": "javascript:alert(1)"}, "link", "Det är ingen adress"),
        ({"old_path": "/x", "link": "//annan.se"}, "link", "Det är ingen adress"),
        ({"old_path": "/x", "link": "/x/"}, "link", "Den leder till sig själv."),
        ({"old_path": "/x", "page": 999_999}, "page", "Det finns ingen sida med numret 999999."),
        ({"old_path": "/x", "link": "/a", "site": "annan.se"}, "site", "Det finns ingen webbplats annan.se."),
        ({"old_path": "/" + "x" * 255, "link": "/a"}, "old_path", "Längre än 255 tecken."),
    ],
)
def test_what_cannot_be_is_refused_by_itself(by, row, column, reason):
    refused, taken_in = take("redirects", by, row, {"old_path": "/annan", "link": "/a"})

    assert (refused.outcome, refused.column, refused.value) == (REFUSED, column, row.get(column))
    assert refused.reason.startswith(reason)
    assert (taken_in.outcome, Redirect.objects.count()) == (NEW, 1)


def test_the_same_address_twice_in_a_file_is_refused_the_second_time(by):
    first, second = take("redirects", by, {"old_path": "/a", "link": "/b"}, {"old_path": "/a/", "link": "/c"})

    assert (first.outcome, second.outcome) == (NEW, REFUSED)
    assert second.reason == "Rad 2 säger samma sak."


def test_one_of_a_site_is_another_than_one_of_all_sites(by):
    host = Site.objects.get(is_default_site=True).hostname
    take("redirects", by, {"old_path": "/a", "link": "/b"}, {"old_path": "/a", "link": "/c", "site": host})

    found = Redirect.objects.order_by("pk").values_list("old_path", "site__hostname")

    assert list(found) == [("/a", None), ("/a", host)]


def test_those_that_were_made_are_taken_away_again(by, start):
    take("redirects", by, {"old_path": "/hem", "page": start.pk}, {"old_path": "/b", "link": "/c"})

    kind = registry.TAKEN_IN["redirects"]
    kind.without([Given(2, {"old_path": "/hem", "page": start.pk})], by=by, now=timezone.now(), reference="fil")

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/b"]
    assert not ReferenceIndex.objects.filter(to_object_id=str(start.pk), model_path="redirect_page").exists()


def test_statements_do_not_grow_with_the_rows(by, django_assert_max_num_queries):
    rows = [{"old_path": f"/gammal-{number}", "link": f"/ny-{number}"} for number in range(400)]

    with django_assert_max_num_queries(20):
        take("redirects", by, *rows)

    assert Redirect.objects.count() == 400
