"""The explorer, and the search for a last child, ask for one depth in a range of paths."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0005_what_imports_wrote"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS page_by_depth_and_path ON wagtailcore_page (depth, path)",
            "DROP INDEX IF EXISTS page_by_depth_and_path",
        )
    ]
