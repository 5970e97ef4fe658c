"""Links to other sites: which there are, which are due to be asked, and what came of it. Asking is done above."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from cms.checks.links import outside
from cms.checks.models import AGAIN, GONE, SOON, OutsideLink

CLAIM = timedelta(minutes=10)  # longer than one is asked
FORGOTTEN = timedelta(days=365)
LONGEST = 2000


def remember(page, *, now: datetime) -> None:
    """The addresses that a version of a page leads to; new ones are asked at once. One statement at most."""
    urls = sorted(url for url in outside(page) if len(url) <= LONGEST)
    if urls:
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, {"urls": urls, "now": now})


REMEMBER = """
INSERT INTO cms_outsidelink (url, seen_at, ask_at, problem, failures)
SELECT url, %(now)s, %(now)s, '', 0 FROM unnest(%(urls)s::text[]) AS url
ON CONFLICT (url) DO UPDATE SET seen_at = EXCLUDED.seen_at
"""

TAKE = """
UPDATE cms_outsidelink SET ask_at = %(later)s WHERE id IN (
    SELECT id FROM cms_outsidelink WHERE ask_at <= %(now)s ORDER BY ask_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)
RETURNING id, url
"""


def take_due(*, now: datetime, most: int) -> list[tuple[int, str]]:
    """Ids and addresses to ask now. Nobody else is given them for a while, so two workers never ask the same."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"now": now, "later": now + CLAIM, "most": most})
        return cursor.fetchall()


def answered(link_id: int, status: int, *, now: datetime) -> None:
    rows = OutsideLink.objects.filter(pk=link_id)
    again = SOON if status in GONE else AGAIN
    rows.update(status=status, problem="", failures=0, asked_at=now, ask_at=now + again)


def unanswered(link_id: int, problem: str, *, now: datetime) -> None:
    rows = OutsideLink.objects.filter(pk=link_id)
    rows.update(status=None, problem=problem[:200], failures=F("failures") + 1, asked_at=now, ask_at=now + SOON)


def forget_unused(*, now: datetime) -> int:
    """Addresses that no page has been saved with for a year. Returns how many."""
    return OutsideLink.objects.filter(seen_at__lt=now - FORGOTTEN).delete()[0]
