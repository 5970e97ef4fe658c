"""Renditions made by workers: every picture as AVIF, WebP and JPEG in fixed widths, decoded once.

They are rows of `ShopRendition` with Wagtail's own filter specs, so Wagtail's tags find them too; what the shop's tag
reads is the summary in `ShopImage.sources`. Nothing here is made inside a request.
Sizes, figures and what goes wrong: docs/teknik/bilder.md.
"""

import logging
from datetime import datetime
from zlib import crc32

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from kombu.exceptions import OperationalError as NoBroker
from PIL import Image, UnidentifiedImageError
from wagtail.images.models import SourceImageIOError

from cms import drawing
from cms.alone import RENDITIONS, alone
from cms.images import ShopImage, ShopRendition

log = logging.getLogger(__name__)

WIDTHS = (1600, 1280, 960, 640, 480, 320)
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


def waiting():
    """The images whose renditions are not made yet; one that cannot be read is not tried again."""
    return ShopImage.objects.filter(made_at=None)


def missing(limit):
    """Ids of images that wait, those that have waited longest first."""
    return list(waiting().order_by("queued_at").values_list("pk", flat=True)[:limit])


def make(image_id, *, now: datetime):
    """Make what renditions an image lacks and sum them up in `sources`. Returns how many were made.

    Leaves the image to whoever is at it already; twice in a row, the second finds nothing to do. No transaction is open
    while files are read, drawn and stored. Raises what a storage raises that is away; the image waits on.
    """
    with alone(RENDITIONS, image_id) as is_free:
        image = is_free and ShopImage.objects.filter(pk=image_id).first()
        return _make(image, now) if image else 0


def _make(image, now):
    specs = {spec(kind, width): (kind, width) for width in _fitting(image) for kind in drawing.SETTINGS}
    found = _found(image, specs)
    try:
        made, colour = _stored(image, {name: pair for name, pair in specs.items() if name not in found})
    except (*UNREADABLE, SourceImageIOError) as error:
        if isinstance(error, SourceImageIOError) and not isinstance(error.__context__, FileNotFoundError):
            raise
        log.warning("image %s cannot be read: %s", image.pk, error)
        _settle(image, {"unreadable": str(error)[:200]}, "", now)
        return 0
    used = _write(image, specs, made, colour, now)
    for row in made:
        if row.file.name not in used:
            row.file.storage.delete(row.file.name)
    return len(made)


@transaction.atomic
def _write(image, specs, made, colour, now):
    """The rows and the summary. Returns the files in use: none of ours where the picture is gone, or another by now."""
    if not ShopImage.objects.select_for_update().filter(pk=image.pk, file=image.file.name).exists():
        return set()
    ShopRendition.objects.bulk_create(made, ignore_conflicts=True)
    rows = _found(image, specs)
    _settle(image, _summary(specs, rows), image.dominant_colour or colour, now)
    return {row.file.name for row in rows.values()}


def give_up(image_id, why, *, now: datetime):
    """What no try will make good: the picture is shown no more, and the queue goes on."""
    _settle(ShopImage(pk=image_id), {"unreadable": why[:200]}, "", now)


def spec(kind, width):
    """The name of a rendition in Wagtail: `{% picture image format-{avif,webp,jpeg} width-{320,480} %}` asks for it."""
    return f"format-{kind}|width-{width}"


def _settle(image, sources, colour, now):
    ShopImage.objects.filter(pk=image.pk).update(sources=sources, dominant_colour=colour, made_at=now)


def _fitting(image):
    """The widths that the original reaches; at least the smallest, which then is the original's own."""
    return [width for width in WIDTHS if width <= image.width] or [min(WIDTHS)]


def _found(image, specs):
    return {one.filter_spec: one for one in image.renditions.filter(filter_spec__in=specs, focal_point_key="")}


def _stored(image, specs):
    """Rows that are not written yet, of files that are stored, and the colour that covers most of the picture."""
    if not specs and image.dominant_colour:
        return [], image.dominant_colour
    with image.open_file() as file:
        picture = drawing.decoded(file, max((width for _kind, width in specs.values()), default=min(WIDTHS)))
    colour, rows = drawing.dominant_colour(picture), []
    for width in sorted({width for _kind, width in specs.values()}, reverse=True):
        picture = drawing.narrowed(picture, width)
        rows += [_row(image, name, kind, picture) for name, (kind, its_width) in specs.items() if its_width == width]
    return rows, colour


def _row(image, name, kind, picture):
    """A file's name tells which original it is of, so that one left by a worker that died is found and replaced."""
    stem, mark = image.filename.rsplit(".", 1)[0], f"{crc32(image.file.name.encode()):08x}"
    ending = f"{mark}.{name.replace('|', '.')}{EXTENSIONS[kind]}"
    row = ShopRendition(image=image, filter_spec=name, focal_point_key="", width=picture.width, height=picture.height)
    storage = row.file.storage
    asked = row.file.field.generate_filename(row, f"{stem[: 68 - len(ending)]}.{ending}")
    stored = storage.save(asked, ContentFile(drawing.encoded(picture, kind)))
    if stored != asked:
        storage.delete(asked)
    row.file = stored
    return row


def _summary(specs, rows):
    """By format, narrowest first: width, height, file."""
    sources = {}
    for name, (kind, _width) in specs.items():
        row = rows[name]
        sources.setdefault(kind, []).append([row.width, row.height, row.file.name])
    return {kind: sorted(files) for kind, files in sources.items()}


@receiver(post_save, sender=ShopImage)
def when_an_image_is_saved(instance, raw=False, **kwargs):
    """A new file has no renditions yet: a worker is asked for them."""
    if not raw and instance.made_at is None:
        queue_renditions([instance.pk])
