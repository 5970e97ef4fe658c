"""From any file that may be uploaded to what is kept of it: a picture that every browser shows, and nothing else.

HEIC and TIFF become JPEG, or PNG where they are seen through; SVG is cleaned and drawn as PNG. A JPEG, PNG or WebP that
stands upright keeps every one of its bytes that is picture. The same file always becomes the same file, so what is kept
can be told apart by its hash.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cms.intake.foreign.decode import decode
from cms.intake.kinds import SHOWN, foreign_kind
from cms.intake.metadata import Odd, exif_of_png, without_metadata
from cms.intake.refusal import NotAPicture, too_many_pixels

ORIENTATION = 0x0112
# What Pillow raises for a file that is cut off or made up.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, KeyError)


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A file as it is kept. `extension` is that of its content, `was` the kind that it came as."""

    content: bytes
    extension: str
    was: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    width: int
    height: int
    must_be_redrawn: bool


def web_ready(content: bytes) -> WebPicture:
    """The picture as it is kept. Raises NotAPicture for what the shop does not take, and says why."""
    if len(content) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 2**20
        raise NotAPicture(_("It is larger than %(most)s MB.") % {"most": most})
    if not content:
        raise NotAPicture(_("The file is empty."))
    if kind := foreign_kind(content):
        return _redrawn(content, kind)
    head = _head(content)
    if head.must_be_redrawn:
        return _redrawn(content, head.kind)
    try:
        kept = without_metadata(content, head.kind)
    except Odd as error:
        raise NotAPicture(_("The file is damaged or cut off.")) from error
    return WebPicture(kept, SHOWN[head.kind], head.kind, head.width, head.height)


def measure(content: bytes) -> tuple[str, int, int]:
    """Extension, width and height of a picture that is kept as it is. Nothing is decoded. Raises NotAPicture."""
    head = _head(content)
    return SHOWN[head.kind], head.width, head.height


def _redrawn(content: bytes, kind: str) -> WebPicture:
    made = decode(content, kind)
    head = _head(made)
    return WebPicture(made, SHOWN[head.kind], kind, head.width, head.height)


def _head(content: bytes) -> _Head:
    """What the file says of itself; nothing is decoded. One on its side is redrawn, and an AVIF that tells."""
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(content), formats=list(SHOWN)) as picture,
        ):
            kind = "JPEG" if picture.format == "MPO" else picture.format
            frames = 1 if kind == "JPEG" else getattr(picture, "n_frames", 1)
            if picture.width * picture.height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise NotAPicture(too_many_pixels())
            exif = exif_of_png(content) if kind == "PNG" else picture.getexif()  # Pillow would unpack a PNG to look
            is_turned = exif.get(ORIENTATION, 1) != 1 and frames == 1
            tells = kind == "AVIF" and frames == 1 and (bool(exif) or "xmp" in picture.info)
            width, height = picture.size
            picture.verify()
    except UnidentifiedImageError as error:
        raise NotAPicture(_("It is not a picture in a format the shop takes.")) from error
    except Image.DecompressionBombError as error:
        raise NotAPicture(too_many_pixels()) from error
    except UNREADABLE as error:
        raise NotAPicture(_("The file is damaged or cut off.")) from error
    return _Head(kind, width, height, is_turned or tells)
