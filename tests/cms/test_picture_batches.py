"""Pictures in bulk: matched by article number, taken in once whatever happens, and refused one by one."""

import io
import random
import zipfile
from datetime import UTC, datetime
from time import monotonic

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cms.batches import taking_in
from cms.batches.models import PictureBatch, PictureBatchFile
from cms.batches.names import Match, candidates, match
from cms.batches.report import progress
from cms.batches.source import Unreadable, opened_zip
from cms.images import ShopImage
from cms.intake import picture_intake
from cms.pages.product import ProductPage
from commerce.catalogue.models import Variant
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
Outcome, OnPage = PictureBatchFile.Outcome, PictureBatchFile.OnPage


def picture(colour=None, size=(40, 50)):
    output = io.BytesIO()
    colour = colour or tuple(random.randrange(256) for _part in range(3))
    Image.new("RGB", size, colour).save(output, "PNG")
    return output.getvalue()


def zipped(files, compression=zipfile.ZIP_STORED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return output.getvalue()


def batch_of(files, **options):
    one = PictureBatch(name="bilder.zip", begun_at=NOW, **options)
    one.file = ContentFile(files if isinstance(files, bytes) else zipped(files), name="bilder.zip")
    one.save()
    return one


def go_on(batch, seconds=600):
    taking_in.go_on(batch.pk, now=lambda: NOW, until=monotonic() + seconds)
    batch.refresh_from_db()
    return batch


def originals():
    return default_storage.listdir("original_images")[1]


def rows(batch):
    return {row.name: (row.outcome, row.on_page) for row in batch.files.all()}


@pytest.fixture
def page():
    sellable(sku="CUP-1", product__code="CUP")
    return ProductPage.objects.get()


@pytest.mark.parametrize(
    ("case", "name", "expected"),
    [
        ("the number alone", "LL-1001.jpg", ["LL-1001", "LL"]),
        ("a number after it", "LL-1001_2.jpg", ["LL-1001_2", "LL-1001", "LL"]),
        ("a copy", "ll-1001 (3).webp", ["LL-1001 (3)", "LL-1001 (3", "LL-1001", "LL"]),
        ("a folder", "LL-1001/framifrån.jpg", ["FRAMIFRÅN", "LL-1001"]),
        ("folders", "2026/LL-1001/1.jpg", ["LL-1001", "2026"]),
        ("nothing", ".jpg", [".JPG"]),
    ],
)
def test_what_a_name_may_say_the_longest_first(case, name, expected):
    assert candidates(name) == expected


def test_a_name_tells_the_variant_of_several_and_else_the_product(page):
    product = Variant.objects.get(sku="CUP-1").product
    assert match(["cup-1_2.jpg", "CUP.jpg", "mug.jpg"]) == {
        "cup-1_2.jpg": Match(product.pk, ""),
        "CUP.jpg": Match(product.pk, ""),
    }
    Variant.objects.create(product=product, sku="CUP-2")

    assert match(["cup-1_2.jpg", "CUP-2.jpg", "CUP.jpg"]) == {
        "cup-1_2.jpg": Match(product.pk, "CUP-1"),
        "CUP-2.jpg": Match(product.pk, "CUP-2"),
        "CUP.jpg": Match(product.pk, ""),
    }


def test_pictures_come_last_on_the_page_in_the_order_of_their_names(page):
    before = list(page.gallery.raw_data)
    files = [(f"CUP-1_{number}.png", picture()) for number in (10, 2, 1)]

    batch = go_on(batch_of(files, publishes=True))

    assert set(rows(batch).values()) == {(Outcome.NEW, OnPage.SHOWN)}
    titles = [block.value["image"].title for block in ProductPage.objects.get(pk=page.pk).gallery][len(before) :]
    assert titles == ["CUP-1_1", "CUP-1_2", "CUP-1_10"]
    assert all(block["value"]["alt"] for block in ProductPage.objects.get(pk=page.pk).gallery.raw_data[len(before) :])
    assert batch.ended_at == NOW
    assert not batch.file


def test_without_publishing_the_page_has_a_draft_and_shows_what_it_did(page):
    shown = list(page.gallery.raw_data)

    batch = go_on(batch_of([("CUP-1.png", picture())]))

    kept = ProductPage.objects.get(pk=page.pk)
    assert rows(batch) == {"CUP-1.png": (Outcome.NEW, OnPage.DRAFT)}
    assert list(kept.gallery.raw_data) == shown
    assert len(kept.get_latest_revision_as_object().gallery.raw_data) == len(shown) + 1


def test_the_same_again_changes_nothing(page):
    files = [("CUP-1.png", picture("red")), ("CUP-1_2.png", picture("red"))]
    first = go_on(batch_of(files, publishes=True))
    count, gallery = ShopImage.objects.count(), ProductPage.objects.get(pk=page.pk).gallery.raw_data[:]

    again = go_on(batch_of(files, publishes=True))

    assert {outcome for outcome, _page in rows(first).values()} == {Outcome.NEW, Outcome.KNOWN}
    assert set(rows(again).values()) == {(Outcome.KNOWN, OnPage.THERE)}
    assert ShopImage.objects.count() == count
    assert len(ProductPage.objects.get(pk=page.pk).gallery.raw_data) == len(gallery)


def test_a_batch_that_is_cut_off_anywhere_goes_on_where_it_was(page, monkeypatch):
    files = [(f"CUP-1_{number}.png", picture()) for number in range(25)]
    batch, row, calls = batch_of(files, publishes=True), picture_intake._row, []
    before = len(originals())

    def dies(*arguments):
        calls.append(arguments)
        if len(calls) == 14:
            raise KeyboardInterrupt
        return row(*arguments)

    monkeypatch.setattr(picture_intake, "_row", dies)
    with pytest.raises(KeyboardInterrupt):
        go_on(batch)
    assert progress(batch).waiting == 15  # ten are done, the step that was cut off left nothing
    assert len(originals()) == before + 10

    go_on(batch)

    assert progress(batch).new == 25
    assert ShopImage.objects.filter(title__startswith="CUP-1_").count() == 25


def test_when_the_time_is_out_the_rest_waits():
    batch = batch_of([(f"{number}.png", picture()) for number in range(25)])

    go_on(batch, seconds=-1)
    go_on(batch, seconds=-1)

    assert (batch.ended_at, progress(batch).waiting) == (None, 15)
    assert taking_in.unfinished().get() == batch


def test_what_is_wrong_with_one_file_refuses_that_file(page):
    link = zipfile.ZipInfo("länk.png")
    link.external_attr = 0o120777 << 16
    swelling = zipfile.ZipInfo("sväller.png")
    swelling.compress_type = zipfile.ZIP_DEFLATED
    files = [
        ("CUP-1.png", picture()),
        ("../../etc/CUP-1.png", picture()),
        ("/CUP-1.png", picture()),
        ("C:/CUP-1.png", picture()),
        ("text.jpg", b"<html>"),
        ("program.exe", b"MZ" + b"\0" * 100),
        (link, b"/etc/passwd"),
        (swelling, b"\0" * 10_000_000),
        ("tom.png", b""),
        ("__MACOSX/._CUP-1.png", b"x"),
        ("Thumbs.db", b"x"),
    ]

    batch = go_on(batch_of(files, publishes=True))

    refused = {name for name, (outcome, _page) in rows(batch).items() if outcome == Outcome.REFUSED}
    assert refused == {
        "../../etc/CUP-1.png",
        "/CUP-1.png",
        "C:/CUP-1.png",
        "text.jpg",
        "program.exe",
        "länk.png",
        "sväller.png",
        "tom.png",
    }
    assert all(row.why for row in batch.files.filter(outcome=Outcome.REFUSED))
    assert rows(batch)["CUP-1.png"] == (Outcome.NEW, OnPage.SHOWN)
    assert batch.files.count() == 9


def overlapping():
    """Two files in the list, one of them in the zip."""
    content = bytearray(zipped([("a.png", picture("red")), ("b.png", picture("red"))]))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(content)


def long_list():
    content = bytearray(zipped([("a.png", b"x")]))
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (2**31).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("case", "content"),
    [
        ("no zip", b"GIF89a"),
        ("nothing", b""),
        ("cut off", zipped([("a.png", picture())])[:-30]),
        ("files over each other", overlapping()),
        ("a list longer than is read", long_list()),
    ],
)
def test_a_zip_that_cannot_be_trusted_is_refused_whole(case, content):
    with pytest.raises(Unreadable), opened_zip(io.BytesIO(content)):
        pass

    batch = go_on(batch_of(content))

    assert batch.trouble
    assert batch.ended_at
    assert not batch.files.exists()
    assert not ShopImage.objects.exists()


def test_a_folder_of_the_server_is_taken_in_by_the_command(page, tmp_path, capsys):
    (tmp_path / "CUP-1").mkdir()
    (tmp_path / "CUP-1" / "1.png").write_bytes(picture())
    (tmp_path / "skräp.txt").write_text("hej")
    (tmp_path / "utåt.png").symlink_to("/etc/hostname")

    call_command("take_in_pictures", str(tmp_path), "--publish")

    batch = PictureBatch.objects.get()
    assert rows(batch) == {
        "CUP-1/1.png": (Outcome.NEW, OnPage.SHOWN),
        "skräp.txt": (Outcome.REFUSED, OnPage.NO_PRODUCT),
        "utåt.png": (Outcome.REFUSED, OnPage.NO_PRODUCT),
    }
    assert "skräp.txt" in capsys.readouterr().err
    with pytest.raises(CommandError):
        call_command("take_in_pictures", str(tmp_path / "borta"))


def test_the_page_takes_a_zip_in_and_tells_how_far_it_has_come(page):
    browser = verified(owner())
    upload = ContentFile(zipped([("CUP-1.png", picture()), ("okänd.png", picture()), ("=x.txt", b"x")]), name="b.zip")

    answer = browser.post(reverse("picture_batches"), {"file": upload, "publishes": "on"})

    batch = PictureBatch.objects.get()
    assert answer.headers["Location"] == reverse("picture_batch", args=[batch.pk])
    taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + 60)
    shown = browser.get(reverse("picture_batch", args=[batch.pk])).content.decode()
    assert "okänd.png" in shown
    assert "data-goes-on" not in shown
    refused = browser.get(reverse("picture_batch", args=[batch.pk]), {"show": "refused"}).content.decode()
    assert "okänd.png" not in refused
    told = browser.get(reverse("picture_batch_report", args=[batch.pk])).content.decode("utf-8-sig")
    assert "'=x.txt;" in told
    assert browser.get(reverse("picture_batches")).status_code == 200


def test_a_file_that_is_no_zip_is_refused_in_the_form():
    answer = verified(owner()).post(reverse("picture_batches"), {"file": ContentFile(b"GIF89a", name="b.zip")})

    assert answer.status_code == 422
    assert not PictureBatch.objects.exists()
