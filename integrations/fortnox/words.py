"""Texts as Fortnox takes them: it has a list of signs, and refuses a whole document for one that is not on it."""

from typing import Any

SIGNS = frozenset("0123456789 –:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\\\u00a0\n\r")
INSTEAD = str.maketrans({"'": "’", "‘": "’", '"': "’", "“": "’", "”": "’", "—": "–", "×": "x", "[": "(", "]": ")",
                         "{": "(", "}": ")", "|": "/", "~": "-", "…": "."})  # fmt: skip


def clean(text: str, most: int) -> str:
    """The text with other signs in place of those that are refused, so much of it as there is room for."""
    kept = (char if char.isalpha() or char in SIGNS else " " for char in text.translate(INSTEAD))
    return " ".join("".join(kept).split())[:most].strip()


def is_clean(text: str) -> bool:
    return all(char.isalpha() or char in SIGNS for char in text)


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: what is left out is kept as it was."""
    return {name: value for name, value in fields.items() if value not in ("", None)}
