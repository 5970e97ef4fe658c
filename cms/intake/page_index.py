"""Keeping search and references right for pages that were written in bulk, where no signal tells of each page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends
from modelsearch.backends.database.postgres.postgres import ObjectIndexer, PostgresSearchBackend
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

PLAIN_BLOCKS = {"heading", "paragraph"}


def index_pages(pages: Sequence[Page], *, followers: Mapping[int, int] | None = None) -> None:
    """Put the pages, of one type and without revisions, as they now are in the database, in search and references.

    `followers` are keys of pages that say the same as one of them, with its key.
    """
    if not pages:
        return
    # Comments and the like come with revisions: say that there are none, or each page is asked with a query.
    nothing = {relation.get_accessor_name(): [] for relation in get_all_child_relations(type(pages[0]))}
    for page in pages:
        page._cluster_related_objects = dict(nothing)
    for backend in get_search_backends(with_auto_update=True):
        if isinstance(backend, PostgresSearchBackend):
            _write_entries(backend, pages)
            _copy_entries(type(pages[0]), followers or {})
        else:
            backend.add_bulk(type(pages[0]), [*pages, *_load(type(pages[0]), followers or {})])
    _write_references(pages, followers or {})


def _load(model: type[Page], keys: Iterable[int]) -> Iterable[Page]:
    return model.objects.filter(pk__among=keys)


# --- Search: one statement where the backend's own `add_items` builds thousands of expressions, six times slower ---


def _write_entries(backend: PostgresSearchBackend, pages: Sequence[Page]) -> None:
    model = type(pages[0])
    fields = [(each, _field_of(model, each)) for each in model.get_search_fields() if _is_searched(each)]
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


def _is_searched(search_field) -> bool:
    return isinstance(search_field, AutocompleteField | SearchField | RelatedFields)


def _field_of(model: type[Page], search_field) -> models.Field | None:
    """The page's own text field behind a search field; None where modelsearch has to find the value itself."""
    if isinstance(search_field, RelatedFields):
        return None
    try:
        field = model._meta.get_field(search_field.field_name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.CharField | models.TextField | StreamField) else None


def _texts(indexer: ObjectIndexer, page: Page, fields: Iterable) -> dict[tuple[str, str], str]:
    """The page's words by the part of the entry they belong to and their weight."""
    said = defaultdict(list)
    for search_field, own in fields:
        for field, weight, text in _said(indexer, page, search_field, own):
            part = "autocomplete" if isinstance(field, AutocompleteField) else "body"
            if part == "body" and field.field_name == "title":
                part = "title"
            said[part, weight].append(text.strip())
    return {key: " ".join(filter(None, words)) for key, words in said.items()}


def _said(indexer: ObjectIndexer, page: Page, search_field, own: models.Field | None) -> Iterable[tuple]:
    if own is None:
        return indexer.prepare_field(page, search_field)
    value = own.value_from_object(page)
    if isinstance(own, StreamField):
        value = own.get_searchable_content(value)
    weight = "D" if isinstance(search_field, AutocompleteField) else get_weight(search_field.boost)
    return [(search_field, weight, indexer.prepare_value(value))]


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


def _copy_entries(model: type[Page], followers: Mapping[int, int]) -> None:
    if not followers:
        return
    table = get_app_config().get_model("IndexEntry")._meta.db_table
    columns = ("title", "autocomplete", "body", "title_norm", "title_text", "body_text")
    sql = f"""
        INSERT INTO {table} (content_type_id, object_id, {", ".join(columns)})
        SELECT entry.content_type_id, follower.pk, {", ".join(f"entry.{column}" for column in columns)}
        FROM unnest(%s::text[], %s::text[]) AS follower(pk, original)
        JOIN {table} entry ON entry.content_type_id = %s AND entry.object_id = follower.original
        ON CONFLICT (content_type_id, object_id) DO UPDATE SET
            {", ".join(f"{column} = EXCLUDED.{column}" for column in columns)}
    """  # noqa: S608
    keys, originals = [list(map(str, column)) for column in (followers, followers.values())]
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys, originals, ContentType.objects.get_for_model(model).pk])


@cache
def _mean_title_length() -> float:
    """What long titles are measured against when hits are ranked. Taken once for a process: it hardly moves."""
    with connection.cursor() as cursor:
        table = get_app_config().get_model("IndexEntry")._meta.db_table
        cursor.execute(f"SELECT avg(length(title)) FROM {table} WHERE length(title) > 0")  # noqa: S608
        return float(cursor.fetchone()[0] or 3)


# --- References: which pictures and pages a page uses ---


def _write_references(pages: Sequence[Page], followers: Mapping[int, int]) -> None:
    """What `ReferenceIndex.create_or_update_for_object` does for one, for all: old rows go, those found are written."""
    content_type = ContentType.objects.get_for_model(type(pages[0]), for_concrete_model=False)
    base = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    users: dict[int, list[int]] = {page.pk: [page.pk] for page in pages}
    for follower, original in followers.items():
        users[original].append(follower)
    keys = [str(user) for same in users.values() for user in same]
    ReferenceIndex.objects.filter(base_content_type=base, object_id__among=keys).delete()
    ReferenceIndex.objects.bulk_create(
        (
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=str(user),
                to_content_type_id=to_content_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for page in pages
            if not _is_words_alone(page)
            for to_content_type, to_object, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(page)
            )
            for user in users[page.pk]
        ),
        batch_size=1000,
    )


def _is_words_alone(page: Page) -> bool:
    """Whether the page refers to nothing: most do, and asking Wagtail takes longer than writing the page."""
    if page.social_image_id:
        return False
    blocks = [block for name in page.get_streamfield_names() for block in getattr(page, name).raw_data]
    return all(block["type"] in PLAIN_BLOCKS and "type=" not in block["value"] for block in blocks)
