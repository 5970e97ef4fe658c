"""Movements are counted as fast by the thousand as one by one.

A function's plans are made once a session, often while there is little to count, and stay: what was planned for one
movement, or for empty shelves, went through everything for each of thousands. So thousands are planned for themselves.
"""

from django.db import migrations

MANY = 50
OF_STOCK = """
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM (SELECT stock_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated,
                 sum(reserved)::int AS reserved
          FROM added GROUP BY stock_id) m
    WHERE s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0)
"""
# What the first part adds the second does not see. Whoever moves stock holds it, so nobody adds it between them.
OF_LEVELS = """
    WITH moved AS MATERIALIZED (
        SELECT stock_id, warehouse_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated
        FROM added WHERE warehouse_id IS NOT NULL GROUP BY stock_id, warehouse_id
    ), first AS (
        INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
        SELECT m.stock_id, m.warehouse_id, m.on_hand, m.allocated FROM moved m
        WHERE NOT EXISTS (
            SELECT FROM stock_stocklevel l WHERE l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id)
    )
    UPDATE stock_stocklevel l SET on_hand = l.on_hand + m.on_hand, allocated = l.allocated + m.allocated
    FROM moved m
    WHERE l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id AND (m.on_hand <> 0 OR m.allocated <> 0)
"""
NEW = f"""
CREATE OR REPLACE FUNCTION stock_movements_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT FROM added LIMIT {MANY + 1}) AS part) > {MANY} THEN
        EXECUTE $sql${OF_STOCK}$sql$;
        EXECUTE $sql${OF_LEVELS}$sql$;
    ELSE
        {OF_STOCK};
        {OF_LEVELS};
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION stock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM (
        SELECT variant_id FROM (
            SELECT variant_id, stock_word(available, low_from, backorder_limit, expected_on) AS word FROM before_rows
            UNION ALL
            SELECT variant_id, stock_word(available, low_from, backorder_limit, expected_on) FROM after_rows
        ) AS said GROUP BY variant_id HAVING min(word) <> max(word)
    ) AS turned JOIN catalogue_variant v ON v.id = turned.variant_id;
    RETURN NULL;
END $$;
"""
OLD = """
CREATE OR REPLACE FUNCTION stock_movements_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM (SELECT stock_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated,
                 sum(reserved)::int AS reserved
          FROM added GROUP BY stock_id) m
    WHERE s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0);

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

CREATE OR REPLACE FUNCTION stock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM after_rows a JOIN before_rows b ON b.variant_id = a.variant_id JOIN catalogue_variant v ON v.id = a.variant_id
    WHERE stock_word(a.available, a.low_from, a.backorder_limit, a.expected_on)
        <> stock_word(b.available, b.low_from, b.backorder_limit, b.expected_on);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0009_who_books_freight")]
    operations = [migrations.RunSQL(NEW, OLD)]
