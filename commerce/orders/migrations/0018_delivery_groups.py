"""An order that goes to several addresses: which lines and which parcels go to which, and what each costs to send to.

A trigger refuses a parcel that would hold what goes to another address.
"""

from django.db import migrations, models

REFUSE = """
CREATE FUNCTION refuse_to_mix_groups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT s."group" FROM orders_shipment s WHERE s.id = NEW.shipment_id)
       IS DISTINCT FROM (SELECT l."group" FROM orders_orderline l WHERE l.id = NEW.line_id) THEN
        RAISE EXCEPTION 'parcel % does not go where line % goes', NEW.shipment_id, NEW.line_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_address_in_a_parcel BEFORE INSERT OR UPDATE ON orders_shipmentline
    FOR EACH ROW EXECUTE FUNCTION refuse_to_mix_groups();
"""
ALLOW = """
DROP TRIGGER one_address_in_a_parcel ON orders_shipmentline;
DROP FUNCTION refuse_to_mix_groups();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0017_lines_that_come_later")]
    operations = [
        migrations.RemoveConstraint(model_name="orderaddress", name="order_one_address_per_kind"),
        migrations.AddField(
            model_name="orderaddress",
            name="group",
            field=models.PositiveSmallIntegerField(
                db_default=1, default=1, help_text="Counts within the order, from 1", verbose_name="delivery group"
            ),
        ),
        migrations.AddField(
            model_name="orderaddress",
            name="delivery_net",
            field=models.DecimalField(
                decimal_places=2,
                help_text=(
                    "What it costs to send here; empty where everything goes to one address: then it is the order's"
                ),
                max_digits=12,
                null=True,
                verbose_name="delivery, net",
            ),
        ),
        migrations.AddField(
            model_name="orderaddress",
            name="delivery_vat",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="delivery, VAT"),
        ),
        migrations.AddField(
            model_name="orderaddress",
            name="delivery_gross",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="delivery, gross"),
        ),
        migrations.AddField(
            model_name="orderline",
            name="group",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="To which of the order's addresses it goes",
                verbose_name="delivery group",
            ),
        ),
        migrations.AddField(
            model_name="shipment",
            name="group",
            field=models.PositiveSmallIntegerField(
                db_default=1,
                default=1,
                help_text="To which of the order's addresses it goes",
                verbose_name="delivery group",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderaddress",
            constraint=models.UniqueConstraint(
                fields=("order", "kind", "group"), name="order_one_address_per_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(delivery_gross=models.F("delivery_net") + models.F("delivery_vat"))
                | models.Q(delivery_gross=None, delivery_net=None, delivery_vat=None),
                name="order_address_delivery_adds_up",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
