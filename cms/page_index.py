"""Keeping search and references right for pages that were written in bulk, where no signal tells of each page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.backends import get_search_backends
from modelsearch.backends.database.postgres.postgres import ObjectIndexer, PostgresSearchBackend
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField
from wagtail.models import Page, ReferenceIndex


def index_pages(pages: Sequence[Page]) -> None:
    """Put the pages, all of one type and as they now are in the database, in search and in the reference index."""
    if not pages:
        return
    for backend in get_search_backends(with_auto_update=True):
        if isinstance(backend, PostgresSearchBackend):
            _write_entries(backend, pages)
        else:
            backend.add_bulk(type(pages[0]), list(pages))
    _write_references(pages)


# --- Search: one statement where the backend's own `add_items` builds thousands of expressions, six times slower ---


def _write_entries(backend: PostgresSearchBackend, pages: Sequence[Page]) -> None:
    model = type(pages[0])
    fields = model.get_search_fields()
    keys, texts, weights = [], [], set()
    for page in pages:
        said = _texts(ObjectIndexer(page, backend), page, fields)
        weights.update(said)
        keys.append(str(page.pk))
        texts.append(said)
    columns = {weight: [said.get(weight, "") for said in texts] for weight in sorted(weights)}
    sql, params = _entry_sql(backend, columns)
    content_type = ContentType.objects.get_for_model(model).pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [content_type, *params, keys, *columns.values()])


def _texts(indexer: ObjectIndexer, page: Page, fields: Iterable) -> dict[tuple[str, str], str]:
    """The page's words by the part of the entry they belong to and their weight."""
    said = defaultdict(list)
    for search_field in fields:
        for field, weight, text in indexer.prepare_field(page, search_field):
            part = "autocomplete" if isinstance(field, AutocompleteField) else "body"
            if part == "body" and field.field_name == "title":
                part = "title"
            said[part, weight].append(text.strip())
    return {key: " ".join(filter(None, words)) for key, words in said.items()}


def _entry_sql(backend: PostgresSearchBackend, columns: dict[tuple[str, str], list[str]]) -> tuple[str, list]:
    """An upsert of entries from one array per part and weight. Names are ours, texts and configurations parameters."""
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
        INSERT INTO {table} AS entry
            (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)
        SELECT %s, pk, title, autocomplete, body, COALESCE(%s / NULLIF(length(title), 0), 1), title_text, body_text
        FROM (SELECT said.pk, {vectors["title"] or "''::tsvector"} AS title,
                     {vectors["autocomplete"] or "''::tsvector"} AS autocomplete,
                     {vectors["body"] or "''::tsvector"} AS body,
                     {plain["title"]} AS title_text, {plain["body"]} AS body_text
              FROM unnest(%s::text[]{", %s::text[]" * len(names)}) AS said(pk, {", ".join(names.values())})) AS fresh
        ON CONFLICT (content_type_id, object_id) DO UPDATE SET
            title = EXCLUDED.title, autocomplete = EXCLUDED.autocomplete, body = EXCLUDED.body,
            title_norm = EXCLUDED.title_norm, title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text
    """  # noqa: S608
    return sql, [_mean_title_length(), *params]


@cache
def _mean_title_length() -> float:
    """What long titles are measured against when hits are ranked. Taken once for a process: it hardly moves."""
    with connection.cursor() as cursor:
        table = get_app_config().get_model("IndexEntry")._meta.db_table
        cursor.execute(f"SELECT avg(length(title)) FROM {table} WHERE length(title) > 0")  # noqa: S608
        return float(cursor.fetchone()[0] or 3)


# --- References: which pictures and pages a page uses ---


def _write_references(pages: Sequence[Page]) -> None:
    """What `ReferenceIndex.create_or_update_for_object` does for one, for all: old rows go, those found are written."""
    content_type = ContentType.objects.get_for_model(type(pages[0]), for_concrete_model=False)
    base = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    ReferenceIndex.objects.filter(base_content_type=base, object_id__in=[str(page.pk) for page in pages]).delete()
    ReferenceIndex.objects.bulk_create(
        (
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=str(page.pk),
                to_content_type_id=to_content_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for page in pages
            for to_content_type, to_object, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(page)
            )
        ),
        batch_size=1000,
    )
