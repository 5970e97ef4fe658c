"""The pages about the partners: for people at this machine, and for nobody else."""

import pytest
import requests

from integrations.sandbox import words
from integrations.sandbox.environment import PLACES
from integrations.sandbox.faults import EVERY, Calls, Fault, Faults
from integrations.sandbox.hands import ACTS
from tests.factories import world

pytestmark = pytest.mark.krav("4.5.1")


@pytest.fixture
def desk(tmp_path):
    with world.opened(tmp_path) as (there, desk):
        there.ongoing.books.put_article({"articleNumber": "A", "articleName": "<script>alert(1)</script>"})
        yield desk


def test_every_partner_and_every_word_of_it_has_a_page(desk):
    assert list(words.PARTNERS) == list(PLACES)
    assert (set(words.FAULTS), set(words.CALLS)) == (set(Fault), set(Calls))
    start = world.read(desk, "/").text
    for code, about in words.PARTNERS.items():
        assert f'<a href="/{code}/">{about.name}</a>' in start
        page = world.read(desk, f"/{code}/")
        assert (page.status_code, "Inget fel är påslaget" in page.text) == (200, True)
        assert desk.world.partners[code].address in page.text


def test_what_is_held_is_shown_as_text(desk):
    for path in ("/ongoing/", "/ongoing/sak/?slag=Artiklar&nummer=A"):
        page = world.read(desk, path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/nobody/",
        "/ongoing/sak/?slag=Artiklar&nummer=B",
        "/ongoing/x/",
        "/shipmondo/fraktsedel/1/",
        "/../../etc/passwd",
    ],
)
def test_what_is_not_there_is_said_not_to_be(desk, path):
    assert world.read(desk, path).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Host": "evil.example"}, 421)],
)
def test_another_sites_page_presses_no_button(desk, headers, status):
    fields = {"do": "act", "act": "receive", "key": "A"}

    answer = requests.post(f"{desk.address}/ongoing/", data=fields, headers=headers, timeout=10)

    assert answer.status_code == status
    assert desk.world.ongoing.books.articles["A"]["on_shelf"] == 0


def test_a_button_does_what_it_says(desk):
    assert "Gjort." in world.press(desk, "ongoing", do="act", act="receive", key="A").text
    assert desk.world.ongoing.books.articles["A"]["on_shelf"] == 10
    assert "10 säljbara" in world.read(desk, "/ongoing/").text
    assert "Gjort." not in world.read(desk, "/ongoing/").text


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "act", "act": "ship", "key": "10001"},
        {"do": "act", "act": "nothing", "key": "A"},
        {"do": "fault", "fault": "nothing", "times": "1", "call": "0"},
        {"do": "fault", "fault": "slow", "times": "x", "call": "0"},
        {"do": "calls", "how": "nothing"},
        {"do": "door"},
    ],
)
def test_what_cannot_be_done_is_said_and_does_nothing(desk, fields):
    assert "Det gick inte" in world.press(desk, "ongoing", **fields).text
    assert not desk.world.ongoing.faults.active()


def test_switches_are_named_and_only_those_with_a_switch_act_by_themselves(desk):
    assert set(words.BY_ITSELF) == set(desk.world.by_itself)
    assert set(ACTS) <= set(PLACES)
    world.press(desk, "swish", do="by itself", is_on="no")
    assert desk.world.swish.approves_after is None
    assert "<strong>av</strong>" in world.read(desk, "/swish/").text


def test_a_switch_for_every_call_holds_until_it_is_off():
    faults = Faults()
    faults.on(Fault.DROP, EVERY, "/", times=2)
    faults.on(Fault.CUT, "GET", "/a")

    assert [faults.next("PUT", "/x"), faults.next("GET", "/a")] == [Fault.DROP, Fault.DROP]
    assert [one.fault for one in faults.active()] == [Fault.CUT]
    faults.off(0)
    assert faults.next("GET", "/a") is None
