"""`product(numeric)`: several percentages one after another, for the amounts that lists are sorted by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pricing", "0009_one_index_less")]
    operations = [
        migrations.RunSQL(
            "CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, PARALLEL = SAFE)",
            "DROP AGGREGATE product(numeric)",
        )
    ]
