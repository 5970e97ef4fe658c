"""The pattern library: every component of the storefront in every state, light and dark, on one page of the admin."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import cycle
from pathlib import Path

from django.shortcuts import render
from django.template.loader import get_template
from wagtail.images import get_image_model

from cms import pictures
from cms.story import StoryBlock

SAMPLES = "styleguide/samples.json"
PICTURE_KEYS = ("picture", "second_picture", "image")


def pattern_library(request):
    """Show all components with sample content. The pictures are the shop's own."""
    samples = _read_samples()
    context = {
        "light": _in_theme(samples, "light"),
        "dark": _in_theme(samples, "dark"),
        "blocks": _blocks(request),
        "site_menu": samples["menu"],
        "locale_links": samples["locales"],
    }
    return render(request, "styleguide/index.html", context)


def _read_samples() -> dict:
    path = Path(get_template(SAMPLES).origin.name)
    samples = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    shown = [pictures.of_image(image) for image in get_image_model().objects.order_by("pk")[:12]]
    _complete(samples, cycle(shown or [None]))
    return samples


def _complete(node, shown):
    """Put real pictures where the samples name one, and dates where they write one."""
    if isinstance(node, list):
        for item in node:
            _complete(item, shown)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in PICTURE_KEYS and isinstance(value, str):
                node[key] = next(shown)
            elif key == "since":
                node[key] = date.fromisoformat(value)
            else:
                _complete(value, shown)


def _in_theme(samples: dict, theme: str) -> dict:
    """A copy whose form fields have ids and names of their own, so that both themes fit on one page."""
    themed = deepcopy(samples)
    for value in themed.values():
        if isinstance(value, dict) and "auto_id" in value:
            value["auto_id"] += f"-{theme}"
            value["html_name"] += f"-{theme}"
    return themed


def _blocks(request):
    """Each block of running text with its sample, drawn as on a page: `[(name, description, html)]`."""
    shown = []
    for block in StoryBlock().child_blocks.values():
        value = block.get_preview_value()
        context = block.get_preview_context(value, {"request": request})
        shown.append((block.label, block.get_description(), block.render(value, context)))
    return shown
