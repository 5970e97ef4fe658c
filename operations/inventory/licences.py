"""Whether a component's licence is one that the shop may use: `data/licences.toml` is the list, with a reason each."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from packaging.utils import canonicalize_name

FILE = Path(__file__).parent / "data" / "licences.toml"
WORDS = re.compile(r"\(|\)|[^\s()]+")


class Verdict(TextChoices):
    MISSING = "missing", _("licence missing")
    REFUSED = "refused", _("licence not on the list")
    ALLOWED = "allowed", _("licence allowed")


def named(name: str, told: str) -> str:
    """The licence as an SPDX expression where the words are known, else the words themselves."""
    rules = _rules()
    return rules["components"].get(canonicalize_name(name)) or rules["words"].get(told, told)


def verdict(licence: str, *, is_tool: bool = False) -> Verdict:
    """Of an expression: one of those joined by OR is enough, of those joined by AND all are needed."""
    if not licence:
        return Verdict.MISSING
    known = set(_rules()["allowed"]) | (set(_rules()["allowed_for_tools"]) if is_tool else set())
    try:
        is_allowed, rest = _either(WORDS.findall(licence), known)
    except IndexError:
        return Verdict.REFUSED
    return Verdict.ALLOWED if is_allowed and not rest else Verdict.REFUSED


def reasons(licence: str) -> list[tuple[str, str]]:
    """Each licence of the expression that is on the list, with why it may be used."""
    allowed = _rules()["allowed_for_tools"] | _rules()["allowed"]
    return [(word, allowed[word]) for word in dict.fromkeys(WORDS.findall(licence)) if word in allowed]


def _either(words: list[str], known: set[str]) -> tuple[bool, list[str]]:
    is_allowed, rest = _both(words, known)
    while rest and rest[0].upper() == "OR":
        other, rest = _both(rest[1:], known)
        is_allowed = is_allowed or other
    return is_allowed, rest


def _both(words: list[str], known: set[str]) -> tuple[bool, list[str]]:
    is_allowed, rest = _one(words, known)
    while rest and rest[0].upper() == "AND":
        other, rest = _one(rest[1:], known)
        is_allowed = is_allowed and other
    return is_allowed, rest


def _one(words: list[str], known: set[str]) -> tuple[bool, list[str]]:
    if words[0] != "(":
        return words[0] in known, words[1:]
    is_allowed, rest = _either(words[1:], known)
    if rest[0] != ")":
        raise IndexError(words)
    return is_allowed, rest[1:]


@cache
def _rules() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
