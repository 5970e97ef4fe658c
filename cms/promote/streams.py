"""Walking the stored form of fields, to where they name a picture, a page or a row, and saying it in another way.

`swap(model, value)` is given each name found: a primary key on the way out, `{"ref": key}` on the way in.
"""

import re
from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

Swap = Callable[[type, Any], Any]
# How rich text stores a link, or a picture: `<a linktype="page" id="3">`, `<embed embedtype="image" id="4"/>`.
NAMED = re.compile(r"<a\b[^>]*>(?P<words>.*?)</a>|<embed\b[^>]*>", re.DOTALL)
TYPE = re.compile(r'\b(?:linktype|embedtype)="(page|document|image)"')
ID = re.compile(r'\bid="([^"]*)"')


class UnknownBlock(Exception):
    """The stream has a block of a kind that this environment does not have; the message is its path."""


def walk_block(block, value, swap: Swap, path=""):
    """The same value with its names said by `swap`. Raises UnknownBlock."""
    if value is None:
        return None
    if isinstance(block, blocks.ChooserBlock):
        return swap(block.model_class, value)
    if isinstance(block, blocks.RichTextBlock):
        return walk_rich_text(value, swap)
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock) and not isinstance(value, list):
        raise TypeError(path)
    if isinstance(block, blocks.StreamBlock):
        return [_child(block, child, swap, path) for child in value]
    if isinstance(block, blocks.ListBlock):
        return [_in_list(block.child_block, child, swap, path) for child in value]
    if isinstance(block, blocks.StructBlock):
        return _struct(block, value, swap, path)
    if isinstance(block, TypedTableBlock):
        return _table(block, value, swap, path)
    return value


def walk_rich_text(html: str, swap: Swap) -> str:
    """Raw HTML of rich text with the ids in it said by `swap`; where it gives none, only a link's words stay."""
    models = {"page": Page, "document": get_document_model(), "image": get_image_model()}

    def said(tag):
        opening = tag[0][: tag[0].index(">") + 1]
        kind, named = TYPE.search(opening), ID.search(opening)
        if not kind or not named:
            return tag[0]
        value = named[1]
        given = swap(models[kind[1]], int(value) if value.isdecimal() else {"ref": value})
        told = given["ref"] if isinstance(given, dict) else given
        if told is None:
            return tag["words"] or ""
        return ID.sub(f'id="{told}"', opening) + tag[0][len(opening) :]

    return NAMED.sub(said, html) if isinstance(html, str) else html


def outline(block):
    """What a block is made of, as JSON: what two environments are compared by."""
    if isinstance(block, blocks.StreamBlock):
        return {"stream": {name: outline(child) for name, child in block.child_blocks.items()}}
    if isinstance(block, blocks.StructBlock):
        return {"struct": {name: outline(child) for name, child in block.child_blocks.items()}}
    if isinstance(block, blocks.ListBlock):
        return {"list": outline(block.child_block)}
    if isinstance(block, blocks.ChooserBlock):
        return f"chooser of {block.model_class._meta.label_lower}"
    return next(kind.__name__ for kind in type(block).__mro__ if kind.__module__.startswith("wagtail."))


# --- the steps ---


def _child(stream, child, swap, path):
    kind = child.get("type") if isinstance(child, dict) else None
    if kind not in stream.child_blocks:
        raise UnknownBlock(f"{path}{kind}")
    return {**child, "value": walk_block(stream.child_blocks[kind], child.get("value"), swap, f"{path}{kind}.")}


def _in_list(block, child, swap, path):
    if isinstance(child, dict) and child.get("type") == "item" and "value" in child:
        return {**child, "value": walk_block(block, child["value"], swap, path)}
    return walk_block(block, child, swap, path)


def _struct(block, value, swap, path):
    if not isinstance(value, dict):
        raise UnknownBlock(path.rstrip("."))
    said = {}
    for name, part in value.items():
        if name in block.child_blocks:
            said[name] = walk_block(block.child_blocks[name], part, swap, f"{path}{name}.")
        elif part not in (None, "", [], {}):
            raise UnknownBlock(f"{path}{name}")
    return said


def _table(block, value, swap, path):
    kinds = [column.get("type") for column in value.get("columns", [])]
    if unknown := [kind for kind in kinds if kind not in block.child_blocks]:
        raise UnknownBlock(f"{path}{unknown[0]}")
    rows = [
        {
            **row,
            "values": [
                walk_block(block.child_blocks[kind], cell, swap, f"{path}{kind}.")
                for kind, cell in zip(kinds, row.get("values", []), strict=False)
            ],
        }
        for row in value.get("rows", [])
    ]
    return {**value, "rows": rows}
