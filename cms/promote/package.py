"""The package: one zip file, the same whichever way it travels. `docs/teknik/overforingar.md` tells of its form.

    manifest.json     what it is, from where, by whom, when, how its models look, and the hash of the items
    manifest.sig      the maker's public key and its signature of the manifest
    items.jsonl       a page, a picture, a row on each line, with the hash of its file
    files/<sha256>    the files; one that is fetched over the network comes without them

The signature covers the manifest, the manifest the items, the items the files: nothing can be changed or left out.
Nothing is unpacked by the names in it, and nothing is read beyond what is said to be there.
"""

import hashlib
import json
import re
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.promote import filing, signing
from cms.promote.models import Kind, PromotionKey

FORMAT = 1
MOST_ITEMS = 5_000
LARGEST_MANIFEST, LARGEST_ITEMS, LARGEST_FILE = 4 * 2**20, 64 * 2**20, 30 * 2**20
LARGEST_PACKAGE = 2 * 2**30
GOOD_FOR = timedelta(days=30)
CLOCKS_DIFFER = timedelta(minutes=10)
PARTS = ("manifest.json", "manifest.sig", "items.jsonl")
FILE_NAME = re.compile(r"files/[0-9a-f]{64}")
HASH = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"(start|page|product|category|image|document|setting|row):[^\x00-\x1f]{1,380}")
PAGE_KEYS = ("start", "page", "product", "category")
PIECE = 256 * 1024


class PackageRefused(Exception):
    """The package cannot be taken in; the message says why, in words for whoever brought it. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: all of it is checked but the bytes of its files, which are checked as they are read."""

    manifest: Mapping[str, Any]
    items: list[dict]
    key: PromotionKey
    made_at: datetime
    files: Callable[[str], Iterator[bytes]]


def write(out: BinaryIO, *, head: Mapping, items: Iterable[dict], file: Callable | None = None) -> None:
    """Write a package to `out`, an item and a piece of a file at a time.

    `head` is what the manifest says but for the items; `file(item)` opens the file of an item; None leaves files out.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        digest, count, kinds, with_files = hashlib.sha256(), 0, set(), {}
        with archive.open("items.jsonl", "w") as lines:
            for item in items:
                line = json.dumps(item, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()
                lines.write(line + b"\n")
                digest.update(line + b"\n")
                count += 1
                kinds.add(item["kind"])
                if item.get("file"):
                    with_files[item["file"]["sha256"]] = item
        manifest = {
            **head,
            "format": FORMAT,
            "items": {"count": count, "sha256": digest.hexdigest()},
            "kinds": sorted(kinds),
            "bytes": sum(item["file"]["size"] for item in with_files.values()),
        }
        said = json.dumps(manifest, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
        signature = {"key": signing.own_public_key(), "signature": signing.sign(signing.PACKAGE, said)}
        archive.writestr("manifest.json", said)
        archive.writestr("manifest.sig", json.dumps(signature))
        for name, item in with_files.items() if file else ():
            with archive.open(zipfile.ZipInfo(f"files/{name}"), "w") as target, file(item) as source:
                while piece := source.read(PIECE):
                    target.write(piece)


def read(file: BinaryIO, *, now: datetime, files_follow: bool = False) -> Package:
    """Open and check a package. Raises PackageRefused. Where `files_follow`, its files are fetched one by one later."""
    try:
        archive = zipfile.ZipFile(file)
        _check_names(archive, files_follow)
        said = _part(archive, "manifest.json", LARGEST_MANIFEST)
        key = _signed_by(said, _part(archive, "manifest.sig", 10_000), now)
        manifest = json.loads(said)
        made_at = _check_manifest(manifest, key, now)
        items = _items(_part(archive, "items.jsonl", LARGEST_ITEMS), manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise PackageRefused(_("The file is not a whole zip file. Fetch or copy it again.")) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise PackageRefused(_("What is in the package cannot be read.")) from error
    if not files_follow:
        _check_files(archive, items)
    return Package(manifest, items, key, made_at, lambda name: _pieces(archive, name))


def checked(pieces: Iterable[bytes], *, sha256: str, size: int) -> Iterator[bytes]:
    """The pieces of a file as they come. Raises PackageRefused, at the end at the latest, when it is another file."""
    digest, length = hashlib.sha256(), 0
    for piece in pieces:
        length += len(piece)
        if length > size:
            break
        digest.update(piece)
        yield piece
    if length != size or digest.hexdigest() != sha256:
        raise PackageRefused(_("A file in the package is not the one that was signed."))


# --- the steps ---


def _check_names(archive: zipfile.ZipFile, files_follow: bool) -> None:
    names = [entry.filename for entry in archive.infolist()]
    if len(names) > MOST_ITEMS + len(PARTS):
        raise _too_many()
    if len(set(names)) != len(names) or not set(PARTS) <= set(names):
        raise PackageRefused(_("The file is not a package of content."))
    others = [name for name in names if name not in PARTS]
    if any(not FILE_NAME.fullmatch(name) for name in others) or (others and files_follow):
        raise PackageRefused(_("There is something in the file that does not belong in a package."))
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_PACKAGE:
        raise PackageRefused(_("The package is larger than %(limit)s GB.") % {"limit": LARGEST_PACKAGE // 2**30})


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """What is said of its length is not trusted: no more than `most` is ever unpacked."""
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise PackageRefused(_("The package holds more than can be read at once. Divide it in several."))
    return content


def _signed_by(said: bytes, signature: bytes, now: datetime) -> PromotionKey:
    told = json.loads(signature)
    key = PromotionKey.objects.filter(public_key=str(told["key"])[:44]).first()
    if key is None:
        raise PackageRefused(_("The package is signed by an environment that is not known here."))
    if not key.is_good(now) or not key.may_send:
        raise PackageRefused(_("The key of %(name)s does not allow it to send content.") % {"name": key.name})
    try:
        signing.verify(signing.PACKAGE, said, public_key=key.public_key, signature=told["signature"])
    except signing.NotSigned as error:
        raise PackageRefused(_("The package has been changed since it was signed.")) from error
    return key


def _check_manifest(manifest: dict, key: PromotionKey, now: datetime) -> datetime:
    manifest["package"] = str(uuid.UUID(manifest["package"]))
    manifest["name"] = str(manifest["name"])[:120]
    manifest["names"] = {of: str(name)[:300] for of, name in manifest.get("names", {}).items() if KEY.fullmatch(of)}
    if manifest["format"] != FORMAT:
        newer = manifest["format"] > FORMAT
        raise PackageRefused(
            _("The package was made by a newer version of the shop. Upgrade this environment first.")
            if newer
            else _("The package was made by a version of the shop that is too old. Make it again.")
        )
    if manifest["project"] != settings.PROMOTION_PROJECT:
        raise PackageRefused(_("The package belongs to another project: %(name)s.") % {"name": manifest["project"]})
    made_at = parse_datetime(manifest["made_at"])
    if made_at is None or made_at > now + CLOCKS_DIFFER:
        raise PackageRefused(_("The package says that it is made later than now. Look at the clocks."))
    if made_at < now - GOOD_FOR:
        raise PackageRefused(_("The package is more than %(days)s days old. Make it again.") % {"days": GOOD_FOR.days})
    if refused := sorted(set(manifest["kinds"]) - set(key.kinds)):
        words = ", ".join(str(dict(Kind.choices).get(kind, kind)) for kind in refused)
        raise PackageRefused(_("The key of %(name)s does not allow: %(kinds)s.") % {"name": key.name, "kinds": words})
    if manifest["items"]["count"] > MOST_ITEMS:
        raise _too_many()
    return made_at


def _items(content: bytes, manifest: Mapping) -> list[dict]:
    if hashlib.sha256(content).hexdigest() != manifest["items"]["sha256"]:
        raise PackageRefused(_("The package has been changed since it was signed."))
    lines = content.splitlines()
    if len(lines) > MOST_ITEMS:
        raise _too_many()
    items = [json.loads(line) for line in lines]
    for item in items:
        _check_item(item, manifest)
    by_key = {item["key"]: item for item in items}
    if len(by_key) != len(items):
        raise PackageRefused(_("The same thing is in the package twice."))
    _refuse_circles(by_key)
    return items


def _check_item(item: Mapping, manifest: Mapping) -> None:
    file = item.get("file")
    whole = (
        KEY.fullmatch(item["key"])
        and item["kind"] in manifest["kinds"]
        and isinstance(item["fields"], dict)
        and isinstance(item["label"], str)
        and item["model"] in manifest["schema"]
        and isinstance(item.get("place"), str | None)
        and isinstance(item.get("alias_of"), str | None)
        and filing.is_whole(item.get("filed"))
        and (file is None or (HASH.fullmatch(file["sha256"]) and 0 < file["size"] and isinstance(file["name"], str)))
    )
    if item["key"].partition(":")[0] in PAGE_KEYS:
        uuid.UUID(item["translation_key"])
        whole = whole and isinstance(item["language"], str)
    if not whole:
        raise PackageRefused(_("What is in the package cannot be read."))
    if file and file["size"] > LARGEST_FILE:
        said = {"file": file["name"][:100], "limit": LARGEST_FILE // 2**20}
        raise PackageRefused(_("The file %(file)s is larger than %(limit)s MB.") % said)


def _refuse_circles(by_key: Mapping) -> None:
    """Pages may name each other in circles; they cannot stand under each other in one."""
    settled: set[str] = set()
    for key in by_key:
        seen = []
        while key in by_key and key not in settled:
            if key in seen:
                raise PackageRefused(_("The tree of pages goes in a circle: a page stands under itself."))
            seen.append(key)
            key = by_key[key].get("place") or ""
        settled.update(seen)


def _check_files(archive: zipfile.ZipFile, items: Iterable[Mapping]) -> None:
    wanted = {f"files/{item['file']['sha256']}" for item in items if item.get("file")}
    found = {entry.filename for entry in archive.infolist()} - set(PARTS)
    if wanted - found:
        raise PackageRefused(_("Files are missing in the package."))
    if found - wanted:
        raise PackageRefused(_("There is something in the file that does not belong in a package."))


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(f"files/{name}") as part:
            while piece := part.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise PackageRefused(_("A file in the package is not the one that was signed.")) from error


def _too_many() -> PackageRefused:
    said = _("The package holds more than %(most)s things. Divide it in several.")
    return PackageRefused(said % {"most": MOST_ITEMS})
