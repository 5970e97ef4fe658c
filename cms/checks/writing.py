"""What can be seen from a page's text alone: alternative texts, headings, colours, claims."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from wagtail import blocks

from cms.blocks import ColoursBlock, PictureBlock
from cms.checks import rules
from cms.checks.colours import ENOUGH, contrast
from cms.checks.parts import Part, parts
from cms.checks.rich_text import read
from cms.checks.rule import Fault

FILE_NAME = re.compile(r"\S+\.(jpe?g|png|webp|avif|gif|heic|tiff?|svg)|(img|dsc|dscn|pict)[_-]?\d+", re.IGNORECASE)
CLAIMS = re.compile(
    r"\b(miljövänlig\w*|klimatsmart\w*|klimatneutral\w*|klimatkompensera\w*|koldioxidneutral\w*|klimatpositiv\w*"
    r"|eco-?friendly|environmentally[ -]friendly|climate[ -](?:neutral|positive|friendly)|carbon[ -]neutral)\b",
    re.IGNORECASE,
)
H2, H3 = 2, 3


def alt_texts(page, **_about) -> Iterator[Fault]:
    """Each picture in the text says what it shows, or that it only adorns."""
    number = 0
    for part in parts(page):
        if not isinstance(part.block, PictureBlock) or not (part.value or {}).get("image"):
            continue
        number += 1
        alt = (part.value.get("alt") or "").strip()
        about = f"{part.value['image']}"
        if not alt and not part.value.get("is_decoration"):
            text = _("Picture %(number)s has no alternative text.") % {"number": number}
            yield Fault(rule=rules.ALT, text=text, about=about, block_id=part.block_id)
        elif FILE_NAME.fullmatch(alt):
            text = _("The alternative text of picture %(number)s, “%(text)s”, is the name of a file.")
            said = text % {"number": number, "text": alt}
            yield Fault(rule=rules.ALT, text=said, about=about + alt, block_id=part.block_id)


def headings(page, **_about) -> Iterator[Fault]:
    """Below the page's own title: no level is skipped, none is empty, and bold text is not used as one."""
    levels = [(1, page.title, "")]
    for part in parts(page):
        levels += _headings_of(part)
        for line in read(part.value).bold_lines if isinstance(part.block, blocks.RichTextBlock) else []:
            text = _("“%(text)s” looks like a heading but is only bold. Make it one.") % {"text": line[:60]}
            yield Fault(rule=rules.HEADINGS, text=text, block_id=part.block_id)
    for (above, _words, _id), (level, words, block_id) in pairwise(levels):
        if not words.strip():
            yield Fault(rule=rules.HEADINGS, text=_("A heading is empty."), about=f"{level}", block_id=block_id)
        elif level > above + 1:
            text = _("“%(text)s” is a heading of level %(level)s right under one of level %(above)s.")
            said = text % {"text": words[:60], "level": level, "above": above}
            yield Fault(rule=rules.HEADINGS, text=said, about=words, block_id=block_id)


def _headings_of(part: Part) -> list[tuple[int, str, str]]:
    if isinstance(part.block, blocks.RichTextBlock):
        return [(level, words, part.block_id) for level, words in read(part.value).headings]
    if part.kind == "heading":
        return [(H2, part.value or "", part.block_id)]
    title = part.value.get("title") if isinstance(part.value, dict) else ""
    return [(H2, title, part.block_id)] if title else []


def contrasts(page, **_about) -> Iterator[Fault]:
    """Colours that an editor chose are told apart by everyone."""
    for part in parts(page):
        said = part.value if isinstance(part.block, ColoursBlock) else None
        if not said or not (said.get("ground") and said.get("text")):
            continue
        found = contrast(said["ground"], said["text"])
        if found < ENOUGH:
            text = _("%(text)s on %(ground)s has a contrast of %(found)s to 1. At least 4.5 to 1 is needed.")
            told = text % {"text": said["text"], "ground": said["ground"], "found": f"{found:.1f}".replace(".", ",")}
            about = said["text"] + said["ground"]
            yield Fault(rule=rules.CONTRAST, text=told, about=about, block_id=part.block_id)


def claims(page, **_about) -> Iterator[Fault]:
    """Words about the environment that mean nothing unless something supports them."""
    for words, block_id in texts(page):
        for found in dict.fromkeys(match.group(0).lower() for match in CLAIMS.finditer(words)):
            text = _("“%(word)s” is a general claim about the environment.") % {"word": found}
            yield Fault(rule=rules.CLAIMS, text=text, about=found, block_id=block_id)


def texts(page) -> Iterator[tuple[str, str]]:
    """All that a page says: its own text fields, then its streams; each with the id of the block it stands in."""
    for name in ("title", "intro", "lead", "care", "safety", "hero_title", "hero_text"):
        if words := getattr(page, name, ""):
            yield words, ""
    for part in parts(page):
        if isinstance(part.block, blocks.RichTextBlock):
            yield read(part.value).text, part.block_id
        elif isinstance(part.block, (blocks.CharBlock, blocks.TextBlock)) and isinstance(part.value, str):
            yield part.value, part.block_id
