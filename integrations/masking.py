"""What may be kept of what was said: secrets masked, long texts cut, and what is not text only counted."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

MASK = "…"
MOST = 20_000
NAMED = r"passw|secret|token|api[-_]?key|authorization|signature|\bpin\b|\bpan\b|\bcvc\b|card_?number"
_TEXTS = ("json", "xml", "text", "form-urlencoded", "html", "csv")
_IN_JSON = re.compile(rf'("[^"]*(?:{NAMED})[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*(?:"|$)|[^,}}\]\s]+)', re.IGNORECASE)
_IN_XML = re.compile(rf"(<[^<>/\s]*(?:{NAMED})[^<>/\s]*(?:\s[^<>]*)?>)[^<]*", re.IGNORECASE)
_NAME = re.compile(NAMED, re.IGNORECASE)


def url(address: str) -> str:
    """The address without a password in it, and without the values of secret parameters."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, _form(parts.query), parts.fragment))


def text(body: bytes | str | None, headers: Mapping[str, str]) -> str:
    """A body as it may be kept. What is no text is told by its size, what is long is cut."""
    if not body:
        return ""
    kind = headers.get("Content-Type", "")
    if isinstance(body, bytes):
        if kind and not any(word in kind for word in _TEXTS):
            return f"[{len(body)} bytes, {kind[:80]}]"
        body = body[: MOST * 4].decode("utf-8", errors="replace")
    body = body.replace("\0", "")
    whole, body = len(body), body[:MOST]
    masked = _form(body) if "form-urlencoded" in kind else _IN_XML.sub(rf"\1{MASK}", _IN_JSON.sub(rf'\1"{MASK}"', body))
    return masked if whole <= MOST else f"{masked}{MASK}"


def _form(fields: str) -> str:
    return "&".join(_field(field) for field in fields.split("&"))


def _field(field: str) -> str:
    name, equals, _value = field.partition("=")
    return f"{name}={MASK}" if equals and _NAME.search(name) else field
