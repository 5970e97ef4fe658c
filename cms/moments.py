"""The moments at which pages and releases go live or expire by themselves, and one at which many change together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page, Revision

from cms.releases.models import Release, State

_instant: ContextVar[datetime | None] = ContextVar("the instant of what is done within", default=None)


@contextmanager
def at_one_instant(now: datetime) -> Iterator[None]:
    """Let all that publishing brings with it, such as offers and sales, begin and end at `now`."""
    token = _instant.set(now)
    try:
        yield
    finally:
        _instant.reset(token)


def this_instant() -> datetime:
    """Now, or the one instant of what is being done."""
    return _instant.get() or timezone.now()


def moments(*, until: datetime) -> list[datetime]:
    """The moments up to and including `until` that nobody has acted on yet, the earliest first. One query."""
    goes_live = Revision.page_revisions.filter(approved_go_live_at__lte=until).values_list("approved_go_live_at")
    expires = Page.objects.filter(live=True, expire_at__lte=until).order_by().values_list("expire_at")
    releases = Release.objects.filter(state=State.SCHEDULED, starts_at__lte=until).values_list("starts_at")
    return [moment for (moment,) in goes_live.order_by().union(expires, releases).order_by("approved_go_live_at")]
