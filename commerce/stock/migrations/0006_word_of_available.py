"""The stock word follows what is available, and says what may be bought before it has come, with its day."""

from django.db import migrations

NEW = """
CREATE FUNCTION stock_word(available int, low_from int, backorder_limit int, expected_on date)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN available > low_from THEN 'in' WHEN available > 0 THEN 'low ' || available
        WHEN available + backorder_limit > 0 THEN 'order' ELSE 'out' END
        || CASE WHEN backorder_limit > 0 THEN ' ' || COALESCE(expected_on - DATE '2000-01-01', 0) ELSE '' END
$$;

CREATE OR REPLACE FUNCTION stock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM after_rows a JOIN before_rows b ON b.variant_id = a.variant_id JOIN catalogue_variant v ON v.id = a.variant_id
    WHERE stock_word(a.available, a.low_from, a.backorder_limit, a.expected_on)
        <> stock_word(b.available, b.low_from, b.backorder_limit, b.expected_on);
    RETURN NULL;
END $$;

DROP FUNCTION stock_word(int, int, int);
"""
OLD = """
CREATE FUNCTION stock_word(on_hand int, allocated int, low_from int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN on_hand - allocated <= 0 THEN 'out' WHEN on_hand - allocated <= low_from
        THEN 'low ' || (on_hand - allocated) ELSE 'in' END
$$;

CREATE OR REPLACE FUNCTION stock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM after_rows a JOIN before_rows b ON b.variant_id = a.variant_id JOIN catalogue_variant v ON v.id = a.variant_id
    WHERE stock_word(a.on_hand, a.allocated, a.low_from) <> stock_word(b.on_hand, b.allocated, b.low_from);
    RETURN NULL;
END $$;

DROP FUNCTION stock_word(int, int, int, date);
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0005_counters_follow_records")]
    operations = [migrations.RunSQL(NEW, OLD)]
