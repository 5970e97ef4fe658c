"""Taking a batch of pictures in: listed once, then a few files at a time, then the pages of the products they are of.

Each step is one transaction that holds the batch, so a worker that dies leaves nothing half done, the next goes on
where it was, and two never do the same file. What is wrong with a file is said on its row and stops no other.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.batches import names
from cms.batches.galleries import Addition, add_to_galleries
from cms.batches.models import PictureBatch, PictureBatchFile
from cms.batches.source import Folder, Unreadable, opened_zip
from cms.intake.picture_intake import keep, known_by_mark, mark_of
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import WebPicture, web_ready

log = logging.getLogger(__name__)

FILES_AT_ONCE, PRODUCTS_AT_ONCE = 10, 20
Outcome, OnPage = PictureBatchFile.Outcome, PictureBatchFile.OnPage


def unfinished():
    """Batches with work left that any worker can do: a folder is seen by its own machine alone."""
    return PictureBatch.objects.filter(ended_at=None, folder="").order_by("pk")


def go_on(batch_id: int, *, now: Callable[[], datetime], until: float) -> bool:
    """Do what is left of a batch until `until` by the monotonic clock. False when somebody else is at it.

    Raises what a storage raises that is away; what is done stays done.
    """
    batch = PictureBatch.objects.get(pk=batch_id)
    try:
        with _opened(batch) as source:
            for step in (_list, _take_some, _show_some, _end):
                while (did := _locked(batch_id, step, source, now)) and monotonic() < until:
                    pass
                if did is None:
                    return False
                if did:
                    break
    except Unreadable as refusal:
        PictureBatch.objects.filter(pk=batch_id, ended_at=None).update(trouble=str(refusal), ended_at=now())
    _forget_file(batch_id)
    return True


@contextmanager
def _opened(batch: PictureBatch):
    if batch.folder:
        yield Folder(Path(batch.folder))
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


@transaction.atomic
def _locked(batch_id: int, step, source, now) -> bool | None:
    """Whether the step did something; None when another worker holds the batch."""
    batch = PictureBatch.objects.select_for_update(skip_locked=True).filter(pk=batch_id).first()
    if batch is None:
        return None
    return False if batch.ended_at else step(batch, source, now())


def _list(batch: PictureBatch, source, now: datetime) -> bool:
    if batch.listed_at:
        return False
    entries = source.entries()
    if not entries:
        raise Unreadable(_("There are no files in it."))
    matched = names.match({entry.name for entry in entries if not entry.why})
    PictureBatchFile.objects.bulk_create(
        [_row(batch, entry, matched.get(entry.name)) for entry in entries], batch_size=1_000
    )
    batch.listed_at = now
    batch.save(update_fields=["listed_at"])
    return True


def _row(batch: PictureBatch, entry, match: names.Match | None) -> PictureBatchFile:
    return PictureBatchFile(
        batch=batch,
        place=entry.place,
        name=entry.name.replace("\0", "")[:500],
        outcome=Outcome.REFUSED if entry.why else Outcome.WAITING,
        why=entry.why,
        product_id=match and match.product_id,
        sku=match.sku if match else "",
        on_page=OnPage.WAITING if match else OnPage.NO_PRODUCT,
    )


def _take_some(batch: PictureBatch, source, now: datetime) -> bool:
    rows = list(batch.files.filter(outcome=Outcome.WAITING).order_by("place")[:FILES_AT_ONCE])
    ready: dict[int, tuple[WebPicture, str]] = {}
    for row in rows:
        try:
            picture = web_ready(source.read(row.place, row.name))
            ready[row.pk] = picture, mark_of(picture.content)
        except (NotAPicture, Unreadable) as refusal:
            row.outcome, row.why = Outcome.REFUSED, str(refusal)
        except OSError:
            raise  # the storage is away
        except Exception:
            log.exception("the file %s of batch %s cannot be taken in", row.place, batch.pk)
            row.outcome, row.why = Outcome.REFUSED, _("It is not a picture in a format the shop takes.")
    known = known_by_mark({mark for _picture, mark in ready.values()})
    for row in rows:
        if row.pk not in ready:
            continue
        picture, mark = ready[row.pk]
        row.outcome = Outcome.KNOWN if mark in known else Outcome.NEW
        if mark not in known:
            known[mark] = keep(row.name, "", picture, mark).pk
        row.image_id = known[mark]
    PictureBatchFile.objects.bulk_update(rows, ["outcome", "why", "image"])
    return bool(rows)


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
    """The zip has been taken in and is not kept. Twice does no harm."""
    batch = PictureBatch.objects.filter(pk=batch_id).exclude(ended_at=None).exclude(file="").first()
    if batch:
        batch.file.delete(save=False)
        PictureBatch.objects.filter(pk=batch_id).update(file="")
