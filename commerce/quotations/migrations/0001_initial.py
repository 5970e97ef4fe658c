import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0006_withdrawal_exempt'),
        ('customers', '0007_default_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(editable=False, verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'expired'), ('withdrawn', 'withdrawn')], default='draft', max_length=9, verbose_name='state')),
                ('level', models.CharField(max_length=20, verbose_name='level')),
                ('buyer_type', models.CharField(max_length=10, verbose_name='buyer type')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('locale', models.CharField(max_length=5, verbose_name='language')),
                ('message', models.TextField(blank=True, verbose_name='message from the customer')),
                ('requested_at', models.DateTimeField(editable=False, null=True, verbose_name='asked for at')),
                ('terms', models.TextField(blank=True, verbose_name='terms')),
                ('delivery_method', models.CharField(blank=True, max_length=40, verbose_name='delivery method')),
                ('delivery_name', models.CharField(blank=True, max_length=120, verbose_name='delivery')),
                ('delivery_gross', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='delivery, gross')),
                ('valid_until', models.DateTimeField(blank=True, help_text='The first moment at which it is no longer valid', null=True, verbose_name='valid until')),
                ('net', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='net')),
                ('vat', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='VAT')),
                ('gross', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='total')),
                ('parties', models.JSONField(blank=True, editable=False, help_text='As they are printed, once it is sent', null=True, verbose_name='seller and buyer')),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='created at')),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent at')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered at')),
                ('why', models.CharField(blank=True, help_text='Why it was declined or withdrawn', max_length=300, verbose_name='why')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='customers.organisation', verbose_name='organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to=settings.AUTH_USER_MODEL, verbose_name='customer')),
            ],
            options={
                'verbose_name': 'quotation',
                'verbose_name_plural': 'quotations',
            },
        ),
        migrations.CreateModel(
            name='QuotationLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('sku', models.CharField(max_length=64, verbose_name='SKU')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('label', models.CharField(blank=True, max_length=255, verbose_name='variant')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('unit', models.DecimalField(blank=True, decimal_places=2, help_text='Empty: not priced yet', max_digits=12, null=True, verbose_name='each')),
                ('ordinary_unit', models.DecimalField(blank=True, decimal_places=2, help_text='What the price lists said when the line was written; empty where they had no price', max_digits=12, null=True, verbose_name='each without a quotation')),
                ('price_source', models.JSONField(default=dict, help_text='Which price that was, and why', verbose_name='price source')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why another price')),
                ('tax_class', models.CharField(choices=[('standard', 'standard'), ('food', 'food'), ('reduced', 'reduced'), ('low', 'low (books, culture)'), ('zero', 'zero')], max_length=10, verbose_name='tax class')),
                ('vat_rate', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='VAT rate')),
                ('quotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='quotations.quotation', verbose_name='quotation')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'quotation line',
                'verbose_name_plural': 'quotation lines',
            },
        ),
        migrations.AddIndex(
            model_name='quotation',
            index=models.Index(condition=models.Q(('state', 'sent')), fields=['valid_until'], name='quotation_to_expire'),
        ),
        migrations.AddIndex(
            model_name='quotation',
            index=models.Index(condition=models.Q(('state', 'draft')), fields=['created_at'], name='quotation_to_answer'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.UniqueConstraint(fields=('number', 'version'), name='quotation_version_once'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['sent', 'accepted'])), fields=('number',), name='quotation_one_version_stands'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn'])), name='quotation_state_is_one'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(('gross', django.db.models.expressions.CombinedExpression(models.F('net'), '+', models.F('vat')))), name='quotation_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(('delivery_gross__gte', 0)), name='quotation_delivery_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('parties__isnull', False), ('sent_at__isnull', False), ('valid_until__gt', models.F('sent_at')), models.Q(('delivery_name', ''), _negated=True)), _connector='OR'), name='quotation_sent_whole'),
        ),
        migrations.AddConstraint(
            model_name='quotationline',
            constraint=models.UniqueConstraint(fields=('quotation', 'variant'), name='quotation_line_once_per_variant'),
        ),
        migrations.AddConstraint(
            model_name='quotationline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 9999)), name='quotation_line_quantity'),
        ),
        migrations.AddConstraint(
            model_name='quotationline',
            constraint=models.CheckConstraint(condition=models.Q(('unit__gte', 0)), name='quotation_line_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='quotationline',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', True), models.Q(('ordinary_unit__isnull', False), ('unit', models.F('ordinary_unit'))), models.Q(('reason', ''), _negated=True), _connector='OR'), name='quotation_line_says_why'),
        ),
    ]
