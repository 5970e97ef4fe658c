"""Codes and article numbers for what a file gives only a name: the same for the same name, every time."""

import hashlib
import re
from functools import lru_cache

from django.utils.text import slugify

LONGEST_SKU = 64
LOSSLESS = re.compile(r"[\w \-]+")


@lru_cache(maxsize=4096)
def code_of(name: str, limit: int) -> str:
    """A code that stays the same for the same name: its slug, with a mark of the name where the slug loses letters."""
    slug = slugify(name)
    if slug and len(slug) <= limit and LOSSLESS.fullmatch(name) and _letters(slug) == _letters(name):
        return slug
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{slug[: limit - 7]}-{mark}".lstrip("-")


def _letters(name: str) -> int:
    return sum(letter.isalnum() or letter == "_" for letter in name)


def derived_sku(code: str, choice: tuple[str, ...]) -> str:
    """An article number for a variant that has none, from its product's code and its options."""
    sku = "-".join((code, *choice)).upper()
    if len(sku) <= LONGEST_SKU:
        return sku
    return f"{sku[: LONGEST_SKU - 9]}-{hashlib.sha256(sku.encode()).hexdigest()[:8].upper()}"
