"""The first movement of a variant makes its row of stock, with its figures, as the first in a warehouse makes its level.

A row that was made empty first, and counted into at once, was written twice and had its product's version bumped twice.
The keys of movements and levels are looked at when the transaction ends, and find it there.

An index goes that another begins with (`stock_level_once`).
"""

import django.db.models.deletion
from django.db import migrations, models

MANY = 50
SUMS = """sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated, sum(reserved)::int AS reserved"""
# What is there already is looked for once; what the first part adds the second does not see.
OF_STOCK = f"""
    WITH moved AS MATERIALIZED (
        SELECT m.*, s.variant_id IS NOT NULL AS is_there FROM (
            SELECT stock_id, bool_or(kind = 'opening') AS is_opened, {SUMS} FROM added GROUP BY stock_id
        ) AS m LEFT JOIN stock_stock s ON s.variant_id = m.stock_id
    ), first AS (
        INSERT INTO stock_stock (variant_id, on_hand, allocated, reserved)
        SELECT stock_id, on_hand, allocated, reserved FROM moved WHERE is_opened AND NOT is_there
    )
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM moved m
    WHERE m.is_there AND s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0)
"""
OF_LEVELS = """
    WITH moved AS MATERIALIZED (
        SELECT m.*, l.id IS NOT NULL AS is_there FROM (
            SELECT stock_id, warehouse_id, sum(on_hand)::int AS on_hand, sum(allocated)::int AS allocated
            FROM added WHERE warehouse_id IS NOT NULL GROUP BY stock_id, warehouse_id
        ) AS m LEFT JOIN stock_stocklevel l ON l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
    ), first AS (
        INSERT INTO stock_stocklevel (stock_id, warehouse_id, on_hand, allocated)
        SELECT stock_id, warehouse_id, on_hand, allocated FROM moved WHERE NOT is_there
    )
    UPDATE stock_stocklevel l SET on_hand = l.on_hand + m.on_hand, allocated = l.allocated + m.allocated
    FROM moved m
    WHERE m.is_there AND l.stock_id = m.stock_id AND l.warehouse_id = m.warehouse_id
      AND (m.on_hand <> 0 OR m.allocated <> 0)
"""
OF_STOCK_BEFORE = f"""
    UPDATE stock_stock s SET on_hand = s.on_hand + m.on_hand, allocated = s.allocated + m.allocated,
                             reserved = s.reserved + m.reserved
    FROM (SELECT stock_id, {SUMS} FROM added GROUP BY stock_id) m
    WHERE s.variant_id = m.stock_id AND (m.on_hand <> 0 OR m.allocated <> 0 OR m.reserved <> 0)
"""
OF_LEVELS_BEFORE = """
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


def counted(of_stock: str, of_levels: str) -> str:
    """Thousands are planned for themselves: a plan made for one movement goes through everything for each of them."""
    return f"""
CREATE OR REPLACE FUNCTION stock_movements_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT FROM added LIMIT {MANY + 1}) AS part) > {MANY} THEN
        EXECUTE $sql${of_stock}$sql$;
        EXECUTE $sql${of_levels}$sql$;
    ELSE
        {of_stock};
        {of_levels};
    END IF;
    RETURN NULL;
END $$;
"""


def figure(field: type[models.Field], name: str, default: int, **more) -> migrations.AlterField:
    return migrations.AlterField(
        model_name="stock", name=name, field=field(default=default, db_default=default, **more)
    )


class Migration(migrations.Migration):
    dependencies = [("stock", "0010_counters_of_many")]
    operations = [
        figure(models.IntegerField, "on_hand", 0, verbose_name="on hand"),
        figure(models.PositiveIntegerField, "allocated", 0, verbose_name="allocated"),
        figure(models.PositiveIntegerField, "reserved", 0, verbose_name="reserved"),
        figure(
            models.PositiveIntegerField,
            "safety",
            0,
            verbose_name="safety stock",
            help_text="So many are never sold: they are for faults in the count.",
        ),
        figure(
            models.PositiveIntegerField, "low_from", 3, verbose_name="low from", help_text="At or under this, 'few left'"
        ),
        figure(
            models.PositiveIntegerField,
            "backorder_limit",
            0,
            verbose_name="back-order",
            help_text="How many may be sold before they have come; 0 is none.",
        ),
        migrations.AlterField(
            model_name="stocklevel",
            name="stock",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="levels",
                to="stock.stock",
                verbose_name="stock",
            ),
        ),
        migrations.RunSQL(counted(OF_STOCK, OF_LEVELS), counted(OF_STOCK_BEFORE, OF_LEVELS_BEFORE)),
    ]
