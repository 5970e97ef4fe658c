"""Pictures sent one by one by a browser, or as a folder in parts: kept as they come, begun with when all are there."""

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.batches import sending, source, taking_in
from cms.batches.models import PictureBatch, PictureBatchFile, private_storage
from cms.images import ShopImage
from cms.pages.product import ProductPage
from tests.cms.test_picture_batches import picture
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
Outcome, OnPage = PictureBatchFile.Outcome, PictureBatchFile.OnPage


@pytest.fixture
def page():
    sellable(sku="CUP-1", product__code="CUP")
    return ProductPage.objects.get()


def upload(name, content=None):
    return SimpleUploadedFile(name, picture() if content is None else content)


def begun():
    return sending.begin("Bilder", by=None, publishes=True, now=NOW)


def taken_in(batch):
    taking_in.go_on(batch.pk, now=timezone.now, until=monotonic() + 60)
    batch.refresh_from_db()
    return {row.name: (row.outcome, row.on_page) for row in batch.files.order_by("place")}


def kept(batch):
    return private_storage().listdir(str(batch.pk))[1]


def test_a_folder_in_parts_is_one_batch(page):
    browser = verified(owner())
    told = browser.post(reverse("picture_sending"), {"in_parts": "1", "name": "Sommar", "loose-publishes": "on"}).json()
    first = {"files": [upload("1.png"), upload("x.png")], "names": ["Sommar/CUP-1/1.png", "Sommar/x.png"]}
    second = {"files": [upload("2.png")], "names": ["Sommar/CUP-1/2.png"], "refused": ["Sommar/stor.png"]}

    assert browser.post(told["files"], first).json() == {"come": 2}
    assert browser.post(told["files"], second).json() == {"come": 4}
    batch = PictureBatch.objects.get()
    assert batch not in taking_in.unfinished()
    answer = browser.post(told["end"])

    assert answer.headers["Location"] == told["page"]
    assert batch in taking_in.unfinished()
    assert taken_in(batch) == {
        "Sommar/CUP-1/1.png": (Outcome.NEW, OnPage.SHOWN),
        "Sommar/x.png": (Outcome.NEW, OnPage.NO_PRODUCT),
        "Sommar/CUP-1/2.png": (Outcome.NEW, OnPage.SHOWN),
        "Sommar/stor.png": (Outcome.REFUSED, OnPage.NO_PRODUCT),
    }
    assert batch.name == "Sommar"
    assert batch.files.get(outcome=Outcome.REFUSED).why
    assert not private_storage().exists(str(batch.pk))


def test_without_javascript_one_request_brings_them_all(page):
    browser = verified(owner())
    files = {"loose-pictures": [upload("CUP-1.png"), upload("CUP-1_2.png")]}

    answer = browser.post(reverse("picture_sending"), files)

    batch = PictureBatch.objects.get()
    assert answer.headers["Location"] == reverse("picture_batch", args=[batch.pk])
    assert set(taken_in(batch).values()) == {(Outcome.NEW, OnPage.DRAFT)}


def test_nothing_chosen_begins_nothing():
    answer = verified(owner()).post(reverse("picture_sending"), {}, follow=True)

    assert "Välj bilderna först." in answer.content.decode()
    assert not PictureBatch.objects.exists()


def test_what_is_sent_again_is_there_already():
    batch, content = begun(), picture()
    sending.take(batch, [("a.png", ContentFile(content)), ("b.png", ContentFile(picture()))])

    come = sending.take(batch, [("a.png", ContentFile(picture())), ("c.png", ContentFile(picture()))])

    assert come == 3
    assert sending.Loose(batch).read(0, "a.png") == content
    assert len(kept(batch)) == 3


def test_a_file_that_was_left_half_written_is_written_anew():
    batch, content = begun(), picture()
    private_storage().save(sending._kept_as(batch.pk, "a.png"), ContentFile(content[:20]))

    sending.take(batch, [("a.png", ContentFile(content))])

    assert sending.Loose(batch).read(0, "a.png") == content
    assert len(kept(batch)) == 1


def test_names_from_outside_lead_nowhere():
    batch = begun()
    names = ["../../etc/a.png", "/a.png", "C:/a.png", "x/../../a.png", "a\\b.png"]

    sending.take(batch, [(name, ContentFile(picture())) for name in [*names, "Thumbs.db", "__MACOSX/._a.png"]])

    assert dict(batch.files.values_list("name", "outcome")) == dict.fromkeys(names, Outcome.REFUSED)
    assert all(batch.files.values_list("why", flat=True))
    assert not private_storage().exists(str(batch.pk))


def test_what_is_no_picture_is_refused_and_stops_no_other():
    batch = begun()
    files = [("tom.png", b""), ("text.jpg", b"<html>"), ("avbruten.png", picture()[:60]), ("bra.png", picture())]
    sending.take(batch, [(name, ContentFile(content)) for name, content in files])
    sending.end(batch, now=NOW)

    outcomes = [outcome for outcome, _page in taken_in(batch).values()]

    assert outcomes == [Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW]


def test_too_many_are_refused_and_what_has_come_is_kept(monkeypatch):
    monkeypatch.setattr(sending, "MOST_FILES", 2)
    batch = begun()
    sending.take(batch, [("a.png", ContentFile(picture())), ("b.png", ContentFile(picture()))])

    with pytest.raises(source.Unreadable):
        sending.take(batch, [("c.png", ContentFile(picture()))])

    assert batch.files.count() == 2


def test_an_ended_sending_takes_no_more():
    browser = verified(owner())
    told = browser.post(reverse("picture_sending"), {"in_parts": "1", "name": "x"}).json()
    browser.post(told["files"], {"files": [upload("a.png")], "names": ["a.png"]})
    browser.post(told["end"])

    answer = browser.post(told["files"], {"files": [upload("b.png")], "names": ["b.png"]})

    assert (answer.status_code, answer.json()) == (409, {"why": "Sändningen är redan avslutad."})
    assert PictureBatchFile.objects.count() == 1


def test_the_page_of_one_that_was_cut_off_goes_on_with_the_rest():
    browser = verified(owner())
    told = browser.post(reverse("picture_sending"), {"in_parts": "1", "name": "x"}).json()
    browser.post(told["files"], {"files": [upload("a.png")], "names": ["x/a.png"]})

    shown = browser.get(told["page"])

    assert shown.context["still_sent"]["there"] == ["x/a.png"]
    assert "Ta in det som har kommit" in shown.content.decode()
    assert 'name="loose-pictures"' in shown.content.decode()
    assert "data-goes-on" not in shown.content.decode()


def test_only_who_began_it_sends_more():
    told = verified(owner()).post(reverse("picture_sending"), {"in_parts": "1", "name": "x"}).json()
    other = verified(owner(email="annan@example.com"))

    answer = other.post(told["files"], {"files": [upload("a.png")], "names": ["a.png"]})

    assert answer.status_code == 404
    assert other.post(told["end"]).status_code == 404
    assert not PictureBatchFile.objects.exists()


def test_one_that_nobody_ends_is_given_up_and_forgotten():
    batch, other = begun(), begun()
    PictureBatch.objects.filter(pk=other.pk).update(begun_at=NOW + timedelta(days=3))
    for one in (batch, other):
        sending.take(one, [("a.png", ContentFile(picture()))])

    assert taking_in.forget_left(now=NOW + timedelta(days=8)) == 1

    batch.refresh_from_db()
    assert batch.trouble
    assert not private_storage().exists(str(batch.pk))
    assert kept(other)
    assert not ShopImage.objects.exists()
