"""What a file is, by what it holds and not by what it is called."""

import re

# What a browser shows, as Pillow calls it, with the extension that it is kept under.
SHOWN = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# What is made into one of those when it is taken in (`cms.intake.foreign`), with what it may be called.
FOREIGN = {"HEIF": ("heic", "heif"), "TIFF": ("tif", "tiff"), "SVG": ("svg",)}
CALLED = {"JPEG": ("jpg", "jpeg"), **FOREIGN}

AVIF_BRANDS = {b"avif", b"avis"}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
TIFF_HEADS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
SVG_HEAD = re.compile(
    rb"\s*(<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>\s*)*<(\w+:)?svg[\s>/]", re.DOTALL
)
HEAD = 4096


def foreign_kind(content: bytes) -> str:
    """`HEIF`, `TIFF` or `SVG`; empty for anything else."""
    head = content[:HEAD]
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4]), 128), 4))}
        return "HEIF" if brands & HEIF_BRANDS and not brands & AVIF_BRANDS else ""
    if head.startswith(TIFF_HEADS):
        return "TIFF"
    return "SVG" if SVG_HEAD.match(head.removeprefix(b"\xef\xbb\xbf")) else ""


def called(kind: str) -> tuple[str, ...]:
    """The extensions that a file of a kind may have."""
    return CALLED.get(kind) or (SHOWN[kind],)
