"""The texts in `docs/forvaltning/`, read as the few kinds of parts that a paper has, with figures in their places.

A figure stands as `[[namn]]` in the text; alone on a line it may also be a table or a list. A name that nothing
measures is an error: a document never says what nobody has counted.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from operations.acceptance import written_down
from operations.acceptance.paper import Part, heading, points, table, words

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "forvaltning"
PLACE = re.compile(r"\[\[([a-zåäö0-9 -]+)\]\]")
LETTERS = 4  # of a word that does not break, for each part of the width
Figure = Callable[[], str | list[Part]]


class Unmeasured(LookupError):
    """The text asks for a figure that there is none of."""


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    blocks: list[str]


def read(name: str) -> Text:
    lines = (FOLDER / f"{name}.md").read_text(encoding="utf-8").strip()
    title, _, rest = lines.partition("\n")
    return Text(title.removeprefix("# ").strip(), [block for block in re.split(r"\n\s*\n", rest.strip()) if block])


def named(text: Text) -> set[str]:
    """Every figure that the text asks for."""
    return {name for block in text.blocks for name in PLACE.findall(block)}


def parts(text: Text, figures: Mapping[str, Figure]) -> list[Part]:
    """Raises Unmeasured."""
    return [part for block in text.blocks for part in _block(block, figures)]


def _block(block: str, figures: Mapping[str, Figure]) -> Iterator[Part]:
    alone = PLACE.fullmatch(block.strip())
    if alone:
        told = _figure(alone[1], figures)
        yield from [words(told)] if isinstance(told, str) else told
    elif block.startswith("#"):
        marks, _, said = block.partition(" ")
        yield heading(min(len(marks), 3), _filled(said, figures))
    elif block.startswith("- "):
        yield points(_filled(line, figures) for line in _items(block))
    elif block.startswith("|"):
        yield _table(block, figures)
    else:
        yield words(_filled(" ".join(block.split()), figures))


def _items(block: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"^- ", block, flags=re.MULTILINE) if line.strip()]


def _table(block: str, figures: Mapping[str, Figure]) -> Part:
    rows = [
        [_filled(cell.strip(), figures) for cell in line.strip().strip("|").split("|")] for line in block.splitlines()
    ]
    heads, body = rows[0], rows[2:]
    longest = [max(len(row[place]) for row in [heads, *body]) for place in range(len(heads))]
    words_of = [[word for row in [heads, *body] for word in row[place].split()] for place in range(len(heads))]
    widths = [
        max(2, min(8, round(length / 8)), ceil(max(map(len, found), default=0) / LETTERS))
        for length, found in zip(longest, words_of, strict=True)
    ]
    return table(heads, body, widths=widths)


def _filled(said: str, figures: Mapping[str, Figure]) -> str:
    def told(found: re.Match[str]) -> str:
        value = _figure(found[1], figures)
        if not isinstance(value, str):
            raise Unmeasured(f"{found[1]} is more than a word: it stands alone on its line")
        return value

    return written_down.plain(PLACE.sub(told, said).replace("**", ""))


def _figure(name: str, figures: Mapping[str, Figure]) -> str | list[Part]:
    if name not in figures:
        raise Unmeasured(f"nothing measures {name}")
    return figures[name]()
