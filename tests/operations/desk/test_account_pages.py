"""Tickets on the account pages: one's own and one's company's; a stranger's is not found."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from operations.desk import files, life
from operations.desk.models import Attachment, Ticket
from tests.factories.customers import MembershipFactory, UserFactory, logged_in
from tests.factories.tickets import MONDAY_NINE, ticket, ticket_in

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "question",
    "title": "Faktura",
    "text": "Saknar referens",
    "impact": "4",
    "urgency": "3",
    "category": "",
}


def png():
    held = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(held, "PNG")
    return held.getvalue()


@pytest.mark.krav("5.1.2.5")
def test_a_customer_opens_a_ticket_with_a_file_and_reads_the_answer():
    member = MembershipFactory()
    browser = logged_in(member.user)

    shown = browser.get(reverse("ticket_new"))
    sent = browser.post(reverse("ticket_new"), SAID | {"file": SimpleUploadedFile("skärm.png", png())}, follow=True)

    made = Ticket.objects.get()
    assert shown.status_code == 200
    assert (made.requester, made.organisation, made.priority) == (member.user, member.organisation, 4)
    page = sent.content.decode()
    assert f"nummer {made.number}" in page
    assert "skärm.png" in page
    life.comment(made, "Ny faktura är skickad", by=UserFactory(), public=True, now=MONDAY_NINE)
    life.comment(made, "Kunden är ny", by=UserFactory(), now=MONDAY_NINE)
    page = browser.get(reverse("ticket", args=[made.number])).content.decode()
    assert "Ny faktura är skickad" in page
    assert "Kunden är ny" not in page
    assert "Faktura" in browser.get(reverse("tickets")).content.decode()


def test_an_answer_opens_a_solved_ticket_and_a_closed_one_takes_none():
    asker = UserFactory()
    browser, made = logged_in(asker), ticket_in("solved", requester=asker)
    address = reverse("ticket", args=[made.number])

    browser.post(address, {"text": "Samma igen"})
    made.refresh_from_db()
    assert (made.state, made.reopened) == ("working", 1)
    assert browser.post(address, {"text": " "}).status_code == 422

    life.close(life.solve(made, "Klart", now=MONDAY_NINE), now=MONDAY_NINE)
    page = browser.post(address, {"text": "Hallå?"}, follow=True).content.decode()
    assert "stängt" in page
    assert not made.entries.filter(text="Hallå?").exists()


def test_colleagues_see_it_and_strangers_do_not():
    member = MembershipFactory()
    colleague, stranger = MembershipFactory(organisation=member.organisation), MembershipFactory()
    made = ticket(requester=member.user, organisation=member.organisation)
    kept = files.attach(made, "logg.txt", b"rad", by=member.user, from_customer=True, now=MONDAY_NINE)
    inside = files.attach(made, "inne.txt", b"hemlig", internal=True, now=MONDAY_NINE)
    page = reverse("ticket", args=[made.number])
    file = reverse("ticket_file", args=[made.number, kept.pk])

    friend = logged_in(colleague.user)
    assert friend.get(page).status_code == 200
    answer = friend.get(file)
    assert b"".join(answer.streaming_content) == b"rad"
    assert answer["Content-Disposition"].startswith("attachment")
    assert friend.get(reverse("ticket_file", args=[made.number, inside.pk])).status_code == 404

    other = logged_in(stranger.user)
    for address in (page, file):
        assert other.get(address).status_code == 404
    assert other.post(page, {"text": "Hej"}).status_code == 404
    assert other.post(reverse("ticket_follow_mine", args=[made.number]), {"follow": "yes"}).status_code == 404
    assert made.entries.filter(kind="comment").count() == 0


def test_one_who_has_not_logged_in_is_asked_to():
    assert Client().get(reverse("tickets")).status_code == 302


def test_a_customer_follows_and_stops():
    member = MembershipFactory()
    colleague = MembershipFactory(organisation=member.organisation)
    made = ticket(requester=member.user, organisation=member.organisation)
    address = reverse("ticket_follow_mine", args=[made.number])
    browser = logged_in(colleague.user)

    browser.post(address, {"follow": "yes"})
    assert made.subscriptions.get(user=colleague.user).is_staff is False
    browser.post(address, {"follow": "no"})
    assert not made.subscriptions.filter(user=colleague.user).exists()


def office(*parts, text=b"ord"):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, text)
    return held.getvalue()


def test_an_office_document_is_kept_as_it_is():
    content = office("word/document.xml")

    kept = files.attach(ticket(), "avtal.docx", content, now=MONDAY_NINE)

    assert (kept.name, kept.file.read()) == ("avtal.docx", content)


@pytest.mark.parametrize(
    ("case", "name", "content"),
    [
        ("a document with macros", "x.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("another kind of document", "x.docx", office("xl/workbook.xml")),
        ("a part outside of it", "x.docx", office("word/document.xml", "../x")),
        ("one that swells", "x.xlsx", office("xl/workbook.xml", text=b"a" * 20_000_000)),
        ("a program", "x.exe", b"MZ"),
        ("a program with another name", "x.pdf", b"MZ"),
        ("no picture", "x.png", b"hej"),
        ("a page", "x.html", b"<script>"),
        ("nothing", "x.txt", b""),
        ("no document", "x.docx", b"PK\x03\x04"),
        ("bytes", "x.txt", b"a\x00b"),
    ],
)
def test_files_that_are_not_taken(case, name, content):
    made = ticket()

    with pytest.raises(files.FileRefused):
        files.attach(made, name, content, now=MONDAY_NINE)
    assert not Attachment.objects.exists()


def test_the_same_file_twice_is_kept_once():
    made = ticket()
    for _twice in range(2):
        files.attach(made, "logg.txt", b"rad", now=MONDAY_NINE)

    assert Attachment.objects.count() == 1


def test_what_was_written_in_lines_stays_when_something_is_missing():
    browser = logged_in(UserFactory())

    answered = browser.post(reverse("ticket_new"), SAID | {"title": "", "text": "Först\nsedan"})

    assert answered.status_code == 422
    assert '<textarea id="id_text" name="text" rows="6"' in answered.content.decode()
    assert ">Först\nsedan</textarea>" in answered.content.decode()
