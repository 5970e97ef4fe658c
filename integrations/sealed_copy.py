"""A copy of an order that a payment provider keeps for us: packed, and sealed with the shop's own secret.

Nobody but the shop can read it. The same copy is always sealed to the same text, so that a call that is made again asks
for the same. A provider keeps texts by name, so many of so many characters: a copy is cut in pieces for it.
"""

import base64
import hashlib
import zlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

NAME = "copy"
LARGEST = 1_000_000  # of a copy when it is unpacked: an order of the longest is a tenth of it


def seal(copy: str) -> str:
    packed = zlib.compress(copy.encode(), 9)
    return base64.urlsafe_b64encode(_box(settings.SECRET_KEY).encrypt(packed, None)).decode()


def unseal(sealed: str) -> str | None:
    """None for what was not sealed with a secret of the shop's, or is not whole."""
    try:
        packed = base64.urlsafe_b64decode(sealed.encode())
    except ValueError:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _unpacked(_box(secret).decrypt(packed, None))
        except (InvalidTag, ValueError):
            continue
    return None


def pieces(sealed: str, *, most: int, length: int) -> dict[str, str]:
    """The text by names that sort as it is read. Nothing of one that does not fit: a part of it is of no use."""
    cut = [sealed[start : start + length] for start in range(0, len(sealed), length)]
    return {f"{NAME}-{place:02}": piece for place, piece in enumerate(cut)} if len(cut) <= most else {}


def joined(kept: Mapping[str, str]) -> str:
    return "".join(kept[name] for name in sorted(kept) if name.startswith(f"{NAME}-"))


# --- the steps ---


def _unpacked(packed: bytes) -> str | None:
    opener = zlib.decompressobj()
    try:
        text = opener.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return None if opener.unconsumed_tail else text.decode()


def _box(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(b"copy of an order " + secret.encode()).digest())
