import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0012_changes_after_placing"), ("quotations", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="order",
            name="quotation",
            field=models.ForeignKey(
                blank=True,
                help_text="The one it was bought by",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="quotations.quotation",
                verbose_name="quotation",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("quotation",),
                name="order_once_per_quotation",
            ),
        ),
    ]
