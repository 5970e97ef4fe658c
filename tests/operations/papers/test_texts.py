"""The texts of the documents ask only for what is measured, and a figure that nobody measures stops the document."""

import pytest

from operations.acceptance.paper import points
from operations.papers import written
from operations.papers.documents import DOCUMENTS
from operations.papers.measured import NAMES, Measured
from operations.papers.written import Text, Unmeasured

pytestmark = [pytest.mark.krav("6.2.1"), pytest.mark.krav("6.3.2")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_that_a_text_asks_for_is_measured(name):
    text = written.read(name)

    assert text.title
    assert written.named(text)
    assert written.named(text) <= set(NAMES)


def test_every_text_is_a_document_and_every_measure_is_used_by_some():
    texts = [written.read(path.stem) for path in written.FOLDER.glob("*.md")]

    assert {path.stem for path in written.FOLDER.glob("*.md")} == set(DOCUMENTS)
    assert set().union(*(written.named(text) for text in texts)) == set(NAMES)
    assert all(hasattr(Measured, method) for method in NAMES.values())


def text_of(*blocks):
    return Text("Plan", list(blocks))


FIGURES = {"antal": lambda: "7", "lista": lambda: [points(["a", "b"])]}


def test_a_text_becomes_the_parts_of_a_paper():
    blocks = (
        "## Delar",
        "Det finns [[antal]]\ndelar i `koden`.",
        "- en\n- [[antal]] till",
        "[[lista]]",
        "| a | b |\n| --- | --- |\n| x | [[antal]] |",
    )

    heading, words, items, listed, table = written.parts(text_of(*blocks), FIGURES)

    assert (heading["level"], heading["text"]) == (2, "Delar")
    assert words["text"] == "Det finns 7 delar i koden."
    assert items["lines"] == ["en", "7 till"]
    assert listed == points(["a", "b"])
    assert (table["heads"], table["rows"]) == (["a", "b"], [["x", "7"]])


@pytest.mark.parametrize(
    "block", ["Det finns [[många]] delar.", "[[många]]", "Listan [[lista]] står inne i en mening."]
)
def test_what_is_not_measured_is_not_said(block):
    with pytest.raises(Unmeasured):
        written.parts(text_of(block), FIGURES)
