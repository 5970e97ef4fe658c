"""What the visitors look for is really seen: a gate that cannot close guards nothing."""

from tests.journeys.conftest import DESKTOP

SHIFT = """
    const box = document.createElement('div');
    box.style.height = '400px';
    document.body.prepend(box);
"""
WIDE = """
    const text = document.createElement('p');
    text.style.width = '5000px';
    text.textContent = 'x';
    document.querySelector('main').append(text);
"""


def test_axe_sees_what_is_wrong(desktop):
    page = desktop.go("/")
    desktop.is_forgiven = True

    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"x.png\"><a href=\"/\"></a>'")

    assert {line.split(":")[0] for line in desktop.axe()} >= {"critical image-alt", "serious link-name"}


def test_axe_sees_what_is_wrong_in_the_dark_alone(new_visitor):
    desktop = new_visitor(**DESKTOP, bypass_csp=True)
    page = desktop.go("/")
    desktop.is_forgiven = True

    page.add_style_tag(content="@media (prefers-color-scheme: dark) { main * { color: #333; background: #222 } }")

    assert {line.split(":")[0] for line in desktop.axe_in_both_themes()} == {"dark"}


def test_a_page_that_jumps_is_seen(new_visitor):
    desktop = new_visitor(**DESKTOP, bypass_csp=True)  # what waits for a function is text that is evaluated
    page = desktop.go("/")
    page.wait_for_function("performance.now() > 1000")

    page.evaluate(SHIFT)
    page.wait_for_function("window.layoutShift > 0")

    assert desktop.layout_shift() > 0


def test_a_page_that_is_too_wide_is_seen(phone):
    page = phone.go("/")

    page.evaluate(WIDE)

    assert phone.sideways() > 4500
    assert phone.wide_elements() != []


def test_a_script_that_fails_is_noted(desktop):
    page = desktop.go("/")

    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")

    assert desktop.problems.pop().startswith("script: broken")


def test_an_error_in_the_console_is_noted(desktop):
    page = desktop.go("/")

    with page.expect_console_message():
        page.evaluate("console.error('odd')")

    assert desktop.problems.pop().startswith("console error: odd")


def test_a_file_that_is_not_there_is_noted(desktop):
    page = desktop.go("/")
    desktop.is_forgiven = True

    with page.expect_response("**/none.jpg"):
        page.evaluate("new Image().src = '/media/none.jpg'")

    assert [problem for problem in desktop.problems if problem.startswith("404 GET")]
