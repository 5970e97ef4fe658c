from django.db import migrations

LEVELS = [("konsument", "Konsument", 0), ("user", "User", 1), ("pro", "Pro", 2), ("premium", "Premium", 3)]


def create_levels(apps, schema_editor):
    Level = apps.get_model("customers", "Level")
    for code, name, rank in LEVELS:
        Level.objects.update_or_create(code=code, defaults={"name": name, "rank": rank})


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(create_levels, migrations.RunPython.noop)]
