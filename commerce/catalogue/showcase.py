"""Port: what a cart, a mail or a document needs from a product's page. Implemented above (`settings.SHOWCASE`).

Commerce knows no page. It asks in batches, by product id, and gets an answer for every product that has a page.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

COMMA = re.compile(r",\s+")  # not the one in "24,5 cl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One product as its page shows it in a language. A picture is whatever the page layer's picture tag takes.

    `choices` are its pictures of one choice each: the words of the choice ("Celadon", an article number), the picture.
    """

    product_id: int
    url: str
    title: str
    is_live: bool
    picture: Any = None
    choices: tuple[tuple[str, Any], ...] = ()

    def picture_of(self, sku: str, label: str) -> Any:
        """The picture that fits a variant best, by its article number and its options in words."""
        words = frozenset(split_choice(f"{sku}, {label}"))
        fitting = [(fit(shows, words), picture) for shows, picture in self.choices]
        best, picture = max(fitting, key=lambda pair: pair[0], default=(0, None))
        return picture if best else self.picture


def split_choice(words: str) -> list[str]:
    """The words of a choice one by one, in small letters."""
    return [part.casefold() for part in COMMA.split(words.strip()) if part]


def fit(shows: str, words: frozenset[str]) -> int:
    """How many of a variant's words a picture shows; 0 when it shows another variant, or none in particular."""
    wanted = split_choice(shows)
    return len(wanted) if wanted and words.issuperset(wanted) else 0


class Showcase(Protocol):
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        """Map product id to its page's facts in `locale`, falling back to Swedish. At most two queries."""


@cache
def showcase() -> Showcase:
    return import_string(settings.SHOWCASE)()
