"""What has been changed here since is not written over: somebody chooses, field by field."""

import json

import pytest
from django.utils import timezone
from django.utils.translation import override

from cms.images import ShopImage
from cms.pages.content import StandardPage
from cms.promote import compare, difference, in_force, life, views, work
from cms.promote.life import Refused
from cms.promote.models import Promotion, PromotionItem
from tests.cms.promotions.test_journey import article
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.promotions import packed, picture, received, taken_back, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


def edit(page, **fields):
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()


def as_edited(page, **fields):
    """A package as it is after the edit, which is then taken away again: what the other environment has."""
    before = StandardPage.objects.get(pk=page.pk)
    edit(page, **fields)
    content = packed(page)
    StandardPage.objects.get(pk=page.pk).latest_revision.delete()
    found = StandardPage.objects.filter(pk=page.pk)
    found.update(
        latest_revision=before.latest_revision_id,
        has_unpublished_changes=before.has_unpublished_changes,
        draft_title=before.draft_title,
    )
    return content


def draft_of(page):
    return StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.fixture
def editor():
    trusted()
    return owner()


@pytest.fixture
def page():
    return article("Om lera", intro="Första.")


def taken_before(page, editor):
    """The page as the two environments had it in common."""
    return taken_in(received(as_edited(page, intro="Gemensam."), by=editor), by=editor)


@pytest.fixture
def article_in_common(page, editor):
    taken_before(page, editor)
    return page


def only_item(promotion):
    return promotion.items.get(is_chosen=True)


def test_a_field_changed_there_alone_is_taken(article_in_common, editor):
    promotion = received(as_edited(article_in_common, intro="Därifrån."), by=editor)

    assert only_item(promotion).found["state"] == compare.DIFFERS
    taken_in(promotion, by=editor)
    assert draft_of(article_in_common).intro == "Därifrån."


def test_a_field_changed_here_alone_is_kept(article_in_common, editor):
    content = as_edited(article_in_common, title="Rubriken därifrån")
    edit(article_in_common, intro="Härifrån.")

    taken_in(received(content, by=editor), by=editor)

    draft = draft_of(article_in_common)
    assert (draft.title, draft.intro) == ("Rubriken därifrån", "Härifrån.")


@pytest.mark.parametrize(("side", "expected"), [("theirs", "Därifrån."), ("ours", "Härifrån.")])
def test_a_field_changed_on_both_sides_has_to_be_chosen(article_in_common, editor, side, expected):
    content = as_edited(article_in_common, intro="Därifrån.", title="Ny rubrik")
    edit(article_in_common, intro="Härifrån.")
    promotion = received(content, by=editor)
    item = only_item(promotion)

    assert item.found["conflicts"] == ["intro"]
    with pytest.raises(Refused, match="1 fält har ändrats både här och där"):
        life.ask_to_take_in(promotion.pk, by=editor)
    promotion.refresh_from_db()
    assert promotion.state == Promotion.State.READY

    life.choose_sides(item.pk, {"intro": side})
    taken_in(promotion, by=editor)

    draft = draft_of(article_in_common)
    assert (draft.title, draft.intro) == ("Ny rubrik", expected)


def test_what_is_changed_while_it_waits_is_left_and_told(article_in_common, editor):
    promotion = received(as_edited(article_in_common, intro="Därifrån."), by=editor)
    life.ask_to_take_in(promotion.pk, by=editor)
    edit(article_in_common, intro="Just nu.")

    work.go_on(promotion.pk, now=timezone.now())

    promotion.refresh_from_db()
    assert draft_of(article_in_common).intro == "Just nu."
    assert [label for label, _why in promotion.told] == ["Om lera"]
    assert only_item(promotion).state == PromotionItem.State.FAILED


def test_taking_back_gives_the_draft_before(article_in_common, editor):
    edit(article_in_common, intro="Härifrån.")
    before = StandardPage.objects.get(pk=article_in_common.pk)
    promotion = received(as_edited(article_in_common, title="Därifrån"), by=editor)
    taken_in(promotion, by=editor)

    taken_back(promotion, by=editor)

    after = StandardPage.objects.get(pk=article_in_common.pk)
    assert after.latest_revision_id == before.latest_revision_id
    assert (after.title, after.draft_title) == (before.title, before.draft_title)
    assert draft_of(after).intro == "Härifrån."
    assert promotion.told == []


def test_a_locked_page_is_left_alone(page, editor):
    content = as_edited(page, intro="Därifrån.")
    StandardPage.objects.filter(pk=page.pk).update(locked=True)

    promotion = received(content, by=editor)

    assert only_item(promotion).found["state"] == compare.REFUSED
    assert "låst" in only_item(promotion).found["problems"][0]


def test_whoever_may_not_change_pages_takes_none_in(page, editor):
    promotion = received(as_edited(page, intro="Därifrån."), by=editor)
    stranger = UserFactory(roles=["Prissättare"])

    with pytest.raises(Refused, match="Du får inte ändra: Om lera"):
        life.ask_to_take_in(promotion.pk, by=stranger)

    assert draft_of(page).intro == "Första."


def test_the_words_of_a_picture_wait_until_they_are_put_in_force(editor):
    image = picture(title="Kopp")
    ShopImage.objects.filter(pk=image.pk).update(title="Kopp i celadon")
    content = packed(image)
    ShopImage.objects.filter(pk=image.pk).update(title="Kopp")
    promotion = taken_in(received(content, by=editor), by=editor)
    item = only_item(promotion)

    assert item.state == PromotionItem.State.HELD
    assert ShopImage.objects.get().title == "Kopp"

    in_force.put_in_force(item.pk, by=editor, now=timezone.now())
    assert ShopImage.objects.get().title == "Kopp i celadon"

    taken_back(promotion, by=editor)
    assert ShopImage.objects.get().title == "Kopp"


def test_what_is_missing_is_told_and_may_be_left_empty(editor):
    other = article("Försvinner")
    page = article("Om lera")
    edit(
        page,
        body=json.dumps(
            [{"type": "call_to_action", "value": {"text": "Se", "page": other.pk, "label": "Hit"}, "id": "a" * 8}]
        ),
    )
    content = packed(page)
    StandardPage.objects.get(pk=other.pk).delete()
    edit(page, body="[]")
    promotion = received(content, by=editor)
    needs = {need["label"]: need["state"] for need in only_item(promotion).found["needs"]}

    assert needs == {"Försvinner": compare.COMES}
    with pytest.raises(Refused, match="Saknas här och är inte valt: Försvinner"):
        life.ask_to_take_in(promotion.pk, by=editor)

    life.choose(promotion.pk, [str(only_item(promotion).pk)], leaves_empty=True)
    taken_in(promotion, by=editor)

    assert draft_of(page).body.raw_data[0]["value"]["page"] is None


def test_what_is_missing_is_called_by_its_name_also_where_it_was_not_packed(editor):
    far, between, page = article("Långt bort"), article("Emellan"), article("Om lera")
    for one, leads_to in ((between, far), (page, between)):
        call = {"type": "call_to_action", "value": {"text": "Se", "page": leads_to.pk, "label": "Hit"}, "id": "a" * 8}
        edit(one, body=json.dumps([call]))
    content = packed(page)
    StandardPage.objects.get(pk=far.pk).delete()

    promotion = received(content, by=editor)

    [item] = promotion.items.filter(label="Emellan")
    assert [(need["label"], need["state"]) for need in item.found["needs"]] == [("Långt bort", compare.MISSING)]


def test_a_trial_changes_nothing_and_says_what_would_come_of_it(page, editor):
    promotion = received(as_edited(page, intro="Därifrån."), by=editor)
    life.ask_to_try(promotion.pk, by=editor)

    work.go_on(promotion.pk, now=timezone.now())

    promotion.refresh_from_db()
    assert promotion.state == Promotion.State.READY
    assert promotion.trial["states"] == {"done": 1}
    assert draft_of(page).intro == "Första."
    assert only_item(promotion).state == PromotionItem.State.WAITING


def test_a_choice_in_a_block_is_told_by_its_words(page, editor):
    shelf = {"title": "Hyllan", "source": "rule", "order": "newest", "pages": [], "in_stock": False}
    content = as_edited(page, body=json.dumps([{"type": "product_shelf", "value": shelf, "id": "b" * 8}]))

    [change] = difference.changes(only_item(received(content, by=editor)))

    told = {line.label: str(line.html) for block in change.blocks for line in block.lines}
    with override("sv"):
        assert "efter en regel" in told["Vilka produkter"]
        assert "nyast" in told["Order"]


def test_what_asks_for_a_look_stands_first(article_in_common, editor):
    other = article("Oförändrad")
    edit(article_in_common, intro="Härifrån.")
    promotion = received(packed(other, article_in_common), by=editor)

    shown = verified(editor).get(f"/admin/promotions/{promotion.pk}/").context["rows"]

    assert [row["item"].found["state"] for row in shown] == sorted(
        (row["item"].found["state"] for row in shown), key=views.LOOKED_AT.index
    )
    assert {row["item"].label for row in shown} >= {"Oförändrad", "Om lera"}
