from django.db import migrations

LISTS = [("bas", "Baspris", None), ("user", "User", "user"), ("pro", "Pro", "pro"), ("premium", "Premium", "premium")]


def create_lists(apps, schema_editor):
    PriceList = apps.get_model("pricing", "PriceList")
    for code, name, level in LISTS:
        PriceList.objects.get_or_create(
            code=code, defaults={"name": name, "level_id": level, "is_for_everyone": level is None}
        )


class Migration(migrations.Migration):
    dependencies = [("pricing", "0001_initial"), ("customers", "0002_levels")]
    operations = [migrations.RunPython(create_lists, migrations.RunPython.noop)]
