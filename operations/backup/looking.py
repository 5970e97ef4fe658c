"""What is held against each other in a drill: the shop as it was when it began, and what came back."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.models import FileField
from django.utils import timezone

from commerce.orders.models import Order
from operations.backup import erased
from operations.backup.models import Drill

MOST_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every order up to `last_pk`: how many, the number of the last, and a checksum of all their numbers and times."""

    last_pk: int
    orders: int
    last_order: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Back:
    """What the restored database says. `replayed_at`: when the last transaction that came back was committed."""

    ledger: Ledger
    has_mark: bool
    replayed_at: str
    forgotten: int
    waiting: int
    files_away: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Back":
        return cls(**(said | {"ledger": Ledger(**said["ledger"])}))


def ledger(*, last_pk: int | None = None) -> Ledger:
    """Of all orders, or of those that there were when the drill began."""
    if last_pk is None:
        last_pk = Order.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(md5(string_agg(number || placed_at::text, ',' ORDER BY id)), '') "
            "FROM orders_order WHERE id <= %s",
            [last_pk],
        )
        orders, checksum = cursor.fetchone()
    last = Order.objects.filter(pk__lte=last_pk).order_by("-pk").values_list("number", flat=True).first()
    return Ledger(last_pk, orders, last or "", checksum)


def look(*, drill: int, last_pk: int) -> Back:
    """In the restored database: what came back, then those who had been forgotten are forgotten again."""
    found = ledger(last_pk=last_pk)
    has_mark = Drill.objects.filter(pk=drill).exists()
    replayed = replayed_at()
    again = erased.forget_again(now=timezone.now())
    return Back(
        found,
        has_mark,
        replayed.isoformat() if replayed else "",
        again.forgotten,
        again.waiting,
        files_away(),
    )


def replayed_at() -> datetime | None:
    """None on a server that has not replayed anything since it was started."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_last_xact_replay_timestamp()")
        at: datetime | None = cursor.fetchone()[0]
        return at


def files_away() -> list[str]:
    """Files that rows name and that are not in their folder. None of those in a bucket."""
    away = []
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and isinstance(field.storage, FileSystemStorage):
                names = model._base_manager.exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
                away += [name for name in names.iterator() if name and not field.storage.exists(name)]
    return away[:MOST_NAMES]
