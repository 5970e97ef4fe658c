"""The one door to being live: `ShopPage.publish`, where every way of publishing and every schedule ends."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.log_actions import log

from cms.checks.faults import blocking

logger = logging.getLogger(__name__)

BY_THE_CLOCK = "wagtail.publish.scheduled"
HELD_BACK = "cms.held_back"

_together: ContextVar[frozenset[int]] = ContextVar("ids of the pages that go live at this instant", default=frozenset())
_is_open: ContextVar[bool] = ContextVar("whether what was live before comes back", default=False)


@contextmanager
def going_together(pages: Iterable[int]) -> Iterator[None]:
    """Pages with these ids go live at one instant: links between them are whole."""
    token = _together.set(frozenset(pages))
    try:
        yield
    finally:
        _together.reset(token)


@contextmanager
def coming_back() -> Iterator[None]:
    """What was live comes back as it was: nothing of it is held against checks that may be newer than it."""
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)


class ChecksRefused(PublishPagePermissionError):
    """The page may not go live as it is. Wagtail's admin answers it as an action that is not permitted."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(fault.text for fault in faults))


def may_pass(page, revision, *, by_the_clock, now):
    """Whether a version may go live, or be approved to. Raises ChecksRefused when somebody asks and it may not.

    When it is the clock that asks, the schedule is taken down instead and the page's history says why: an error would
    hold up every other page. The answer is then False.
    """
    if _is_open.get():
        return True
    found = blocking(revision.as_object(), now=now, together=_together.get(), skip=page.checked_elsewhere)
    if not found:
        return True
    if not by_the_clock:
        raise ChecksRefused(found)
    page.revisions.update(approved_go_live_at=None)
    log(instance=page, action=HELD_BACK, revision=revision, data={"faults": [fault.text for fault in found]})
    logger.warning("Page %s was due to go live but %s; its schedule is taken down", page.pk, found[0].rule.code)
    return False
