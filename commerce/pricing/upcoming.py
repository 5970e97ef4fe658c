"""When prices change by themselves: the next instant at which one begins, ends, or a VAT rate does."""

from datetime import datetime

from django.db import connection

from commerce.events import versions
from commerce.pricing.vat import changes_of_rate

TAG = "catalogue"
NEXT = """
SELECT least(
    (SELECT min(valid_from) FROM pricing_price WHERE valid_from > %(after)s),
    (SELECT min(valid_until) FROM pricing_price WHERE valid_until > %(after)s),
    (SELECT min(valid_from) FROM pricing_pricelist WHERE valid_from > %(after)s),
    (SELECT min(valid_until) FROM pricing_pricelist WHERE valid_until > %(after)s),
    (SELECT min(valid_from) FROM pricing_offer
     WHERE valid_from > %(after)s AND valid_from IS DISTINCT FROM valid_until),
    (SELECT min(valid_until) FROM pricing_offer WHERE valid_until > %(after)s AND valid_from < valid_until)
),
EXISTS (SELECT 1 FROM pricing_offer WHERE NOT is_shown_on_goods AND is_announced
        AND (valid_until IS NULL OR (valid_until > %(after)s AND valid_from < valid_until)))
"""

_known: tuple[int, datetime | None, bool, datetime] | None = None  # the last is after what it was asked


def next_change(*, after: datetime, version: int | None = None) -> datetime | None:
    """The first instant after `after` at which any price is another; None when none is planned.

    Kept by the process while the catalogue's version stands, since every change of a price bumps it; `version` is
    that version, when the caller has read it.
    """
    return _look(after, version)[1]


def some_are_told_beside(*, after: datetime, version: int | None = None) -> bool:
    """Whether there is, or will be, any offer that goods are told of though it does not make their price."""
    return _look(after, version)[2]


def _look(after: datetime, version: int | None) -> tuple[int, datetime | None, bool, datetime]:
    """What is known; read anew where it was asked for a later moment, as a preview does."""
    global _known
    version = versions.current([TAG])[TAG] if version is None else version
    known = _known
    if known is None or known[0] != version or after < known[3] or (known[1] is not None and known[1] <= after):
        known = _known = (version, *_read(after), after)
    return known


def forget() -> None:
    """Ask the database at the next question: for tests, where a version number can mean two things."""
    global _known
    _known = None


def _read(after: datetime) -> tuple[datetime | None, bool]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"after": after})
        planned, is_told = cursor.fetchone()
    midnights = [instant for instant in changes_of_rate() if instant > after]
    return min([*midnights, *([planned] if planned else [])], default=None), is_told
