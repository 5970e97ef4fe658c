"""What is different, in words an editor can read: field by field, and in a stream block by block."""

import json
import re
from dataclasses import dataclass, field

from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import diff_text
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.promote import compare, identity, portable
from cms.promote.streams import ID, NAMED, TYPE

ADDED, GONE, CHANGED, MOVED = "added", "gone", "changed", "moved"
BREAKS = re.compile(r"</(?:p|h\d|li)>|<br\s*/?>")


@dataclass
class Line:
    """One value: what it is called, and the two texts as one with what is gone and what is new marked."""

    label: str
    html: str


@dataclass
class BlockChange:
    kind: str
    change: str
    lines: list[Line]


@dataclass
class FieldChange:
    name: str
    label: str
    side: str | None
    is_conflict: bool
    html: str = ""
    blocks: list[BlockChange] = field(default_factory=list)


def changes(item) -> list[FieldChange]:
    """The fields of an item that differ from what is here, or all that are filled in where there is nothing here."""
    model = identity.model_named(item.model)
    if model is None or item.found.get("state") == compare.REFUSED:
        return []
    ours = compare.load([item]).fields.get(item.key, {})
    theirs = compare.theirs_of(item, model)
    said = _Said(item.promotion)
    known = portable.fields_of(model)
    shown = [name for name in known if name in theirs and theirs[name] != ours.get(name)]
    if not ours:
        shown = [name for name in shown if theirs[name] not in (None, "", [], {})]
    return [_change(known[name], name, ours.get(name), theirs[name], item, said) for name in shown]


# --- the steps ---


class _Said:
    """What things are called: as the package says, else as they are called here."""

    def __init__(self, promotion):
        self.labels = dict(promotion.items.values_list("key", "label"))

    def __call__(self, key):
        if key not in self.labels:
            self.labels[key] = self._here(key)
        return self.labels[key]

    def _here(self, key):
        pk = identity.find([key]).get(key)
        kind = key.partition(":")[0]
        model = get_image_model() if kind == "image" else get_document_model() if kind == "document" else Page
        if pk and kind not in ("row", "setting"):
            return model.objects.values_list("title", flat=True).get(pk=pk)
        return key.rpartition(":")[2]


def _change(known, name, ours, theirs, item, said) -> FieldChange:
    label = capfirst(str(getattr(known, "verbose_name", "") or name))
    if known.one_to_many:
        label = capfirst(str(known.related_model._meta.verbose_name_plural))
    change = FieldChange(name, label, compare.side_of(item, name), name in item.found.get("conflicts", ()))
    if isinstance(known, StreamField):
        change.blocks = _blocks(known.stream_block, ours or [], theirs or [], said)
    elif known.one_to_many:
        change.blocks = _children(known, ours or [], theirs or [], said)
    elif isinstance(known, RichTextField):
        change.html = _marked(_plain(ours, said), _plain(theirs, said))
    else:
        change.html = _marked(_text(known, ours, said), _text(known, theirs, said))
    return change


def _blocks(stream, ours, theirs, said) -> list[BlockChange]:
    """By the id that a block keeps; one that has changed places says so."""
    before = {child.get("id") or place: child for place, child in enumerate(ours)}
    after = {child.get("id") or place: child for place, child in enumerate(theirs)}
    stayed = [key for key in before if key in after]
    order = {key: place for place, key in enumerate(key for key in after if key in before)}
    found = []
    for key, child in after.items():
        old = before.get(key)
        lines = _lines(stream, old, child, said)
        is_moved = old is not None and stayed.index(key) != order[key]
        if old is None or lines or is_moved:
            change = ADDED if old is None else CHANGED if lines else MOVED
            found.append(BlockChange(_kind(stream, child), change, lines))
    for key, child in before.items():
        if key not in after:
            found.append(BlockChange(_kind(stream, child), GONE, _lines(stream, child, None, said)))
    return found


def _kind(stream, child) -> str:
    block = stream.child_blocks.get(child.get("type"))
    return capfirst(str(block.label)) if block else str(child.get("type"))


def _lines(stream, old, new, said) -> list[Line]:
    before, after = (
        dict(_values(stream.child_blocks.get((side or {}).get("type")), side, said)) for side in (old, new)
    )
    names = list(dict.fromkeys([*after, *before]))
    return [
        Line(name, _marked(before.get(name, ""), after.get(name, "")))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _values(block, child, said):
    if block is not None and child is not None:
        yield from _flat(block, child.get("value"), "", said)


def _flat(block, value, path, said):
    """`(label, text)` of every value in a block, however deep."""
    if value in (None, "", [], {}):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _flat(child, value.get(name), _joined(path, capfirst(str(child.label))), said)
    elif isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        for place, part in enumerate(value, start=1):
            inner = part.get("value", part) if isinstance(part, dict) else part
            child = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks.get(part["type"])
            if child is not None:
                yield from _flat(child, inner, _joined(path, str(place)), said)
    elif isinstance(block, blocks.RichTextBlock):
        yield path, _plain(value, said)
    elif isinstance(block, blocks.ChoiceBlock):
        yield path, _word_of(block.field.choices, value)
    else:
        yield path, _shown(value, said)


def _word_of(choices, value) -> str:
    """What a choice is called; its value where nothing here is called so."""
    grouped = (pair[1] if isinstance(pair[1], list | tuple) else [pair] for pair in choices)
    return str(next((name for pairs in grouped for one, name in pairs if one == value), value))


def _joined(path, name):
    return f"{path} › {name}" if path else name


def _children(relation, ours, theirs, said) -> list[BlockChange]:
    known = portable.fields_of(relation.related_model)
    kind = capfirst(str(relation.related_model._meta.verbose_name))
    found = []
    for place in range(max(len(ours), len(theirs))):
        old = ours[place] if place < len(ours) else {}
        new = theirs[place] if place < len(theirs) else {}
        lines = [
            Line(
                capfirst(str(part.verbose_name)),
                _marked(_text(part, old.get(name), said), _text(part, new.get(name), said)),
            )
            for name, part in known.items()
            if not part.one_to_many and old.get(name) != new.get(name)
        ]
        if lines:
            found.append(BlockChange(f"{kind} {place + 1}", ADDED if not old else GONE if not new else CHANGED, lines))
    return found


def _text(known, value, said) -> str:
    choices = dict(getattr(known, "flatchoices", None) or [])
    return str(choices[value]) if isinstance(value, str) and value in choices else _shown(value, said)


def _shown(value, said) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict) and "ref" in value:
        return str(said(value["ref"]))
    if isinstance(value, list):
        return "\n".join(_shown(part, said) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(localize(value))


def _plain(html, said) -> str:
    """The words of rich text; a link tells where it leads."""

    def told(tag):
        opening = tag[0][: tag[0].index(">") + 1]
        kind, named = TYPE.search(opening), ID.search(opening)
        words = strip_tags(tag["words"] or "")
        return f"{words} [{said(named[1])}]".strip() if kind and named else tag[0]

    return strip_tags(BREAKS.sub("\n", NAMED.sub(told, html or ""))).strip()


def _marked(before: str, after: str) -> str:
    return diff_text(before, after).to_html()
