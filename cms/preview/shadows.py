"""The database as it will be: within `as_it_will_be` the tables of pages and goods say what they say at an instant.

Views of the same names stand before the tables for the length of one transaction: every list, menu, search, card and
cart asks as it always does, and none of them can forget to follow the instant. What differs from now is found once, in
`look_page` and `look_product`; everything else is read where it stands. Nothing can be written, save to the cart of the
preview, and the transaction is always rolled back. How it works, with an example: docs/teknik/forhandsvisning.md.
"""

from contextlib import contextmanager

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from cms.preview.look import CAMPAIGNS, PAGES, pinned
from cms.preview.things import versions_of_things

# Pages that are another at the instant than their row says: approved to go live by then, expired by then, a draft that
# is looked at, or a version that is (of a release). A product page without a product does not go live, whatever was
# scheduled. A mirror (alias) has no versions of its own: it follows the page that it mirrors, at its own address.
DIFFERENT = """
CREATE TEMPORARY TABLE look_page ON COMMIT DROP AS
WITH due AS (
    SELECT DISTINCT ON (r.object_id) r.object_id::integer AS page_id, r.id AS revision_id
    FROM wagtailcore_revision r
    WHERE r.base_content_type_id = %(page)s AND r.approved_go_live_at <= %(at)s
    ORDER BY r.object_id, r.approved_go_live_at DESC
), pinned AS (
    SELECT * FROM unnest(%(pinned_pages)s::integer[], %(pinned_versions)s::integer[]) AS one (page_id, revision_id)
), changed AS MATERIALIZED (
    SELECT page_id AS id FROM due
    UNION SELECT page_id FROM pinned
    UNION SELECT id FROM wagtailcore_page WHERE live AND expire_at <= %(at)s
    UNION SELECT id FROM wagtailcore_page
    WHERE (%(pages)s OR %(campaigns)s) AND (has_unpublished_changes OR NOT live) AND depth > 1
), concerned AS MATERIALIZED (
    SELECT id FROM changed
    UNION SELECT m.id FROM wagtailcore_page m JOIN changed c ON c.id = m.alias_of_id
), found AS (
    SELECT p.*, w.is_drafted,
           CASE WHEN n.revision_id IS NOT NULL THEN n.revision_id
                WHEN w.is_drafted THEN CASE WHEN s.has_unpublished_changes OR NOT s.live THEN s.latest_revision_id END
                ELSE d.revision_id END AS revision_id,
           LEAST(p.expire_at, CASE WHEN s.live THEN s.expire_at END) AS ends_at
    FROM concerned k JOIN wagtailcore_page p ON p.id = k.id
    JOIN wagtailcore_page s ON s.id = COALESCE(p.alias_of_id, p.id)
    LEFT JOIN due d ON d.page_id = s.id
    LEFT JOIN pinned n ON n.page_id = s.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN p.content_type_id = %(campaign)s THEN %(campaigns)s::boolean ELSE %(pages)s::boolean END
            AS is_drafted
    ) AS w
)
SELECT f.id, f.path, f.depth, f.translation_key, f.url_path AS old_url_path, f.live AS was_live, f.revision_id,
       (f.live OR f.is_drafted OR f.revision_id IS NOT NULL)
       AND NOT COALESCE(CASE WHEN f.revision_id IS NULL THEN f.ends_at
                             ELSE (r.content->>'expire_at')::timestamptz END <= %(at)s, false)
       AND (f.live OR f.is_drafted OR f.content_type_id <> %(product)s
            OR EXISTS (SELECT 1 FROM cms_productlink k WHERE k.translation_key = f.translation_key)) AS live,
       COALESCE(r.content->>'title', f.title) AS title,
       CASE WHEN f.alias_of_id IS NULL THEN COALESCE(r.content->>'slug', f.slug) ELSE f.slug END AS slug,
       f.slug AS old_slug,
       f.url_path,
       COALESCE((r.content->>'show_in_menus')::boolean, f.show_in_menus) AS show_in_menus,
       COALESCE(r.content->>'seo_title', f.seo_title) AS seo_title,
       COALESCE(r.content->>'search_description', f.search_description) AS search_description,
       CASE WHEN r.id IS NULL THEN f.expire_at ELSE (r.content->>'expire_at')::timestamptz END AS expire_at
FROM found f LEFT JOIN wagtailcore_revision r ON r.id = f.revision_id
WHERE f.revision_id IS NOT NULL OR (f.live AND f.ends_at <= %(at)s) OR (f.is_drafted AND NOT f.live)
"""
MOVED = """
SELECT path, old_url_path, left(old_url_path, -length(old_slug) - 1) || slug || '/'
FROM look_page
WHERE slug <> old_slug AND depth > 2 AND right(old_url_path, length(old_slug) + 1) = old_slug || '/'
ORDER BY depth DESC, path
"""
# What lies below a page whose address changes moves with it.
BELOW = """
INSERT INTO look_page
SELECT p.id, p.path, p.depth, p.translation_key, p.url_path, p.live, NULL, p.live, p.title, p.slug, p.slug, p.url_path,
       p.show_in_menus, p.seo_title, p.search_description, p.expire_at
FROM wagtailcore_page p
WHERE p.path LIKE %(below)s AND NOT EXISTS (SELECT 1 FROM look_page c WHERE c.id = p.id)
"""
MOVE = """
UPDATE look_page SET url_path = %(address)s::text || substr(url_path, length(%(before)s::text) + 1)
WHERE path LIKE %(below)s
"""
# A product is on sale from when one of its pages goes live until none is (`cms.desk.publication`).
GOODS = """
CREATE TEMPORARY TABLE look_product ON COMMIT DROP AS
SELECT k.product_id,
       bool_or(COALESCE(c.live, p.live))
       AND (bool_or(g.is_on_sale) OR bool_or(c.revision_id IS NOT NULL OR (c.live AND NOT c.was_live))) AS is_on_sale
FROM cms_productlink k
JOIN catalogue_product g ON g.id = k.product_id
JOIN wagtailcore_page p ON p.translation_key = k.translation_key
LEFT JOIN look_page c ON c.id = p.id
WHERE k.translation_key IN (SELECT translation_key FROM look_page)
GROUP BY k.product_id
"""
INDEXES = "ALTER TABLE look_page ADD PRIMARY KEY (id); ALTER TABLE look_product ADD PRIMARY KEY (product_id)"
COUNTED = "ANALYZE look_page; ANALYZE look_product"
COLUMNS = """
SELECT a.attrelid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a
WHERE a.attrelid = ANY(%(tables)s::regclass[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
"""

GALLERY = "COALESCE((r.content->>'gallery')::jsonb, t.gallery)"
PICTURES = "jsonb_path_query_array((r.content->>'gallery')::jsonb, '$[*] ? (@.type == \"picture\").value.image')"
LEAD = "COALESCE(r.content->>'lead', {0})"
OF_REVISION = "JOIN look_page c ON c.id = t.{key} LEFT JOIN {schema}.wagtailcore_revision r ON r.id = c.revision_id"

# For each table: its key, where what differs is found, how the rows that differ are joined to it, and their columns.
OF_PAGE = {
    name: f"c.{name}"
    for name in (
        "live", "title", "slug", "url_path", "show_in_menus", "seo_title", "search_description", "expire_at"
    )
}  # fmt: skip
SHADOWS = {
    "wagtailcore_page": ("id", "look_page", OF_REVISION, OF_PAGE),
    "cms_productpage": ("page_ptr_id", "look_page", OF_REVISION, {"gallery": GALLERY, "lead": LEAD.format("t.lead")}),
    "cms_categorypage": (
        "page_ptr_id",
        "look_page",
        OF_REVISION,
        {"picture_id": "CASE WHEN r.content ? 'picture' THEN (r.content->>'picture')::bigint ELSE t.picture_id END"},
    ),
    "catalogue_product": (
        "id",
        "look_product",
        "JOIN look_product c ON c.product_id = t.id",
        {"is_on_sale": "c.is_on_sale"},
    ),
    "cms_listedproduct": (
        "product_id",
        "look_product",
        "JOIN look_product s ON s.product_id = t.product_id"
        " JOIN {schema}.wagtailcore_page p ON p.id = t.page_id LEFT JOIN look_page c ON c.id = t.page_id"
        " LEFT JOIN {schema}.wagtailcore_revision r ON r.id = c.revision_id",
        {
            "is_listed": "COALESCE(c.live, p.live) AND s.is_on_sale",
            "url_path": "COALESCE(c.url_path, t.url_path)",
            "picture_id": f"CASE WHEN r.id IS NULL THEN t.picture_id ELSE ({PICTURES}->>0)::integer END",
            "second_picture_id": f"CASE WHEN r.id IS NULL THEN t.second_picture_id ELSE ({PICTURES}->>1)::integer END",
            "words": "CASE WHEN r.id IS NULL THEN t.words ELSE ARRAY[concat_ws(' ', t.name, NULLIF(c.title, t.name)),"
            f" t.words[2], t.words[3], {LEAD.format('t.words[4]')}] END",
        },
    ),
}
# What makes a document of words is written once more here (`search.migrations.0004`), and tested against it.
DOCUMENTS = """
CREATE TEMPORARY VIEW search_document AS
SELECT d.* FROM {schema}.search_document d
WHERE NOT EXISTS (SELECT 1 FROM {schema}.cms_listedproduct x JOIN look_product s ON s.product_id = x.product_id
                  WHERE x.id = d.listed_id)
UNION ALL
SELECT l.id, o.language_code::varchar(8),
       setweight(to_tsvector(o.configuration, l.words[1]) || to_tsvector('simple_unaccent', l.words[1]), 'A')
       || setweight(to_tsvector('simple', article_number_word(l.words[2])), 'A')
       || setweight(to_tsvector(o.configuration, l.words[3]), 'B')
       || setweight(to_tsvector(o.configuration, l.words[4]), 'C')
       || array_to_tsvector(ARRAY(
           SELECT right(stem, -start) FROM (
               SELECT stem, generate_series(1, length(stem) - 3) AS start
               FROM unnest(tsvector_to_array(to_tsvector(o.configuration, l.words[1]))) AS stem
           ) AS ends))
FROM cms_listedproduct l JOIN look_product s ON s.product_id = l.product_id
JOIN (SELECT id, language_code, CASE language_code WHEN 'en' THEN 'english_unaccent'::regconfig
                                                   ELSE 'swedish_unaccent'::regconfig END AS configuration
      FROM {schema}.wagtailcore_locale) AS o ON o.id = l.locale_id
WHERE l.is_listed
"""
# Words only come, as in the table itself: what was once in a name may still be what somebody meant.
WORDS = """
CREATE TEMPORARY VIEW search_word AS
SELECT w.* FROM {schema}.search_word w
UNION ALL
SELECT NULL, n.language_code, n.word
FROM (
    SELECT DISTINCT o.language_code::varchar(8), word::varchar(255)
    FROM cms_listedproduct l JOIN look_product s ON s.product_id = l.product_id
    JOIN {schema}.wagtailcore_locale o ON o.id = l.locale_id,
    unnest(tsvector_to_array(to_tsvector('simple', l.words[1]))) AS word
    WHERE l.is_listed AND length(word) BETWEEN 3 AND 255
) AS n
WHERE NOT EXISTS (SELECT 1 FROM {schema}.search_word w WHERE w.language = n.language_code AND w.word = n.word)
"""
# A plan that was made for the tables is made anew for the views: the path in which names are looked up is another.
BEFORE_THE_TABLES = "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)"
READ_ONLY = "SET TRANSACTION READ ONLY"


@contextmanager
def as_it_will_be(*, at, drafts, cart=None):
    """Let every query inside see pages and goods as they are at `at`, with these drafts, and `cart` as the only one.

    One snapshot of what is committed; nothing but the cart can be written, and everything is taken back at the end.
    """
    with _one_snapshot(), transaction.atomic():
        with connection.cursor() as cursor:
            schema = _schema(cursor)
            if _find_what_differs(cursor, at, drafts):
                _stand_before(cursor, schema)
            for model, versions in versions_of_things(at=at, drafts=drafts).items():
                _stand_before_a_thing(cursor, schema, model, versions)
            if cart is not None:
                cart.put_before(cursor, schema)
            cursor.execute(BEFORE_THE_TABLES)
            cursor.execute(READ_ONLY)
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _one_snapshot():
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    driver = connection.connection
    driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        yield
    finally:
        if not driver.closed:
            driver.isolation_level = None


def _schema(cursor):
    cursor.execute("SELECT quote_ident(current_schema())")
    return cursor.fetchone()[0]


def _find_what_differs(cursor, at, drafts):
    """Whether anything does; then it stands in `look_page` and `look_product`."""
    types, versions = ContentType.objects, pinned(drafts)
    values = {
        "pinned_pages": list(versions),
        "pinned_versions": list(versions.values()),
        "at": at,
        "pages": PAGES in drafts,
        "campaigns": CAMPAIGNS in drafts,
        "page": types.get_by_natural_key("wagtailcore", "page").pk,
        "campaign": types.get_by_natural_key("cms", "campaignpage").pk,
        "product": types.get_by_natural_key("cms", "productpage").pk,
    }
    cursor.execute(DIFFERENT, values)
    if not cursor.rowcount:
        return False
    cursor.execute(MOVED)
    for path, before, address in cursor.fetchall():
        moved = {"below": f"{path}%", "before": before, "address": address}
        cursor.execute(BELOW, moved)
        cursor.execute(MOVE, moved)
    cursor.execute(GOODS)
    cursor.execute(INDEXES)
    cursor.execute(COUNTED)
    return True


def _columns(cursor, schema, tables):
    """`{table: [(column, its type), ...]}`"""
    cursor.execute(COLUMNS, {"tables": [f"{schema}.{table}" for table in tables]})
    columns = {}
    for table, name, kind in cursor.fetchall():
        columns.setdefault(table.rpartition(".")[2], []).append((name, kind))
    return columns


def _stand_before_a_thing(cursor, schema, model, versions):
    """Of a thing with drafts that is no page: live, and as its version says what the version says; gone without one."""
    meta, key = model._meta, model._meta.pk.column
    names = {field.column: field.name for field in meta.local_concrete_fields if not field.primary_key}
    kept = {"latest_revision", "live_revision", "translation_key", "locale"}
    shown = []
    for column, kind in _columns(cursor, schema, [meta.db_table])[meta.db_table]:
        name = names.get(column)
        if column == "live":
            shown.append('true AS "live"')
        elif name is None or name in kept:
            shown.append(f't."{column}"')
        else:
            told = f"(r.content->>'{name}')::{kind}"
            shown.append(f'CASE WHEN r.content ? \'{name}\' THEN {told} ELSE t."{column}" END AS "{column}"')
    pairs = ", ".join(f"({int(pk)}, {int(version or 0)})" for pk, version in versions.items())
    cursor.execute(
        f"CREATE TEMPORARY VIEW {meta.db_table} AS "  # noqa: S608 - names of ours, and numbers
        f"WITH versions (pk, version) AS (VALUES {pairs}) "
        f"SELECT * FROM {schema}.{meta.db_table} t WHERE t.{key} NOT IN (SELECT pk FROM versions) UNION ALL "
        f"SELECT {', '.join(shown)} FROM {schema}.{meta.db_table} t JOIN versions v ON v.pk = t.{key} "
        f"JOIN {schema}.wagtailcore_revision r ON r.id = v.version"
    )


def _stand_before(cursor, schema):
    columns = _columns(cursor, schema, SHADOWS)
    for table, (key, found_in, joined, differs) in SHADOWS.items():
        theirs = "id" if found_in == "look_page" else "product_id"
        changed = ", ".join(
            f'({differs[name]})::{kind} AS "{name}"' if name in differs else f't."{name}"'
            for name, kind in columns[table]
        )
        cursor.execute(
            f"CREATE TEMPORARY VIEW {table} AS SELECT * FROM {schema}.{table} t "  # noqa: S608 - names of ours
            f"WHERE NOT EXISTS (SELECT 1 FROM {found_in} c WHERE c.{theirs} = t.{key}) UNION ALL "
            f"SELECT {changed} FROM {schema}.{table} t {joined.format(schema=schema, key=key)}"
        )
    cursor.execute(DOCUMENTS.format(schema=schema))
    cursor.execute(WORDS.format(schema=schema))
