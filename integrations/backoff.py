"""How long to wait before the next try: twice as long each time, up to an hour, never given up.

Half of each wait is by chance, so that a thousand that failed together do not come back together.
"""

import random
from datetime import timedelta

FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=1)


def wait(tries: int, *, longest: timedelta = LONGEST) -> timedelta:
    """After so many tries, the first being 1."""
    whole = min(FIRST * 2 ** min(max(tries, 1) - 1, 12), longest)
    return whole * (1 - 0.5 * random.random())  # noqa: S311 - spreads, hides nothing
