"""How far the streams of other systems have been read. Written in the transaction that used what was read."""

from datetime import datetime

from integrations.models import Cursor


def position(stream: str) -> str:
    """Where the last reading ended; empty before the first."""
    return Cursor.objects.filter(stream=stream).values_list("value", flat=True).first() or ""


def advance(stream: str, value: str, *, now: datetime) -> None:
    Cursor.objects.update_or_create(stream=stream, defaults={"value": value, "at": now})
