"""A package is made in the test environment and taken into production: as drafts, whole, once, and back again."""

import json
import uuid

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Revision

from cms.images import ShopImage
from cms.pages.content import StandardPage
from cms.promote import life, work
from cms.promote.models import Promotion, PromotionItem
from home.models import HomePage
from tests.factories.customers import owner
from tests.factories.promotions import document, packed, picture, received, taken_back, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


def home(language="sv"):
    return HomePage.objects.get(locale__language_code=language)


def article(title, *, under=None, body=(), live=True, **fields):
    said = {"intro": "Som den var.", "body": json.dumps(list(body)), **fields}
    page = StandardPage(title=title, live=live, **said)
    return (under or home()).add_child(instance=page)


def linking(page, file=None):
    words = f'<p>Se <a linktype="page" id="{page.pk}">den andra</a>.</p>'
    if file:
        words += f'<p><a linktype="document" id="{file.pk}">Råden</a></p>'
    return {"type": "paragraph", "value": words, "id": str(uuid.uuid4())}


def shown(image):
    return {"type": "picture", "value": {"image": image.pk, "alt": "En mugg", "caption": ""}}


@pytest.fixture
def world():
    """Two articles that name each other, one under the other, with a picture, a document and a draft in English."""
    image, file = picture(), document()
    first = article("Om lera")
    second = article("Bränning", under=first, body=[shown(image)], picture=image)
    first.body = json.dumps([linking(second, file)])
    first.title = "Om lera, ny rubrik"
    first.save_revision()
    english = article("On clay", under=home("en"), live=False, locale=Locale.objects.get(language_code="en"))
    Page.objects.filter(pk=english.pk).update(translation_key=first.translation_key)
    return {"first": first, "second": second, "image": image, "file": file, "english": english}


def emptied(world):
    """Production, which has nothing of it."""
    content = packed(trees=[world["first"]])
    for page in (world["second"], world["english"], world["first"]):
        Page.objects.get(pk=page.pk).delete()
    for file in (world["image"], world["file"]):
        file.file.storage.delete(file.file.name)
        file.delete()
    return content


def test_a_trial_of_what_has_new_files_says_what_would_come_and_stores_none(world):
    trusted()
    editor = owner()
    storage, names = world["image"].file.storage, [world["image"].file.name, world["file"].file.name]
    promotion = received(emptied(world), by=editor)

    life.ask_to_try(promotion.pk, by=editor)
    work.go_on(promotion.pk, now=timezone.now())

    promotion.refresh_from_db()
    assert (promotion.state, promotion.trial["told"]) == (Promotion.State.READY, [])
    assert promotion.trial["states"]["done"] == 5
    assert not ShopImage.objects.exists()
    assert not any(storage.exists(name) for name in names)


def test_a_tree_comes_as_drafts_with_all_it_needs(world):
    trusted()
    editor = owner()
    promotion = received(emptied(world), by=editor)

    assert {item.found["state"] for item in promotion.items.exclude(key__startswith="start:")} == {"new"}
    assert Page.objects.filter(depth__gt=2).count() == 0

    taken_in(promotion, by=editor)

    assert promotion.state == Promotion.State.TAKEN
    assert promotion.told == []
    first, second = (StandardPage.objects.get(slug=slug) for slug in ("om-lera", "bränning"))
    english = StandardPage.objects.get(locale__language_code="en")
    assert not any(page.live for page in (first, second, english))
    assert second.get_parent().pk == first.pk
    assert english.translation_key == first.translation_key == world["first"].translation_key
    draft = first.get_latest_revision_as_object()
    assert draft.title == "Om lera, ny rubrik"
    image = ShopImage.objects.get()
    assert f'id="{second.pk}"' in draft.body.raw_data[0]["value"]
    assert second.get_latest_revision_as_object().picture_id == image.pk
    assert second.get_latest_revision_as_object().body.raw_data[0]["value"]["image"] == image.pk
    assert image.file_hash == world["image"].file_hash
    assert image.file.storage.exists(image.file.name)


def test_a_draft_that_came_is_edited_and_published(world):
    trusted()
    editor = owner()
    taken_in(received(emptied(world), by=editor), by=editor)
    first = StandardPage.objects.get(slug="om-lera")
    draft = first.get_latest_revision_as_object()
    draft.intro = "Skriven om här."

    StandardPage.objects.get(slug="bränning").latest_revision.publish()
    draft.save_revision(user=editor).publish()

    first.refresh_from_db()
    assert first.live
    assert (first.title, first.intro) == ("Om lera, ny rubrik", "Skriven om här.")


def test_what_is_live_here_is_served_as_it_was(world, client):
    trusted()
    editor = owner()
    content = packed(world["first"])
    world["first"].latest_revision.delete()
    Page.objects.filter(pk=world["first"].pk).update(latest_revision=None, has_unpublished_changes=False)

    promotion = taken_in(received(content, by=editor), by=editor)

    page = StandardPage.objects.get(pk=world["first"].pk)
    assert page.live
    assert page.title == "Om lera"
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "Om lera, ny rubrik"
    assert "Om lera, ny rubrik" not in client.get(page.url).content.decode()
    assert promotion.items.get(key__startswith="page:sv", is_chosen=True).state == PromotionItem.State.DONE


def test_nothing_is_uploaded_twice(world):
    trusted()
    editor = owner()
    images = ShopImage.objects.count()

    taken_in(received(packed(trees=[world["first"]]), by=editor), by=editor)

    assert ShopImage.objects.count() == images == 1


def test_taking_back_leaves_what_was_before(world):
    trusted()
    editor = owner()
    promotion = taken_in(received(emptied(world), by=editor), by=editor)

    taken_back(promotion, by=editor)

    assert promotion.state == Promotion.State.UNDONE
    assert promotion.told == []
    assert Page.objects.filter(depth__gt=2).count() == 0
    assert ShopImage.objects.count() == 0
    assert Revision.objects.count() == 0


def test_what_was_edited_since_is_kept_when_it_is_taken_back(world):
    trusted()
    editor = owner()
    promotion = taken_in(received(emptied(world), by=editor), by=editor)
    draft = StandardPage.objects.get(slug="bränning").get_latest_revision_as_object()
    draft.save_revision()

    taken_back(promotion, by=editor)

    assert StandardPage.objects.filter(slug="bränning").exists()
    assert [label for label, _why in promotion.told] == [
        "Bränning",
        "Om lera, ny rubrik",
        "Skötselråd",
        world["image"].title,
    ]
