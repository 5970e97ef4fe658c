"""What is written down agrees with what is there."""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

from tests import krav
from tests.krav import PAGE, PROJECT
from tests.screenshots import areas
from tests.screenshots.shots import shots_of

PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)|!\[[^\]]*\]\(([^)\s]+)\)")
ADDRESSES = ("http://", "https://", "mailto:")


def test_every_marked_requirement_has_a_row():
    known = {row.number for row in krav.rows(PAGE.read_text(encoding="utf-8"))}

    assert set(krav.proofs()) - known == set()


def test_the_column_of_proofs_is_fresh():
    text = PAGE.read_text(encoding="utf-8")

    assert text == krav.with_proofs(text), "run: .venv/bin/python -m tests.krav"


def test_no_requirement_is_without_a_module_a_proof_and_a_page():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]

    assert [line.split(" | ")[0] for line in lines if "| – |" in line] == []


def test_a_requirement_stands_once_and_names_modules_that_exist():
    rows = krav.rows(PAGE.read_text(encoding="utf-8"))

    assert len(rows) > 40
    assert len({row.number for row in rows}) == len(rows)
    named = [(row.number, path) for row in rows for path in re.findall(r"`([^`]+)`", row.modules)]
    assert [pair for pair in named if not (PROJECT / pair[1]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page):
    targets = [one or other for one, other in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target for target in targets if not target.startswith(ADDRESSES)]

    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_is_reached_from_the_index():
    index = PROJECT / "docs" / "index.md"
    linked = {(index.parent / target).resolve() for target, _ in LINK.findall(index.read_text(encoding="utf-8"))}

    assert sorted(set(PROJECT.glob("docs/**/*.md")) - linked - {index}) == []


def test_every_picture_is_shown_on_a_page_and_taken_by_a_script():
    """What nobody takes anew shows the shop as it once was."""
    pictures = set((PROJECT / "docs" / "bilder").rglob("*.*"))
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for _, target in LINK.findall(page.read_text(encoding="utf-8"))
        if target and not target.startswith(ADDRESSES)
    }
    taken = {
        PROJECT / "docs" / "bilder" / name / f"{one.name}.webp"
        for _, name, _ in iter_modules(areas.__path__)
        for one in shots_of(import_module(f"{areas.__name__}.{name}"))
    }

    assert pictures == taken == shown


def test_files_named_in_the_readme_exist():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([\w./]+)`", text) if "/" in path and path.endswith((".py", "/", ".sh"))]

    assert len(paths) >= 8
    assert [path for path in paths if not (PROJECT / path).exists()] == []


def test_pages_that_the_code_refers_to_exist():
    folders = ("cms", "commerce", "config", "home", "integrations", "operations", "search", "deploy")
    files = [path for folder in folders for path in (PROJECT / folder).rglob("*.py")]
    named = {name for path in files for name in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))}

    assert len(named) >= 3
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []
