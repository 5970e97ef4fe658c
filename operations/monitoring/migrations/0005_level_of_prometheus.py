"""How long Prometheus may be silent, once it has been heard of. Nobody has agreed on it yet, and the register says so."""

from django.db import migrations


def fill(apps, _schema):
    apps.get_model("monitoring", "Threshold").objects.get_or_create(
        figure="prometheus.silent",
        side="over",
        level=5,
        defaults={"for_minutes": 0, "impact": 2, "urgency": 2, "runbook": "docs/drift/felsokning.md"},
    )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_alarms_outlive_thresholds")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
