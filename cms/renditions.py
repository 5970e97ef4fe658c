"""Renditions made by workers: every picture as AVIF, WebP and JPEG in fixed widths, decoded once.

They are rows of `ShopRendition` with Wagtail's own filter specs, so Wagtail's tags find them too; what the shop's tag
reads is the summary in `ShopImage.sources`. Nothing here is made inside a request.
Sizes, figures and what goes wrong: docs/teknik/bilder.md.
"""

import logging
from datetime import datetime

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from kombu.exceptions import OperationalError as NoBroker
from PIL import Image, UnidentifiedImageError
from wagtail.images.models import SourceImageIOError

from cms import drawing
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


@transaction.atomic
def make(image_id, *, now: datetime):
    """Make what renditions an image lacks and sum them up in `sources`. Returns how many were made.

    Locks the image, and leaves it to whoever has it locked already; twice in a row, the second finds nothing to do.
    Raises what a storage raises that is away; the image waits on.
    """
    image = ShopImage.objects.select_for_update(skip_locked=True).filter(pk=image_id).first()
    if image is None:
        return 0
    specs = {spec(kind, width): (kind, width) for width in _fitting(image) for kind in drawing.SETTINGS}
    found = {one.filter_spec: one for one in image.renditions.filter(filter_spec__in=specs, focal_point_key="")}
    try:
        made, colour = _make_missing(image, {name: pair for name, pair in specs.items() if name not in found})
    except (*UNREADABLE, SourceImageIOError) as error:
        if isinstance(error, SourceImageIOError) and not isinstance(error.__context__, FileNotFoundError):
            raise
        log.warning("image %s cannot be read: %s", image_id, error)
        _settle(image, {"unreadable": str(error)[:200]}, "", now)
        return 0
    _settle(image, _summary(specs, {**found, **made}), image.dominant_colour or colour, now)
    return len(made)


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


def _make_missing(image, specs):
    """The rows by the name of the rendition, kept with their files, and the colour that covers most of the picture."""
    if not specs and image.dominant_colour:
        return {}, image.dominant_colour
    with image.open_file() as file:
        picture = drawing.decoded(file, max((width for _kind, width in specs.values()), default=min(WIDTHS)))
    colour, rows = drawing.dominant_colour(picture), {}
    for width in sorted({width for _kind, width in specs.values()}, reverse=True):
        picture = drawing.narrowed(picture, width)
        for name, (kind, its_width) in specs.items():
            if its_width == width:
                rows[name] = _row(image, name, kind, picture)
    ShopRendition.objects.bulk_create(rows.values())
    return rows, colour


def _row(image, name, kind, picture):
    stem = image.filename.rsplit(".", 1)[0]
    ending = name.replace("|", ".") + EXTENSIONS[kind]
    file = ContentFile(drawing.encoded(picture, kind), name=f"{stem[: 59 - len(ending)]}.{ending}")
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


@receiver(post_save, sender=ShopImage)
def when_an_image_is_saved(instance, raw=False, **kwargs):
    """A new file has no renditions yet: a worker is asked for them."""
    if not raw and instance.made_at is None:
        queue_renditions([instance.pk])
