"""Payment events and invoices are only ever added: bokföringslagen (1999:1078) 5 kap. 5 §, mervärdesskattelagen 17 kap."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_to_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON orders_paymentevent
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON orders_invoice
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change();
"""
ALLOW = """
DROP TRIGGER only_added_to ON orders_paymentevent;
DROP TRIGGER only_added_to ON orders_invoice;
DROP FUNCTION refuse_to_change();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_whole_life")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
