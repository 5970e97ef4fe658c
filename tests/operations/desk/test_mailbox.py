"""Letters to the desk: what is proved, what is a program's, what hurts; and that nothing is lost."""

import io
import sys
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations import inbox
from integrations.models import InboundMessage
from integrations.source import Refused
from operations.desk import letters, life
from operations.desk.mailbox import fetching, parsing
from operations.desk.mailbox.source import LARGEST, MAILBOX, MOST_AN_HOUR
from operations.desk.models import Attachment, Ticket
from tests.factories.customers import UserFactory
from tests.factories.tickets import MONDAY_NINE, ticket, ticket_in

SENDER = "siv@example.com"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def desk(settings):
    settings.ON_EVENT = ""
    settings.PARTNERS = ["operations.desk.partner.ServiceDesk"]
    settings.SERVICE_DESK_EMAIL = "arende@butik.example"


def written(text="Hjälp", *, sender=SENDER, to="arende@butik.example", subject="Kassan", html="", files=(), **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Siv <{sender}>", to, subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html:
        made.set_content(html, subtype="html") if not text else made.add_alternative(html, subtype="html")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def take(raw, at=MONDAY_NINE):
    inbox.take(MAILBOX, {}, raw, now=at)
    inbox.process_due(now=lambda: at)
    return InboundMessage.objects.filter(provider=MAILBOX).order_by("-pk").first()


def follower_of(made, user):
    return made.subscriptions.get(user=user)


@pytest.mark.django_db
@pytest.mark.krav("5.1.2.5")
def test_a_letter_opens_a_ticket_with_its_file():
    row = take(written("Kassan svarar inte", files=[("skärm.png", PNG), ("virus.exe", b"MZ\x00")]))

    made = Ticket.objects.get()
    assert row.state == InboundMessage.State.PROCESSED
    assert (made.title, made.text, made.sender_email, made.requester) == ("Kassan", "Kassan svarar inte", SENDER, None)
    assert [one.name for one in Attachment.objects.all()] == ["skärm.png"]
    assert "virus.exe" in made.entries.get(kind="internal").text
    assert bytes(row.body).count(b"\n") > 5


@pytest.mark.django_db
def test_the_same_letter_twice_is_one():
    for _twice in range(2):
        take(written())

    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_with_the_token_is_the_followers_comment():
    asker = UserFactory(email=SENDER)
    made = ticket_in("waiting", requester=asker)
    answer = letters.answer_address(follower_of(made, asker))

    take(
        written(
            "Firefox\n\nDen 30 nov skrev Lykta & Lera:\n> Vilken webbläsare?", to=answer, sender="annan@example.com"
        )
    )

    made.refresh_from_db()
    entry = made.entries.get(kind="comment")
    assert (made.state, entry.text, entry.by) == ("working", "Firefox", asker)
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["arende@butik.example", "arende+" + "0" * 32 + "@butik.example"])
def test_a_forged_sender_never_writes_in_somebodys_ticket(to):
    asker = UserFactory(email=SENDER)
    made = ticket(requester=asker)

    take(written("Stäng den!", to=to, subject=f"Re: Ärende {made.number}: {made.title}", In_Reply_To="<event-1@x>"))

    assert not made.entries.filter(kind="comment").exists()
    other = Ticket.objects.exclude(pk=made.pk).get()
    assert (other.requester, other.organisation) == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<lista.example>"},
        {"Return_Path": "<>"},
        {"sender": "arende@butik.example"},
        {"sender": "arende+1@butik.example"},
        {"sender": ""},
    ],
)
def test_letters_of_programs_are_kept_and_answered_by_nobody(headers):
    row = take(written(**headers))

    assert row.state == InboundMessage.State.PARKED
    assert row.body
    assert not Ticket.objects.exists()


@pytest.mark.django_db
def test_a_flood_from_one_sender_is_parked():
    for number in range(MOST_AN_HOUR + 5):
        take(written(f"Brev {number}"))

    assert Ticket.objects.count() == MOST_AN_HOUR
    assert InboundMessage.objects.filter(state=InboundMessage.State.PARKED).count() == 5


@pytest.mark.django_db
def test_an_answer_to_a_closed_ticket_opens_another_tied_to_it():
    asker = UserFactory()
    made = ticket_in("closed", requester=asker)

    take(written("Det hände igen", to=letters.answer_address(follower_of(made, asker))))

    other = Ticket.objects.exclude(pk=made.pk).get()
    assert (other.requester, other.text) == (asker, "Det hände igen")
    assert other.links.get().key == str(made.number)


@pytest.mark.django_db
def test_a_handler_answers_by_mail_as_the_desk():
    handler = UserFactory()
    made = life.accept(ticket(requester=UserFactory()), by=handler, now=MONDAY_NINE)

    take(written("Vi tittar", to=letters.answer_address(follower_of(made, handler))))

    made.refresh_from_db()
    assert (made.state, made.answered_at) == ("accepted", MONDAY_NINE)


@pytest.mark.django_db
def test_ten_megabytes_are_taken_and_more_is_refused():
    row = take(written(files=[("stor.txt", b"rad\n" * (10 * 2**18))]))

    assert row.state == InboundMessage.State.PROCESSED
    assert Attachment.objects.get().size == 10 * 2**20
    with pytest.raises(Refused):
        inbox.take(MAILBOX, {}, b"x" * (LARGEST + 1), now=MONDAY_NINE)


@pytest.mark.django_db
def test_a_letter_comes_by_the_command(monkeypatch, capsys):
    raw = type("Raw", (), {"buffer": io.BytesIO(written())})
    monkeypatch.setattr(sys, "stdin", raw)

    call_command("take_mail")

    assert InboundMessage.objects.get(provider=MAILBOX).state == InboundMessage.State.WAITING
    assert capsys.readouterr().out == "Taken.\n"


class Box:
    """An IMAP mailbox that answers as imaplib says one does."""

    def __init__(self, *raw):
        self.raw, self.flags = dict(enumerate(raw, start=1)), {}

    def search(self, charset, criterion):
        unseen = [str(number) for number in self.raw if r"\Seen" not in self.flags.get(str(number), "")]
        return "OK", [" ".join(unseen).encode()]

    def fetch(self, number, what):
        raw = self.raw[int(number)]
        if "SIZE" in what:
            return "OK", [f"{number} (RFC822.SIZE {len(raw)})".encode()]
        return "OK", [(f"{number} (BODY[] {{{len(raw)}}}".encode(), raw), b")"]

    def store(self, number, how, flags):
        self.flags[number] = self.flags.get(number, "") + flags


@pytest.mark.django_db
def test_letters_are_fetched_once_and_a_huge_one_is_left_for_a_person():
    box = Box(written(), b"x" * (LARGEST + 1), written("Två"))

    assert fetching.take_unread(box, now=MONDAY_NINE) == 2
    assert fetching.take_unread(box, now=MONDAY_NINE) == 0
    assert InboundMessage.objects.filter(provider=MAILBOX).count() == 2
    assert r"\Flagged" in box.flags["2"]


def test_html_alone_becomes_words():
    letter = parsing.read(written("", html="<style>p{}</style><p>Hej &amp; tack</p><script>x()</script><p>Siv</p>"))

    assert letter.text == "Hej & tack\n\nSiv"


@settings(max_examples=60)
@given(st.binary(max_size=400), st.binary(max_size=200))
def test_no_bytes_make_the_reader_fall(head, body):
    raw = (
        b"From: a@b.se\nSubject: " + head + b"\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + body + b"\n--x--"
    )

    letter = parsing.read(raw)

    assert "\x00" not in letter.text
    assert len(letter.subject) <= 200
