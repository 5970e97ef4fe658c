"""Pictures and documents come to the collection of the same name and with their tags; nothing here is refiled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.images import ShopImage
from cms.promote import collect
from cms.promote.package import PackageRefused
from tests.cms.promotions.test_bad_packages import signed_anew
from tests.factories.customers import owner
from tests.factories.promotions import document, key_of, packed, picture, received, taken_back, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


@pytest.fixture
def editor():
    trusted()
    return owner()


def folder(*names):
    found = Collection.get_first_root_node()
    for name in names:
        found = found.get_children().filter(name=name).first() or found.add_child(name=name)
    return found


def filed(row, *names, tags=()):
    row.collection = folder(*names)
    row.save()
    row.tags.add(*tags)
    return row


def way_to(row):
    return [one.name for one in row.collection.get_ancestors(inclusive=True)[1:]]


def tags_of(row):
    return sorted(row.tags.names())


def without_rows():
    for row in [*ShopImage.objects.all(), *get_document_model().objects.all()]:
        row.file.storage.delete(row.file.name)
        row.delete()
    for one in Collection.get_first_root_node().get_children():
        Collection.objects.get(pk=one.pk).delete()


def test_a_new_picture_and_document_lie_as_they_lay_there(editor):
    image = filed(picture(), "Kampanjer", "Jul 2026", tags=["jul", "lera"])
    told = filed(document(), "Skötselråd", tags=["skötsel"])
    content = packed(image, told)
    without_rows()

    promotion = taken_in(received(content, by=editor), by=editor)

    assert promotion.told == []
    image, told = ShopImage.objects.get(), get_document_model().objects.get()
    assert (way_to(image), tags_of(image)) == (["Kampanjer", "Jul 2026"], ["jul", "lera"])
    assert (way_to(told), tags_of(told)) == (["Skötselråd"], ["skötsel"])
    assert Collection.find_problems() == ([], [], [], [], [])

    taken_back(promotion, by=editor)
    assert list(Collection.get_first_root_node().get_children()) == []
    assert not ShopImage.objects.exists()


def test_a_collection_that_is_here_is_used_and_stays(editor):
    content = packed(filed(picture(), "Kampanjer"))
    without_rows()
    here = folder("Kampanjer")

    promotion = taken_in(received(content, by=editor), by=editor)

    assert ShopImage.objects.get().collection == here
    taken_back(promotion, by=editor)
    assert Collection.objects.filter(pk=here.pk).exists()


def test_a_collection_that_somebody_has_used_since_is_kept(editor):
    content = packed(filed(picture(), "Kampanjer"))
    without_rows()
    promotion = taken_in(received(content, by=editor), by=editor)
    filed(picture(file__color="#a2543a"), "Kampanjer")

    taken_back(promotion, by=editor)

    assert folder("Kampanjer").pk == ShopImage.objects.get().collection_id


def test_a_picture_that_is_here_is_not_refiled(editor):
    image = filed(picture(), "Kampanjer", tags=["jul"])
    content = packed(image)
    image.tags.clear()
    filed(image, "Arkiv", tags=["gammal"])

    taken_in(received(content, by=editor), by=editor)

    image.refresh_from_db()
    assert (way_to(image), tags_of(image)) == (["Arkiv"], ["gammal"])


def test_a_package_without_filing_is_taken_to_the_top(editor):
    def unfiled(items):
        for item in items:
            item.pop("filed", None)
        return items

    content = signed_anew(packed(filed(picture(), "Kampanjer")), items=unfiled)
    without_rows()

    taken_in(received(content, by=editor), by=editor)

    assert way_to(ShopImage.objects.get()) == []


@pytest.mark.parametrize(
    "filing",
    [
        {"collection": "Kampanjer", "tags": []},
        {"collection": [1], "tags": []},
        {"collection": [""], "tags": []},
        {"collection": ["Å" * 300], "tags": []},
        {"collection": ["Djup"] * 21, "tags": []},
        {"collection": [], "tags": ["märke"] * 101},
        {"collection": []},
    ],
)
def test_a_filing_that_none_writes_is_refused(editor, filing):
    def other(items):
        return [item | {"filed": filing} for item in items]

    content = signed_anew(packed(picture()), items=other)

    with pytest.raises(PackageRefused, match="går inte att läsa"):
        received(content, by=editor)


def test_filing_costs_the_same_for_many(editor):
    for number in range(6):
        filed(picture(file__color=f"#2f5d5{number}"), "Kampanjer", f"Del {number}", tags=[f"t{number}"])
    keys = tuple(key_of(image) for image in ShopImage.objects.all())
    collect.collect(collect.Selection(keys))

    assert queries_of(keys) == queries_of(keys[:1])


def queries_of(keys):
    with CaptureQueriesContext(connection) as asked:
        collect.collect(collect.Selection(keys))
    return len(asked)
