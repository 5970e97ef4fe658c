"""Taking in pictures from elsewhere: each file is kept once, however often it comes, and only if it is a picture."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile

from cms.images import ShopImage
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import WebPicture, web_ready

__all__ = ["NotAPicture", "PictureFile", "take_in_pictures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    content: bytes
    title: str


def take_in_pictures(files: Mapping[str, PictureFile]) -> dict[str, int]:
    """Keep the files by their names and return the key of each picture. A file that is kept already is not kept again.

    Raises NotAPicture for the first that is none. Workers make the renditions.
    """
    ready = {name: web_ready(file.content) for name, file in files.items()}
    marks = {name: mark_of(picture.content) for name, picture in ready.items()}
    known = known_by_mark(set(marks.values()))
    for name, mark in marks.items():
        if mark not in known:
            known[mark] = keep(name, files[name].title, ready[name], mark).pk
    return {name: known[mark] for name, mark in marks.items()}


def mark_of(content: bytes) -> str:
    """What a kept file is known by: as Wagtail reckons it (`ShopImage.file_hash`)."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def known_by_mark(marks: set[str]) -> dict[str, int]:
    found = ShopImage.objects.filter(file_hash__among=marks).order_by("-pk")
    return dict(found.values_list("file_hash", "pk"))  # of several alike, the first that came


def keep(name: str, title: str, picture: WebPicture, mark: str) -> ShopImage:
    """Keep a picture that is ready under the stem of its name."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0][:80] or "picture"
    image = ShopImage(
        title=title[:255] or stem,
        file=ContentFile(picture.content, name=f"{stem}.{picture.extension}"),
        width=picture.width,
        height=picture.height,
        file_size=len(picture.content),
        file_hash=mark,
    )
    image.save()
    return image
