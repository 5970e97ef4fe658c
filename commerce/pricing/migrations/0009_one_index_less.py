"""Every new price is entered in each index, so one that another serves goes; a change is updated once, in its page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pricing", "0008_one_campaign_for_a_code"), ("catalogue", "0004_cost")]
    operations = [
        migrations.AlterField(
            "price",
            "variant",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prices",
                to="catalogue.variant",
                verbose_name="variant",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE pricing_pricechange SET (fillfactor = 50)", "ALTER TABLE pricing_pricechange RESET (fillfactor)"
        ),
    ]
