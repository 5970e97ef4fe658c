"""Which pages an update changed is found by set difference: a join of the rows before and after, planned once for one
row, compared every row with every other when a thousand were updated.

`ReferenceIndex` and `IndexEntry` hold rows that are derived from pages, six and two for a product. Nothing deletes a
content type while its pages stand, so their keys to it are not checked row by row; three of their indexes are the
beginning of another one.
"""

from django.db import migrations

PAGES_UPDATED = """
CREATE OR REPLACE FUNCTION pages_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys uuid[]; types int[];
BEGIN
    PERFORM bump_versions(array_agg('page:' || id)) FROM (
        SELECT id, title, url_path, live, path, seo_title, search_description, last_published_at FROM new_rows
        EXCEPT
        SELECT id, title, url_path, live, path, seo_title, search_description, last_published_at FROM old_rows
    ) AS changed;
    SELECT array_agg(translation_key), array_agg(DISTINCT content_type_id) INTO keys, types FROM (
        (SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM new_rows
         EXCEPT
         SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM old_rows)
        UNION ALL
        (SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM old_rows
         EXCEPT
         SELECT id, title, url_path, live, path, show_in_menus, locale_id, translation_key,
                content_type_id FROM new_rows)
    ) AS changed;
    IF keys IS NOT NULL THEN
        PERFORM pages_changed(keys, types);
    END IF;
    RETURN NULL;
END $$;
"""
PAGES_UPDATED_BEFORE = """
CREATE OR REPLACE FUNCTION pages_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys uuid[]; types int[];
BEGIN
    PERFORM bump_versions(array_agg('page:' || n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.title, n.url_path, n.live, n.path, n.seo_title, n.search_description, n.last_published_at)
        IS DISTINCT FROM
          (o.title, o.url_path, o.live, o.path, o.seo_title, o.search_description, o.last_published_at);
    SELECT array_agg(n.translation_key) || array_agg(o.translation_key), array_agg(DISTINCT n.content_type_id)
    INTO keys, types
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.title, n.url_path, n.live, n.path, n.show_in_menus, n.locale_id, n.translation_key)
        IS DISTINCT FROM
          (o.title, o.url_path, o.live, o.path, o.show_in_menus, o.locale_id, o.translation_key);
    IF keys IS NOT NULL THEN
        PERFORM pages_changed(keys, types);
    END IF;
    RETURN NULL;
END $$;
"""

# The names are Wagtail's and end in a hash, so that they are found rather than written down.
DROP_KEYS = """
DO $$
DECLARE it record;
BEGIN
    FOR it IN SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint
              WHERE contype = 'f' AND confrelid = 'django_content_type'::regclass
                AND conrelid IN ('wagtailcore_referenceindex'::regclass, 'wagtailsearch_indexentry'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', it.place, it.name);
    END LOOP;
    FOR it IN SELECT i.indexrelid::regclass AS name FROM pg_index i
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
              WHERE i.indnatts = 1 AND NOT i.indisunique AND (i.indrelid, a.attname) IN (
                  ('wagtailcore_referenceindex'::regclass, 'base_content_type_id'),
                  ('wagtailcore_referenceindex'::regclass, 'to_content_type_id'),
                  ('wagtailsearch_indexentry'::regclass, 'content_type_id'))
    LOOP
        EXECUTE format('DROP INDEX %s', it.name);
    END LOOP;
END $$;
"""
KEYS = [
    ("wagtailcore_referenceindex", "content_type_id"),
    ("wagtailcore_referenceindex", "base_content_type_id"),
    ("wagtailcore_referenceindex", "to_content_type_id"),
    ("wagtailsearch_indexentry", "content_type_id"),
]
MAKE_KEYS = [
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_fk FOREIGN KEY ({column}) "
    "REFERENCES django_content_type (id) DEFERRABLE INITIALLY DEFERRED"
    for table, column in KEYS
] + [f"CREATE INDEX {table}_{column}_alone ON {table} ({column})" for table, column in KEYS[1:]]


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0011_settle_lists_once"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [
        migrations.RunSQL(PAGES_UPDATED, PAGES_UPDATED_BEFORE),
        migrations.RunSQL(DROP_KEYS, MAKE_KEYS),
    ]
