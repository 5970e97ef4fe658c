"""The course for Systemägare names menus that are there, and every lesson says how one sees that it went well."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from wagtail.admin.menu import SubmenuMenuItem, admin_menu

from tests.factories.customers import owner

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.8.4")]

COURSE = (Path(__file__).parents[2] / "docs/handbok/utbildning.md").read_text(encoding="utf-8")
LESSONS = dict(part.split("\n", 1) for part in COURSE.split("\n## ") if part.startswith("Pass "))
PARTS = ["Mål.", "Gör.", "Se efter.", "Frågor."]


@pytest.fixture
def menus():
    """*Ordrar → Leveranssätt* and the like, as an owner sees them."""
    request = RequestFactory().get("/admin/")
    request.user = owner()

    def walk(menu, *above):
        for item in menu.menu_items_for_request(request):
            yield " → ".join([*above, str(item.label)])
            if isinstance(item, SubmenuMenuItem):
                yield from walk(item.menu, *above, str(item.label))

    return set(walk(admin_menu))


def test_every_menu_it_names_is_there(menus):
    named = set(re.findall(r"\*([^*\n]+ → [^*\n]+)\*", COURSE))
    assert len(named) > 15
    assert named - menus == set()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_a_goal_something_to_do_something_to_see_and_questions(lesson):
    assert re.findall(r"^\*\*([^*]+)\*\*", LESSONS[lesson], re.MULTILINE) == PARTS
    assert len(re.findall(r"^\d\. ", LESSONS[lesson], re.MULTILINE)) >= 3


def test_every_question_has_its_answer():
    asked, answered = COURSE.split("\n## Svar\n")
    assert len(LESSONS) == 10
    assert re.findall(r"\b(\d+[ab])\. ", asked) == re.findall(r"\b(\d+[ab])\.", answered)
