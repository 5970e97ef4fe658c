"""Two campaigns never have the same code at the same time."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pricing", "0007_who_drafts_and_approves")]
    operations = [
        migrations.AddConstraint(
            "offer",
            django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("code", ""), _negated=True),
                expressions=[
                    ("code", "="),
                    ("campaign", "<>"),
                    (
                        models.Func(
                            "valid_from",
                            "valid_until",
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="offer_code_of_one_campaign",
            ),
        ),
    ]
