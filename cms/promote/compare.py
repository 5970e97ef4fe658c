"""What a package would change here: thing by thing, field by field, against the newest draft of this environment.

Three versions meet in a field: what came, what is here, and what was taken in the last time. Where only one of the two
sides has changed since, that side is meant; where both have, somebody has to choose.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, WorkflowState

from cms.pages.product import ProductPage
from cms.promote import identity, portable, schema
from cms.promote.models import PromotedContent, Promotion, PromotionItem
from cms.promote.package import PAGE_KEYS
from commerce.catalogue.models import Category, Product, Variant

NEW, SAME, DIFFERS, CONFLICT, REFUSED = "new", "same", "differs", "conflict", "refused"
EXISTS, COMES, MISSING = "exists", "comes", "missing"
OURS, THEIRS = "ours", "theirs"


@dataclass
class Here:
    """What this environment has of the things in question, loaded with a few queries for all of them."""

    found: dict[str, object] = field(default_factory=dict)  # primary keys
    rows: dict[str, object] = field(default_factory=dict)  # the newest drafts
    fields: dict[str, dict] = field(default_factory=dict)
    bases: dict[str, dict] = field(default_factory=dict)
    in_review: set[str] = field(default_factory=set)

    def missing(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key not in self.found]


def look(promotion: Promotion) -> None:
    """Compare every item with what is here, and keep what was found with it. Chooses nothing that was not chosen."""
    items = list(promotion.items.order_by("position"))
    here = load(items)
    coming = {item.key: item for item in items}
    for item in items:
        item.found = judge(item, promotion, here, coming)
    for item in items:
        _tell_of_needs(item, here, coming, promotion.manifest.get("names", {}))
    PromotionItem.objects.bulk_update(items, ["found"], batch_size=500)


def load(items: Iterable[PromotionItem]) -> Here:
    items = list(items)
    wanted = {item.key for item in items}
    for item in items:
        wanted.update(filter(None, [item.content.get("place"), item.content.get("alias_of")]))
        wanted.update(_references(item))
    here = Here(found=identity.find(wanted))
    by_model: dict = {}
    for item in items:
        if item.key in here.found and (model := identity.model_named(item.model)):
            by_model.setdefault(Page if issubclass(model, Page) else model, []).append(item.key)
    for model, keys in by_model.items():
        _load_rows(here, model, keys)
    named = list(here.rows)
    told = portable.fields_of_many([here.rows[key] for key in named])
    here.fields = dict(zip(named, told, strict=True))
    here.bases = dict(PromotedContent.objects.filter(key__in=wanted).values_list("key", "fields"))
    return here


def judge(item: PromotionItem, promotion: Promotion, here: Here, coming) -> dict:
    """What would become of an item, as it is kept with it."""
    model = identity.model_named(item.model)
    problems = _problems(item, model, promotion, here, coming)
    if problems:
        return {"state": REFUSED, "problems": problems, "fields": [], "conflicts": []}
    ours = here.fields.get(item.key)
    if ours is None:
        return {"state": NEW, "problems": [], "fields": [], "conflicts": [], "notes": _notes(item, model, here)}
    theirs = theirs_of(item, model)
    differing = [name for name, value in theirs.items() if value != ours.get(name)]
    base = here.bases.get(item.key)
    conflicts = [
        name
        for name in differing
        if base is not None and ours.get(name) != base.get(name) and theirs[name] != base.get(name)
    ]
    stays = [name for name in differing if base is not None and theirs[name] == base.get(name)]
    return {
        "state": CONFLICT if conflicts else DIFFERS if differing else SAME,
        "problems": [],
        "fields": differing,
        "conflicts": conflicts,
        "stays": stays,
        "seen": print_of(ours),
        "notes": _notes(item, model, here),
    }


def theirs_of(item: PromotionItem, model) -> dict:
    """The fields as they came, under the names and among those of here. An alias has none of its own."""
    fields = schema.renamed(model, item.content["fields"])
    known = portable.fields_of(model)
    return {name: value for name, value in fields.items() if name in known}


def side_of(item: PromotionItem, name: str) -> str | None:
    """Whose version of a field is taken; None while somebody has to choose."""
    if name in item.choices:
        return item.choices[name]
    if name in item.found.get("conflicts", ()):
        return None
    return OURS if name in item.found.get("stays", ()) else THEIRS


def print_of(fields: dict) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


# --- the steps ---


def _references(item) -> list[str]:
    model = identity.model_named(item.model)
    if model is None:
        return []
    try:
        return portable.references(model, schema.renamed(model, item.content["fields"]))
    except (schema.UnknownBlock, TypeError, AttributeError, ValueError, KeyError):
        return []  # told of as a problem of the item


def _load_rows(here, model, keys) -> None:
    by_pk = {here.found[key]: key for key in keys}
    rows = model._default_manager.filter(pk__in=by_pk)
    if model is Page:
        rows = rows.select_related("locale").specific()
        pages = ContentType.objects.get_for_model(Page)
        active = WorkflowState.objects.active().filter(base_content_type=pages, object_id__in=[str(pk) for pk in by_pk])
        here.in_review |= {by_pk[int(pk)] for pk in active.values_list("object_id", flat=True)}
    for row in rows:
        is_drafted = isinstance(row, DraftStateMixin) and not getattr(row, "alias_of_id", None)
        here.rows[by_pk[row.pk]] = row.get_latest_revision_as_object() if is_drafted else row


def _problems(item, model, promotion, here, coming) -> list[str]:
    is_page = item.key.partition(":")[0] in PAGE_KEYS
    if model is None or identity.kind_of(model) != item.kind or issubclass(model, Page) != is_page:
        return [_("This environment has nothing of the kind “%(model)s”.") % {"model": item.model}]
    theirs = promotion.manifest["schema"][item.model]
    row = here.rows.get(item.key)
    if row is not None and not isinstance(row, model):
        return [_("Here it is another kind of page: %(kind)s.") % {"kind": row._meta.verbose_name}]
    problems = schema.misfits(model, schema.renamed(model, item.content["fields"]), theirs)
    if row is not None and getattr(row, "locked", False):
        problems.append(_("It is locked here."))
    if item.key in here.in_review:
        problems.append(_("It is being reviewed here."))
    if issubclass(model, Page) and row is None:
        problems += _problems_of_place(item, model, here, coming)
    return problems


def _problems_of_place(item, model, here, coming) -> list[str]:
    place, problems = item.content.get("place"), []
    if item.key.startswith("start:"):
        return [_("There is no start page in that language here.")]
    if not place or (place not in here.found and place not in coming):
        problems.append(_("The page that it stands under is not here, and not in the package."))
    source = item.content.get("alias_of")
    if source and _live_here(here, source):
        problems.append(_("It mirrors a page that is here already, and would be seen at once. Make the mirror here."))
    if issubclass(model, ProductPage) and product_here(item) is None:
        code = (item.content.get("product") or {}).get("code", "–")
        problems.append(_("The product %(code)s is not here. Import it first.") % {"code": code})
    category = item.content.get("category")
    if category and not Category.objects.filter(code=category).exists():
        problems.append(_("The category %(code)s is not here. Import it first.") % {"code": category})
    return problems


def _live_here(here, key) -> bool:
    return key in here.found and Page.objects.filter(pk=here.found[key], live=True).exists()


def product_here(item) -> Product | None:
    """The product that a page tells about: by its code, else the one that has all of its article numbers."""
    told = item.content.get("product") or {}
    found = Product.objects.filter(code=told.get("code", "")).first()
    if found is None and told.get("skus"):
        owners = set(Variant.objects.filter(sku__in=told["skus"]).values_list("product", flat=True))
        found = Product.objects.filter(pk__in=owners).first() if len(owners) == 1 else None
    return found


def _notes(item, model, here) -> list[str]:
    row, notes = here.rows.get(item.key), []
    if not issubclass(model, Page) or row is None:
        return notes
    if row.alias_of_id and not item.content.get("alias_of"):
        notes.append(_("Here it mirrors another page. It becomes a page of its own."))
    place = item.content.get("place")
    if place and place in here.found and not _stands_under(row, here.found[place]):
        notes.append(_("It stands elsewhere in the tree here, and is not moved."))
    return notes


def _stands_under(page, parent_pk) -> bool:
    """Right under it, or on a shelf of it."""
    above = [page.path[: -Page.steplen], page.path[: -2 * Page.steplen]]
    return Page.objects.filter(pk=parent_pk, path__in=above).exists()


def _tell_of_needs(item, here, coming, names) -> None:
    needs = []
    for key in _references(item):
        other = coming.get(key)
        if other is not None and other.found["state"] in (SAME, DIFFERS, CONFLICT):
            state = EXISTS if other.found["state"] == SAME else DIFFERS
        elif key in here.found:
            state = EXISTS
        else:
            state = COMES if other is not None and other.found["state"] == NEW else MISSING
        needs.append({"key": key, "label": other.label if other else names.get(key, key), "state": state})
    item.found["needs"] = needs
