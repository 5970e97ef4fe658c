"""The files of a promotion, before it is taken in: kept where nobody but the shop can read them."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import measure
from cms.promote.package import LARGEST_FILE, PackageRefused, checked

# How files of a kind begin, where they begin alike. Plain text has no such sign, and no zero bytes.
SIGNS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "odt": b"PK", "ods": b"PK", "zip": b"PK"}
PLAIN = ("csv", "txt")


def storage():
    return storages["promotions"]


def stage(package, item, pieces: Iterable[bytes]) -> None:
    """Keep a file of the package under its hash, once it is seen to be what it says. Raises PackageRefused."""
    file = item["file"]
    name = name_of(package, file["sha256"])
    if _is_there(name, file["size"]):
        return
    mark = hashlib.sha1(usedforsecurity=False)  # what Wagtail knows a file by
    with tempfile.TemporaryFile() as held:
        for piece in checked(pieces, sha256=file["sha256"], size=file["size"]):
            held.write(piece)
            mark.update(piece)
        if item["key"].partition(":")[2] != mark.hexdigest():
            raise PackageRefused(_("A file in the package is not the one that was signed."))
        held.seek(0)
        _refuse_if_other(item, held)
        held.seek(0)
        storage().save(name, File(held))


def read(package, sha256) -> bytes:
    with storage().open(name_of(package, sha256), "rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def is_kept(package, sha256) -> bool:
    return storage().exists(name_of(package, sha256))


def forget(package) -> None:
    """Delete what is kept of a package. What is gone already is no fault."""
    folder = str(package)
    with contextlib.suppress(FileNotFoundError):
        for name in storage().listdir(folder)[1]:
            storage().delete(f"{folder}/{name}")
        storage().delete(folder)


def name_of(package, sha256) -> str:
    return f"{package}/{sha256}"


# --- the steps ---


def _is_there(name, size) -> bool:
    """Whole: what a process that was killed left half written is written anew."""
    if not storage().exists(name):
        return False
    if storage().size(name) == size:
        return True
    storage().delete(name)
    return False


def _refuse_if_other(item, held) -> None:
    name = item["file"]["name"]
    extension = name.rpartition(".")[2].lower()
    if item["kind"] == "images":
        try:
            measure(held.read())
        except NotAPicture as error:
            raise PackageRefused(f"{name[:100]}: {error}") from error
        return
    head = held.read(4096)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise PackageRefused(_("%(file)s is of a kind that the shop does not take.") % {"file": name[:100]})
    wrong = b"\0" in head if extension in PLAIN else not head.startswith(SIGNS.get(extension, b""))
    if wrong:
        said = _("%(file)s is not what its name says.") % {"file": name[:100]}
        raise PackageRefused(said)
