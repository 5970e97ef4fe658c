"""Product pages say when each way of delivery arrives: when one is changed, the site's version is bumped."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_pictures_of_choices"), ("orders", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER site_orders_deliverymethod AFTER INSERT OR UPDATE OR DELETE ON orders_deliverymethod "
            "FOR EACH STATEMENT EXECUTE FUNCTION site_changed()",
            "DROP TRIGGER site_orders_deliverymethod ON orders_deliverymethod",
        )
    ]
