"""What goes into a package: what was chosen, what it needs, and where it stands. Runs where the content is made."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, Page

from cms.links import CategoryLink, ProductLink
from cms.pages.category import ShardPage
from cms.pages.product import ProductPage
from cms.promote import filing, identity, package, portable, schema
from cms.promote.models import Kind
from commerce.catalogue.models import Variant

CHUNK = 200


class NothingToSend(Exception):
    """Nothing of what was chosen can be put in a package, or it is too much; the message says why."""


@dataclass(frozen=True)
class Selection:
    """`keys` are chosen alone, `trees` with all pages under them; `translated` takes the other languages too."""

    keys: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    translated: bool = True


def write_package(out, selection: Selection, *, name: str, by: str, now, kinds=None, with_files: bool = True) -> None:
    """Write the package of a selection to `out`. Raises NothingToSend. `kinds` are those that the asker may have."""
    items = collect(selection, kinds=kinds)
    models = {item["model"]: identity.model_named(item["model"]) for item in items}
    head = {
        "package": str(uuid.uuid4()),
        "project": settings.PROMOTION_PROJECT,
        "source": settings.SITE_URL,
        "name": name[:120],
        "made_at": now.isoformat(),
        "made_by": by,
        "trees": _whole_trees(selection),
        "names": _names_of_others(items),
        "schema": {label: schema.schema_of(model) for label, model in models.items()},
    }
    package.write(out, head=head, items=items, file=open_file if with_files else None)


def collect(selection: Selection, *, kinds: Iterable[str] | None = None) -> list[dict]:
    """The items of a package: pages after the pages they stand under, files and rows first."""
    chosen, trees = identity.find(selection.keys), identity.find(selection.trees)
    if not chosen and not trees:
        raise NothingToSend(_("Choose something to send."))
    items: dict[str, dict] = {}
    pages = _chosen_pages(chosen, selection)
    _add_pages(items, pages, is_chosen=True)
    others = [key for key in chosen if key.partition(":")[0] in ("image", "document", "setting", "row")]
    _add_others(items, others, is_chosen=True)
    needed = _needed(items)
    _add_pages(items, _pages_of(needed | _above(pages)), is_chosen=False)
    _add_others(items, sorted(_needed(items) | needed), is_chosen=False)
    if kinds is not None:
        _refuse_forbidden(items.values(), kinds)
        items = {key: item for key, item in items.items() if item["kind"] in kinds}
    if not items:
        raise NothingToSend(_("Choose something to send."))
    if len(items) > package.MOST_ITEMS:
        said = _("It is %(count)s things, and a package holds %(most)s. Divide it in several.")
        raise NothingToSend(said % {"count": len(items), "most": package.MOST_ITEMS})
    return sorted(items.values(), key=lambda item: item["depth"])


def _refuse_forbidden(items, kinds) -> None:
    """What was chosen has to be allowed; what would only have come along is left out."""
    forbidden = {str(Kind(item["kind"]).label) for item in items if item["is_chosen"] and item["kind"] not in kinds}
    if forbidden:
        raise NothingToSend(_("The key does not allow: %(kinds)s.") % {"kinds": ", ".join(sorted(forbidden))})


@contextmanager
def open_file(item):
    """The bytes of a picture or a document of ours."""
    found = identity.find([item["key"]])
    model = get_image_model() if item["key"].startswith("image:") else get_document_model()
    file = model.objects.get(pk=found[item["key"]]).file
    with file.storage.open(file.name, "rb") as opened:
        yield opened


# --- Pages ---


def _whole_trees(selection) -> list[str]:
    """The pages of which everything under them is in the package: what stands under them elsewhere is gone here."""
    return sorted(identity.keys_of(Page, [page.pk for page in _roots(selection)]).values())


def _roots(selection) -> list[Page]:
    roots = Page.objects.filter(pk__in=identity.find(selection.trees).values())
    if not selection.translated:
        return list(roots)
    return list(Page.objects.filter(translation_key__in=roots.values("translation_key")))


def _chosen_pages(chosen, selection) -> list[Page]:
    roots, translated = _roots(selection), selection.translated
    under = Q(pk__in=[pk for key, pk in chosen.items() if key.partition(":")[0] in package.PAGE_KEYS])
    for root in roots:
        under |= Q(path__startswith=root.path)
    found = Page.objects.filter(under, depth__gt=1).not_type(ShardPage)
    if found.count() > package.MOST_ITEMS:
        said = _("It is %(count)s things, and a package holds %(most)s. Divide it in several.")
        raise NothingToSend(said % {"count": found.count(), "most": package.MOST_ITEMS})
    pks = set(found.values_list("pk", flat=True))
    if translated:
        keys = found.values("translation_key")
        pks |= set(Page.objects.filter(translation_key__in=keys).not_type(ShardPage).values_list("pk", flat=True))
    return _pages(pks)


def _pages_of(keys) -> list[Page]:
    return _pages(identity.find(key for key in keys if key.partition(":")[0] in package.PAGE_KEYS).values())


def _pages(pks) -> list[Page]:
    return list(Page.objects.filter(pk__in=set(pks)).order_by("path"))


def _above(pages) -> set[str]:
    """The keys of the pages that these stand under, up to the start page."""
    paths = {page.path[:end] for page in pages for end in range(2 * Page.steplen, len(page.path), Page.steplen)}
    above = Page.objects.filter(path__in=paths).not_type(ShardPage).values_list("pk", flat=True)
    return set(identity.keys_of(Page, above).values())


def _add_pages(items, pages, *, is_chosen) -> None:
    keys = identity.keys_of(Page, [page.pk for page in pages])
    new = [page for page in pages if page.pk in keys and keys[page.pk] not in items]
    for start in range(0, len(new), CHUNK):
        batch = new[start : start + CHUNK]
        for item in _page_items(batch):
            items[item["key"]] = item | {"is_chosen": is_chosen}


def _page_items(pages) -> Iterator[dict]:
    specific = Page.objects.filter(pk__in=[page.pk for page in pages]).select_related("locale").specific()
    drafts = [page.get_latest_revision_as_object() for page in specific if identity.kind_of(type(page))]
    keys = identity.keys_of(Page, [page.pk for page in drafts] + [page.alias_of_id for page in drafts])
    places = _places(drafts)
    products = _products(drafts)
    categories = dict(
        CategoryLink.objects.filter(translation_key__in=[page.translation_key for page in drafts]).values_list(
            "translation_key", "category__code"
        )
    )
    for page, fields in zip(drafts, portable.fields_of_many(drafts), strict=True):
        yield {
            "key": keys[page.pk],
            "kind": identity.kind_of(type(page)),
            "model": page._meta.label_lower,
            "label": page.title[:300],
            "language": page.locale.language_code,
            "depth": 100 + page.depth,
            "place": places.get(page.pk),
            "translation_key": str(page.translation_key),
            "alias_of": keys.get(page.alias_of_id),
            "product": products.get(page.translation_key),
            "category": categories.get(page.translation_key),
            "is_live": page.live,
            "fields": {} if page.alias_of_id else fields,
        }


def _places(pages) -> dict[int, str]:
    """The key of the page that each stands under; shelves are looked past."""
    parents = {page.pk: page.path[: -Page.steplen] for page in pages}
    rows = {
        path: (pk, kind)
        for pk, path, kind in Page.objects.filter(path__in=set(parents.values())).values_list(
            "pk", "path", "content_type__model"
        )
    }
    shelves = {path for path, (_pk, kind) in rows.items() if kind == ShardPage._meta.model_name}
    parents = {pk: path[: -Page.steplen] if path in shelves else path for pk, path in parents.items()}
    paths = dict(Page.objects.filter(path__in=set(parents.values())).values_list("path", "pk"))
    keys = identity.keys_of(Page, paths.values())
    return {pk: keys[paths[path]] for pk, path in parents.items() if paths.get(path) in keys}


def _products(pages) -> dict:
    """`{translation key: {code, skus}}` of product pages: a product is the same where its article numbers are."""
    wanted = [page.translation_key for page in pages if isinstance(page, ProductPage)]
    links = dict(ProductLink.objects.filter(translation_key__in=wanted).values_list("translation_key", "product_id"))
    found: dict = {}
    rows = Variant.objects.filter(product__in=links.values()).order_by("sku")
    for product, code, sku in rows.values_list("product_id", "product__code", "sku"):
        found.setdefault(product, {"code": code, "skus": []})["skus"].append(sku)
    return {key: found.get(product) for key, product in links.items()}


def _names_of_others(items) -> dict[str, str]:
    """What the pages are called that these refer to and that are not in the package themselves, by their keys."""
    there = {item["key"] for item in items}
    wanted = {key for item in items for key in portable.references(identity.model_named(item["model"]), item["fields"])}
    found = identity.find(key for key in wanted - there if key.partition(":")[0] in package.PAGE_KEYS)
    titles = dict(Page.objects.filter(pk__in=found.values()).values_list("pk", "draft_title"))
    return {key: titles[pk] for key, pk in sorted(found.items())[: package.MOST_ITEMS] if pk in titles}


# --- Everything else ---


def _needed(items) -> set[str]:
    found: set[str] = set()
    for item in items.values():
        model = identity.model_named(item["model"])
        found.update(portable.references(model, item["fields"]))
        found.update(filter(None, [item.get("alias_of")]))
    return found - items.keys()


def _add_others(items, keys, *, is_chosen) -> None:
    found = identity.find(key for key in keys if key not in items)
    for model in (get_image_model(), get_document_model()):
        prefix = "image:" if model is get_image_model() else "document:"
        rows = model.objects.filter(pk__in=[pk for key, pk in found.items() if key.startswith(prefix)])
        rows = list(rows.prefetch_related("tags"))
        filed = filing.filing_of(rows)
        for row, fields in zip(rows, portable.fields_of_many(rows), strict=True):
            items[f"{prefix}{row.file_hash}"] = _item(f"{prefix}{row.file_hash}", row, fields) | {
                "is_chosen": is_chosen,
                "file": _file(row),
                "filed": filed[row.pk],
            }
    for key in keys:
        if key in items or not key.startswith(("setting:", "row:")):
            continue
        model = identity.model_named(key.split(":")[1])
        if model is None or identity.kind_of(model) is None:
            continue
        row = identity.setting_row(model) if key.startswith("setting:") else None
        row = row or model._default_manager.filter(pk=found.get(key)).first()
        if row is not None and row.pk:
            drafted = row.get_latest_revision_as_object() if isinstance(row, DraftStateMixin) else row
            [fields] = portable.fields_of_many([drafted])
            items[key] = _item(key, drafted, fields) | {"is_chosen": is_chosen}


def _item(key, row, fields) -> dict:
    return {
        "key": key,
        "kind": identity.kind_of(type(row)),
        "model": row._meta.label_lower,
        "label": str(row)[:300],
        "depth": 1,
        "fields": fields,
    }


def _file(row) -> dict:
    digest, size = hashlib.sha256(), 0
    with row.file.storage.open(row.file.name, "rb") as opened:
        while piece := opened.read(package.PIECE):
            digest.update(piece)
            size += len(piece)
    return {"name": row.file.name.rpartition("/")[2], "sha256": digest.hexdigest(), "size": size}
