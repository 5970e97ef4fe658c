from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_page_triggers")]
    operations = [
        migrations.AddField(
            model_name="productlink",
            name="written",
            field=models.JSONField(
                default=dict,
                editable=False,
                help_text="Fingerprints by language, to tell whether an editor has changed a page since",
                verbose_name="what imports wrote",
            ),
        ),
    ]
