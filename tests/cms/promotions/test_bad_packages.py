"""What is not a package of ours is refused in words, and nothing has changed."""

import hashlib
import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from cms.images import ShopImage
from cms.promote import package, signing, staging
from cms.promote.life import CameBefore
from cms.promote.models import Kind, Promotion, PromotionItem
from cms.promote.package import PackageRefused
from tests.cms.promotions.test_journey import article, home
from tests.factories.customers import owner, verified
from tests.factories.promotions import packed, picture, received, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def signed_anew(content, *, manifest=None, items=None, files=None):
    """A package as whoever holds the key could make it, with the faults that the changes make."""
    found = parts(content) | (files or {})
    told = json.loads(found["manifest.json"])
    if items:
        lines = [json.loads(line) for line in found["items.jsonl"].splitlines()]
        changed = items(lines)
        found["items.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in changed)
        told["items"] = {"count": len(changed), "sha256": hashlib.sha256(found["items.jsonl"]).hexdigest()}
    found["manifest.json"] = json.dumps(told | (manifest or {})).encode()
    signature = {
        "key": signing.own_public_key(),
        "signature": signing.sign(signing.PACKAGE, found["manifest.json"]),
    }
    return zipped(found | {"manifest.sig": json.dumps(signature)})


def other_file(content):
    """The picture's bytes exchanged for as many others."""
    found = parts(content)
    name = next(name for name in found if name.startswith("files/"))
    return zipped(found | {name: b"x" * len(found[name])})


def in_a_circle(items):
    pages = [item for item in items if item["key"].startswith("page:")]
    for page, above in zip(pages, [*pages[1:], pages[0]], strict=True):
        page["place"] = above["key"]
    return items


def not_a_picture(content):
    """Signed by the key's holder, with a picture that is a text."""
    text = b"<?php echo 1; ?>"
    mark = hashlib.sha256(text).hexdigest()
    found = parts(content)
    old = next(name for name in found if name.startswith("files/"))

    def swapped(items):
        for item in items:
            if item.get("file"):
                item["file"] |= {"sha256": mark, "size": len(text)}
                item["key"] = f"image:{hashlib.sha1(text, usedforsecurity=False).hexdigest()}"
        return items

    made = parts(signed_anew(content, items=swapped, files={f"files/{mark}": text}))
    del made[old]
    return zipped(made)


def not_a_document(content):
    """Signed by the key's holder, with a program that is called a PDF."""
    program = b"MZ\x90\x00 this is a program"
    mark = hashlib.sha256(program).hexdigest()
    told = {
        "key": f"document:{hashlib.sha1(program, usedforsecurity=False).hexdigest()}",
        "kind": "documents",
        "model": "wagtaildocs.document",
        "label": "Skötselråd",
        "depth": 1,
        "fields": {"title": "Skötselråd"},
        "is_chosen": True,
        "file": {"name": "skotsel.pdf", "sha256": mark, "size": len(program)},
    }
    kinds = sorted({*json.loads(parts(content)["manifest.json"])["kinds"], "documents"})
    models = {**json.loads(parts(content)["manifest.json"])["schema"], "wagtaildocs.document": {}}
    manifest = {"kinds": kinds, "schema": models}
    files = {f"files/{mark}": program}
    return signed_anew(content, manifest=manifest, items=lambda items: [*items, told], files=files)


def without(content, name):
    return zipped({part: body for part, body in parts(content).items() if not part.startswith(name)})


def with_many(items):
    return items + [items[-1] | {"key": f"page:sv:{number}"} for number in range(100_000)]


def a_bomb(content):
    """Items that unpack to far more than may be read."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts(content).items():
            archive.writestr(name, b" " * (package.LARGEST_ITEMS + 1) if name == "items.jsonl" else body)
    return out.getvalue()


NOW = timezone.now
BAD = {
    "no zip at all": (lambda content: b"hej", "ingen hel zip-fil"),
    "empty": (lambda content: b"", "ingen hel zip-fil"),
    "cut off": (lambda content: content[: len(content) // 2], "ingen hel zip-fil"),
    "another zip": (lambda content: zipped({"bild.jpg": b"x"}), "inget paket"),
    "a file put in": (lambda content: zipped(parts(content) | {"../../x.py": b"x"}), "inte hör hemma"),
    "a file taken out": (lambda content: without(content, "files/"), "saknas filer"),
    "the manifest changed": (
        lambda content: zipped(parts(content) | {"manifest.json": parts(content)["manifest.json"] + b" "}),
        "ändrats sedan det signerades",
    ),
    "the items changed": (
        lambda content: zipped(
            parts(content) | {"items.jsonl": parts(content)["items.jsonl"].replace(b"lera", b"lura")}
        ),
        "ändrats sedan det signerades",
    ),
    "a file changed": (other_file, "inte den som signerades"),
    "another project": (
        lambda content: signed_anew(content, manifest={"project": "annan"}),
        "ett annat projekt: annan",
    ),
    "a newer form": (lambda content: signed_anew(content, manifest={"format": 2}), "en nyare version"),
    "an older form": (lambda content: signed_anew(content, manifest={"format": 0}), "en för gammal version"),
    "too old": (
        lambda content: signed_anew(content, manifest={"made_at": (NOW() - timedelta(days=31)).isoformat()}),
        "mer än 30 dagar gammalt",
    ),
    "from the future": (
        lambda content: signed_anew(content, manifest={"made_at": (NOW() + timedelta(hours=1)).isoformat()}),
        "senare än nu",
    ),
    "a tree in a circle": (lambda content: signed_anew(content, items=in_a_circle), "går i cirkel"),
    "the same twice": (lambda content: signed_anew(content, items=lambda items: items + items), "två gånger"),
    "100,000 pages": (lambda content: signed_anew(content, items=with_many), "mer än 5000 delar"),
    "a picture that is none": (not_a_picture, "inte en bild"),
    "a document that is none": (not_a_document, "inte det som namnet säger"),
    "items that are no items": (lambda content: signed_anew(content, items=lambda items: [1, 2]), "går inte att läsa"),
    "a manifest without words": (lambda content: signed_anew(content, manifest={"made_at": None}), "går inte att läsa"),
    "a bomb": (a_bomb, "på en gång"),
}


@pytest.fixture
def content():
    image = picture()
    return packed(trees=[article("Om lera", picture=image), article("Om glas")])


@pytest.mark.parametrize("case", BAD)
def test_refused_and_nothing_changed(case, content):
    make, said = BAD[case]
    trusted()
    editor = owner()
    pictures = ShopImage.objects.count()

    with pytest.raises(PackageRefused) as refused:
        received(make(content), by=editor)

    assert said in str(refused.value)
    assert not Promotion.objects.exists()
    assert not PromotionItem.objects.exists()
    assert ShopImage.objects.count() == pictures
    told = json.loads(parts(content)["manifest.json"])
    assert not staging.storage().exists(told["package"]) or staging.storage().listdir(told["package"]) == ([], [])


@pytest.mark.parametrize(
    ("case", "fields", "said"),
    [
        ("unknown", None, "inte är känd här"),
        ("may not send", {"may_send": False}, "tillåter inte att den skickar"),
        ("has ended", {"expires_at": timezone.now() - timedelta(days=1)}, "tillåter inte att den skickar"),
        ("pages are not in its scope", {"kinds": [Kind.IMAGES]}, "tillåter inte: sidor"),
    ],
)
def test_a_key_allows_what_it_says(case, fields, said, content):
    if fields is not None:
        trusted(**fields)

    with pytest.raises(PackageRefused, match=said):
        received(content, by=owner())

    assert not Promotion.objects.exists()


def test_a_package_comes_once(content):
    trusted()
    editor = owner()
    first = received(content, by=editor)

    with pytest.raises(CameBefore) as before:
        received(content, by=editor)

    assert before.value.promotion == first


def test_the_page_says_why_and_keeps_nothing(content):
    trusted()
    browser = verified(owner())
    file = BytesIO(content[:-200])
    file.name = "paket.zip"

    answer = browser.post("/admin/promotions/upload/", {"file": file})

    assert answer.status_code == 422
    assert "ingen hel zip-fil" in answer.content.decode()
    assert not Promotion.objects.exists()
    assert home().get_children().count() == 2
