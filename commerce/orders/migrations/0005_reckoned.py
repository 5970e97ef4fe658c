"""How an order was reckoned: VAT for each rate, which side was exact, discounts, and whose it is.

Orders made before were reckoned line by line including VAT; their VAT by rate is the sum of what stands on them.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE orders_order o SET rounding = 'gross per line', vat_by_rate = summed.told
FROM (
    SELECT order_id, jsonb_agg(jsonb_build_object('rate', rate::text, 'net', net::text, 'vat', vat::text,
                                                  'gross', gross::text) ORDER BY rate DESC) AS told
    FROM (
        SELECT order_id, rate, sum(net) AS net, sum(vat) AS vat, sum(gross) AS gross FROM (
            SELECT order_id, vat_rate AS rate, net, vat, gross FROM orders_orderline
            UNION ALL SELECT id, delivery_vat_rate, delivery_net, delivery_vat, delivery_gross FROM orders_order
        ) AS parts GROUP BY order_id, rate
    ) AS by_rate GROUP BY order_id
) AS summed WHERE summed.order_id = o.id
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_search_indexes"), ("customers", "0005_organisations")]
    operations = [
        migrations.AddField(
            "order",
            "rounding",
            models.CharField(
                default="",
                help_text="Which side is exact, and that VAT is computed for each rate",
                max_length=20,
                verbose_name="rounding",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "order",
            "vat_by_rate",
            models.JSONField(
                default=list, help_text="What was charged at each rate, delivery included", verbose_name="VAT by rate"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "order", "vat_zone", models.CharField(default="domestic", max_length=20, verbose_name="VAT zone")
        ),
        migrations.AddField(
            "order",
            "vat_number",
            models.CharField(
                blank=True,
                help_text="The buyer's, where he accounts for VAT himself",
                max_length=14,
                verbose_name="VAT number",
            ),
        ),
        migrations.AddField(
            "order",
            "organisation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="customers.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            "order",
            "codes",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name="codes"
            ),
        ),
        migrations.AddField(
            "order",
            "counted_offers",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                size=None,
                verbose_name="offers with a limited number of uses",
            ),
        ),
        migrations.AlterField(
            "order",
            "delivery_vat_rate",
            models.DecimalField(
                decimal_places=2,
                help_text="That of the goods; empty when they have several",
                max_digits=5,
                null=True,
                verbose_name="delivery, VAT rate",
            ),
        ),
        migrations.AddField(
            "orderline",
            "discount",
            models.DecimalField(
                decimal_places=2,
                default=0,
                help_text="What offers for the whole cart took off this line, as the buyer saw amounts",
                max_digits=12,
                verbose_name="discount",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
