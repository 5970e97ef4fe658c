"""Port: what a cart, a mail or a document needs from a product's page. Implemented above (`settings.SHOWCASE`).

Commerce knows no page. It asks in batches, by product id, and gets an answer for every product that has a page.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One product as its page shows it in a language. `picture` is whatever the page layer's picture tag takes."""

    product_id: int
    url: str
    title: str
    is_live: bool
    picture: Any = None


class Showcase(Protocol):
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        """Map product id to its page's facts in `locale`, falling back to Swedish. At most two queries."""


@cache
def showcase() -> Showcase:
    return import_string(settings.SHOWCASE)()
