"""The matrix, the targets and the categories that a new shop begins with; the owner changes them in the admin."""

from django.db import migrations

MINUTES = {1: (30, 240), 2: (60, 540), 3: (240, 1620), 4: (540, 5400)}
CATEGORIES = (
    ("Webbutiken", "The shop"),
    ("Konto och behörighet", "Account and permissions"),
    ("Order och leverans", "Order and delivery"),
    ("Integrationer", "Integrations"),
    ("Drift", "Operations"),
    ("Övrigt", "Other"),
)


def rank(impact, urgency):
    """1 is the most: both together decide."""
    weight = impact + urgency
    return 1 if weight <= 3 else 2 if weight <= 5 else 3 if weight == 6 else 4


def fill(apps, schema_editor):
    cell, priority, category = (
        apps.get_model("desk", name) for name in ("MatrixCell", "Priority", "TicketCategory")
    )
    four = range(1, 5)
    cell.objects.bulk_create(
        cell(impact=impact, urgency=urgency, priority=rank(impact, urgency)) for impact in four for urgency in four
    )
    priority.objects.bulk_create(
        priority(rank=number, answer_minutes=answer, solve_minutes=solve)
        for number, (answer, solve) in MINUTES.items()
    )
    category.objects.bulk_create(
        category(name=name, name_en=name_en, position=place * 10)
        for place, (name, name_en) in enumerate(CATEGORIES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_only_allowed_moves")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
