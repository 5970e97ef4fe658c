"""Planned outages for tests. `NOW` is 15 days and some hours before the night on which they are."""

from datetime import UTC, datetime, timedelta

from operations.status import approval
from operations.status.planned import PlannedOutage
from tests.factories.customers import owner

NIGHT = datetime(2026, 12, 20, 1, tzinfo=UTC)  # a Sunday, 02.00 in Stockholm
NOW = datetime(2026, 12, 4, 12, tzinfo=UTC)


def outage(*, starts_at=NIGHT, hours=2, now=NOW, **said):
    """One that is proposed, as the owner proposes it."""
    values = {"name": "Ny databasserver", "words_sv": "", "words_en": "", "warned_days": 7, **said}
    ends_at = starts_at + timedelta(hours=hours)
    return approval.propose(by=owner(), now=now, starts_at=starts_at, ends_at=ends_at, **values)


def write(*, starts_at, **values):
    """A row past every rule of the program, as somebody writes it by hand."""
    row = {
        "name": "Ny databasserver",
        "ends_at": starts_at + timedelta(hours=2),
        "is_in_office_hours": False,
        "proposed_by": owner(),
        "proposed_at": NOW,
        **values,
    }
    return PlannedOutage.objects.create(starts_at=starts_at, **row)
