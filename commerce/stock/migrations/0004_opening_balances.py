"""Everything that there is goes into one first warehouse, as the first rows of the ledger."""

from django.db import migrations

OPEN = """
INSERT INTO stock_warehouse (code, name, rank, is_active) VALUES ('1', 'Huvudlager', 10, true);

INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
SELECT s.variant_id, w.id, s.on_hand, s.allocated FROM stock_stock s, stock_warehouse w;

UPDATE stock_allocation SET warehouse_id = w.id FROM stock_warehouse w;

INSERT INTO stock_stockmovement (stock_id, warehouse_id, kind, on_hand, allocated, reserved, reference, at, why)
SELECT s.variant_id, w.id, 'opening', s.on_hand, s.allocated, 0, '', now(), ''
FROM stock_stock s, stock_warehouse w WHERE s.on_hand <> 0 OR s.allocated <> 0;
"""
CLOSE = """
DELETE FROM stock_stockmovement;
DELETE FROM stock_incomingstock;
DELETE FROM stock_reservation;
DELETE FROM stock_drift;
UPDATE stock_allocation SET warehouse_id = NULL;
DELETE FROM stock_stocklevel;
DELETE FROM stock_warehouse;
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0003_ledger")]
    operations = [migrations.RunSQL(OPEN, CLOSE)]
