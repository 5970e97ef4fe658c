"""What stands here and is gone there is proposed for deletion, with a way to it, and never deleted by a promotion."""

import pytest
from wagtail.models import Page

from cms.pages.content import StandardPage
from cms.promote import gone
from tests.cms.promotions.test_journey import article
from tests.factories.customers import owner, verified
from tests.factories.promotions import packed, received, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


@pytest.fixture
def editor():
    trusted()
    return owner()


@pytest.fixture
def root():
    root = article("Läsning")
    article("Om lera", under=root)
    return root


def titles(promotion):
    pages, has_more = gone.only_here(promotion)
    assert not has_more
    return [page.title for page in pages]


def test_it_is_told_with_a_way_to_it_and_stays(root, editor):
    content = packed(trees=[root])
    old = article("Om glas", under=StandardPage.objects.get(title="Läsning"))
    article("Om bly", under=old)
    promotion = received(content, by=editor)

    assert titles(promotion) == ["Om glas", "Om bly"]
    shown = verified(editor).get(f"/admin/promotions/{promotion.pk}/").content.decode()
    assert "Om glas" in shown
    assert f"/admin/pages/{old.pk}/delete/" in shown

    taken_in(promotion, by=editor)

    assert Page.objects.filter(title__in=["Om glas", "Om bly"], live=True).count() == 2


def test_what_is_outside_the_tree_is_not_told_of(root, editor):
    content = packed(trees=[root])
    article("Utanför")

    assert titles(received(content, by=editor)) == []


def test_of_pages_that_came_one_by_one_nothing_is_known(root, editor):
    """Only of a tree that came whole can it be said that something is gone from it."""
    content = packed(root)
    article("Om glas", under=StandardPage.objects.get(title="Läsning"))

    assert titles(received(content, by=editor)) == []


def test_a_page_without_a_key_of_its_own_is_not_taken_for_another(root, editor):
    """One of the same title and address that was made here is another page."""
    content = packed(trees=[root])
    there = StandardPage.objects.get(title="Om lera")
    there.delete()
    article("Om lera", under=StandardPage.objects.get(title="Läsning"))

    assert titles(received(content, by=editor)) == ["Om lera"]
