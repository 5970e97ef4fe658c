"""Notes on orders, the words that an order is found by, and what the queues of the desk are counted by."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Upper

KEEP = """
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON orders_ordernote
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change();
"""
LET_GO = "DROP TRIGGER only_added_to ON orders_ordernote"


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0014_sent_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="OrderNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on an order",
                "verbose_name_plural": "notes on orders",
                "default_permissions": ("add",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="order_note_says_something"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
        migrations.CreateModel(
            name="OrderSearch",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
                (
                    "placed_at",
                    models.DateTimeField(
                        help_text="The order's, so that the newest are found first", verbose_name="placed at"
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
            ],
            options={
                "verbose_name": "words of an order",
                "verbose_name_plural": "words of orders",
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="order_search_words"
                    ),
                    models.Index(fields=["placed_at", "order"], name="order_search_newest"),
                ],
            },
        ),
        migrations.RemoveIndex(model_name="order", name="order_email_search"),
        migrations.RemoveIndex(model_name="order", name="order_to_send"),
        migrations.RemoveIndex(model_name="orderaddress", name="order_address_name_search"),
        migrations.RemoveIndex(model_name="orderaddress", name="order_address_company_search"),
        migrations.RemoveIndex(model_name="orderline", name="order_line_sku_search"),
        migrations.AddIndex(model_name="order", index=models.Index(Upper("email"), name="order_by_email")),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state", "confirmed")), fields=["fulfilment", "placed_at"], name="order_to_send"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state__in", ["awaiting", "placed"])),
                fields=["state", "placed_at"],
                name="order_to_begin",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("paid_state__in", ["none", "partly_charged"]), ("state", "completed")),
                fields=["placed_at"],
                name="order_unpaid",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("paid_state", "overcharged")), fields=["placed_at"], name="order_overcharged"
            ),
        ),
    ]
