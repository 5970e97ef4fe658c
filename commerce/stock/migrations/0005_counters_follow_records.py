"""The database counts movements of stock as they are written; they are only added to."""

from django.db import migrations

COUNT = """
CREATE FUNCTION stock_movements_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM (SELECT stock_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated,
                 sum(reserved)::int AS reserved
          FROM added GROUP BY stock_id) m
    WHERE s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0);

    -- two steps: a row on its way in by ON CONFLICT must fulfil the constraints before it is known that there is one
    INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
    SELECT DISTINCT a.stock_id, a.warehouse_id, 0, 0 FROM added a
    WHERE a.warehouse_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM stock_stocklevel l WHERE l.stock_id = a.stock_id AND l.warehouse_id = a.warehouse_id);

    UPDATE stock_stocklevel l SET on_hand = l.on_hand + m.on_hand, allocated = l.allocated + m.allocated
    FROM (SELECT stock_id, warehouse_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated
          FROM added WHERE warehouse_id IS NOT NULL GROUP BY stock_id, warehouse_id) m
    WHERE l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id AND (m.on_hand <> 0 OR m.allocated <> 0);
    RETURN NULL;
END $$;
CREATE TRIGGER movements_counted AFTER INSERT ON stock_stockmovement REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION stock_movements_counted();

CREATE FUNCTION stock_movement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON stock_stockmovement
    FOR EACH ROW EXECUTE FUNCTION stock_movement_stays();
"""
STOP = """
DROP TRIGGER movements_counted ON stock_stockmovement;
DROP TRIGGER only_added_to ON stock_stockmovement;
DROP FUNCTION stock_movements_counted();
DROP FUNCTION stock_movement_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_opening_balances")]
    operations = [migrations.RunSQL(COUNT, STOP)]
