"""Triggers: a changed product or variant bumps the versions its pages depend on, and keeps `facet_values` right.

They run per statement over the changed rows, so that an intake of 100,000 rows costs a handful of set operations.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION products_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT bump_versions(array_append(array_agg('product:' || id), 'catalogue')) FROM unnest(ids) AS id
    HAVING count(*) > 0
$$;

CREATE FUNCTION refresh_facets(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE catalogue_product p SET facet_values = fresh.facet_values
    FROM (
        SELECT p2.id, COALESCE((
            SELECT array_agg(DISTINCT v ORDER BY v) FROM (
                SELECT a.value_id AS v FROM catalogue_productattribute a WHERE a.product_id = p2.id AND a.value_id IS NOT NULL
                UNION
                SELECT vv.value_id FROM catalogue_variantvalue vv JOIN catalogue_variant va ON va.id = vv.variant_id
                WHERE va.product_id = p2.id AND va.is_active
            ) AS facets), '{}'::bigint[]) AS facet_values
        FROM catalogue_product p2 WHERE p2.id = ANY(ids)
    ) AS fresh
    WHERE p.id = fresh.id AND p.facet_values IS DISTINCT FROM fresh.facet_values
$$;

CREATE FUNCTION catalogue_product_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT id)) FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION catalogue_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT product_id) INTO ids FROM changed;
    IF ids IS NOT NULL THEN
        PERFORM refresh_facets(ids);
        PERFORM products_changed(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION catalogue_variantvalue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT v.product_id) INTO ids FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    IF ids IS NOT NULL THEN
        PERFORM refresh_facets(ids);
        PERFORM products_changed(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION catalogue_names_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site']);
    RETURN NULL;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION catalogue_names_changed();
DROP FUNCTION catalogue_variantvalue_changed();
DROP FUNCTION catalogue_part_changed();
DROP FUNCTION catalogue_product_changed();
DROP FUNCTION refresh_facets(bigint[]);
DROP FUNCTION products_changed(bigint[]);
"""

TRIGGERS = [
    ("catalogue_product", "catalogue_product_changed", True),
    ("catalogue_variant", "catalogue_part_changed", True),
    ("catalogue_productattribute", "catalogue_part_changed", True),
    ("catalogue_productcategory", "catalogue_part_changed", True),
    ("catalogue_productoption", "catalogue_part_changed", True),
    ("catalogue_variantvalue", "catalogue_variantvalue_changed", True),
    ("catalogue_attribute", "catalogue_names_changed", False),
    ("catalogue_attributevalue", "catalogue_names_changed", False),
    ("catalogue_brand", "catalogue_names_changed", False),
    ("catalogue_manufacturer", "catalogue_names_changed", False),
    ("catalogue_category", "catalogue_names_changed", False),
]


def create_triggers():
    for table, function, with_rows in TRIGGERS:
        if not with_rows:
            yield (f"CREATE TRIGGER {table}_version AFTER INSERT OR UPDATE OR DELETE ON {table} "
                   f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()")
            continue
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            yield (f"CREATE TRIGGER {table}_version_{event.lower()} AFTER {event} ON {table} "
                   f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}()")


def drop_triggers():
    for table, _function, with_rows in TRIGGERS:
        for event in ("_insert", "_update", "_delete") if with_rows else ("",):
            yield f"DROP TRIGGER {table}_version{event} ON {table}"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("events", "0002_bump_versions")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(list(create_triggers()), list(drop_triggers())),
    ]
