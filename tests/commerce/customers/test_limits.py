"""How often one sender may do something without log-in."""

import pytest
from django.core.cache import cache

from commerce.customers.limits import is_within


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def tries(rf, count, *, address="192.0.2.1", action="look", **said):
    request = rf.get("/", REMOTE_ADDR=address)
    return [is_within(request, action, most=2, seconds=60, **said) for _time in range(count)]


def test_the_first_ones_are_within_and_the_next_are_not(rf):
    assert tries(rf, 4) == [True, True, False, False]


@pytest.mark.parametrize(
    ("case", "other"),
    [
        ("another sender", {"address": "192.0.2.2"}),
        ("another action", {"action": "send"}),
        ("counted for something else", {"of": "10001"}),
        ("another network", {"address": "2001:db8:0:2::1"}),
    ],
)
def test_each_is_counted_for_itself(rf, case, other):
    tries(rf, 3)

    assert tries(rf, 1, **other) == [True], case


def test_what_is_counted_for_a_thing_is_so_whoever_asks(rf):
    assert tries(rf, 2, address="192.0.2.1", of="10001") == [True, True]
    assert tries(rf, 1, address="192.0.2.9", of="10001") == [False]


def test_an_owner_of_a_network_is_one_sender(rf):
    tries(rf, 2, address="2001:db8:0:1::1")

    assert tries(rf, 1, address="2001:db8:0:1:ffff::9") == [False]


def test_a_window_that_ends_in_between_begins_anew(rf, monkeypatch):
    def ended(*_args, **_kwargs):
        raise ValueError

    monkeypatch.setattr(cache, "incr", ended, raising=False)

    assert tries(rf, 1) == [True]
