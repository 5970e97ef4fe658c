"""A version of what is listed at all, `assortment`: a product's page shows its neighbours, and a new one is none of those.

Not bumped by prices or stock, nor by what else is said of products that were listed before.
"""

from django.db import migrations

WATCH = """
CREATE FUNCTION listed_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows WHERE is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION listed_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM old_rows WHERE is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION listed_turned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.is_listed <> o.is_listed) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION category_of_product_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM moved) THEN
        PERFORM bump_versions(ARRAY['assortment']);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER listed_came AFTER INSERT ON cms_listedproduct
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION listed_came();
CREATE TRIGGER listed_went AFTER DELETE ON cms_listedproduct
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION listed_went();
CREATE TRIGGER listed_turned AFTER UPDATE ON cms_listedproduct
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION listed_turned();
CREATE TRIGGER category_given AFTER INSERT ON catalogue_productcategory
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION category_of_product_changed();
CREATE TRIGGER category_changed AFTER UPDATE ON catalogue_productcategory
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION category_of_product_changed();
CREATE TRIGGER category_taken AFTER DELETE ON catalogue_productcategory
    REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION category_of_product_changed();
"""
LOOK_AWAY = """
DROP TRIGGER listed_came ON cms_listedproduct;
DROP TRIGGER listed_went ON cms_listedproduct;
DROP TRIGGER listed_turned ON cms_listedproduct;
DROP TRIGGER category_given ON catalogue_productcategory;
DROP TRIGGER category_changed ON catalogue_productcategory;
DROP TRIGGER category_taken ON catalogue_productcategory;
DROP FUNCTION listed_came();
DROP FUNCTION listed_went();
DROP FUNCTION listed_turned();
DROP FUNCTION category_of_product_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("cms", "0017_lighter_page_rows")]
    operations = [migrations.RunSQL(WATCH, LOOK_AWAY)]
