"""The shop's own storage class against a server that speaks S3: upload, sizes, batches, and what is deleted.

Nothing that workers do is read, stored or deleted there while a transaction is open.
"""

from datetime import UTC, datetime
from io import BytesIO
from time import monotonic

import boto3
import environ
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from moto.server import ThreadedMotoServer
from PIL import Image
from storages.backends.s3 import S3Storage

from cms import pictures, renditions
from cms.batches import sending, taking_in
from cms.batches.models import PictureBatch, private_storage
from cms.images import ShopImage
from cms.intake.picture_intake import PictureFile, take_in_pictures
from cms.pages.product import ProductPage
from config.settings import files
from tests.cms.test_picture_batches import zipped
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified

pytestmark = pytest.mark.krav("4.5.3")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
BUCKET = "bilder"


class NoTransaction(S3Storage):
    """The same, and sees to it that the database does not wait for it."""

    def _open(self, name, mode="rb"):
        assert not connection.in_atomic_block, f"{name} was read inside a transaction"
        return super()._open(name, mode)

    def _save(self, name, content):
        assert not connection.in_atomic_block, f"{name} was stored inside a transaction"
        return super()._save(name, content)

    def delete(self, name):
        assert not connection.in_atomic_block, f"{name} was deleted inside a transaction"
        super().delete(name)


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch, tmp_path):
    """The bucket, empty, with the shop set to keep its files there as `config.settings.files` says."""
    told = {"S3_BUCKET": BUCKET, "S3_ENDPOINT_URL": server, "S3_REGION": "eu-north-1"}
    for name, value in {**told, "S3_ACCESS_KEY": "x", "S3_SECRET_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    said = files.storages(environ.Env(), tmp_path)
    settings.STORAGES = settings.STORAGES | {
        name: one | {"BACKEND": f"{__name__}.NoTransaction"} for name, one in said.items()
    }
    monkeypatch.setattr(PictureBatch._meta.get_field("file"), "storage", storages["picture_batches"])
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "eu-north-1"}
    bucket = boto3.resource("s3", endpoint_url=server, **keys).Bucket(BUCKET)
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    pictures._storage_prefix.cache_clear()
    yield bucket
    pictures._storage_prefix.cache_clear()
    bucket.objects.all().delete()
    bucket.delete()


def photograph(colour="teal", size=(700, 500)):
    output = BytesIO()
    Image.new("RGB", size, colour).save(output, "JPEG")
    return output.getvalue()


def killed(*arguments):
    raise KeyboardInterrupt


def names(bucket):
    return sorted(one.key for one in bucket.objects.all())


def test_from_the_upload_to_the_page_and_away_again(bucket, committing_db, monkeypatch):
    file = SimpleUploadedFile("kopp.jpg", photograph(), "image/jpeg")
    with monkeypatch.context() as wagtails_own_view:  # it saves its form, with the one file, in a transaction
        wagtails_own_view.setattr(NoTransaction, "_save", S3Storage._save)
        verified(owner()).post(reverse("wagtailimages:add"), {"title": "Kopp", "file": file, "collection": 1})
    image = ShopImage.objects.get()

    assert renditions.make(image.pk, now=NOW) == 9

    [original, *made] = reversed(names(bucket))
    assert original == image.file.name == "original_images/kopp.jpg"
    assert len(made) == 9
    shown = pictures.element(pictures.load([image.pk])[image.pk], alt="Kopp")
    image.refresh_from_db()
    for kind, sizes in image.sources.items():
        assert [width for width, _height, _name in sizes] == [320, 480, 640]
        for width, _height, name in sizes:
            assert f"{storages['default'].url(name)} {width}w" in shown
            picture = Image.open(BytesIO(bucket.Object(name).get()["Body"].read()))
            assert (picture.width, picture.format) == (width, kind.upper())

    image.delete()

    assert names(bucket) == []


def test_a_worker_that_was_cut_off_leaves_no_second_file(bucket, committing_db, monkeypatch):
    [pk] = take_in_pictures({"kopp.jpg": PictureFile(content=photograph(), title="Kopp")}).values()
    with monkeypatch.context() as cut_off:
        cut_off.setattr(renditions, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            renditions.make(pk, now=NOW)
    assert len(names(bucket)) == 10

    assert renditions.make(pk, now=NOW) == 9

    image = ShopImage.objects.get(pk=pk)
    used = {name for sizes in image.sources.values() for _width, _height, name in sizes}
    assert set(names(bucket)) == {image.file.name, *used}


def test_a_zip_waits_where_nobody_reads_it_and_is_forgotten(bucket, server, committing_db):
    sellable(sku="CUP-1", product__code="CUP")
    content = zipped([("CUP-1.jpg", photograph()), ("CUP-1_2.jpg", photograph()), ("x.jpg", photograph("red"))])
    verified(owner()).post(reverse("picture_batches"), {"file": ContentFile(content, name="b.zip"), "publishes": "on"})
    batch = PictureBatch.objects.get()
    [kept] = names(bucket)
    assert kept == f"picture_batches/{batch.file.name}"
    assert requests.get(f"{server}/{BUCKET}/{kept}", timeout=10).status_code == 403
    assert requests.get(batch.file.url, timeout=10).content == content

    taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + 60)

    assert sorted(batch.files.values_list("outcome", "on_page")) == [
        ("known", "shown"),
        ("new", "no product"),
        ("new", "shown"),
    ]
    assert names(bucket) == sorted(ShopImage.objects.values_list("file", flat=True))
    assert ProductPage.objects.get().gallery.raw_data[-1]["value"]["image"] in ShopImage.objects.values_list(
        "pk", flat=True
    )


def test_a_folder_that_is_sent_in_parts_waits_there_too(bucket, server, committing_db):
    batch = sending.begin("Sommar", by=None, publishes=False, now=NOW)
    sending.take(batch, [("Sommar/a.jpg", ContentFile(photograph()))])
    sending.take(batch, [("Sommar/a.jpg", ContentFile(photograph())), ("Sommar/b.jpg", ContentFile(b"x"))])
    waiting = names(bucket)
    assert {requests.get(f"{server}/{BUCKET}/{name}", timeout=10).status_code for name in waiting} == {403}
    assert len(waiting) == 2
    sending.end(batch, now=NOW)

    taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + 60)

    assert list(batch.files.order_by("place").values_list("outcome", flat=True)) == ["new", "refused"]
    assert names(bucket) == [ShopImage.objects.get().file.name]
    assert private_storage().listdir("") == ([], [])


def test_a_picture_that_is_gone_from_the_bucket_is_told_of(bucket, committing_db):
    [pk] = take_in_pictures({"kopp.jpg": PictureFile(content=photograph(), title="Kopp")}).values()
    bucket.objects.all().delete()

    renditions.make(pk, now=NOW)

    assert "unreadable" in ShopImage.objects.get(pk=pk).sources
