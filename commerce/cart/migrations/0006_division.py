from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cart", "0005_quotation")]
    operations = [
        migrations.AddField(
            model_name="cart",
            name="division",
            field=models.JSONField(
                blank=True,
                help_text="Which pieces go to which address, where it is several (`commerce.cart.division`)",
                null=True,
                verbose_name="division",
            ),
        ),
    ]
