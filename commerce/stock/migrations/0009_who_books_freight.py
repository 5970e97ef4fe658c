from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0008_warehouse_run_by_a_system")]

    operations = [
        migrations.AddField(
            model_name="warehouse",
            name="freight",
            field=models.CharField(
                choices=[
                    ("shop", "the shop, when the parcel is packed"),
                    ("wms", "the warehouse's own system"),
                    ("hand", "somebody, by hand"),
                ],
                db_default="hand",
                default="hand",
                help_text="The shop books with the carrier of the delivery method. Never let two book the same parcels.",
                max_length=4,
                verbose_name="freight is booked by",
            ),
        ),
    ]
