"""A package of the version before or after: what fits is taken, what has moved is mapped, the rest is refused."""

import json

import pytest

from cms.pages.content import StandardPage
from cms.promote import compare, schema
from tests.cms.promotions.test_bad_packages import parts, signed_anew
from tests.cms.promotions.test_journey import article
from tests.factories.customers import owner
from tests.factories.promotions import packed, received, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]
MODEL = "cms.standardpage"


@pytest.fixture
def editor():
    trusted()
    return owner()


@pytest.fixture
def page():
    return article("Om lera")


def from_elsewhere(page, change):
    """The package as another version would have written the page's fields."""

    def changed(items):
        for item in items:
            if item["model"] == MODEL:
                change(item["fields"])
        return items

    return signed_anew(packed(page), items=changed)


def item_of(promotion):
    return promotion.items.get(is_chosen=True)


def with_unknown_block(fields):
    fields["body"] = [{"type": "carousel", "value": {"speed": 3}, "id": "b1"}]


def with_unknown_part(fields):
    fields["body"] = [{"type": "quote", "value": {"text": "Ja", "source": "Siv", "mood": "glad"}, "id": "b1"}]


def with_a_struct_that_is_text(fields):
    fields["body"] = [{"type": "quote", "value": "Ja", "id": "b1"}]


def with_too_long_title(fields):
    fields["title"] = "x" * 300


def with_fields_of_another_shape(fields):
    fields["body"] = {"type": "quote"}


@pytest.mark.parametrize(
    ("case", "change", "said"),
    [
        ("a field that is not here", lambda fields: fields.update(mood="glad"), "Fältet ”mood” finns inte här"),
        ("a block that is not here", with_unknown_block, "Blocket ”carousel” finns inte här"),
        ("a part of a block that is not here", with_unknown_part, "Blocket ”quote.mood” finns inte här"),
        ("a block of another kind", with_a_struct_that_is_text, "Blocket ”quote” finns inte här"),
        ("a text that is too long", with_too_long_title, "300"),
        ("a stream that is none", with_fields_of_another_shape, "inte skriven som"),
    ],
)
def test_what_would_be_lost_is_refused_and_named(case, change, said, page, editor):
    promotion = received(from_elsewhere(page, change), by=editor)

    assert item_of(promotion).found["state"] == compare.REFUSED
    assert said in item_of(promotion).found["problems"][0]
    assert StandardPage.objects.get().latest_revision is None


def test_a_new_field_that_nobody_has_filled_in_is_no_hindrance(page, editor):
    content = from_elsewhere(page, lambda fields: fields.update(mood="", intro="Därifrån."))

    taken_in(received(content, by=editor), by=editor)

    assert StandardPage.objects.get().get_latest_revision_as_object().intro == "Därifrån."


def test_a_field_that_the_other_version_lacks_keeps_what_it_has(page, editor):
    def older(fields):
        del fields["intro"]
        fields["title"] = "Därifrån"

    taken_in(received(from_elsewhere(page, older), by=editor), by=editor)

    draft = StandardPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.intro) == ("Därifrån", "Som den var.")


def test_a_field_that_has_another_name_now_is_mapped(page, editor, monkeypatch):
    monkeypatch.setattr(schema, "RENAMED", {MODEL: {"ingress": "intro"}})

    def older(fields):
        fields["ingress"] = "Därifrån."
        del fields["intro"]

    taken_in(received(from_elsewhere(page, older), by=editor), by=editor)

    assert StandardPage.objects.get().get_latest_revision_as_object().intro == "Därifrån."


def test_a_field_of_another_kind_is_refused(page, editor):
    content = packed(page)
    told = _schema(content)
    told[MODEL]["fields"]["intro"] = "IntegerField"
    manifest = {"schema": told}

    promotion = received(signed_anew(content, manifest=manifest), by=editor)

    assert "Fältet ”intro” är av en annan sort" in item_of(promotion).found["problems"][0]


def test_a_kind_of_page_that_is_not_here_is_refused(page, editor):
    def other(items):
        for item in items:
            if item["model"] == MODEL:
                item["model"] = "cms.quizpage"
        return items

    content = packed(page)
    manifest = {"schema": {**_schema(content), "cms.quizpage": {}}}

    promotion = received(signed_anew(content, items=other, manifest=manifest), by=editor)

    assert "cms.quizpage" in item_of(promotion).found["problems"][0]


def _schema(content):
    return json.loads(parts(content)["manifest.json"])["schema"]
