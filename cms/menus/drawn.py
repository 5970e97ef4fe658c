"""Menus as templates draw them, out of what the frame already holds: no query of its own.

An entry is a dict of `title`, `url`, `picture` and `children`, which are dicts of `title` and `url`.
"""

from collections.abc import Iterable, Mapping

from cms.menus.menu import HEAD


def of_editors(entries: Iterable[Mapping], frame, language: str) -> list[dict]:
    """A menu's entries, as its field stores them. What leads to a page that is not live in the language is left out."""
    found = (_entry(one["value"], frame, language) for one in entries if one["type"] == "entry")
    return [entry for entry in found if entry]


def of_the_tree(root, place: str) -> list[dict]:
    """The menu of a place where editors have made none: the pages that are shown in menus."""
    if place == HEAD:
        return [_of_category(node) for node in shown(root)]
    return [_of_page(node) for node in root.children if node.in_menus and not node.is_category]


def shown(node) -> list:
    return [child for child in node.children if child.in_menus and child.is_category]


def _of_page(node) -> dict:
    return {"title": node.title, "url": node.url}


def _of_category(node) -> dict:
    return {**_of_page(node), "picture": node.picture, "children": [_of_page(child) for child in shown(node)]}


def _entry(value, frame, language):
    found = _link(value, frame, language)
    if found is None:
        return None
    link, node = found
    under = [_of_page(child) for child in shown(node)] if node and value.get("with_pages_under") else []
    more = [_link(_of_item(one), frame, language) for one in value.get("more") or []]
    children = [*under, *(one[0] for one in more if one)]
    return {**link, "picture": node.picture if node else None, "children": children}


def _of_item(one):
    """A ListBlock stores its items bare or, since they have ids, as the value of a dict."""
    return one["value"] if one.get("type") == "item" else one


def _link(value, frame, language):
    """A link and the node of its page; None where the page is not live in the language."""
    if not value.get("page"):
        return {"title": value.get("label", ""), "url": value.get("address", "")}, None
    chosen = frame.by_id.get(value["page"])
    node = chosen and frame.by_key.get((chosen.translation_key, language))
    if node is None or not node.url:
        return None
    return {"title": value.get("label") or node.title, "url": node.url}, node
