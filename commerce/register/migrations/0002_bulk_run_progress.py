from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0001_saved_filters_and_bulk_runs")]
    operations = [
        migrations.AddField(
            model_name="bulkrun",
            name="total",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="rows chosen"),
        ),
        migrations.AddField(
            model_name="bulkrun",
            name="handled",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="Where it goes on, when it was interrupted",
                verbose_name="rows gone through",
            ),
        ),
    ]
