"""Who made a package and who asks for one: Ed25519. Each environment has a key of its own, whose half is never told."""

import base64
import hashlib
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

PACKAGE, REQUEST = b"webshop promotion package\n", b"webshop promotion request\n"


class NotSigned(Exception):
    """Nobody we know has signed it, or it was changed since."""


def own_public_key() -> str:
    """What is told to the other environment: 44 characters of base64."""
    return _text(_own().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def sign(purpose: bytes, content: bytes) -> str:
    return _text(_own().sign(purpose + content))


def verify(purpose: bytes, content: bytes, *, public_key: str, signature: Any) -> None:
    """Raises NotSigned."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(str(signature), validate=True), purpose + content)
    except (InvalidSignature, ValueError) as error:
        raise NotSigned from error


def request_text(method: str, path: str, body: bytes, *, at: str, nonce: str) -> bytes:
    """What of a request is signed: all that decides what is answered, and when it was asked."""
    return "\n".join([method, path, hashlib.sha256(body).hexdigest(), at, nonce]).encode()


def is_public_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False


# --- the steps ---


def _own() -> Ed25519PrivateKey:
    """From PROMOTION_KEY, or else from the environment's own secret: then nothing more has to be set up."""
    secret = settings.PROMOTION_KEY or settings.SECRET_KEY
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"webshop promotion key").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(drawn)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
