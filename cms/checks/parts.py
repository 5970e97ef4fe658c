"""A page's text part by part, as it is written: read from the stored form of its streams, without loading anything."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wagtail import blocks
from wagtail.fields import StreamField


class Part(NamedTuple):
    """One value of a stream, however deep. `kind` is its name in what holds it, `block_id` the id of the top block."""

    block: blocks.Block
    kind: str
    value: Any
    block_id: str


def parts(page) -> Iterator[Part]:
    """Every part of every stream of a page, in reading order. One that holds others comes before them."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from _of_stream(value.stream_block, value.get_prep_value(), "")


def _of_stream(block, children, block_id):
    for child in children:
        kind = child.get("type")
        if kind in block.child_blocks:
            yield from _of(block.child_blocks[kind], kind, child.get("value"), block_id or child.get("id") or "")


def _of(block, kind, value, block_id):
    yield Part(block, kind, value, block_id)
    if isinstance(block, blocks.StreamBlock):
        yield from _of_stream(block, value or [], block_id)
    elif isinstance(block, blocks.ListBlock):
        for item in value or []:
            inner = item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
            yield from _of(block.child_block, kind, inner, block_id)
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            if name in value:
                yield from _of(child, name, value[name], block_id)
