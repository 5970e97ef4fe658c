"""Killed as by -9 anywhere, a promotion that is taken in or taken back goes on, and ends as if nothing had happened."""

import os
import signal
import warnings

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.images import ShopImage
from cms.pages.content import StandardPage
from cms.promote import life, work
from cms.promote.models import Promotion
from tests.cms.promotions.test_journey import article, linking, shown
from tests.factories.customers import owner
from tests.factories.promotions import packed, picture, received, trusted

pytestmark = pytest.mark.krav("4.3.2")
CUTS = 8


class Words:
    """Counts what goes to the database and to the disk, and ends the process before the last one it may say."""

    def __init__(self, last):
        self.last, self.said = last, 0
        for place, name in (
            (CursorWrapper, "_execute"),
            (CursorWrapper, "_executemany"),
            (BaseDatabaseWrapper, "_commit"),
            (FileSystemStorage, "_save"),
        ):
            setattr(place, name, self._counted(getattr(place, name)))

    def _counted(self, call):
        def counted(*arguments, **named):
            self.said += 1
            if self.said == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counted


def in_a_child(promotion_id, last=0):
    """What a worker does, in a process of its own that dies before its `last` word; how many it said, else None."""
    connections.close_all()
    reading, writing = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()
    if not child:
        words = Words(last)
        try:
            work.go_on(promotion_id, now=timezone.now())
            os.write(writing, str(words.said).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert said, "the worker failed"
    return int(said)


def world():
    first = article("Om lera", live=False)
    for number, colour in enumerate(("#2f5d5b", "#a2543a")):
        image = picture(file__color=colour, title=f"Bild {number}")
        article(f"Artikel {number}", under=first, live=False, picture=image, body=[shown(image), linking(first)])
    return first


def emptied(first):
    content = packed(trees=[first])
    Page.objects.get(pk=first.pk).delete()
    for image in ShopImage.objects.all():
        image.file.storage.delete(image.file.name)
        image.delete()
    return content


def state():
    """All that a promotion makes, by what it is called."""
    pages = StandardPage.objects.order_by("path")
    drafts = [page.get_latest_revision_as_object() for page in pages]
    files = FileSystemStorage().listdir("original_images")[1]
    return {
        "pages": [(page.title, page.live, page.picture_id is not None, len(page.body.raw_data)) for page in drafts],
        "under": [page.get_parent().title for page in pages],
        "revisions": Revision.objects.count(),
        "images": sorted(ShopImage.objects.values_list("title", flat=True)),
        "files": len(files),
        "tree": Page.find_problems(),
    }


@pytest.fixture
def packages(committing_db, settings, tmp_path):
    """Gives a new package of the same content each time; production has nothing of it."""
    settings.MEDIA_ROOT = tmp_path
    trusted()
    editor = owner()
    contents = []
    first = world()
    for _cut in range(CUTS + 1):
        contents.append(packed(trees=[first]))
    emptied(first)

    def promotion():
        return received(contents.pop(), by=editor), editor

    return promotion


def asked(act, promotion, editor):
    act(promotion.pk, by=editor)
    return promotion.pk


def test_taken_in_and_back_with_a_cut_at_every_step(packages):
    promotion, editor = packages()
    empty = state()
    words = in_a_child(asked(life.ask_to_take_in, promotion, editor))
    whole = state()
    words_back = in_a_child(asked(life.ask_to_take_back, promotion, editor))
    assert len(whole["pages"]) == 3
    assert state() == empty
    seen = set()

    for cut in range(1, CUTS + 1):
        promotion, editor = packages()
        asked(life.ask_to_take_in, promotion, editor)
        assert in_a_child(promotion.pk, last=1 + words * cut // (CUTS + 1)) is None
        seen.add(promotion.items.exclude(state="waiting").count())
        in_a_child(promotion.pk)
        promotion.refresh_from_db()
        assert (promotion.state, promotion.told) == (Promotion.State.TAKEN, [])
        assert state() == whole

        asked(life.ask_to_take_back, promotion, editor)
        assert in_a_child(promotion.pk, last=1 + words_back * cut // (CUTS + 1)) is None
        in_a_child(promotion.pk)
        promotion.refresh_from_db()
        assert (promotion.state, promotion.told) == (Promotion.State.UNDONE, [])
        assert state() == empty

    assert len(seen) > 1
