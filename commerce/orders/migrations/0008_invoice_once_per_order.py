from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_only_added_to")]
    operations = [
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=["order"], condition=Q(kind="invoice"), name="invoice_once_per_order"
            ),
        )
    ]
