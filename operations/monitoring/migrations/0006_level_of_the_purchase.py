"""A purchase on trial that fails. Nobody has agreed on it yet, and the register says so."""

from django.db import migrations


def fill(apps, _schema):
    apps.get_model("monitoring", "Threshold").objects.get_or_create(
        figure="purchase.worked",
        side="under",
        level=1,
        defaults={"for_minutes": 0, "impact": 1, "urgency": 1, "runbook": "docs/drift/felsokning.md"},
    )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0005_level_of_prometheus")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
