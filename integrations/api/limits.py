"""How often a token may call: so many times in each minute of the clock, counted in the shop's cache."""

import time
from dataclasses import dataclass

from django.core.cache import cache

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a minute: of `most` calls, and seconds until the next. Less than nothing: it is refused."""

    most: int
    calls: int
    seconds: int

    @property
    def is_within(self) -> bool:
        return self.calls >= 0

    def headers(self) -> dict[str, str]:
        """As the draft of the IETF writes them (draft-ietf-httpapi-ratelimit-headers), and when to come back."""
        told = {
            "RateLimit-Policy": f'"minute";q={self.most};w={MINUTE}',
            "RateLimit": f'"minute";r={max(self.calls, 0)};t={self.seconds}',
        }
        return told if self.is_within else told | {"Retry-After": str(self.seconds)}


def count(who: str, *, most: int, clock: float | None = None) -> Left:
    """Count one more call, and say what is left."""
    minute, gone = divmod(int(time.time() if clock is None else clock), MINUTE)
    slot = f"api:{who}:{minute}"
    cache.add(slot, 0, MINUTE * 2)
    try:
        made = cache.incr(slot)
    except ValueError:  # thrown out of a full cache in between
        cache.set(slot, 1, MINUTE * 2)
        made = 1
    return Left(most, most - made, MINUTE - gone)
