import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cart", "0002_initial")]
    operations = [
        migrations.AddField(
            "cart",
            "codes",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name="codes"
            ),
        ),
    ]
