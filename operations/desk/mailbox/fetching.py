"""Letters fetched from the desk's mailbox by IMAP: kept in the inbox first, marked as read there afterwards.

A letter that was kept and not marked is fetched again and known by its checksum.
"""

import imaplib
import ssl
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings

from integrations import inbox
from integrations.client import refuse_in_transaction
from integrations.source import Refused
from operations.desk.mailbox.source import LARGEST, MAILBOX

PATIENCE = 30
AT_ONCE = 50


def fetch(*, now: datetime) -> int:
    """Take every unread letter, some at a time. Returns how many. Nothing happens without an address."""
    where = urlsplit(settings.SERVICE_DESK_IMAP_URL)
    if not where.hostname:
        return 0
    refuse_in_transaction()
    context = ssl.create_default_context()
    with imaplib.IMAP4_SSL(where.hostname, where.port or 993, ssl_context=context, timeout=PATIENCE) as box:
        box.login(unquote(where.username or ""), unquote(where.password or ""))
        box.select(unquote(where.path.strip("/")) or "INBOX")
        return take_unread(box, now=now)


def take_unread(box: imaplib.IMAP4, *, now: datetime) -> int:
    """From a mailbox that is open. A letter that is too large is marked with a flag and left there for a person."""
    _said, [numbers] = box.search(None, "UNSEEN")
    taken = 0
    for number in numbers.decode().split()[:AT_ONCE]:
        _said, [size] = box.fetch(number, "(RFC822.SIZE)")
        if _number_in(size) > LARGEST:
            box.store(number, "+FLAGS", r"(\Seen \Flagged)")
            continue
        _said, answer = box.fetch(number, "(BODY.PEEK[])")
        body = next((part[1] for part in answer if isinstance(part, tuple)), b"")
        try:
            inbox.take(MAILBOX, {}, body, now=now)
            taken += 1
        except Refused:
            box.store(number, "+FLAGS", r"(\Flagged)")
        box.store(number, "+FLAGS", r"(\Seen)")
    return taken


def _number_in(size: object) -> int:
    words = size.decode() if isinstance(size, bytes) else str(size)
    return int(words.rstrip(")").split()[-1])
