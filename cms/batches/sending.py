"""Pictures that a browser sends one by one, a folder of them: kept as they come, and begun with when the last has come.

Each file lies under its batch and a hash of its name, so what is sent again is there already, and nobody's name becomes
a path. Whoever is cut off goes on with the files that have not come.
"""

import contextlib
import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from cms.batches import names
from cms.batches.models import PictureBatch, PictureBatchFile, private_storage
from cms.batches.source import MOST_FILES, Entry, Unreadable, is_astray, is_ignored, too_large, too_many

STILL_SENT = Q(is_loose=True, listed_at=None, ended_at=None)
LONGEST_NAME = 500


class NotOpen(Exception):
    """The sending has been ended already."""


class Loose:
    """What a worker reads; it is listed already."""

    def __init__(self, batch: PictureBatch) -> None:
        self._batch_id = batch.pk

    def entries(self) -> list[Entry]:
        return []

    def read(self, entry_place: int, name: str) -> bytes:
        """No more than one byte over what is taken in. Raises Unreadable."""
        try:
            with private_storage().open(_kept_as(self._batch_id, name), "rb") as file:
                return file.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
        except FileNotFoundError as error:
            raise Unreadable(_("The file is not there any more.")) from error


def begin(name: str, *, by: Any, publishes: bool, now: datetime) -> PictureBatch:
    return PictureBatch.objects.create(name=name[:255], is_loose=True, by=by, publishes=publishes, begun_at=now)


def take(batch: PictureBatch, files: Iterable[tuple[str, File]], *, refused: Iterable[str] = ()) -> int:
    """Keep the files by their names, and note those that were too large to send. Returns how many have come in all.

    A name that has come already is left as it is. Raises NotOpen, and Unreadable when there are too many.
    """
    said = {name.replace("\0", "")[:LONGEST_NAME]: file for name, file in files if not is_ignored(name)}
    whys = {name: _why_not(name, file) for name, file in said.items()}
    whys |= {name[:LONGEST_NAME]: too_large() for name in refused}
    there = _there(batch, whys)
    for name in [name for name, why in whys.items() if not why and name not in there]:
        _store(_kept_as(batch.pk, name), said[name])
    return _note(batch, whys)


def end(batch: PictureBatch, *, now: datetime) -> bool:
    """What has come is all there is: workers may begin. False when nothing has come."""
    if not batch.files.exists():
        return False
    PictureBatch.objects.filter(STILL_SENT, pk=batch.pk).update(listed_at=now)
    return True


def forget(batch_id: int) -> None:
    """Delete what was sent. What is gone already is no fault."""
    with contextlib.suppress(FileNotFoundError):
        for name in private_storage().listdir(str(batch_id))[1]:
            private_storage().delete(f"{batch_id}/{name}")
        private_storage().delete(str(batch_id))


def left() -> set[int]:
    """Batches that are done, with files that lie there still."""
    try:
        folders, _files = private_storage().listdir("")
    except FileNotFoundError:
        return set()
    there = {int(name) for name in folders if name.isdigit()}
    return set(PictureBatch.objects.filter(pk__among=there).exclude(ended_at=None).values_list("pk", flat=True))


# --- the steps ---


def _why_not(name: str, file: File) -> str:
    if is_astray(name):
        return _("Its name leads out of the folder.")
    return too_large() if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE else ""


def _there(batch: PictureBatch, wanted: Iterable[str]) -> set[str]:
    return set(batch.files.filter(name__among=list(wanted)).values_list("name", flat=True))


@transaction.atomic
def _note(batch: PictureBatch, whys: dict[str, str]) -> int:
    held = PictureBatch.objects.select_for_update().filter(STILL_SENT, pk=batch.pk).first()
    if held is None:
        raise NotOpen
    there = _there(batch, whys)
    new = [name for name in whys if name not in there]
    last = batch.files.aggregate(last=Max("place"))["last"]
    first = 0 if last is None else last + 1
    if first + len(new) > MOST_FILES:
        raise Unreadable(too_many())
    matched = names.match(name for name in new if not whys[name])
    PictureBatchFile.objects.bulk_create(
        PictureBatchFile.of(batch, Entry(place, name, whys[name]), matched.get(name))
        for place, name in enumerate(new, first)
    )
    return first + len(new)


def _kept_as(batch_id: int, name: str) -> str:
    return f"{batch_id}/{hashlib.sha256(name.encode(errors='replace')).hexdigest()}"


def _store(name: str, file: File) -> None:
    """What somebody who was cut off left half written is written anew."""
    if private_storage().exists(name):
        private_storage().delete(name)
    private_storage().save(name, file)
