"""Feeds as files: each is made once for all who ask, and once more when anything that it tells of has changed.

A feed is named by a tag: the versions of everything that shoppers see, and the next instant at which a price changes by
itself. It is made in one snapshot of the database, so no reader is told half of a price change, and compressed on disk,
so a reader that takes its time holds neither memory nor a connection to the database.
"""

import fcntl
import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms.storefront.snapshot import one_snapshot
from commerce.pricing.upcoming import next_change
from integrations.feeds.articles import Articles
from integrations.feeds.formats import FORMATS

FORM = 1  # to be raised when what is told, or how, is another
# Every version only grows, so their sum is another as soon as any of them is.
CHANGES = "SELECT COALESCE(sum(version), 0) FROM events_version"


def tag_of(name: str, language: str, *, now: datetime) -> str:
    """A word that is another when the feed would be."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES)
        [changes] = cursor.fetchone()
    parts = [
        FORM,
        name,
        language,
        changes,
        next_change(after=now),
        timezone.localdate(now),  # of goods on their way the day is told until it has come
        settings.SITE_URL,
        settings.SHOP_CURRENCY,
        settings.DELIVERY_COUNTRIES,
    ]
    return hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def opened(name: str, language: str, *, tag: str, now: datetime) -> tuple[BinaryIO, str]:
    """The feed, compressed and opened, and its tag: `tag`, or a later one where it had to be made.

    Whoever asks while it is being made waits for that.
    """
    folder = Path(settings.FEED_DIR)
    if found := _find(folder, name, language, tag):
        return found, tag
    folder.mkdir(parents=True, exist_ok=True)
    with _one_maker(folder, name, language):
        if found := _find(folder, name, language, tag):
            return found, tag
        return _make(folder, name, language, now)


def forget() -> None:
    """Make every feed anew: for tests, where a version number can mean two things."""
    for file in Path(settings.FEED_DIR).glob("*.gz"):
        file.unlink(missing_ok=True)


def _find(folder: Path, name: str, language: str, tag: str) -> BinaryIO | None:
    try:
        return _path(folder, name, language, tag).open("rb")
    except FileNotFoundError:
        return None


def _make(folder: Path, name: str, language: str, now: datetime) -> tuple[BinaryIO, str]:
    prefix = f".making-{language}-{name}-"
    for left in folder.glob(f"{prefix}*"):
        left.unlink()  # by a process that was killed: nobody else makes this feed now
    with tempfile.NamedTemporaryFile(dir=folder, prefix=prefix, delete=False) as file:
        try:
            with (
                one_snapshot(),
                gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=5, mtime=0) as packed,
            ):
                tag = tag_of(name, language, now=now)
                for piece in FORMATS[name].write(Articles(language, now=now), language=language, now=now):
                    packed.write(piece.encode())
            path = _path(folder, name, language, tag)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    made = path.open("rb")
    for other in folder.glob(f"{language}-{name}-*.gz"):
        if other != path:
            other.unlink(missing_ok=True)  # whoever reads it still has it
    return made, tag


def _path(folder: Path, name: str, language: str, tag: str) -> Path:
    return folder / f"{language}-{name}-{tag}.gz"


@contextmanager
def _one_maker(folder: Path, name: str, language: str) -> Iterator[None]:
    """One process makes a feed at a time; the lock goes with the process, however it ends."""
    with (folder / f"{language}-{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
