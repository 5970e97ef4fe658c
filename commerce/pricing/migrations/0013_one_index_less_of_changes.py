"""Every drafted amount is entered in each index, so one goes that another begins with (`price_change_once`)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pricing", "0012_versions_are_never_changed")]
    operations = [
        migrations.AlterField(
            "pricechange",
            "change_set",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="pricing.pricechangeset",
                verbose_name="change set",
            ),
        ),
    ]
