from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0006_last_administrator'),
    ]

    operations = [
        migrations.AddField(
            model_name='address',
            name='is_default',
            field=models.BooleanField(default=False, help_text='The one that the checkout begins with', verbose_name='used first'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('user',), name='address_one_default_per_user'),
        ),
    ]
