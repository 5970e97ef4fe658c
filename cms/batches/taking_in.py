"""Taking a batch of pictures in: listed once, then a few files at a time, then the pages of the products they are of.

One worker at a time is at a batch (`cms.alone`). Each step reads and stores its files first and then writes its rows
in one transaction, so that none waits for a storage; a worker that dies leaves nothing half done, and the next goes on
where it was. What is wrong with a file is said on its row and stops no other.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as NoBroker

from cms.alone import BATCH, alone
from cms.batches import names, sending
from cms.batches.galleries import Addition, add_to_galleries
from cms.batches.models import PictureBatch, PictureBatchFile
from cms.batches.source import Folder, Unreadable, opened_zip
from cms.intake.picture_intake import Ready, keep, stored
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import web_ready

log = logging.getLogger(__name__)

FILES_AT_ONCE, PRODUCTS_AT_ONCE = 10, 20
PATIENCE = timedelta(days=7)
Outcome, OnPage = PictureBatchFile.Outcome, PictureBatchFile.OnPage


def nudge() -> None:
    """Ask a worker to begin now; without a broker the clock does within a minute."""
    try:
        current_app.send_task("cms.tasks.take_in_batches", retry=False)
    except (NoBroker, OSError) as error:
        log.warning("no broker to nudge, the clock will begin the batch: %s", error)


def unfinished():
    """Batches with work left that any worker can do: a folder is seen by its own machine alone."""
    return PictureBatch.objects.filter(ended_at=None, folder="").exclude(sending.STILL_SENT).order_by("pk")


def go_on(batch_id: int, *, now: Callable[[], datetime], until: float) -> bool:
    """Do what is left of a batch until `until` by the monotonic clock. False when somebody else is at it.

    Raises what a storage raises that is away; what is done stays done.
    """
    with alone(BATCH, batch_id) as is_free:
        if is_free:
            _go_on(PictureBatch.objects.get(pk=batch_id), now, until)
    return is_free


def _go_on(batch: PictureBatch, now: Callable[[], datetime], until: float) -> None:
    try:
        if not batch.ended_at:
            with _opened(batch) as source:
                _steps(batch, source, now, until)
    except Unreadable as refusal:
        PictureBatch.objects.filter(pk=batch.pk, ended_at=None).update(trouble=str(refusal), ended_at=now())
    _forget_file(batch.pk)


def _steps(batch: PictureBatch, source, now: Callable[[], datetime], until: float) -> None:
    for step in (_list, _take_some, _show_some, _end):
        while is_left := step(batch, source, now()):
            if monotonic() >= until:
                break
        if is_left:
            return


@contextmanager
def _opened(batch: PictureBatch):
    if batch.folder or batch.is_loose:
        yield sending.Loose(batch) if batch.is_loose else Folder(Path(batch.folder))
        return
    if not batch.file:
        yield None
        return
    try:
        file = batch.file.open("rb")
    except FileNotFoundError as error:
        raise Unreadable(_("The zip file is not there any more.")) from error
    with file, opened_zip(file) as archive:
        yield archive


def _list(batch: PictureBatch, source, now: datetime) -> bool:
    if batch.listed_at:
        return False
    entries = source.entries()
    if not entries:
        raise Unreadable(_("There are no files in it."))
    matched = names.match({entry.name for entry in entries if not entry.why})
    rows = [PictureBatchFile.of(batch, entry, matched.get(entry.name)) for entry in entries]
    with transaction.atomic():
        PictureBatchFile.objects.bulk_create(rows, batch_size=1_000)
        batch.listed_at = now
        batch.save(update_fields=["listed_at"])
    return True


def _take_some(batch: PictureBatch, source, now: datetime) -> bool:
    rows = list(batch.files.filter(outcome=Outcome.WAITING).order_by("place")[:FILES_AT_ONCE])
    ready = {row.pk: one for row in rows if (one := _read(row, source))}
    with stored(ready) as names_of_files, transaction.atomic():
        kept = keep(ready, names_of_files)
        for row in rows:
            if row.pk in kept:
                row.outcome = Outcome.NEW if kept[row.pk].is_new else Outcome.KNOWN
                row.image_id = kept[row.pk].image_id
        PictureBatchFile.objects.bulk_update(rows, ["outcome", "why", "image"])
    return bool(rows)


def _read(row: PictureBatchFile, source) -> Ready | None:
    """The picture; without one, the row says why."""
    try:
        return Ready(row.name, "", web_ready(source.read(row.place, row.name)))
    except (NotAPicture, Unreadable) as refusal:
        row.outcome, row.why = Outcome.REFUSED, str(refusal)
    except OSError:
        raise  # the storage is away
    except Exception:
        log.exception("the file %s of batch %s cannot be taken in", row.place, row.batch_id)
        row.outcome, row.why = Outcome.REFUSED, _("It is not a picture in a format the shop takes.")
    return None


@transaction.atomic
def _show_some(batch: PictureBatch, source, now: datetime) -> bool:
    """Put the pictures of some products on their pages, in the order of their names."""
    left = batch.files.filter(outcome__in=(Outcome.NEW, Outcome.KNOWN), on_page=OnPage.WAITING)
    products = list(left.order_by("product").values_list("product", flat=True).distinct()[:PRODUCTS_AT_ONCE])
    if None in products:  # the product, or the picture, is gone since it was listed
        left.filter(Q(product=None) | Q(image=None)).update(on_page=OnPage.NO_PRODUCT)
        return True
    rows = sorted(left.filter(product__in=products), key=lambda row: _natural(row.name))
    additions: dict[int, list[Addition]] = {}
    for row in rows:
        if row.image_id:
            additions.setdefault(row.product_id, []).append(Addition(row.image_id, row.sku))
    became = add_to_galleries(additions, by=batch.by, publishes=batch.publishes)
    for row in rows:
        row.on_page = became.get(row.product_id, OnPage.NO_PRODUCT)
    PictureBatchFile.objects.bulk_update(rows, ["on_page"])
    return bool(rows)


def _end(batch: PictureBatch, source, now: datetime) -> bool:
    batch.ended_at = now
    batch.save(update_fields=["ended_at"])
    return False


def _natural(name: str) -> list:
    """`2` before `10`."""
    return [(int(part), "") if part.isdigit() else (-1, part.lower()) for part in names.DIGITS.split(name)]


def _forget_file(batch_id: int) -> None:
    """What has been taken in is not kept as it was sent. Twice does no harm."""
    batch = PictureBatch.objects.filter(pk=batch_id).exclude(ended_at=None).first()
    if batch and batch.file:
        batch.file.delete(save=False)
        PictureBatch.objects.filter(pk=batch_id).update(file="")
    if batch and batch.is_loose:
        sending.forget(batch_id)


def forget_left(*, now: datetime) -> int:
    """What a worker that died did not forget, and sendings that nobody ends. Returns how many batches."""
    given_up = PictureBatch.objects.filter(sending.STILL_SENT, begun_at__lt=now - PATIENCE)
    given_up.update(ended_at=now, trouble=_("It was never sent to the end, and nothing was taken in."))
    left = set(PictureBatch.objects.exclude(ended_at=None).exclude(file="").values_list("pk", flat=True))
    left |= sending.left()
    for pk in left:
        _forget_file(pk)
    return len(left)
