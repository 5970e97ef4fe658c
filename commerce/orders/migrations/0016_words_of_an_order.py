"""The words that an order is found by, kept by triggers: no way of writing can forget them.

`order_words` levels letters, country codes and spaces in numbers. `order_document` writes every word from each place
where it begins, `order_query` asks for how words begin, so that both are cut in the same way. A word with a digit must
have four characters before it stands for all that begin so, any other three: shorter, it is meant whole. A payment's
reference is written backwards as well as asked for backwards: providers begin all of theirs alike.
"""

from django.db import migrations

MARKS = "[!-/:-@[-`{-~]+"
TO_MARK = rf"[^\s!-/:-@[-`{{-~]*{MARKS}"  # a word to where its next part begins
FUNCTIONS = rf"""
CREATE FUNCTION order_words(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    regexp_replace(lower(unaccent('unaccent', written)), '(^|\s)(\+|00)46[ -]*(\(0\))?0?', '\10', 'g'),
    '([0-9)])[ \t]+(?=[(0-9])', '\1', 'g');

CREATE FUNCTION order_query(written text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
    SELECT string_agg(
        CASE WHEN word ~ '[0-9]' AND length(word) > 3 THEN '(' || word || ':* | ' || reverse(word) || ')'
             WHEN word ~ '[0-9]' OR length(word) < 3 THEN word
             ELSE word || ':*' END, ' & ')::tsquery
    FROM regexp_split_to_table(regexp_replace(order_words(written), '{MARKS}', '', 'g'), '\s+') AS word
    WHERE word <> '');

CREATE FUNCTION order_document(written text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    rest text := order_words(written);
    whole text := rest;
BEGIN
    LOOP
        SELECT string_agg(later[1], ' ') INTO rest FROM regexp_matches(rest, '{TO_MARK}(\S+)', 'g') AS later;
        EXIT WHEN rest IS NULL;
        whole := whole || ' ' || rest;
    END LOOP;
    RETURN regexp_replace(whole, '{MARKS}', '', 'g')::tsvector;
END $$;

CREATE FUNCTION order_written(key bigint) RETURNS text LANGUAGE sql STABLE
RETURN (
    SELECT left(concat_ws(E'\n', o.number, o.email, regexp_replace(o.phone, '[^0-9+]', '', 'g'), o.po_number,
        o.buyer_reference, o.cost_centre, o.vat_number,
        (SELECT concat_ws(E'\n', g.name, g.number) FROM customers_organisation g WHERE g.id = o.organisation_id),
        (SELECT string_agg(concat_ws(E'\n', a.first_name, a.last_name, a.company, a.address_1, a.postal_code, a.city),
                           E'\n') FROM orders_orderaddress a WHERE a.order_id = o.id),
        (SELECT string_agg(concat_ws(E'\n', l.sku, l.name, l.label), E'\n') FROM orders_orderline l
         WHERE l.order_id = o.id),
        (SELECT string_agg(reverse(regexp_replace(lower(p.reference), '{MARKS}', '', 'g')), E'\n')
         FROM orders_payment p WHERE p.order_id = o.id),
        (SELECT string_agg(i.series_id || i.number, E'\n') FROM orders_invoice i WHERE i.order_id = o.id),
        (SELECT string_agg(s.tracking_number, E'\n') FROM orders_shipment s WHERE s.order_id = o.id),
        (SELECT string_agg(o.number || '-R' || r.number, E'\n') FROM orders_return r WHERE r.order_id = o.id)), 200000)
    FROM orders_order o WHERE o.id = key);

-- The rows are locked before they are read anew, so that of two who change an order at once the last sees both.
CREATE FUNCTION write_order_search(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM orders_ordersearch WHERE order_id = ANY(keys) ORDER BY order_id FOR UPDATE;
    INSERT INTO orders_ordersearch AS known (order_id, placed_at, words)
    SELECT o.id, o.placed_at, order_document(order_written(o.id)) FROM orders_order o
    WHERE o.id = ANY(keys) ORDER BY o.id
    ON CONFLICT (order_id) DO UPDATE SET placed_at = excluded.placed_at, words = excluded.words
    WHERE known.words <> excluded.words OR known.placed_at <> excluded.placed_at;
END $$;

CREATE FUNCTION order_search_of_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_order_search((SELECT array_agg(DISTINCT order_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION order_search_of_addresses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM orders_ordersearch s JOIN changed c ON c.order_id = s.order_id) THEN
        PERFORM write_order_search((SELECT array_agg(DISTINCT order_id) FROM changed));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION order_search_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_order_search(ARRAY[NEW.order_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION order_search_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_order_search(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION order_search_of_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_order_search((SELECT array_agg(id) FROM orders_order WHERE organisation_id = NEW.id));
    RETURN NULL;
END $$;
"""  # noqa: S608  its parts are constants
# An order, its address and its lines are written in one statement: the trigger of the lines comes last, sees all of
# it, and is the one that writes the words. An address alone writes them where the order has some already.
TRIGGERS = """
CREATE TRIGGER order_search_changed AFTER UPDATE OF number, email, phone, po_number, buyer_reference, cost_centre,
    vat_number, organisation_id, placed_at ON orders_order FOR EACH ROW EXECUTE FUNCTION order_search_of_order();

CREATE TRIGGER order_search AFTER INSERT ON orders_orderaddress
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION order_search_of_addresses();
CREATE TRIGGER order_search_changed AFTER UPDATE ON orders_orderaddress
    FOR EACH ROW EXECUTE FUNCTION order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON orders_orderline
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION order_search_of_parts();
CREATE TRIGGER order_search_changed AFTER UPDATE OF sku, name, label ON orders_orderline
    FOR EACH ROW EXECUTE FUNCTION order_search_of_part();
CREATE TRIGGER order_search_gone AFTER DELETE ON orders_orderline
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION order_search_of_parts();

CREATE TRIGGER order_search AFTER INSERT ON orders_payment
    FOR EACH ROW WHEN (NEW.reference <> '') EXECUTE FUNCTION order_search_of_part();
CREATE TRIGGER order_search_changed AFTER UPDATE OF reference ON orders_payment
    FOR EACH ROW WHEN (NEW.reference <> OLD.reference) EXECUTE FUNCTION order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON orders_shipment
    FOR EACH ROW WHEN (NEW.tracking_number <> '') EXECUTE FUNCTION order_search_of_part();
CREATE TRIGGER order_search_changed AFTER UPDATE OF tracking_number ON orders_shipment
    FOR EACH ROW WHEN (NEW.tracking_number <> OLD.tracking_number) EXECUTE FUNCTION order_search_of_part();

CREATE TRIGGER order_search AFTER INSERT ON orders_invoice
    FOR EACH ROW EXECUTE FUNCTION order_search_of_part();
CREATE TRIGGER order_search AFTER INSERT ON orders_return
    FOR EACH ROW EXECUTE FUNCTION order_search_of_part();

CREATE TRIGGER order_search_changed AFTER UPDATE OF name, number ON customers_organisation
    FOR EACH ROW WHEN (NEW.name <> OLD.name OR NEW.number IS DISTINCT FROM OLD.number)
    EXECUTE FUNCTION order_search_of_organisation();
"""
TABLES = ("order", "orderaddress", "orderline", "payment", "shipment", "invoice", "return")
DROP = "\n".join(
    [
        *(
            f"DROP TRIGGER IF EXISTS {trigger} ON orders_{table};"
            for table in TABLES
            for trigger in ("order_search", "order_search_changed", "order_search_gone")
        ),
        "DROP TRIGGER order_search_changed ON customers_organisation;",
        "DROP FUNCTION order_search_of_organisation, order_search_of_order, order_search_of_part,",
        "    order_search_of_parts, order_search_of_addresses, write_order_search, order_written, order_document,",
        "    order_query, order_words;",
    ]
)
# Common words are known to the planner by their share, so that it walks from the newest where half of all orders match.
SAMPLE = "ALTER TABLE orders_ordersearch ALTER COLUMN words SET STATISTICS 1000"
FILL = """
INSERT INTO orders_ordersearch (order_id, placed_at, words)
SELECT id, placed_at, order_document(order_written(id)) FROM orders_order
ON CONFLICT (order_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0015_order_desk"), ("customers", "0005_organisations")]
    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS unaccent", migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS + TRIGGERS, DROP),
        migrations.RunSQL(SAMPLE, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, "TRUNCATE orders_ordersearch"),
    ]
