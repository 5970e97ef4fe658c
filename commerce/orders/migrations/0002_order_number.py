"""Order numbers come from a sequence: unique without a lock. Gaps are allowed here; invoices have their own series."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE order_number START 10001", "DROP SEQUENCE order_number"),
    ]
