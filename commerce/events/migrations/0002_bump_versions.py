"""`bump_versions(tags)`: what the triggers of catalogue, pricing and stock call. Rows are locked in tag order."""

from django.db import migrations

CREATE = """
CREATE FUNCTION bump_versions(tags text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO events_version (tag, version)
    SELECT DISTINCT tag, 1 FROM unnest(tags) AS tag WHERE tag IS NOT NULL ORDER BY tag
    ON CONFLICT (tag) DO UPDATE SET version = events_version.version + 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION bump_versions(text[])")]
