"""A picture of a menu stands around every page: when its renditions are made, the site's version is bumped too."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION pictures_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(n.id) INTO ids
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.sources, n.dominant_colour, n.file) IS DISTINCT FROM (o.sources, o.dominant_colour, o.file);
    IF ids IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM bump_versions(array_agg('picture:' || id)) FROM unnest(ids) AS id;
    IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.file <> o.file)
        OR EXISTS (SELECT 1 FROM cms_categorypage WHERE picture_id = ANY(ids)) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cms", "0006_page_tree_index")]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
