"""Exports with a name: kept, made again by the clock, in the name and with the rights of whoever saved them."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.gateway import exporting
from integrations.gateway.models import Export, SavedExport

Rhythm = SavedExport.Rhythm


def next_time(rhythm: str, hour: int, *, after: datetime) -> datetime | None:
    """The next time on the shop's clock; None where it is only made by hand."""
    if rhythm == Rhythm.NEVER:
        return None
    day = timezone.localdate(after)
    for ahead in range(63):
        found = timezone.make_aware(datetime.combine(day + timedelta(days=ahead), time(hour)))
        is_its_day = {
            Rhythm.DAY: True,
            Rhythm.WEEK: timezone.localtime(found).weekday() == 0,
            Rhythm.MONTH: timezone.localtime(found).day == 1,
        }[Rhythm(rhythm)]
        if found > after and is_its_day:
            return found
    raise AssertionError(f"no time for {rhythm}")


def ask_for_due(*, now: datetime) -> int:
    """Ask for every saved export whose time has come, and set its next. Returns how many were asked for.

    One that was due several times while the shop was down is made once. Of one whose owner may not have it any more,
    an export is written that says so, and it is made no more.
    """
    count = 0
    while True:
        with transaction.atomic():
            saved = (
                SavedExport.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("made_by")
                .filter(next_at__lte=now)
                .order_by("next_at", "pk")
                .first()
            )
            if saved is None:
                return count
            _ask(saved, now)
            count += 1


def _ask(saved: SavedExport, now: datetime) -> None:
    saved.next_at = next_time(saved.rhythm, saved.hour, after=now)
    try:
        if not saved.made_by.is_active:
            raise exporting.Refused(_("Whoever saved it has no account any more."))
        exporting.ask(saved, by=saved.made_by, now=now)
    except exporting.Refused as refusal:
        saved.rhythm, saved.next_at = Rhythm.NEVER, None
        Export.objects.create(
            saved=saved,
            by=saved.made_by,
            asked_at=now,
            ended_at=now,
            state=Export.State.FAILED,
            problem=str(refusal),
            name=saved.name,
            kind=saved.kind,
            columns=saved.columns,
            chosen=saved.chosen,
            format=saved.format,
            language=saved.language,
        )
    saved.save(update_fields=["next_at", "rhythm"])
