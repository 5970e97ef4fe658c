"""What the storefront's files promise: colours that can be read, no inline style or script, and little to fetch."""

import gzip
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TOKENS = (PROJECT / "static/css/tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted(path for path in (PROJECT / "templates").rglob("*") if path.suffix in (".html", ".jinja"))
MAIL_FOLDERS = {"mail", "email"}
SHEETS = sorted((PROJECT / "static/css").glob("*.css"))
OWN_MODULES = sorted((PROJECT / "static/js").glob("*.js"))

TEXT = [
    ("ink", "chalk"),
    ("ink", "paper"),
    ("ink", "sand"),
    ("ink-soft", "chalk"),
    ("ink-soft", "paper"),
    ("ink-soft", "sand"),
    ("ink", "glaze-wash"),
    ("ink-soft", "glaze-wash"),
    ("on-glaze", "glaze"),
    ("on-glaze", "glaze-deep"),
    ("glaze", "chalk"),
    ("glaze", "paper"),
    ("on-clay", "clay"),
    ("on-clay", "clay-deep"),
    ("clay-text", "chalk"),
    ("clay-text", "paper"),
    ("ink", "clay-wash"),
    ("ink-soft", "clay-wash"),
    ("moss", "chalk"),
    ("moss", "paper"),
    ("ink", "moss-wash"),
    ("amber", "chalk"),
    ("amber", "paper"),
    ("ink", "amber-wash"),
    ("signal", "chalk"),
    ("signal", "paper"),
    ("ink", "signal-wash"),
    ("on-night", "night"),
    ("on-night-soft", "night"),
]
SHAPES = [("edge", "chalk"), ("edge", "paper"), ("ring", "ring-gap"), ("ring", "chalk"), ("ring", "paper")]


def colours(theme):
    """The tokens as hexadecimal colours in one theme."""
    place = {"light": 0, "dark": 1}[theme]
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", TOKENS)
    fixed = re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS)
    return {name: values[place] for name, *values in pairs} | dict(fixed)


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    dark, light = sorted([luminance(first), luminance(second)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_every_pair_can_be_told_apart(theme, pairs, least):
    known = colours(theme)

    weak = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_templates_carry_no_inline_style_or_script():
    pages = [path for path in TEMPLATES if not MAIL_FOLDERS & set(path.parts)]
    inline = re.compile(
        r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\s(?:src=|type=\"application/json\"))", re.IGNORECASE
    )

    found = [path.relative_to(PROJECT).as_posix() for path in pages if inline.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_styles_and_own_scripts_stay_small():
    fetched = sum(len(gzip.compress(path.read_bytes())) for path in [*SHEETS, *OWN_MODULES])

    assert fetched < 25_000


def test_every_icon_in_use_is_in_the_sprite():
    sprite = (PROJECT / "static/icons/sprite.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))

    used = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }

    assert len(used) > 10
    assert used - drawn == set()
