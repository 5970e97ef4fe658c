"""Letters to the desk as the inbox takes them: kept raw, worked on once, and nothing lost.

Who wrote a letter is not known: a sender's address can be anything. What proves it is a follower's token in the address
that was answered. Without one a letter opens a ticket of its own, never a comment on somebody's, and is no account's.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from integrations.models import InboundMessage
from integrations.source import Parked, Refused, Source, Told
from operations.desk import files, life
from operations.desk.mailbox.parsing import Letter, read
from operations.desk.models import Impact, Subscription, Ticket, Urgency
from operations.desk.opening import open_ticket
from operations.desk.states import MoveRefused, TicketState

MAILBOX = "desk.mailbox"
LARGEST = 15 * 2**20  # a letter with a file of 10 MB is a third larger as it travels
MOST_AN_HOUR = 10


class Mailbox(Source):
    """A letter's key is its checksum: the same letter fetched twice is one."""

    largest = LARGEST

    def parse(self, headers: Mapping[str, str], body: bytes, *, proof: str = "") -> Sequence[Told]:
        if not body.strip():
            raise Refused("An empty letter.")
        if len(body) > LARGEST:
            raise Refused("The letter is too large.")
        return [Told(key=hashlib.sha256(body).hexdigest(), kind="letter")]

    def read(self, message: InboundMessage) -> Letter:
        if message.body is None:
            raise Parked("The letter has been forgotten.")
        return read(bytes(message.body))

    def apply(self, message: InboundMessage, read: Any, *, now: datetime) -> list[int] | None:
        """Comment on a ticket or open one. What is a program's, or too much, is parked: a person looks."""
        letter: Letter = read
        if letter.by_program:
            raise Parked(f"A program wrote it ({letter.by_program}).")
        if not letter.sender:
            raise Parked("It does not say who sent it.")
        if _is_our_own(letter.sender):
            raise Parked("It comes from the desk's own address.")
        follower = _follower(letter.token)
        if follower is None:
            _refuse_flood(letter.sender, now=now)
            ticket, by, is_open = _opened(letter, now=now), None, True
        else:
            ticket, by, is_open = follower.ticket, follower.user, False
            if ticket.state == TicketState.CLOSED:
                ticket, is_open = _opened(letter, answers=follower, now=now), True
        from_customer = follower is None or not follower.is_staff
        if not is_open and letter.text:
            life.comment(
                ticket,
                letter.text,
                by=by,
                by_name="" if by else (follower.email if follower else letter.sender),
                public=True,
                from_customer=from_customer,
                now=now,
            )
        _keep_files(ticket, letter, by=by, from_customer=from_customer, now=now)
        return []


def _is_our_own(sender: str) -> bool:
    """The desk's address, with or without a token in it."""
    name, _at, host = settings.SERVICE_DESK_EMAIL.lower().partition("@")
    own_name, _at, own_host = sender.partition("@")
    return bool(name) and own_host == host and own_name.partition("+")[0] == name


def _follower(token: str) -> Subscription | None:
    if not token:
        return None
    return Subscription.objects.select_related("ticket", "user").filter(token=uuid.UUID(hex=token)).first()


def _refuse_flood(sender: str, *, now: datetime) -> None:
    since = now - timedelta(hours=1)
    if Ticket.objects.filter(sender_email__iexact=sender, opened_at__gt=since).count() >= MOST_AN_HOUR:
        raise Parked(f"More than {MOST_AN_HOUR} letters in an hour from one sender.")


def _opened(letter: Letter, *, answers: Subscription | None = None, now: datetime) -> Ticket:
    """A ticket of its own. One who has proved to be a follower asks as that; anybody else has no account here."""
    user = answers.user if answers else None
    ticket = open_ticket(
        kind=Ticket.Kind.QUESTION,
        title=letter.subject or _("Letter without a subject"),
        text=letter.text,
        impact=Impact.ONE,
        urgency=Urgency.DAYS,
        requester=user,
        organisation=answers.ticket.organisation if answers and user else None,
        sender_name="" if user else letter.name,
        sender_email="" if user else (answers.email if answers else letter.sender),
        locale=answers.locale if answers else settings.LANGUAGE_CODE,
        now=now,
    )
    if answers:
        earlier = answers.ticket
        words = _("Ticket %(number)s") % {"number": earlier}
        life.link(ticket, kind="ticket", key=str(earlier.number), name=words, now=now)
    return ticket


def _keep_files(ticket: Ticket, letter: Letter, *, by: Any, from_customer: bool, now: datetime) -> None:
    """Files that are taken in; of the others the ticket says which and why. The raw letter has them all."""
    for name, content in letter.files:
        try:
            files.attach(
                ticket, name, content, by=by, by_name="" if by else letter.sender, from_customer=from_customer, now=now
            )
        except files.FileRefused as refusal:
            words = _("The file %(name)s was not taken in: %(why)s") % {"name": name, "why": refusal}
            life.comment(ticket, words, now=now)
        except MoveRefused:
            return
