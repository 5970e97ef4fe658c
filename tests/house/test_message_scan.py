"""Our own collector of texts finds what GNU gettext finds, and the catalogue's tool loses no translation."""

import ast
import os
import shutil
import subprocess
import sys

import polib
import pytest

from config import message_scan, translations
from config.schema_stamp import PROJECT

LEFT_OUT = shutil.ignore_patterns("__pycache__", "demo", "migrations", "*.sql")


@pytest.mark.parametrize(
    ("case", "source", "expected"),
    [
        ("plain", "_('Add to cart')", [(None, "Add to cart", None)]),
        ("joined literals", "gettext('Add ' 'to cart')", [(None, "Add to cart", None)]),
        ("plural", "ngettext('%(n)s piece', '%(n)s pieces', n)", [(None, "%(n)s piece", "%(n)s pieces")]),
        ("context", "pgettext_lazy('address', 'cart/')", [("address", "cart/", None)]),
        ("not a literal", "_(name)", []),
        ("a formatted string is no text", "_(f'{name} here')", []),
        ("in a comment", "# _('no')", []),
        ("another function", "notify('Add to cart')", []),
        ("over several lines", "_(\n    'Add to cart',\n)", [(None, "Add to cart", None)]),
    ],
)
def test_texts_in_code(case, source, expected):
    found = [(one.context, one.text, one.plural) for one in message_scan.in_source(source)]

    assert found == expected, case


def test_no_text_stands_within_a_formatted_string():
    """Neither collector finds it there, and it would be shown in English."""
    hidden = []
    for path in (path for floor in message_scan.FLOORS for path in (PROJECT / floor).rglob("*.py")):
        source = path.read_text("utf-8")
        nodes = ast.walk(ast.parse(source)) if message_scan.CALLED.search(source) else []
        for string in (node for node in nodes if isinstance(node, ast.JoinedStr)):
            calls = [node for node in ast.walk(string) if isinstance(node, ast.Call) and node.args]
            names = [getattr(one.func, "id", "") for one in calls if isinstance(one.args[0], ast.Constant)]
            hidden += [f"{path.name}:{string.lineno}" for name in names if name in message_scan.CALLS]

    assert hidden == []


@pytest.mark.parametrize(
    ("case", "source", "expected"),
    [
        ("translate", '{% translate "Cart" %}', [(None, "Cart", None)]),
        ("with context", '{% translate "cart/" context "address" %}', [("address", "cart/", None)]),
        ("as", '{% translate "Cart" as title %}{{ title }}', [(None, "Cart", None)]),
        (
            "block with plural",
            "{% blocktranslate trimmed count n=n %}\n {{ n }} piece\n{% plural %}{{ n }} pieces{% endblocktranslate %}",
            [(None, "%(n)s piece", "%(n)s pieces")],
        ),
        ("badly indented text around", "a\n      b\n  c {% translate 'Cart' %}", [(None, "Cart", None)]),
    ],
)
def test_texts_in_templates(tmp_path, case, source, expected):
    page = tmp_path / "page.html"
    page.write_text(source, encoding="utf-8")

    found = [(one.context, one.text, one.plural) for one in message_scan.in_file(page)]

    assert found == expected, case


@pytest.mark.parametrize(
    ("case", "source", "expected"),
    [
        ("a text", "<p>{{ _('Cart') }}</p>", [(None, "Cart", None)]),
        ("with a word", '{{ _("List price %(amount)s", amount=money(5)) }}', [(None, "List price %(amount)s", None)]),
        ("context", '{{ pgettext("price", "from") }}', [("price", "from", None)]),
        ("plural", '{{ ngettext("%(n)s piece", "%(n)s pieces", 3, n=3) }}', [(None, "%(n)s piece", "%(n)s pieces")]),
        ("in a condition", '{% if word == _("Sold out") %}x{% endif %}', [(None, "Sold out", None)]),
        ("a variable", "{{ _(word) }}", []),
    ],
)
def test_texts_in_jinja(tmp_path, case, source, expected):
    component = tmp_path / "card.jinja"
    component.write_text(source, encoding="utf-8")

    found = [(one.context, one.text, one.plural) for one in message_scan.in_file(component)]

    assert found == expected, case


def test_gnu_gettext_finds_the_same(tmp_path):
    if not shutil.which("xgettext"):
        if os.environ.get("CI"):
            pytest.fail("gettext is not installed: apt-get install -y gettext")
        pytest.skip("GNU gettext is not installed (apt-get install gettext): our collector is not compared with it")
    for floor in message_scan.FLOORS:
        if (PROJECT / floor).exists():
            shutil.copytree(PROJECT / floor, tmp_path / floor, ignore=LEFT_OUT)
    (tmp_path / "locale" / "sv").mkdir(parents=True)

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=sv", "--ignore=*/migrations/*", "--verbosity=0"],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "", "PYTHONPATH": ""},
        check=True,
    )

    gnu = polib.pofile(str(tmp_path / "locale/sv/LC_MESSAGES/django.po"))
    expected = {(entry.msgctxt, entry.msgid) for entry in gnu if not entry.obsolete}
    assert len(expected) > 500
    found = message_scan.in_project().items()
    assert {key for key, message in found if any(not file.endswith(".jinja") for file in message.files)} == expected


@pytest.mark.parametrize(
    ("case", "entry", "expected"),
    [
        ("whole", {"msgid": "Cart", "msgstr": "Varukorg"}, []),
        ("empty", {"msgid": "Cart", "msgstr": ""}, ["not translated"]),
        ("unsure", {"msgid": "Cart", "msgstr": "Korg", "flags": ["fuzzy"]}, ["unsure (fuzzy)"]),
        ("a name lost", {"msgid": "Order %(number)s", "msgstr": "Order"}, ["placeholders differ from 'Order'"]),
        (
            "the singular may drop the number",
            {"msgid": "%(n)s piece", "msgid_plural": "%(n)s pieces", "msgstr_plural": {0: "en del", 1: "%(n)s delar"}},
            [],
        ),
        (
            "the plural may not",
            {"msgid": "%(n)s piece", "msgid_plural": "%(n)s pieces", "msgstr_plural": {0: "en del", 1: "delar"}},
            ["placeholders differ from 'delar'"],
        ),
    ],
)
def test_what_is_wrong_with_a_translation(case, entry, expected):
    assert translations.problems_of(polib.POEntry(**entry)) == expected, case


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue of its own over two texts that some code uses."""
    texts = {(None, "Cart"): "Cart", (None, "Price"): "Price"}
    messages = {key: message_scan.Message(text, files={"shop.py"}) for key, text in texts.items()}
    monkeypatch.setattr(translations, "_messages", lambda: messages)
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "sv" / "django.po")
    return messages


def said(text):
    entry = polib.pofile(str(translations.CATALOGUE)).find(text, include_obsolete_entries=True)
    return entry and (entry.msgstr, bool(entry.obsolete))


def test_a_translation_outlives_its_text_and_comes_back(catalogue):
    translations.add({"Cart": "Varukorg"})

    gone = catalogue.pop((None, "Cart"))
    translations.collect()
    assert said("Cart") == ("Varukorg", True)

    catalogue[(None, "Cart")] = gone
    translations.collect()
    assert said("Cart") == ("Varukorg", False)
    assert said("Price") == ("", False)


def test_a_translation_of_a_text_that_nobody_uses_is_refused(catalogue):
    with pytest.raises(SystemExit, match="No code or template uses:\n  Basket"):
        translations.add({"Basket": "Korg", "Cart": "Varukorg"})

    assert not translations.CATALOGUE.exists()
