"""What every page row costs besides itself, where nothing asks for it.

Five indexes of pages are of columns that are empty for almost every page: they now hold the pages where they are not.
Nobody searches for the beginning of a slug, or for references by the type of what refers alone. `numchild` changes with
each page that is made below; with some room left beside it, a row changes without new entries in every index.
"""

from django.db import migrations

# The names are Django's and end in a hash, so that they are found rather than written down.
INDEXES = """
DO $$
DECLARE it record;
BEGIN
    FOR it IN SELECT c.relname AS name, a.attname AS word FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
              WHERE i.indnatts = 1 AND NOT i.indisunique AND i.indrelid = 'wagtailcore_page'::regclass
                AND a.attname IN ('owner_id', 'locked_by_id', 'live_revision_id', 'latest_revision_id', 'alias_of_id')
    LOOP
        EXECUTE format('DROP INDEX %I', it.name);
        EXECUTE format('CREATE INDEX %I ON wagtailcore_page (%I) {condition}', it.name, it.word, it.word);
    END LOOP;
END $$;
"""
PARTIAL = INDEXES.replace("{condition}", "WHERE %I IS NOT NULL")
WHOLE = INDEXES.replace(" {condition}", "")

DROP = """
DO $$
DECLARE it record;
BEGIN
    FOR it IN SELECT c.relname AS name FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
              JOIN pg_opclass o ON o.oid = i.indclass[0]
              WHERE i.indnatts = 1 AND NOT i.indisunique AND (i.indrelid, a.attname, o.opcname) IN (
                  ('wagtailcore_page'::regclass, 'slug', 'varchar_pattern_ops'),
                  ('wagtailcore_referenceindex'::regclass, 'content_type_id', 'int4_ops'))
    LOOP
        EXECUTE format('DROP INDEX %I', it.name);
    END LOOP;
END $$;
"""
MAKE = [
    "CREATE INDEX wagtailcore_page_slug_like ON wagtailcore_page (slug varchar_pattern_ops)",
    "CREATE INDEX wagtailcore_referenceindex_content_type_id_alone ON wagtailcore_referenceindex (content_type_id)",
]
ROOM = "ALTER TABLE wagtailcore_page SET (fillfactor = 90)"
NO_ROOM = "ALTER TABLE wagtailcore_page RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("cms", "0016_pages_that_expire"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunSQL(PARTIAL, WHOLE),
        migrations.RunSQL(DROP, MAKE),
        migrations.RunSQL(ROOM, NO_ROOM),
    ]
