"""What somebody has smuggled into a page does not run; what fields and panels of the admin begin with does.

That nothing of ours is stopped every journey sees: a browser says on its console what it stops.
"""

import pytest

from home.models import HomePage
from tests.journeys.conftest import DESKTOP

SMUGGLED = """
    document.body.insertAdjacentHTML("beforeend", "<img src='x:' onerror='window.ran = true'>");
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
"""
BEGUN = '<script type="application/json" data-begins="{name}">["ran"]</script>'


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_a_script_in_the_page_does_not_run(at_the_desk, path):
    visitor = at_the_desk(**DESKTOP)
    visitor.is_forgiven = True
    page = visitor.go(path)

    page.evaluate(SMUGGLED)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in problem for problem in visitor.problems) >= 2


def test_data_in_the_page_begins_nothing_but_fields_and_panels(at_the_desk):
    visitor = at_the_desk(**DESKTOP)
    page = visitor.go("/admin/")
    page.evaluate("window.began = (name) => { window.ran = name }")

    for name in ("began", "eval", "setTimeout", "Function"):
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", BEGUN.format(name=name))

    assert page.evaluate("window.ran") is None


def test_dates_choosers_and_panels_begin_without_a_script_in_the_page(at_the_desk):
    visitor = at_the_desk(**DESKTOP)
    above = HomePage.objects.first()
    page = visitor.go(f"/admin/pages/add/cms/formpage/{above.pk}/")

    add = page.get_by_role("button", name="Lägg till fråga")
    before = page.locator("[data-inline-panel-child]").count()
    add.click()

    page.locator("[data-inline-panel-child]").nth(before).wait_for()
    visitor.go("/admin/reports/site-history/")
    page.locator("[name=timestamp_from], [name=timestamp_0], input[type=text]").first.wait_for()
    assert page.evaluate("document.querySelectorAll('script[data-begins]:not([data-begun])').length") == 0
