"""From a raw letter (RFC 5322) to what the desk needs of it: who says it, which ticket it answers, words, files.

Nothing here reads the database. A letter may be forged, broken or made to hurt: what cannot be read is left out, and
what says it comes from a program is told apart, so that two programs never write to each other for ever.
"""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser
from typing import Any

MOST_PARTS, MOST_FILES, MOST_WORDS, DEEPEST = 100, 10, 20_000, 20
TOKEN = re.compile(r"\+([0-9a-f]{32})@")
QUOTED = re.compile(
    r"^(>|-----\s*(Original|Ursprungligt)|(Den|On) .{3,120}\b(skrev|wrote)\b.{0,200}:\s*$)", re.IGNORECASE
)
BULK = ("bulk", "junk", "list", "auto_reply")
SKIPPED = ("script", "style", "head", "title")
BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. `token` is a follower's, from the address that it was sent to; empty when there is none."""

    sender: str
    name: str
    subject: str
    text: str
    message_id: str
    token: str = ""
    by_program: str = ""  # why it is taken for a program's
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(raw: bytes) -> Letter:
    """The letter; what is broken in it is left out."""
    message = email.message_from_bytes(raw, policy=email.policy.default.clone(max_line_length=0))
    name, sender = parseaddr(_header(message, "From"))
    text, html, files = _parts(message)
    words = text if text.strip() else _of_html(html)
    return Letter(
        sender=sender.strip().lower() if _is_address(sender) else "",
        name=_one_line(name)[:160],
        subject=_one_line(_header(message, "Subject"))[:200],
        text=own_words(words)[:MOST_WORDS],
        message_id=_one_line(_header(message, "Message-ID"))[:190],
        token=_token(message),
        by_program=_program(message),
        files=files,
    )


def own_words(text: str) -> str:
    """What the sender wrote, without the letter that was answered."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\x00", "").split("\n"):
        if QUOTED.match(line.strip()) and any(one.strip() for one in kept):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _program(message: EmailMessage) -> str:
    automatic = _header(message, "Auto-Submitted").lower().strip()
    if automatic and not automatic.startswith("no"):
        return "Auto-Submitted"
    if _header(message, "Precedence").lower().strip() in BULK:
        return "Precedence"
    for name in ("X-Auto-Response-Suppress", "List-Id", "X-Autoreply", "X-Failed-Recipients"):
        if _header(message, name):
            return name
    if _header(message, "Return-Path").strip() == "<>":
        return "Return-Path"
    return "Content-Type" if message.get_content_type() == "multipart/report" else ""


def _token(message: EmailMessage) -> str:
    sent_to = [value for name in ("To", "Cc", "Delivered-To", "X-Original-To") for value in _headers(message, name)]
    for _name, address in getaddresses(sent_to):
        if found := TOKEN.search(address.lower()):
            return found[1]
    return ""


def _parts(message: EmailMessage) -> tuple[str, str, list[tuple[str, bytes]]]:
    """The first plain text, the first HTML, and the files. Walks by hand: a made-up depth stops nowhere else."""
    text = html = ""
    files: list[tuple[str, bytes]] = []
    waiting: list[tuple[Any, int]] = [(message, 0)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part, depth = waiting.pop(0)
        seen += 1
        if part.is_multipart():
            if depth < DEEPEST:
                waiting = [(one, depth + 1) for one in part.iter_parts()] + waiting
            continue
        name, kind = _file_name(part), part.get_content_type()
        if name or part.get_content_disposition() == "attachment":
            if len(files) < MOST_FILES:
                files.append((name or "fil.txt", part.get_payload(decode=True) or b""))  # type: ignore[arg-type]
        elif kind == "text/plain" and not text:
            text = _text(part)
        elif kind == "text/html" and not html:
            html = _text(part)
    return text, html, files


def _text(part: EmailMessage) -> str:
    content: bytes = part.get_payload(decode=True) or b""  # type: ignore[assignment]
    for charset in (part.get_content_charset(), "utf-8"):
        try:
            return content.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1")


def _file_name(part: EmailMessage) -> str:
    try:
        return _one_line(part.get_filename() or "")[:120]
    except (ValueError, TypeError, AttributeError, IndexError):
        return "fil"


def _header(message: EmailMessage, name: str) -> str:
    return next(iter(_headers(message, name)), "")


def _headers(message: EmailMessage, name: str) -> list[str]:
    """A broken header can make the library raise nearly anything while it is read."""
    try:
        return [str(value) for value in message.get_all(name, [])]
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, UnicodeError):
        return []


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _is_address(address: str) -> bool:
    name, at, host = address.rpartition("@")
    return bool(name and at and "." in host and not re.search(r"\s", address)) and len(address) <= 254


class _Words(HTMLParser):
    """The words of an HTML letter, one line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in SKIPPED:
            self._skipping += 1
        elif tag in BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED and self._skipping:
            self._skipping -= 1
        elif tag in BLOCKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.said.append(re.sub(r"\s+", " ", data))


def _of_html(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", "".join(reader.said)).strip()
