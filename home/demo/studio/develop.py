"""From the renderer's picture to the one in the shop: a gentle curve, a little bloom, a JPEG that is not too heavy."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

LIMIT = 245_000


def develop(source: Path, target: Path, *, size: tuple[int, int], bloom: float = 0.22, note: str = "") -> int:
    """Write the finished JPEG, with a note in it, and return its weight in bytes; never above LIMIT."""
    picture = Image.open(source).convert("RGB")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.UnsharpMask(1.2, 60, 2))
    picture = ImageEnhance.Color(_curve(_bloomed(picture, bloom))).enhance(0.82)
    for quality in (87, 84, 81, 78, 74, 70, 65, 60):
        sheet = io.BytesIO()
        picture.save(
            sheet,
            "JPEG",
            quality=quality,
            progressive=True,
            optimize=True,
            comment=note,
            subsampling=0 if quality > 82 else 2,
        )
        if sheet.tell() <= LIMIT:
            break
    # In one move, so that a picture being served is never half a picture.
    unfinished = target.with_suffix(".part")
    unfinished.write_bytes(sheet.getvalue())
    unfinished.replace(target)
    return sheet.tell()


def _bloomed(picture: Image.Image, amount: float) -> Image.Image:
    """Light spills a little from what is brightest, as through a lens."""
    bright = picture.point([max(0, round((v - 215) * 255 / 40)) if v > 215 else 0 for v in range(256)] * 3)
    halo = bright.filter(ImageFilter.GaussianBlur(picture.width * 0.018))
    return ImageChops.screen(picture, halo.point([round(v * amount) for v in range(256)] * 3))


def _curve(picture: Image.Image) -> Image.Image:
    """Film-like: blacks lifted a hair, shoulders rolled off."""
    table = []
    for v in range(256):
        x = v / 255
        s = x * x * (3 - 2 * x)
        table.append(round(255 * (0.012 + 0.982 * (0.8 * x + 0.2 * s))))
    return picture.point(table * 3)
