"""Keeping search and references right for pages that were written in bulk, where no signal tells of each page."""

import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from cms.images import ShopImage
from cms.pages.product import ProductPage
from commerce.bulk import copy_in
from commerce.copy_lines import array

REFERENCE = (
    "content_type_id",
    "base_content_type_id",
    "object_id",
    "to_content_type_id",
    "to_object_id",
    "model_path",
    "content_path",
    "content_path_hash",
)
REFERENCE_SPACE = uuid.UUID("bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86").bytes  # Wagtail's own
ENDS = re.compile(r"</(p|h3|li)>|<br/>")
TAGS = re.compile(r"</?(p|h3|ul|ol|li|b|i|a)>|<br/>|<a href=\"[^\"<>&]*\">")
MARKS = re.compile("[<>&]")
Reference = tuple[int, str, str, str, str]  # content type, key, path in the model, path in the page, its hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a product page says, as far as search and references read it; the streams in their stored form."""

    pk: int
    title: str
    lead: str
    story: Sequence[Mapping]
    gallery: Sequence[Mapping]
    social_image_id: int | None = None

    @classmethod
    def of_page(cls, page: ProductPage) -> "Shown":
        return cls(
            pk=page.pk,
            title=page.title,
            lead=page.lead,
            story=list(page.story.raw_data),
            gallery=list(page.gallery.raw_data),
            social_image_id=page.social_image_id,
        )


def index_pages(pages: Sequence[Shown], *, followers: Mapping[int, int] | None = None, are_new: bool = False) -> None:
    """Put product pages without revisions, as they now are in the database, in search and references.

    `followers` are keys of pages that say the same as one of them, with its key. Pages that are new have no references
    that could be out of date.
    """
    if not pages:
        return
    followers = followers or {}
    for backend in get_search_backends(with_auto_update=True):
        if isinstance(backend, PostgresSearchBackend):
            _write_entries(backend, pages, followers, are_new)
        else:
            backend.add_bulk(ProductPage, _load([*(page.pk for page in pages), *followers]))
    _write_references(pages, followers, are_new)


def _load(keys: Iterable[int]) -> Iterable[ProductPage]:
    return ProductPage.objects.filter(pk__among=keys)


# --- Search: one statement where the backend's own `add_items` builds thousands of expressions, six times slower ---


def _write_entries(
    backend: PostgresSearchBackend, pages: Sequence[Shown], followers: Mapping[int, int], are_new: bool
) -> None:
    fields = [each for each in ProductPage.get_search_fields() if _is_searched(each)]
    columns: dict[tuple[str, str], list[str]] = {}
    for part_and_weight, names in _parts(fields).items():
        columns[part_and_weight] = [" ".join(filter(None, (_text(page, name) for name in names))) for page in pages]
    sql, params = _entry_sql(backend, dict(sorted(columns.items())))
    keys = [page.pk for page in pages]
    said = [array(column) for column in (keys, *(columns[key] for key in sorted(columns)))]
    users = [array(column) for column in ([*keys, *followers], [*keys, *followers.values()])]
    content_type = ContentType.objects.get_for_model(ProductPage).pk
    with connection.cursor() as cursor:
        cursor.execute(sql if are_new else sql + RENEW, [*params, *said, content_type, _mean_title_length(), *users])


def _is_searched(search_field) -> bool:
    return isinstance(search_field, AutocompleteField | SearchField | RelatedFields)


def _parts(fields: Iterable) -> dict[tuple[str, str], list[str]]:
    """The names of the fields by the part of the entry they belong to and their weight."""
    names = defaultdict(list)
    for field in fields:
        if isinstance(field, AutocompleteField):
            names["autocomplete", "D"].append(field.field_name)
        else:
            part = "title" if field.field_name == "title" else "body"
            names[part, get_weight(field.boost)].append(field.field_name)
    return dict(names)


def _text(page: Shown, name: str) -> str:
    said = getattr(page, name)
    return (said if isinstance(said, str) else _words_of(said, name)).strip()


def _words_of(stream: Sequence[Mapping], name: str) -> str:
    """The stream's words, as Wagtail gathers them; without its block objects where all blocks are plain."""
    if all(block["type"] in PLAIN_BLOCKS for block in stream):
        return ", ".join(PLAIN_BLOCKS[block["type"]](block["value"]) for block in stream)
    field = ProductPage._meta.get_field(name)
    return ", ".join(field.get_searchable_content(field.to_python(list(stream))))


def _plain_text(rich_text: str) -> str:
    """What Wagtail indexes of rich text, quicker where it holds nothing but tags of the toolbar."""
    spaced = ENDS.sub(r"\g<0> ", rich_text)
    bare = TAGS.sub("", spaced)
    return get_text_for_indexing(rich_text) if MARKS.search(bare) else bare.strip()


PLAIN_BLOCKS: dict[str, Callable[[str], str]] = {"heading": str, "paragraph": _plain_text}


def _entry_sql(backend: PostgresSearchBackend, columns: dict[tuple[str, str], list[str]]) -> tuple[str, list]:
    """Entries from one array per part and weight, each for all that say it. Names are ours, the rest parameters."""
    names = {key: "_".join(key) for key in columns}
    vectors, params, plain = {}, [], {}
    for part in ("title", "autocomplete", "body"):
        config = backend.autocomplete_config if part == "autocomplete" else backend.config or "simple"
        own = [(names[key], key[1]) for key in columns if key[0] == part]
        vectors[part] = " || ".join(f"setweight(to_tsvector(%s, said.{name}), '{weight}')" for name, weight in own)
        plain[part] = f"concat_ws(' ', {', '.join(f'said.{name}' for name, _weight in own)})" if own else "''"
        params += [config] * len(own)
    table = get_app_config().get_model("IndexEntry")._meta.db_table
    sql = f"""
        WITH fresh AS MATERIALIZED (
            SELECT said.pk, {vectors["title"] or "''::tsvector"} AS title,
                   {vectors["autocomplete"] or "''::tsvector"} AS autocomplete,
                   {vectors["body"] or "''::tsvector"} AS body,
                   {plain["title"]} AS title_text, {plain["body"]} AS body_text
            FROM unnest(%s::bigint[]{", %s::text[]" * len(names)}) AS said(pk, {", ".join(names.values())})
        )
        INSERT INTO {table} (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)
        SELECT %s, speaker.pk::text, title, autocomplete, body,
               COALESCE(%s / NULLIF(length(title), 0), 1), title_text, body_text
        FROM unnest(%s::bigint[], %s::bigint[]) AS speaker(pk, original) JOIN fresh ON fresh.pk = speaker.original
    """  # noqa: S608
    return sql, params


RENEW = """
    ON CONFLICT (content_type_id, object_id) DO UPDATE SET
        title = EXCLUDED.title, autocomplete = EXCLUDED.autocomplete, body = EXCLUDED.body,
        title_norm = EXCLUDED.title_norm, title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
"""


@cache
def _mean_title_length() -> float:
    """What long titles are measured against when hits are ranked. Taken once for a process: it hardly moves."""
    with connection.cursor() as cursor:
        table = get_app_config().get_model("IndexEntry")._meta.db_table
        cursor.execute(f"SELECT avg(length(title)) FROM {table} WHERE length(title) > 0")  # noqa: S608
        return float(cursor.fetchone()[0] or 3)


# --- References: which pictures and pages a page uses ---


def _write_references(pages: Sequence[Shown], followers: Mapping[int, int], are_new: bool) -> None:
    """What `ReferenceIndex.create_or_update_for_object` does for one, for all: old rows go, those found are written."""
    content_type = ContentType.objects.get_for_model(ProductPage, for_concrete_model=False).pk
    base = ContentType.objects.get_for_model(Page, for_concrete_model=False).pk
    users: dict[int, list[str]] = {page.pk: [str(page.pk)] for page in pages}
    for follower, original in followers.items():
        users[original].append(str(follower))
    if not are_new:
        keys = [user for same in users.values() for user in same]
        ReferenceIndex.objects.filter(base_content_type=base, object_id__among=keys).delete()
    found = ((users[page.pk], reference) for page in pages for reference in _references(page))
    rows = [(content_type, base, user, *reference) for same, reference in found for user in same]
    if rows:
        copy_in(ReferenceIndex, REFERENCE, rows)


def _references(page: Shown) -> Iterable[Reference]:
    """What Wagtail finds in the page; without asking it, for pages of words and pictures: most are, and it is slow."""
    if page.social_image_id or any(_is_rich(block) for block in page.story):
        loaded = {relation.get_accessor_name(): [] for relation in get_all_child_relations(ProductPage)}
        whole = ProductPage(pk=page.pk, social_image_id=page.social_image_id, story=page.story, gallery=page.gallery)
        whole._cluster_related_objects = loaded
        return {(*found, _hash(found[-1])) for found in ReferenceIndex._extract_references_from_object(whole)}
    pictures = ContentType.objects.get_for_model(ShopImage, for_concrete_model=False).pk
    return [
        (pictures, str(block["value"]["image"]), f"{name}.picture.image", path, _hash(path))
        for name in ("gallery", "story")
        for block in getattr(page, name)
        if block["type"] == "picture" and block["value"].get("image")
        for path in (f"{name}.{block['id']}.image",)
    ]


def _is_rich(block: Mapping) -> bool:
    """Whether the block may refer to more than a picture: blocks of blocks, and links to pages and documents."""
    return block["type"] not in (*PLAIN_BLOCKS, "picture") or (
        block["type"] == "paragraph" and "type=" in block["value"]
    )


def _hash(content_path: str) -> str:
    """The digits of `ReferenceIndex._get_content_path_hash`, a UUID of version 5 in the name space of references."""
    digits = hashlib.sha1(REFERENCE_SPACE + content_path.encode(), usedforsecurity=False).hexdigest()
    return f"{digits[:12]}5{digits[13:16]}{'89ab'[int(digits[16], 16) & 3]}{digits[17:32]}"
