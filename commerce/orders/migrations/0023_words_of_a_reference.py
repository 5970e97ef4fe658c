"""A payment's reference adds its words to those of the order, instead of writing all of them anew.

The provider gives a reference to each payment, just after the order is placed. Words are cut line by line, so those of
one more line are those that it adds. A reference that is changed for another takes words away: then all are written.
"""

from django.db import migrations

MARKS = "[!-/:-@[-`{-~]+"
FORWARDS = rf"""
CREATE FUNCTION order_search_of_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders_ordersearch
    SET words = words || order_document(reverse(regexp_replace(lower(NEW.reference), '{MARKS}', '', 'g')))
    WHERE order_id = NEW.order_id;
    IF NOT FOUND THEN
        PERFORM write_order_search(ARRAY[NEW.order_id]);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER order_search_given AFTER UPDATE OF reference ON orders_payment
    FOR EACH ROW WHEN (OLD.reference = '' AND NEW.reference <> '') EXECUTE FUNCTION order_search_of_reference();
DROP TRIGGER order_search_changed ON orders_payment;
CREATE TRIGGER order_search_changed AFTER UPDATE OF reference ON orders_payment
    FOR EACH ROW WHEN (OLD.reference <> '' AND NEW.reference <> OLD.reference)
    EXECUTE FUNCTION order_search_of_part();
"""  # noqa: S608  its parts are constants
BACKWARDS = """
DROP TRIGGER order_search_given ON orders_payment;
DROP TRIGGER order_search_changed ON orders_payment;
CREATE TRIGGER order_search_changed AFTER UPDATE OF reference ON orders_payment
    FOR EACH ROW WHEN (NEW.reference <> OLD.reference) EXECUTE FUNCTION order_search_of_part();
DROP FUNCTION order_search_of_reference;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0022_series_continued")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
