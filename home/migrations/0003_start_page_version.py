"""A changed start page bumps its version, as other pages do."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0002_start_page"), ("cms", "0004_page_triggers")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER listed_home_homepage_update AFTER UPDATE ON home_homepage REFERENCING NEW TABLE AS changed "
            "FOR EACH STATEMENT EXECUTE FUNCTION other_pages_changed()",
            "DROP TRIGGER listed_home_homepage_update ON home_homepage",
        )
    ]
