"""Files to and from a warehouse that the restored database does not know: numbers are not used twice, files read again.

What the warehouse has acknowledged lies among what was taken in, what it has not fetched lies in the folder. Which
orders it has of files that are gone nobody can tell: such an order is not sent again until somebody has asked.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from integrations.restored import questions
from integrations.restored.models import Restoration
from integrations.warehouses.files import codec, folder, incoming, outgoing
from integrations.warehouses.models import WarehouseFile

FILE = "file"
State, Direction = WarehouseFile.State, WarehouseFile.Direction


def bring_back(restoration: Restoration, *, now: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    counts["files of ours"] = _adopt_own(now=now) + _adopt_acknowledged(restoration, now=now)
    counts["files to read again"] = _put_back()
    return counts


# --- the steps ---


def _sheets(*where: str) -> Iterator[tuple[Path, bytes, codec.Sheet]]:
    for path in sorted(folder.place(*where).iterdir()):
        if path.is_file() and not path.name.startswith("."):
            raw = path.read_bytes()
            try:
                yield path, raw, codec.read(raw)
            except codec.Broken:
                continue


def _is_known(number: int) -> bool:
    return WarehouseFile.objects.filter(direction=Direction.OUT, number=number).exists()


def _adopt_own(*, now: datetime) -> int:
    """Files that lie in the folder: the warehouse has them, or is to fetch them."""
    adopted = 0
    for path, raw, sheet in _sheets(folder.OUT):
        if sheet.kind not in (outgoing.ORDERS, outgoing.RETURNS) or _is_known(sheet.number):
            continue
        WarehouseFile.objects.create(
            direction=Direction.OUT,
            number=sheet.number,
            name=path.name,
            state=State.WRITTEN,
            anchor=_anchor(sheet),
            content=raw,
            checksum=hashlib.sha256(raw).hexdigest(),
            records=len(sheet.records),
            at=sheet.made_at,
        )
        adopted += 1
    return adopted


def _anchor(sheet: codec.Sheet) -> str:
    return next((one.get("order") or one.get("return") or "" for one in sheet.records), "")


def _adopt_acknowledged(restoration: Restoration, *, now: datetime) -> int:
    """Numbers that the warehouse has answered for, in files that were taken in after the restore point."""
    adopted = 0
    for _path, _raw, sheet in _sheets(folder.IN, folder.TAKEN):
        if sheet.kind != "acknowledgement" or sheet.number <= incoming.last_taken():
            continue
        for record in sheet.records:
            number = int(record["number"])
            if _is_known(number):
                continue
            WarehouseFile.objects.create(
                direction=Direction.OUT,
                number=number,
                name=record.get("file") or str(number),
                state=State.WRITTEN,
                checksum=record["sha256"],
                at=now,
            )
            words = _("The warehouse has read a file of ours that is not here. Ask it which orders the file had.")
            questions.ask(restoration, outgoing.SYSTEM, FILE, str(number), words, now=now)
            adopted += 1
    return adopted


def _put_back() -> int:
    """Files that were taken in after the restore point are read once more, in their turn."""
    again = [path for path, _raw, sheet in _sheets(folder.IN, folder.TAKEN) if sheet.number > incoming.last_taken()]
    for path in again:
        path.replace(folder.place(folder.IN) / path.name)
    return len(again)
