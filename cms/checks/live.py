"""Looking through what is live already: an import writes pages past the door, and rules come after pages.

A worker goes through all live pages once a day, and when somebody asks, some at a time. Each step is one transaction
that says how far it came, so that a worker who dies costs one step.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from cms.checks.faults import blocking
from cms.checks.models import LiveFault, LookThrough

AT_ONCE = 50


def begin(*, now: datetime) -> None:
    """Start over from the first page. What was found before stands until its page is looked at again."""
    start = {"reached": 0, "pages": 0, "began_at": now, "ended_at": None}
    LookThrough.objects.update_or_create(pk=1, defaults=start)


def go_on(*, now: Callable[[], datetime], is_time: Callable[[], bool]) -> None:
    """Look at pages from where it was left, while there is time. Only one worker at a time does."""
    while is_time() and _step(now()):
        pass


@transaction.atomic
def _step(now) -> bool:
    """Some pages more. False when there are none, nobody has begun, or another worker is at it."""
    reached = LookThrough.objects.select_for_update(skip_locked=True).filter(ended_at=None).first()
    if reached is None:
        return False
    pages = list(Page.objects.live().filter(depth__gt=1, pk__gt=reached.reached).order_by("pk").specific()[:AT_ONCE])
    if pages:
        _look(pages, now)
        reached.reached = pages[-1].pk
        reached.pages += len(pages)
    else:
        LiveFault.objects.filter(page__live=False).delete()
        reached.ended_at = now
    reached.save()
    return bool(pages)


def _look(pages, now):
    """Write down what blocks each, in the shop's own language."""
    with override(settings.LANGUAGE_CODE):
        found = {page.pk: _texts(page, now) for page in pages}
    LiveFault.objects.filter(pk__in=found).delete()
    LiveFault.objects.bulk_create(
        LiveFault(page_id=pk, faults=texts, found_at=now) for pk, texts in found.items() if texts
    )


def _texts(page, now):
    if not hasattr(page, "checks"):
        return []
    return [fault.text for fault in blocking(page, now=now, skip=page.checked_elsewhere)]
