"""Taking in pictures from elsewhere: each file is kept once, however often it comes, and only if it is a picture."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cms.images import ShopImage

FORMATS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class NotAPicture(Exception):
    """The file is not a picture that the shop takes, or is too large to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    content: bytes
    title: str


def take_in_pictures(files: Mapping[str, PictureFile]) -> dict[str, int]:
    """Keep the files by their names and return the key of each picture. A file that is kept already is not kept again.

    Raises NotAPicture for the first that is none. Workers make the renditions.
    """
    marks = {name: hashlib.sha1(file.content, usedforsecurity=False).hexdigest() for name, file in files.items()}
    known = dict(ShopImage.objects.filter(file_hash__among=set(marks.values())).values_list("file_hash", "pk"))
    for name, mark in marks.items():
        if mark not in known:
            known[mark] = _keep(name, files[name], mark).pk
    return {name: known[mark] for name, mark in marks.items()}


def measure(content: bytes) -> tuple[str, int, int]:
    """Extension, width and height, read from the head of the file without decoding it. Raises NotAPicture."""
    try:
        with Image.open(BytesIO(content), formats=list(FORMATS)) as picture:
            width, height = picture.size
            kind = FORMATS[picture.format or ""]
            if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise NotAPicture(_("%(width)s × %(height)s pixels are too many.") % {"width": width, "height": height})
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, KeyError) as error:
        raise NotAPicture(_("It is not a picture in a format the shop takes.")) from error
    return kind, width, height


def _keep(name: str, file: PictureFile, mark: str) -> ShopImage:
    kind, width, height = measure(file.content)
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0][:80] or "picture"
    image = ShopImage(
        title=file.title[:255] or stem,
        file=ContentFile(file.content, name=f"{stem}.{kind}"),
        width=width,
        height=height,
        file_size=len(file.content),
        file_hash=mark,
    )
    image.save()
    return image
