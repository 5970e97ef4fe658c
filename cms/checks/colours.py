"""How well a text stands out from its ground, as WCAG 2.2 counts it (relative luminance, success criterion 1.4.3)."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
ENOUGH = 4.5


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white). Colours are written `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
