"""Pictures in a storage that has no paths, as a bucket has none: the same code from upload to page."""

import io
import zipfile
from datetime import UTC, datetime
from time import monotonic

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from PIL import Image

from cms import pictures, renditions
from cms.batches import taking_in
from cms.batches.models import PictureBatch
from cms.images import ShopImage
from cms.intake.picture_intake import PictureFile, take_in_pictures

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Bucket(Storage):
    """What a storage without paths must do, and nothing more: `path` raises NotImplementedError."""

    def __init__(self):
        self.files = {}

    def _open(self, name, mode="rb"):
        if name not in self.files:
            raise FileNotFoundError(name)
        return File(io.BytesIO(self.files[name]), name=name)

    def _save(self, name, content):
        content.seek(0)
        self.files[name] = content.read()
        return name

    def delete(self, name):
        self.files.pop(name, None)

    def exists(self, name):
        return name in self.files

    def size(self, name):
        return len(self.files[name])

    def url(self, name):
        return f"https://bilder.example/{name}"


@pytest.fixture(autouse=True)
def bucket(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.Bucket"},
    }
    pictures._storage_prefix.cache_clear()
    yield storages["default"]
    pictures._storage_prefix.cache_clear()


def photograph():
    output = io.BytesIO()
    Image.new("RGB", (700, 500), "teal").save(output, "JPEG")
    return output.getvalue()


def test_a_picture_is_kept_made_and_shown(bucket):
    [pk] = take_in_pictures({"kopp.jpg": PictureFile(content=photograph(), title="Kopp")}).values()

    assert renditions.make(pk, now=NOW) == 9

    shown = pictures.element(pictures.load([pk])[pk], alt="Kopp")
    assert 'src="https://bilder.example/images/kopp' in shown
    image = ShopImage.objects.get(pk=pk)
    for kind in ("avif", "webp", "jpeg"):
        for width, _height, name in image.sources[kind]:
            assert Image.open(bucket.open(name)).width == width


def test_an_original_that_is_gone_from_the_bucket_is_told_of(bucket):
    [pk] = take_in_pictures({"kopp.jpg": PictureFile(content=photograph(), title="Kopp")}).values()
    bucket.delete(ShopImage.objects.get(pk=pk).file.name)

    renditions.make(pk, now=NOW)

    assert "unreadable" in ShopImage.objects.get(pk=pk).sources


def test_a_batch_is_taken_in_from_the_bucket_and_its_zip_forgotten(bucket):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("kopp.jpg", photograph())
    batch = PictureBatch(name="b.zip", begun_at=NOW, file=ContentFile(output.getvalue(), name="b.zip"))
    batch.save()
    kept = batch.file.name

    taking_in.go_on(batch.pk, now=lambda: NOW, until=monotonic() + 60)

    assert batch.files.get().outcome == "new"
    assert not bucket.exists(kept)
