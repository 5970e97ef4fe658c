"""What is wrong with a page as it would go live, what of it blocks, and what somebody has answered for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cms.checks.models import PublishedAnyway, RuleChoice
from cms.checks.rule import Fault


def faults(page, *, now: datetime, together: Iterable[int] = (), skip: Iterable = ()) -> list[Fault]:
    """Everything that the page's own checks find, those that block first. A dozen queries at most.

    `page` is the version that would go live: a draft from `get_latest_revision_as_object()`, or the page as it is.
    `together` are ids of pages that go live at the same instant: links between them are whole. A check is a function
    of the page that yields `Fault`s; each page type names its own in `checks`. Those in `skip` are not asked.
    """
    together = frozenset(together)
    checks = [check for check in page.checks if check not in skip]
    found = [fault for check in checks for fault in check(page, now=now, together=together)]
    return sorted(_weighed(page, found), key=lambda fault: not fault.is_blocking) if found else []


def blocking(page, *, now: datetime, together: Iterable[int] = (), skip: Iterable = ()) -> list[Fault]:
    """Only what keeps the page from going live."""
    return [fault for fault in faults(page, now=now, together=together, skip=skip) if fault.is_blocking]


def _weighed(page, found: list[Fault]) -> list[Fault]:
    """With the owner's choices and the exceptions that were made for this page. Two queries."""
    chosen = dict(RuleChoice.objects.values_list("code", "is_blocking"))
    made = {}
    if page.pk:
        rows = PublishedAnyway.objects.filter(page_id=page.pk, mark__in={fault.mark for fault in found})
        made = {row.mark: row for row in rows.select_related("by").order_by("pk")}
    return [_weigh(fault, chosen, made) for fault in found]


def _weigh(fault, chosen, made):
    if fault.rule.is_fixed:
        return replace(fault, is_blocking=True)
    exception = made.get(fault.mark)
    blocks = chosen.get(fault.rule.code, fault.rule.blocks)
    return replace(fault, is_blocking=blocks and exception is None, exception=exception)
