"""A page, a snippet or a setting as it is written in a package: its fields, with names in place of primary keys."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations, get_serializable_data_for_fields
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from cms.pages.campaign_offers import Chosen
from cms.pages.typed_rows import CategoryTicks, OrganisationRows, ProductRows
from cms.promote import identity
from cms.promote.streams import Swap, walk_block, walk_rich_text
from commerce.catalogue.models import Category, Product
from commerce.customers.organisations import Organisation

CHOSEN = {CategoryTicks: Category, ProductRows: Product, OrganisationRows: Organisation}
# Of the environment, not of the content: who owns a row, and where it is kept.
ITS_OWN = {"owner", "alias_of", "site", "collection", "tags", "file", "locale", "uploaded_by_user"}
# What editors write of what every page has. All else of it is of the tree, or of its history.
OF_PAGES = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}


class Names:
    """Primary keys to keys, for a whole batch with a few queries: `want` what is found, `load`, then `key`."""

    def __init__(self) -> None:
        self.wanted: dict[type, set] = defaultdict(set)
        self.keys: dict[type, dict] = {}

    def want(self, model, pk):
        if isinstance(pk, int) or (isinstance(pk, str) and pk):
            self.wanted[_base(model)].add(pk)
        return pk

    def load(self) -> None:
        self.keys = {model: identity.keys_of(model, pks) for model, pks in self.wanted.items()}

    def key(self, model, pk):
        found = self.keys.get(_base(model), {}).get(pk)
        return {"ref": found} if found else None


def fields_of(model) -> dict:
    """`{name: field}` of what editors write, child rows included. What is kept of the environment is not among it."""
    found = {
        field.name: field
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.editable
        and not field.primary_key
        and field.name not in ITS_OWN
        and (field.name in OF_PAGES or not _is_of_every_page(field))
        and not isinstance(field, ParentalKey | models.FileField)
        and not (field.is_relation and getattr(field.remote_field, "parent_link", False))
        and not (field.is_relation and not identity.is_known(_base(field.related_model)))
    }
    if issubclass(model, ClusterableModel):
        found |= {
            relation.get_accessor_name(): relation
            for relation in get_all_child_relations(model)
            if relation.get_accessor_name() not in (COMMENTS_RELATION_NAME, "tagged_items")
            and identity.OWN_FLOORS.__contains__(relation.related_model.__module__.partition(".")[0])
        }
    return found


def fields_of_many(rows: Iterable[models.Model]) -> list[dict]:
    """The fields of each row, as in a package. A handful of queries for all of them."""
    rows, names = list(rows), Names()
    raw = [_stored(row) for row in rows]
    for row, data in zip(rows, raw, strict=True):
        walk(type(row), data, names.want)
    names.load()
    return [_plain(walk(type(row), data, names.key)) for row, data in zip(rows, raw, strict=True)]


def references(model, fields: Mapping) -> list[str]:
    """The keys that the fields name, in the order found, each once."""
    found: dict[str, None] = {}

    def note(_model, value):
        if isinstance(value, dict) and isinstance(value.get("ref"), str):
            found[value["ref"]] = None
        return value

    walk(model, fields, note)
    return list(found)


def walk(model, data: Mapping, swap: Swap) -> dict:
    """The fields with their names said by `swap`. Raises UnknownBlock."""
    return {name: _walk_field(field, data[name], swap) for name, field in fields_of(model).items() if name in data}


def to_stored(model, fields: Mapping, swap: Swap) -> dict:
    """From a package to what `from_serializable_data` reads: streams and lists are text there."""
    said = walk(model, fields, swap)
    return {name: _as_stored(field, said[name]) for name, field in fields_of(model).items() if name in said}


# --- the steps ---


def _base(model):
    return Page if issubclass(model, Page) else model


def _stored(row) -> dict:
    """What is stored of a row, with streams and lists unpacked."""
    data = row.serializable_data() if isinstance(row, ClusterableModel) else get_serializable_data_for_fields(row)
    return _unpacked(type(row), data)


def _unpacked(model, data) -> dict:
    found = {}
    for name, field in fields_of(model).items():
        if name not in data:
            continue
        value = data[name]
        if _is_child(field):
            value = [_unpacked(field.related_model, child) for child in value]
        elif isinstance(field, StreamField):
            value = json.loads(value) if isinstance(value, str) and value else value or []
        elif _is_list(field):
            value = [field.base_field.to_python(one) for one in json.loads(value)] if isinstance(value, str) else value
        elif isinstance(field, models.DecimalField) and value is not None:
            value = _decimal(value)
        found[name] = value
    return found


def _walk_field(field, value, swap):
    if value is None:
        return None
    if _is_child(field):
        return [walk(field.related_model, child, swap) for child in value]
    if isinstance(field, StreamField):
        return walk_block(field.stream_block, value, swap)
    if isinstance(field, RichTextField):
        return walk_rich_text(value, swap)
    if isinstance(field, Chosen) and field.made_by in CHOSEN:
        return [one for one in (swap(CHOSEN[field.made_by], part) for part in value) if one is not None]
    if field.many_to_many:
        return [one for one in (swap(field.related_model, part) for part in value) if one is not None]
    return swap(field.related_model, value) if field.is_relation else value


def _as_stored(field, value):
    if _is_child(field):
        order = "sort_order" if any(f.name == "sort_order" for f in field.related_model._meta.fields) else None
        children = []
        for place, child in enumerate(value):
            stored = {
                name: _as_stored(part, child[name])
                for name, part in fields_of(field.related_model).items()
                if name in child
            }
            children.append(stored | {"pk": None} | ({order: place} if order else {}))
        return children
    if isinstance(field, StreamField) or _is_list(field):
        return json.dumps(value, cls=DjangoJSONEncoder)
    return value


def _is_of_every_page(field) -> bool:
    return field.model is Page or field.name == "first_published_at"


def _is_child(field) -> bool:
    return bool(field.one_to_many)


def _is_list(field) -> bool:
    return hasattr(field, "base_field")


def _decimal(value) -> str:
    return f"{Decimal(value).normalize():f}"


def _plain(data: dict) -> dict:
    """As it is after a journey through JSON, so that what is here compares with what came."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def named_in(model, content: Mapping, row) -> set:
    """The primary keys of the kind of `row` that the content of a revision names."""
    names = Names()
    try:
        walk(model, _unpacked(model, content), names.want)
    except (ValueError, TypeError, AttributeError, KeyError):
        return {row.pk}  # what cannot be read may name it
    return names.wanted[_base(type(row))]
