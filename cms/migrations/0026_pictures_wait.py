"""Since when a picture waits for its renditions, and its description in English.

What is said of a picture, and where what matters in it is, is shown by pages that do not name it in their versions: all
are dropped when it changes, as they are when its file does.
"""

import django.utils.timezone
from django.db import migrations, models

WATCH = """
CREATE OR REPLACE FUNCTION pictures_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(array_agg('picture:' || n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.sources, n.dominant_colour) IS DISTINCT FROM (o.sources, o.dominant_colour);
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE %s
    ) THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;
"""
COLUMNS = ("file", "description", "description_en", "focal_point_x", "focal_point_y")
SHOWN = "({}) IS DISTINCT FROM ({})".format(*(", ".join(f"{row}.{one}" for one in COLUMNS) for row in "no"))
MADE = "UPDATE cms_shopimage SET made_at = created_at WHERE sources ? 'avif' OR sources ? 'unreadable'"


class Migration(migrations.Migration):
    dependencies = [("cms", "0025_releases")]
    operations = [
        migrations.AddField(
            "shopimage",
            "description_en",
            models.CharField(
                "description in English", max_length=255, blank=True, default="", db_default=""
            ),
        ),
        migrations.AddField(
            "shopimage",
            "queued_at",
            models.DateTimeField(
                "waits for renditions since", default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.AddField(
            "shopimage",
            "made_at",
            models.DateTimeField("renditions made at", null=True, blank=True, editable=False),
        ),
        migrations.RunSQL(MADE, migrations.RunSQL.noop),
        migrations.RunSQL(WATCH % SHOWN, WATCH % "n.file <> o.file"),
        migrations.AddIndex(
            "shopimage",
            models.Index(fields=["queued_at"], condition=models.Q(made_at=None), name="shop_image_waiting"),
        ),
        migrations.AddIndex("shopimage", models.Index(fields=["made_at"], name="shop_image_made")),
        migrations.AddIndex(
            "shopimage",
            models.Index(
                fields=["id"], condition=models.Q(sources__has_key="unreadable"), name="shop_image_unreadable"
            ),
        ),
    ]
