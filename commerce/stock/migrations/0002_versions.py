"""Pages show a stock word, and a figure only when few are left: the version is bumped when what is shown changes."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION stock_word(on_hand int, allocated int, low_from int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN on_hand - allocated <= 0 THEN 'out' WHEN on_hand - allocated <= low_from
        THEN 'low ' || (on_hand - allocated) ELSE 'in' END
$$;

CREATE FUNCTION stock_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    RETURN NULL;
END $$;

CREATE FUNCTION stock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM after_rows a JOIN before_rows b ON b.variant_id = a.variant_id JOIN catalogue_variant v ON v.id = a.variant_id
    WHERE stock_word(a.on_hand, a.allocated, a.low_from) <> stock_word(b.on_hand, b.allocated, b.low_from);
    RETURN NULL;
END $$;
"""
DROP = "DROP FUNCTION stock_moved(); DROP FUNCTION stock_set(); DROP FUNCTION stock_word(int, int, int);"

TRIGGERS = [
    "CREATE TRIGGER stock_version_insert AFTER INSERT ON stock_stock REFERENCING NEW TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION stock_set()",
    "CREATE TRIGGER stock_version_delete AFTER DELETE ON stock_stock REFERENCING OLD TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION stock_set()",
    "CREATE TRIGGER stock_version_update AFTER UPDATE ON stock_stock "
    "REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION stock_moved()",
]
DROP_TRIGGERS = [f"DROP TRIGGER stock_version_{event} ON stock_stock" for event in ("insert", "update", "delete")]


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial"), ("catalogue", "0002_versions_and_facets")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP), migrations.RunSQL(TRIGGERS, DROP_TRIGGERS)]
