"""An index of the few pages that will expire: every 15 seconds it is asked which have, among a hundred thousand."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0015_preview_links"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX page_expires ON wagtailcore_page (expire_at) WHERE live AND expire_at IS NOT NULL",
            "DROP INDEX page_expires",
        )
    ]
