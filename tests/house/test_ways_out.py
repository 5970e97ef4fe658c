"""Nobody reaches the network but by the client, and those who go out by themselves ask its guard."""

import pytest

from integrations import network

THE_CLIENT = {"integrations/client.py", "integrations/public_addresses.py"}


def test_nobody_goes_out_by_another_way():
    assert list(network.unguarded()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import requests", ["requests"]),
        ("from requests.adapters import HTTPAdapter", ["requests.adapters", "requests.adapters.HTTPAdapter"]),
        ("from urllib import request", ["urllib.request"]),
        ("from http import client", ["http.client"]),
        ("from urllib.parse import quote", []),
        ("from . import requests", []),
        ("def late():\n    import httpx", ["httpx"]),
        ("import requestsomething", []),
    ],
)
def test_a_way_out_is_seen(source, found):
    assert network.ways_out(source) == found


@pytest.mark.parametrize("name", sorted(network.OWN_WAY - THE_CLIENT))
def test_who_goes_out_by_himself_asks_the_guard(name):
    assert "refuse_in_transaction()" in (network.PROJECT / name).read_text(encoding="utf-8")
