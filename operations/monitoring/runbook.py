"""What to do about an alarm: its section of the page about faults, shown where somebody has the alarm before them."""

import re
from functools import cache

from django.conf import settings
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from operations.monitoring.words import FAULTS

SECTION = re.compile(r"^### (Larm: [^\n]+)$\n\n(.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
MARKS = (  # of Markdown, as they stand in text that has been escaped
    (re.compile(r"\[([^\]]+)\]\([^)]+\)"), r"\1"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
)


@cache
def sections() -> dict[str, str]:
    """Markdown, by the end of its address, which is made of the heading as the pages that show Markdown make it."""
    page = (settings.PROJECT / FAULTS).read_text(encoding="utf-8")
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"): text for title, text in SECTION.findall(page)}


def shown(todo: str) -> SafeString:
    """As HTML: what somebody has written, or the section that the address leads to."""
    path, _mark, end = todo.partition("#")
    told = escape(sections().get(end, todo) if path == FAULTS else todo).strip()
    for mark, instead in MARKS:
        told = mark.sub(instead, told)
    return mark_safe(linebreaks(told) if told else "")  # noqa: S308 - escaped above


def parted(text: str) -> tuple[str, str]:
    """An alarm's text as what has happened and what to do about it: the address of a section, where there is one."""
    lines = text.splitlines()
    if lines and lines[-1].startswith(f"{FAULTS}#"):
        return "\n".join(lines[:-1]), lines[-1]
    return text, ""
