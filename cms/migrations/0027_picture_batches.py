import cms.batches.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0008_replaced_by'),
        ('cms', '0026_pictures_wait'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PictureBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('file', models.FileField(blank=True, upload_to=cms.batches.models._kept_as, verbose_name='zip file')),
                ('folder', models.CharField(blank=True, max_length=500, verbose_name='folder')),
                ('publishes', models.BooleanField(default=False, verbose_name='publishes')),
                ('begun_at', models.DateTimeField(verbose_name='sent in at')),
                ('listed_at', models.DateTimeField(null=True, verbose_name='listed at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('trouble', models.TextField(blank=True, verbose_name='why it cannot be read')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent in by')),
            ],
            options={
                'verbose_name': 'batch of pictures',
                'verbose_name_plural': 'batches of pictures',
            },
        ),
        migrations.CreateModel(
            name='PictureBatchFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='place')),
                ('name', models.CharField(max_length=500, verbose_name='file')),
                ('outcome', models.CharField(choices=[('waiting', 'waits'), ('new', 'new picture'), ('known', 'the shop had it already'), ('refused', 'refused')], default='waiting', max_length=8, verbose_name='became')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('sku', models.CharField(blank=True, max_length=64, verbose_name='SKU')),
                ('on_page', models.CharField(blank=True, choices=[('', 'waits'), ('shown', 'on the page'), ('draft', 'in a draft of the page'), ('there', 'was on the page already'), ('locked', 'the page is locked'), ('no page', 'the product has no page'), ('not yours', 'you may not edit the page'), ('no product', 'no article number in the name')], default='', max_length=10, verbose_name='on the page')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='cms.picturebatch', verbose_name='batch')),
                ('image', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.shopimage', verbose_name='picture')),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'file of a batch',
                'verbose_name_plural': 'files of batches',
            },
        ),
        migrations.AddIndex(
            model_name='picturebatch',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['id'], name='picture_batch_open'),
        ),
        migrations.AddConstraint(
            model_name='picturebatch',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('begun_at')), _connector='OR'), name='picture_batch_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='picturebatchfile',
            index=models.Index(condition=models.Q(('outcome', 'waiting')), fields=['batch', 'place'], name='picture_batch_file_waiting'),
        ),
        migrations.AddConstraint(
            model_name='picturebatchfile',
            constraint=models.UniqueConstraint(fields=('batch', 'place'), name='picture_batch_file_once'),
        ),
    ]
