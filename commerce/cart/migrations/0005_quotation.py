import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cart', '0004_price_shown'),
        ('quotations', '0002_sent_stays'),
    ]

    operations = [
        migrations.AddField(
            model_name='cart',
            name='quotation',
            field=models.ForeignKey(blank=True, help_text='The one whose lines and prices it holds', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='quotations.quotation', verbose_name='quotation'),
        ),
    ]
