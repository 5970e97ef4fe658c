"""Taking out of a picture what tells of its maker and place, without touching how it looks.

EXIF with GPS, XMP, IPTC, comments, previews and whatever lies after the picture go; the colour profile stays.
"""

import re
from collections.abc import Iterator

from PIL import Image

JPEG_START, JPEG_END = b"\xff\xd8", b"\xff\xd9"
START_OF_SCAN = 0xDA
# The next marker in the data of a scan: not a stuffed zero, not a restart.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
ICC, ADOBE, JFIF = b"ICC_PROFILE\0", b"Adobe", b"JFIF\0"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_TELLING = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_TELLING = {b"EXIF": 0x08, b"XMP ": 0x04}


class Odd(ValueError):
    """The file is not built as its format says."""


def without_metadata(content: bytes, kind: str) -> bytes:
    """The same picture, telling nothing. Raises Odd; AVIF and GIF are given back as they are."""
    clean = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}.get(kind)
    return clean(content) if clean else content


def _jpeg(content: bytes) -> bytes:
    if not content.startswith(JPEG_START):
        raise Odd
    kept, at = [JPEG_START], 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if len(content) < at + 4 or content[at] != 0xFF:
            raise Odd
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) < 2 + length:
            raise Odd
        if _is_kept(marker, segment[4:]):
            kept.append(segment)
        at += 2 + length
        if marker == START_OF_SCAN:
            found = NEXT_MARKER.search(content, at)
            if found is None:
                raise Odd
            kept.append(content[at : found.start()])
            at = found.start()
            if content[at : at + 2] == JPEG_END:
                return b"".join([*kept, JPEG_END])


def _is_kept(marker: int, said: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return (
            (marker == 0xE0 and said.startswith(JFIF))
            or (marker == 0xE2 and said.startswith(ICC))
            or (marker == 0xEE and said.startswith(ADOBE))
        )
    return marker != 0xFE


def exif_of_png(content: bytes) -> Image.Exif:
    """What a PNG says in its chunk of EXIF, wherever that stands. Raises Odd."""
    found = Image.Exif()
    for kind, chunk in _chunks_of_png(content):
        if kind == b"eXIf":
            found.load(b"Exif\0\0" + chunk[8:-4])
    return found


def _png(content: bytes) -> bytes:
    return PNG_HEAD + b"".join(chunk for kind, chunk in _chunks_of_png(content) if kind not in PNG_TELLING)


def _chunks_of_png(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(PNG_HEAD):
        raise Odd
    at = len(PNG_HEAD)
    while at < len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise Odd
        yield kind, chunk
        at += len(chunk)
        if kind == b"IEND":
            return


def _webp(content: bytes) -> bytes:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise Odd
    kept, at, dropped = [], 12, 0
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise Odd
        at += len(chunk)
        if kind in WEBP_TELLING:
            dropped |= WEBP_TELLING[kind]
        else:
            kept.append(chunk)
    if kept and kept[0][:4] == b"VP8X":
        kept[0] = kept[0][:8] + bytes([kept[0][8] & ~dropped]) + kept[0][9:]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
