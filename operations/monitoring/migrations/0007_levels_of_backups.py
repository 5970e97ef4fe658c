"""The levels that backups begin with. Nobody has agreed on them yet, and the register says so."""

from django.db import migrations

FILES = "docs/drift/sakerhetskopior.md"
LEVELS = (  # figure, side, level, margin, minutes, impact, urgency
    ("backup.hours", "over", 26, 0, 0, 2, 2),
    ("backup.drill_days", "over", 8, 0, 0, 2, 3),
    ("backup.failed", "over", 0, 0, 0, 2, 2),
    ("backup.rpo", "over", 60, 0, 0, 2, 2),
    ("backup.rto", "over", 15, 0, 0, 2, 3),
    ("backup.archive", "over", 5, 0, 0, 1, 2),
    ("backup.receivers", "over", 0, 0, 1, 1, 1),
)


def fill(apps, _schema):
    Threshold = apps.get_model("monitoring", "Threshold")
    for figure, side, level, margin, minutes, impact, urgency in LEVELS:
        Threshold.objects.get_or_create(
            figure=figure,
            side=side,
            level=level,
            defaults={
                "margin": margin,
                "for_minutes": minutes,
                "impact": impact,
                "urgency": urgency,
                "runbook": FILES,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0006_level_of_the_purchase")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
