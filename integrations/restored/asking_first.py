"""After a restore others may have what we have forgotten that we sent: for a time they are asked before a first try."""

from datetime import datetime, timedelta

from integrations.restored.models import Restoration

ASKED_FIRST_FOR = timedelta(days=30)


def asks_first(*, now: datetime) -> bool:
    """Whether the database was taken back so lately that each new delivery begins with a question."""
    return Restoration.objects.filter(begun_at__gt=now - ASKED_FIRST_FOR).exists()


def last_healing(*, now: datetime) -> datetime | None:
    """When the latest healing began, while it still matters; None otherwise."""
    lately = Restoration.objects.filter(begun_at__gt=now - ASKED_FIRST_FOR)
    return lately.order_by("-begun_at").values_list("begun_at", flat=True).first()
