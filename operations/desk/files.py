"""Files that come with a ticket: pictures as every browser shows them, documents and plain text, nothing that runs.

What is kept is what was judged: a picture is drawn anew or stripped by `cms.intake`, the rest is known by its content.
"""

import hashlib
from datetime import datetime
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import web_ready
from commerce.customers.models import User
from integrations.formats.problems import Unreadable
from integrations.formats.tables import package
from operations.desk import life, log
from operations.desk.models import Attachment, Entry, Ticket
from operations.desk.states import MoveRefused, TicketState

LARGEST = 10 * 2**20
PICTURES = ("jpg", "jpeg", "png", "webp", "gif", "heic", "tif", "tiff")
OFFICE = ("docx", "xlsx", "odt", "ods")
TEXT = ("txt", "csv", "log", "eml")
TAKEN = (*PICTURES, "pdf", *OFFICE, *TEXT)


class FileRefused(Exception):
    """The file is not taken in; the words say why, to whoever sent it."""


def judged(name: str, content: bytes) -> tuple[str, bytes]:
    """The name and content that are kept. Raises FileRefused."""
    stem, extension = PurePath(name.replace("\\", "/")).stem, PurePath(name).suffix.lower().lstrip(".")
    stem = "".join(letter for letter in stem if letter.isprintable()).strip()[:80] or _("file")
    if not content:
        raise FileRefused(_("The file is empty."))
    if len(content) > LARGEST:
        raise FileRefused(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 2**20})
    if extension in PICTURES:
        try:
            picture = web_ready(content)
        except NotAPicture as refusal:
            raise FileRefused(str(refusal)) from refusal
        return f"{stem}.{picture.extension}", picture.content
    if extension == "pdf" and content.startswith(b"%PDF-"):
        return f"{stem}.pdf", content
    if extension in OFFICE and _document(content) == extension:
        return f"{stem}.{extension}", content
    if extension in TEXT and _is_text(content):
        return f"{stem}.{extension}", content
    raise FileRefused(_("Pictures, PDF, text and office documents are taken; this file is none of them."))


def attach(
    ticket: Ticket,
    name: str,
    content: bytes,
    *,
    by: User | None = None,
    by_name: str = "",
    internal: bool = False,
    from_customer: bool = False,
    now: datetime,
) -> Attachment:
    """Keep a file with a ticket and tell its followers. Sent twice it is kept once. Raises FileRefused."""
    name, content = judged(name, content)
    checksum = hashlib.sha256(content).hexdigest()
    with life.held(ticket, now) as row:
        if from_customer and row.state == TicketState.CLOSED:
            raise MoveRefused("a closed ticket takes no files")
        known = Attachment.objects.filter(entry__ticket=row, checksum=checksum, entry__is_internal=internal).first()
        if known:
            return known
        entry = log.write(row, Entry.Kind.ATTACHMENT, by=by, by_name=by_name, after=name, is_internal=internal, now=now)
        kept = Attachment(entry=entry, name=name, size=len(content), checksum=checksum)
        kept.file.save(name, ContentFile(content), save=False)
        kept.save()
        return kept


def _document(content: bytes) -> str:
    """Which office document it is, by its directory; nothing is unpacked. Raises FileRefused, of macros for one."""
    try:
        with package.opened(BytesIO(content)) as found:
            return found.format()
    except Unreadable as fault:
        raise FileRefused(str(fault)) from fault


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content and not content.startswith((b"MZ", b"\x7fELF"))
