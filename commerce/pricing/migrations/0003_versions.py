"""A changed price bumps its product's version; a changed price list bumps the catalogue's."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION pricing_price_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM products_changed(array_agg(DISTINCT v.product_id))
    FROM changed c JOIN catalogue_variant v ON v.id = c.variant_id;
    RETURN NULL;
END $$;

CREATE FUNCTION pricing_pricelist_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site', 'catalogue']);
    RETURN NULL;
END $$;
"""
DROP = "DROP FUNCTION pricing_pricelist_changed(); DROP FUNCTION pricing_price_changed();"

TRIGGERS = [
    f"CREATE TRIGGER pricing_price_version_{event.lower()} AFTER {event} ON pricing_price "
    f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION pricing_price_changed()"
    for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
] + [
    "CREATE TRIGGER pricing_pricelist_version AFTER INSERT OR UPDATE OR DELETE ON pricing_pricelist "
    "FOR EACH STATEMENT EXECUTE FUNCTION pricing_pricelist_changed()"
]
DROP_TRIGGERS = [
    f"DROP TRIGGER pricing_price_version_{event} ON pricing_price" for event in ("insert", "update", "delete")
] + ["DROP TRIGGER pricing_pricelist_version ON pricing_pricelist"]


class Migration(migrations.Migration):
    dependencies = [("pricing", "0002_price_lists"), ("catalogue", "0002_versions_and_facets")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP), migrations.RunSQL(TRIGGERS, DROP_TRIGGERS)]
