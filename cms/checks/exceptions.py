"""Letting a page go live with a fault: who answers for it, and why, is kept."""

from datetime import datetime

from django.db import transaction

from cms.checks.models import PublishedAnyway
from cms.checks.rule import Fault

MAY_EXCEPT = "cms.add_publishedanyway"


@transaction.atomic
def let_pass(page, faults: list[Fault], *, reason: str, by, now: datetime) -> int:
    """Keep one exception for each fault; one that has been made before stands as it was. Returns how many are new.

    A rule that is fixed has none: such a fault is left out.
    """
    made = 0
    for fault in faults:
        if not fault.rule.is_fixed:
            told = {"page_title": page.title, "rule": fault.rule.code, "fault": fault.text, "reason": reason}
            row = PublishedAnyway.objects.get_or_create(
                page_id=page.pk, mark=fault.mark, defaults={**told, "by": by, "at": now}
            )
            made += row[1]
    return made
