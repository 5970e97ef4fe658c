"""Renditions made by workers: every picture as AVIF, WebP and JPEG in fixed widths, decoded once.

They are rows of `ShopRendition` with Wagtail's own filter specs, so Wagtail's tags find them too; what the shop's tag
reads is the summary in `ShopImage.sources`. Nothing here is made inside a shopper's request.
Sizes, figures and what goes wrong: docs/teknik/bilder.md.
"""

import logging
from collections import defaultdict
from io import BytesIO

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from kombu.exceptions import OperationalError as NoBroker
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from wagtail.images.models import SourceImageIOError

from cms.images import ShopImage, ShopRendition
from cms.pictures import SMALL_ENOUGH

log = logging.getLogger(__name__)

WIDTHS = (1600, 1280, 960, 640, 480, 320)
FIRST_WIDTH = 960
FORMATS = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 80, "method": 2},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
}
ORIENTATION, FIRST_TURNED = 0x0112, 5  # EXIF: from 5 on the picture lies on its side
EXTENSIONS = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg"}
UNREADABLE = (UnidentifiedImageError, Image.DecompressionBombError, FileNotFoundError, SyntaxError, ValueError)


def queue_renditions(image_ids):
    """Ask a worker for the renditions of these images once the transaction has committed.

    Only row numbers travel. When the message is lost or the broker is away, the sweep finds the images.
    """
    wanted = [int(pk) for pk in image_ids]

    def nudge():
        try:
            current_app.send_task("cms.tasks.make_renditions", [wanted], retry=False)
        except (NoBroker, OSError) as error:
            log.warning("no broker to nudge, the sweep will make the renditions: %s", error)

    if wanted:
        transaction.on_commit(nudge)


def missing(limit):
    """Ids of images whose renditions are not all made, oldest first; one that cannot be read is not tried again."""
    images = ShopImage.objects.exclude(sources__has_key="avif").exclude(sources__has_key="unreadable")
    return list(images.order_by("pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def make(image_id, widths=WIDTHS, formats=tuple(FORMATS)):
    """Make what renditions an image lacks and sum them up in `sources`. Returns how many were made.

    Locks the image, and leaves it to whoever has it locked already; twice in a row, the second finds nothing to do.
    """
    image = ShopImage.objects.select_for_update(skip_locked=True).filter(pk=image_id).first()
    if image is None:
        return 0
    specs = {spec(kind, width): (kind, width) for width in _fitting(image, widths) for kind in formats}
    found = {one.filter_spec: one for one in image.renditions.filter(filter_spec__in=specs, focal_point_key="")}
    try:
        made = _make_missing(image, {name: pair for name, pair in specs.items() if name not in found})
    except (*UNREADABLE, SourceImageIOError) as error:
        if isinstance(error, SourceImageIOError) and not isinstance(error.__context__, FileNotFoundError):
            raise  # the storage is away: the sweep tries again
        log.warning("image %s cannot be read: %s", image_id, error)
        ShopImage.objects.filter(pk=image_id).update(sources={"unreadable": str(error)[:200]})
        return 0
    colour = image.dominant_colour or made.pop("colour", "") or _colour_of(image)
    made.pop("colour", None)
    sources = _summary(specs, {**found, **made})
    ShopImage.objects.filter(pk=image_id).update(sources=sources, dominant_colour=colour)
    return len(made)


def make_first(image_id):
    """One JPEG at once, for an original that must not be shown: too large, or carrying where it was taken."""
    return make(image_id, widths=(FIRST_WIDTH,), formats=("jpeg",))


def spec(kind, width):
    """The name of a rendition in Wagtail: `{% picture image format-{avif,webp,jpeg} width-{320,480} %}` asks for it."""
    return f"format-{kind}|width-{width}"


def _fitting(image, widths):
    """The widths that the original reaches; at least the smallest, which then is the original's own."""
    return [width for width in widths if width <= image.width] or [min(widths)]


def _make_missing(image, specs):
    if not specs:
        return {}
    widest = max(width for _kind, width in specs.values())
    picture = _decode(image, widest)
    rows = {"colour": dominant_colour(picture)}
    for width in sorted({width for _kind, width in specs.values()}, reverse=True):
        picture = _narrowed(picture, width)
        for name, (kind, its_width) in specs.items():
            if its_width == width:
                rows[name] = _row(image, name, kind, picture)
    ShopRendition.objects.bulk_create([row for name, row in rows.items() if name != "colour"])
    return rows


def _decode(image, width):
    """The original at no more than is needed, upright, in sRGB; a JPEG is decoded at a fraction of its size."""
    with image.open_file() as file, Image.open(file) as original:
        is_turned = original.getexif().get(ORIENTATION, 1) >= FIRST_TURNED
        shown_width = original.height if is_turned else original.width
        original.draft("RGB", tuple(-(-side * width // shown_width) for side in original.size))
        upright = ImageOps.exif_transpose(original)
        return _in_srgb(upright)


def _in_srgb(picture):
    mode = "RGBA" if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except ImageCms.PyCMSError:
            log.info("a colour profile that cannot be used is left out")
    return picture.convert(mode) if picture.mode != mode else picture.copy()


def _narrowed(picture, width):
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _row(image, name, kind, picture):
    """A rendition with its file, without EXIF, GPS or profile: only what is passed to `save` is written."""
    if kind == "jpeg" and picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, (255, 255, 255))
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    output = BytesIO()
    Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(output, kind.upper(), **FORMATS[kind])
    stem = image.filename.rsplit(".", 1)[0]
    ending = name.replace("|", ".") + EXTENSIONS[kind]
    file = ContentFile(output.getvalue(), name=f"{stem[: 59 - len(ending)]}.{ending}")
    return ShopRendition(
        image=image, filter_spec=name, focal_point_key="", file=file, width=picture.width, height=picture.height
    )


def _summary(specs, rows):
    """By format, narrowest first: width, height, file."""
    sources = {}
    for name, (kind, _width) in specs.items():
        row = rows[name]
        sources.setdefault(kind, []).append([row.width, row.height, row.file.name])
    return {kind: sorted(files) for kind, files in sources.items()}


def _colour_of(image):
    return dominant_colour(_decode(image, 64))


def dominant_colour(picture):
    """The colour that covers most of a picture, as #rrggbb: the mean of the largest group of like colours."""
    groups = defaultdict(list)
    small = picture.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    for pixel in small.get_flattened_data():
        groups[tuple(part >> 5 for part in pixel)].append(pixel)
    largest = max(groups.values(), key=len)
    return "#" + "".join(f"{round(sum(part) / len(largest)):02x}" for part in zip(*largest, strict=True))


@receiver(post_save, sender=ShopImage)
def when_an_image_is_saved(instance, raw=False, **kwargs):
    """A new file has no renditions yet: one is made at once where the original must not be shown, the others queued."""
    if raw or "avif" in instance.sources:
        return
    if instance.width > SMALL_ENOUGH or _has_metadata(instance):
        make_first(instance.pk)
    queue_renditions([instance.pk])


def _has_metadata(image):
    try:
        with image.open_file() as file, Image.open(file) as original:
            return bool(original.getexif())
    except (*UNREADABLE, OSError):
        return False
