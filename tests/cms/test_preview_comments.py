"""A reviewer without an account says something of a page; an editor reads it beside the text and deals with it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.preview import commenting, privacy
from cms.preview.comments import PreviewComment
from cms.preview.links import withdraw
from commerce.customers.person import GONE, Person
from commerce.events.models import Event
from integrations.targets import preview as target
from tests.factories.customers import UserFactory, logged_in, owner, verified
from tests.factories.preview import CUPS, cup_to_look_at, link, looking, text

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
COMMENT, REPORT = "/forhandsvisa/kommentera/", "/admin/reports/preview-comments/"
SAID = {"name": "Maj Berg", "text": "Bilden är för mörk. <script>alert(1)</script>"}


@pytest.fixture
def cup():
    return cup_to_look_at()


def place(browser, path=CUPS):
    return re.search(r'name="place" value="([^"]+)"', browser.get(path).content.decode())[1]


def say(browser, **said):
    return browser.post(COMMENT, {"place": place(browser)} | SAID | said)


def test_a_reviewer_comments_and_the_editor_reads_it_beside_the_page(cup):
    made = link(level="pro", pages=True)
    reviewer = looking(made)

    answer = say(reviewer)

    assert answer.headers["Location"] == f"{CUPS}#kommentarer"
    shown = text(reviewer, CUPS)
    assert "Maj Berg" in shown
    assert "<script>alert(1)" not in reviewer.get(CUPS).content.decode()
    assert 'value="Maj Berg"' in reviewer.get(CUPS).content.decode()
    comment = PreviewComment.objects.get()
    editor = verified(owner())
    assert "Bilden är för mörk" in editor.get(f"/admin/pages/{comment.page_id}/edit/").content.decode()
    assert "Bilden är för mörk" in editor.get(REPORT).content.decode()
    editor.post(f"{REPORT}{comment.pk}/", {"action": "done"})
    comment.refresh_from_db()
    assert comment.done_at is not None


def test_whoever_made_the_link_is_told_by_mail_without_what_was_said(cup):
    made = link(level="pro")
    say(looking(made))

    target.send_commented(Event.objects.get(kind="preview.commented"))

    [sent] = mail.outbox
    assert sent.to == [made.made_by.email]
    assert "Bilden" not in sent.body
    assert REPORT in sent.body


def test_the_same_sent_twice_is_one(cup):
    reviewer = looking(link(level="pro"))

    say(reviewer)
    say(reviewer)

    assert PreviewComment.objects.count() == Event.objects.filter(kind="preview.commented").count() == 1


@pytest.mark.parametrize(
    ("case", "changed", "status"),
    [
        ("no name", {"name": " "}, 422),
        ("nothing said", {"text": ""}, 422),
        ("too much", {"text": "x" * 2001}, 422),
        ("a place that nobody signed", {"place": "W251bGwsIi8iXQ:x:y"}, 404),
    ],
)
def test_what_is_not_taken(cup, case, changed, status):
    answer = say(looking(link(level="pro")), **changed)

    assert answer.status_code == status
    assert not PreviewComment.objects.exists()


def test_what_was_written_is_not_lost_when_it_is_refused(cup):
    answer = say(looking(link(level="pro")), name="")

    assert "Bilden är för mörk" in answer.content.decode()
    assert "Kommentaren är inte skickad" in answer.content.decode()


def test_a_link_brings_so_many_comments_an_hour(cup):
    reviewer = looking(link(level="pro"))
    signed = place(reviewer)
    for number in range(commenting.AN_HOUR):
        assert reviewer.post(COMMENT, SAID | {"place": signed, "text": str(number)}).status_code == 302

    answer = reviewer.post(COMMENT, SAID | {"place": signed})

    assert answer.status_code == 422
    assert PreviewComment.objects.count() == commenting.AN_HOUR


def test_nobody_comments_without_a_link_or_through_one_that_is_withdrawn(cup, client):
    made = link(level="pro")
    reviewer = looking(made)
    signed = place(reviewer)
    withdraw(made.pk, now=timezone.now())

    assert reviewer.post(COMMENT, SAID | {"place": signed}).status_code == 404
    assert client.post(COMMENT, SAID | {"place": signed}).status_code == 404
    assert not PreviewComment.objects.exists()


def test_others_comments_are_seen_by_those_who_may(cup):
    say(looking(link(level="pro")))
    comment = PreviewComment.objects.get()
    PreviewComment.objects.filter(pk=comment.pk).update(page=None)

    stranger = logged_in(UserFactory(roles=["Redaktör"]))

    assert "Bilden" not in stranger.get(REPORT).content.decode()
    assert stranger.post(f"{REPORT}{comment.pk}/", {"action": "remove"}).status_code == 404
    assert PreviewComment.objects.exists()


def test_a_person_is_forgotten_and_an_old_comment_goes(cup):
    made = link(level="pro")
    say(looking(made), name="Maj Berg", text="Ring maj.berg@example.se")
    person = Person(email="maj.berg@example.se")

    assert privacy.export(person)["preview_comments"][0]["name"] == "Maj Berg"
    privacy.forget(person, timezone.now())
    privacy.forget(person, timezone.now())

    comment = PreviewComment.objects.get()
    assert (comment.name, comment.text) == (GONE, f"Ring {GONE}")
    assert commenting.forget_old(made.expires_at + timedelta(days=89)) == 0
    assert commenting.forget_old(made.expires_at + timedelta(days=91)) == 1


@pytest.mark.parametrize("width", ["phone", "tablet", "desktop", "<x>"])
def test_the_page_beside_itself_as_it_is(cup, width):
    reviewer = looking(link(level="pro"))

    page = reviewer.get("/forhandsvisa/bredvid/", {"to": CUPS, "width": width}).content.decode()

    assert f'src="{CUPS}?as_it_is=1"' in page
    assert f'src="{CUPS}"' in page
    assert ("beside--phone" if width == "<x>" else f"beside--{width}") in page
    today = reviewer.get(CUPS, {"as_it_is": 1})
    assert today.status_code == 200
    assert 'class="look"' not in today.content.decode()
    assert "no-store" in today.headers["Cache-Control"]


def test_beside_leads_nowhere_else(cup, client):
    reviewer = looking(link(level="pro"))

    assert "evil" not in reviewer.get("/forhandsvisa/bredvid/", {"to": "//evil.example/"}).content.decode()
    assert client.get("/forhandsvisa/bredvid/", {"to": CUPS}).status_code == 404
