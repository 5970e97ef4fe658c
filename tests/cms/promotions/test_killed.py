"""Killed as by -9 anywhere, a promotion that is taken in or taken back goes on, and ends as if nothing had happened."""

import os
import signal
import warnings
from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Revision

from cms.images import ShopImage
from cms.menus.menu import Menu
from cms.pages.content import StandardPage
from cms.promote import fetching, files, life, package, staging, work
from cms.promote.collect import Selection
from cms.promote.models import Promotion
from cms.site.settings import SiteSettings
from tests.cms.promotions.test_journey import article, linking, shown
from tests.factories.customers import owner
from tests.factories.promotions import document, packed, picture, received, taken_back, taken_in, trusted

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


def worked_on(promotion_id, last=0):
    """What a worker does, in a process of its own; see `in_a_child`."""
    return in_a_child(lambda: work.go_on(promotion_id, now=timezone.now()), last)


def in_a_child(act, last=0):
    """Do it in a process of its own that dies before its `last` word; how many it said, else None."""
    connections.close_all()
    reading, writing = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()
    if not child:
        words = Words(last)
        try:
            act()
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
        told = document(f"Råd {number}", name=f"rad-{number}.pdf", content=b"%PDF-1.7 " + str(number).encode())
        body = [shown(image), linking(first, told)]
        article(f"Artikel {number}", under=first, live=False, picture=image, body=body)
    return first


def words_around():
    """A menu and the settings of the site, which have drafts and are no pages."""
    swedish = Locale.objects.get(language_code="sv")
    return [
        Menu.objects.create(place="foot", locale=swedish),
        SiteSettings.objects.create(locale=swedish, tagline="Bara lera."),
    ]


def emptied(first):
    Page.objects.get(pk=first.pk).delete()
    for row in [*ShopImage.objects.all(), *get_document_model().objects.all()]:
        row.file.storage.delete(row.file.name)
        row.delete()
    Menu.objects.all().delete()
    SiteSettings.objects.all().delete()


def state():
    """All that a promotion makes, by what it is called."""
    pages = StandardPage.objects.order_by("path")
    drafts = [page.get_latest_revision_as_object() for page in pages]
    files = [name for folder in ("original_images", "documents") for name in FileSystemStorage().listdir(folder)[1]]
    return {
        "pages": [(page.title, page.live, page.picture_id is not None, len(page.body.raw_data)) for page in drafts],
        "under": [page.get_parent().title for page in pages],
        "revisions": Revision.objects.count(),
        "images": sorted(ShopImage.objects.values_list("title", flat=True)),
        "files": len(files),
        "documents": sorted(get_document_model().objects.values_list("title", flat=True)),
        "menus": [(menu.live, menu.has_unpublished_changes) for menu in Menu.objects.all()],
        "settings": [(row.live, row.tagline) for row in SiteSettings.objects.all()],
        "tree": Page.find_problems(),
    }


@pytest.fixture
def packages(committing_db, settings, tmp_path):
    """Gives a new package of the same content each time; production has nothing of it."""
    settings.MEDIA_ROOT = tmp_path
    trusted()
    editor = owner()
    contents = []
    first, around = world(), words_around()
    for _cut in range(CUTS + 1):
        contents.append(packed(*around, trees=[first]))
    emptied(first)

    def promotion():
        return received(contents.pop(), by=editor), editor

    promotion.contents = contents
    return promotion


def asked(act, promotion, editor):
    act(promotion.pk, by=editor)
    return promotion.pk


def test_taken_in_and_back_with_a_cut_at_every_step(packages):
    promotion, editor = packages()
    empty = state()
    words = worked_on(asked(life.ask_to_take_in, promotion, editor))
    whole = state()
    words_back = worked_on(asked(life.ask_to_take_back, promotion, editor))
    assert len(whole["pages"]) == 3
    assert state() == empty
    seen = set()

    for cut in range(1, CUTS + 1):
        promotion, editor = packages()
        asked(life.ask_to_take_in, promotion, editor)
        assert worked_on(promotion.pk, last=1 + words * cut // (CUTS + 1)) is None
        seen.add(promotion.items.exclude(state="waiting").count())
        worked_on(promotion.pk)
        promotion.refresh_from_db()
        assert (promotion.state, promotion.told) == (Promotion.State.TAKEN, [])
        assert state() == whole

        asked(life.ask_to_take_back, promotion, editor)
        assert worked_on(promotion.pk, last=1 + words_back * cut // (CUTS + 1)) is None
        worked_on(promotion.pk)
        promotion.refresh_from_db()
        assert (promotion.state, promotion.told) == (Promotion.State.UNDONE, [])
        assert state() == empty

    assert len(seen) > 1


def test_received_and_compared_with_a_cut_at_every_step(packages):
    """It is here whole, to be looked through, or not at all; whoever brings it again gets it whole."""
    editor = owner()
    empty = state()
    words = in_a_child(lambda: received(packages.contents[0], by=editor))
    whole = Promotion.objects.get()
    parts = whole.items.count()
    assert whole.state == Promotion.State.READY

    for cut in range(1, CUTS):
        content = packages.contents[cut]
        assert in_a_child(lambda content=content: received(content, by=editor), 1 + words * cut // CUTS) is None
        assert all(one.items.count() == parts for one in Promotion.objects.all())
        assert not Promotion.objects.exclude(state=Promotion.State.READY).exists()

        try:
            promotion = received(content, by=editor)
        except life.CameBefore as before:
            promotion = before.promotion

        assert promotion.items.count() == parts
        assert {item.found["state"] for item in promotion.items.filter(key__startswith="image:")} == {"new"}
        assert all(staging.is_kept(promotion.package, name) for name in sha256_of(promotion))
        assert state() == empty


def test_tried_with_a_cut_at_every_step(packages):
    """Nothing is changed, and the worker that comes next says what would come of it."""
    promotion, editor = packages()
    empty = state()
    words = worked_on(asked(life.ask_to_try, promotion, editor))
    promotion.refresh_from_db()
    said = promotion.trial["states"]

    for cut in range(1, CUTS + 1):
        asked(life.ask_to_try, promotion, editor)
        assert worked_on(promotion.pk, last=1 + words * cut // (CUTS + 1)) is None
        promotion.refresh_from_db()
        assert promotion.state == Promotion.State.TRYING
        assert state() == empty

        worked_on(promotion.pk)

        promotion.refresh_from_db()
        assert (promotion.state, promotion.trial["states"]) == (Promotion.State.READY, said)
        assert state() == empty


class Elsewhere:
    """The other environment, answering out of a package with its files."""

    def __init__(self, whole, bare):
        self.opened, self.bare = package.read(BytesIO(whole), now=timezone.now()), bare
        self.names = {item["key"]: item["file"]["sha256"] for item in self.opened.items if item.get("file")}

    def package(self, question):
        return self.bare

    def file(self, key):
        return b"".join(self.opened.files(self.names[key]))


def test_fetched_with_a_cut_at_every_step(committing_db, settings, tmp_path, monkeypatch):
    """Files that are here are not asked for again, and what was fetched is what was signed."""
    settings.MEDIA_ROOT = tmp_path
    trusted()
    editor, first = owner(), world()
    whole = packed(trees=[first])
    bare = [packed(trees=[first], with_files=False) for _cut in range(CUTS + 1)]
    emptied(first)
    empty = state()

    def begun():
        there = Elsewhere(whole, bare.pop())
        monkeypatch.setattr(fetching, "the_source", lambda: there)
        return fetching.fetch(Selection(trees=("page:sv:any",)), name="Höst", by=editor, now=timezone.now())

    words = worked_on(begun().pk)
    seen = set()

    for cut in range(1, CUTS + 1):
        promotion = begun()
        assert worked_on(promotion.pk, last=1 + words * cut // (CUTS + 1)) is None
        seen.add(promotion.items.filter(is_fetched=True).count())
        worked_on(promotion.pk)

        promotion.refresh_from_db()
        assert (promotion.state, promotion.why) == (Promotion.State.READY, "")
        assert not promotion.items.filter(is_fetched=False).exists()
        assert all(staging.is_kept(promotion.package, name) for name in sha256_of(promotion))
        assert state() == empty

    assert len(seen) > 1


def test_no_file_is_stored_within_a_transaction(packages, monkeypatch):
    promotion, editor = packages()
    within, save = [], FileSystemStorage._save

    def noted(self, name, content):
        within.append(connection.in_atomic_block)
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", noted)
    taken_in(promotion, by=editor)

    assert within == [False] * 4


def test_what_was_stored_for_rows_that_were_never_made_goes_with_it(packages):
    promotion, editor = packages()
    empty = state()
    asked(life.ask_to_take_in, promotion, editor)
    files.store_next(promotion.pk, most=25)
    assert state()["files"] == 4

    taken_back(promotion, by=editor)

    assert state() == empty


def sha256_of(promotion):
    return [item.content["file"]["sha256"] for item in promotion.items.all() if item.content.get("file")]
