"""Taking in pictures from elsewhere: each file is kept once, however often it comes, and only if it is a picture.

Files are stored first and rows written after, so that no transaction waits for a storage:

    with stored(ready) as names, transaction.atomic():
        found = keep(ready, names)

A file is named by what it holds. One that was stored by somebody who was cut off is found by whoever comes next.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from cms.alone import KEEPING, in_turn
from cms.images import ShopImage
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import WebPicture, web_ready

__all__ = ["Kept", "NotAPicture", "PictureFile", "Ready", "keep", "stored", "take_in_pictures"]

Key = TypeVar("Key")
STEM_IN_NAME, MARK_IN_NAME = 50, 8  # Wagtail cuts what is longer, from the end


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    content: bytes
    title: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture that can be kept under the stem of `name`; `mark` is what it is known by."""

    name: str
    title: str
    picture: WebPicture
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mark", mark_of(self.picture.content))

    @property
    def stem(self) -> str:
        return self.name.rsplit("/", 1)[-1].rsplit(".", 1)[0][:80] or "picture"


class Kept(NamedTuple):
    image_id: int
    is_new: bool


def take_in_pictures(files: Mapping[str, PictureFile]) -> dict[str, int]:
    """Keep the files by their names and return the key of each picture. A file that is kept already is not kept again.

    Raises NotAPicture for the first that is none. Workers make the renditions. Not for inside a transaction.
    """
    ready = {name: Ready(name, file.title, web_ready(file.content)) for name, file in files.items()}
    found: dict[str, Kept] = {}
    while ready.keys() - found.keys():  # again for one whose like was deleted in the meantime
        with stored(ready) as names, transaction.atomic():
            found = keep(ready, names)
    return {name: kept.image_id for name, kept in found.items()}


@contextmanager
def stored(ready: Mapping[Key, Ready]) -> Iterator[dict[str, str]]:
    """The files of pictures that the shop lacks, by mark. One that no row has at the end is deleted."""
    known = known_by_mark({one.mark for one in ready.values()})
    names: dict[str, str] = {}
    try:
        for one in ready.values():
            if one.mark not in known and one.mark not in names:
                names[one.mark] = _store(one)
        yield names
    finally:
        _forget_spare(set(names.values()))


def keep(ready: Mapping[Key, Ready], names: Mapping[str, str]) -> dict[Key, Kept]:
    """The rows of what is stored, in the caller's transaction. One whose like was deleted just now is left out."""
    in_turn(KEEPING)
    known = known_by_mark({one.mark for one in ready.values()})
    kept = {}
    for key, one in ready.items():
        is_new = one.mark not in known
        if is_new and one.mark not in names:
            continue
        if is_new:
            known[one.mark] = _row(one, names[one.mark]).pk
        kept[key] = Kept(known[one.mark], is_new)
    return kept


def mark_of(content: bytes) -> str:
    """What a kept file is known by: as Wagtail reckons it (`ShopImage.file_hash`)."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def known_by_mark(marks: set[str]) -> dict[str, int]:
    found = ShopImage.objects.filter(file_hash__among=marks).order_by("-pk")
    return dict(found.values_list("file_hash", "pk"))  # of several alike, the first that came


def _store(one: Ready) -> str:
    file = ShopImage().file
    named = f"{one.stem[:STEM_IN_NAME]}-{one.mark[:MARK_IN_NAME]}.{one.picture.extension}"
    asked = file.field.generate_filename(file.instance, named)
    name = file.storage.save(asked, ContentFile(one.picture.content))
    if name != asked:  # somebody who was cut off had stored it
        _forget_spare({asked})
    return name


def _forget_spare(names: set[str]) -> None:
    for name in names - set(ShopImage.objects.filter(file__in=names).values_list("file", flat=True)):
        ShopImage().file.storage.delete(name)


def _row(one: Ready, name: str) -> ShopImage:
    image = ShopImage(
        title=one.title[:255] or one.stem,
        file=name,
        width=one.picture.width,
        height=one.picture.height,
        file_size=len(one.picture.content),
        file_hash=one.mark,
    )
    image.save()
    return image
