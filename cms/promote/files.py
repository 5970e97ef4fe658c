"""The files of a promotion in the shop's own store, before and after their rows: outside every transaction.

A file's name follows from its bytes: whoever stores it twice writes it once, and it is found again by whoever goes on.
"""

from django.core.files.base import ContentFile
from django.utils.text import slugify

from cms.intake.web_ready import measure
from cms.promote import identity, staging
from cms.promote.models import Kind, Promotion, PromotionItem

KINDS = (Kind.IMAGES, Kind.DOCUMENTS)


def store_next(promotion_id: int, *, most: int) -> None:
    """Store the files of the next few things that are taken in, as far as they are not here."""
    found = Promotion.objects.filter(pk=promotion_id, state=Promotion.State.TAKING)
    for promotion in found:
        few = promotion.items.filter(is_chosen=True, state=PromotionItem.State.WAITING, kind__in=_rows())
        _store_new(promotion, [item for item in few.order_by("position")[:most] if item.kind in KINDS])


def named(item, content: bytes) -> tuple[str, dict]:
    """The name in the store, and the measures of a picture as fields of its row."""
    mark, told = item.key.partition(":")[2], item.content["file"]
    stem, _dot, extension = told["name"].rpartition(".")
    measures = {}
    if item.kind == Kind.IMAGES:
        extension, measures["width"], measures["height"] = measure(content)
    folder = "original_images" if item.kind == Kind.IMAGES else "documents"
    return f"{folder}/{mark[:12]}-{slugify(stem)[:60]}.{extension.lower()}", measures


def forget_stored(promotion) -> None:
    """Delete files that were stored for rows that were never made."""
    left = list(promotion.items.filter(is_chosen=True, state=PromotionItem.State.WAITING, kind__in=KINDS))
    here = identity.find(item.key for item in left)
    for item in left:
        sha256 = item.content["file"]["sha256"]
        if item.key not in here and staging.is_kept(promotion.package, sha256):
            name, _measures = named(item, staging.read(promotion.package, sha256))
            _storage(item).delete(name)


# --- the steps ---


def _rows():
    return (*KINDS, Kind.SNIPPETS, Kind.SETTINGS)


def _store_new(promotion, items) -> None:
    here = identity.find(item.key for item in items)
    for item in items:
        if item.key not in here:
            content = staging.read(promotion.package, item.content["file"]["sha256"])
            _store(_storage(item), named(item, content)[0], content)


def _storage(item):
    return identity.model_named(item.model)._meta.get_field("file").storage


def _store(storage, name, content) -> None:
    if storage.exists(name):
        if storage.size(name) == len(content):
            return
        storage.delete(name)
    storage.save(name, ContentFile(content))
