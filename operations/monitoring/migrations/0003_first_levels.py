"""The levels that a shop begins with. Nobody has agreed on them yet, and the register says so."""

from django.db import migrations

FILES = "docs/drift/felsokning.md"
LEVELS = (  # figure, side, level, margin, minutes, impact, urgency
    ("admin.within_2s", "under", 90, 1, 15, 3, 2),
    ("shop.within_2s", "under", 95, 1, 15, 2, 2),
    ("answers.failed", "over", 2, 1, 5, 2, 1),
    ("components.down", "over", 0, 0, 2, 2, 1),
    ("processes.silent", "over", 0, 0, 2, 2, 2),
    ("flows.late", "over", 0, 0, 2, 3, 2),
    ("database.connections", "over", 80, 10, 5, 2, 2),
    ("disk.used", "over", 85, 5, 10, 2, 2),
    ("queues.waiting", "over", 1000, 200, 15, 3, 3),
    ("queues.oldest", "over", 30, 10, 5, 3, 2),
    ("queues.stopped", "over", 0, 0, 5, 3, 3),
    ("mail.oldest", "over", 15, 5, 5, 3, 2),
    ("search.ms", "over", 1000, 200, 10, 3, 3),
    ("payments.waiting", "over", 20, 5, 15, 2, 2),
    ("certificates.days", "under", 21, 0, 0, 2, 3),
    ("certificates.days", "under", 7, 0, 0, 1, 1),
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
    dependencies = [("monitoring", "0002_incident")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
