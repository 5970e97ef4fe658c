"""What browsers tell of how long they waited: believed when it can be true, of views of the admin alone."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from operations.monitoring import beacon
from operations.monitoring.counting import Counter
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.4")]
HOME = {"kind": "page", "path": "/admin/", "ms": 640}


@pytest.fixture
def counter(monkeypatch):
    fresh = Counter()
    monkeypatch.setattr(beacon, "counter", fresh)
    return fresh


def tell(browser, *told):
    return browser.post(reverse("measured"), {"measured": json.dumps(told)})


def test_a_page_and_a_call_of_a_script_are_counted_by_their_view(counter):
    answer = tell(verified(owner()), HOME, {"kind": "call", "path": "/admin/pages/", "ms": 2500})

    assert answer.status_code == 204
    assert {key[1:]: tally.seconds for key, tally in counter.tallies.items()} == {
        ("page", "wagtailadmin_home", "staff"): 0.64,
        ("call", "wagtailadmin_explore_root", "staff"): 2.5,
    }


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("no list", "{}"),
        ("no JSON", "{"),
        ("nothing that can be read", '[1, null, "a", []]'),
        ("a kind of its own", '[{"kind": "mine", "path": "/admin/", "ms": 1}]'),
        ("another site", '[{"kind": "page", "path": "https://example.com/admin/", "ms": 1}]'),
        ("an address that is not there", '[{"kind": "page", "path": "/admin/finns/inte/", "ms": 1}]'),
        ("outside the admin", '[{"kind": "page", "path": "/healthz", "ms": 1}]'),
        ("before it began", '[{"kind": "page", "path": "/admin/", "ms": -1}]'),
        ("a machine that slept", '[{"kind": "page", "path": "/admin/", "ms": 86400000}]'),
        ("no number", '[{"kind": "page", "path": "/admin/", "ms": "fast"}]'),
        ("no number that is one", '[{"kind": "page", "path": "/admin/", "ms": NaN}]'),
        ("true", '[{"kind": "page", "path": "/admin/", "ms": true}]'),
        ("a kind that is no word", '[{"kind": [], "path": "/admin/", "ms": 1}]'),
    ],
)
def test_what_cannot_be_true_is_not_counted(counter, case, told):
    answer = verified(owner()).post(reverse("measured"), {"measured": told})

    assert (answer.status_code, counter.tallies) == (204, {})


def test_one_call_tells_of_so_many_at_most(counter):
    tell(verified(owner()), *[HOME] * 300)

    assert sum(tally.count for tally in counter.tallies.values()) == beacon.MOST


def test_too_much_is_refused(counter):
    answer = verified(owner()).post(reverse("measured"), {"measured": " " * (beacon.LARGEST + 1)})

    assert (answer.status_code, counter.tallies) == (413, {})


def test_a_person_tells_so_often_at_most(counter, monkeypatch):
    monkeypatch.setattr(beacon, "MOST_CALLS", 2)
    browser = verified(owner())

    assert [tell(browser, HOME).status_code for _turn in range(3)] == [204, 204, 429]


@pytest.mark.parametrize("who", [None, UserFactory])
def test_only_those_who_work_here_are_heard(counter, who):
    browser = Client()
    if who:
        browser.force_login(who())

    assert tell(browser, HOME).status_code in (302, 403)
    assert counter.tallies == {}


def test_nothing_comes_in_without_the_proof_of_the_form(counter):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.update(verified(owner()).cookies)

    assert tell(browser, HOME).status_code == 403
    assert counter.tallies == {}
