"""Triggers: every change of a price, or of how its list counts, lands in the ledger; and the ledger only grows.

`shop.price_cause` and `shop.price_moment` are settings of the transaction (`commerce.pricing.ledger.because`); without
them a change is somebody's own, now. Statement triggers: a hundred thousand prices are one insert.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION price_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT COALESCE(NULLIF(current_setting('shop.price_moment', true), '')::timestamptz, clock_timestamp())
$$;

CREATE FUNCTION price_audience(list pricing_pricelist) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN list.is_for_everyone THEN 'everyone'
                WHEN list.level_id IS NOT NULL THEN 'level:' || list.level_id
                WHEN list.organisation_id IS NOT NULL THEN 'organisation:' || list.organisation_id
                ELSE 'nobody' END
$$;

CREATE FUNCTION record_prices(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE moment timestamptz := price_moment();
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy, rank,
                                     min_quantity, amount, in_force_from, in_force_until, cause, recorded_at)
    SELECT a.id, a.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank, a.min_quantity,
           a.amount, CASE WHEN t.is_active THEN GREATEST(a.valid_from, t.valid_from) ELSE moment END,
           CASE WHEN t.is_active THEN LEAST(a.valid_until, t.valid_until) ELSE moment END,
           COALESCE(current_setting('shop.price_cause', true), ''), moment
    FROM pricing_price a JOIN pricing_pricelist t ON t.id = a.price_list_id WHERE a.id = ANY(ids);
END $$;

CREATE FUNCTION prices_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM record_prices(array_agg(id)) FROM changed;
    ELSIF TG_OP = 'UPDATE' THEN
        PERFORM record_prices(array_agg(n.id)) FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.variant_id, n.price_list_id, n.min_quantity, n.amount, n.valid_from, n.valid_until) IS DISTINCT FROM
              (o.variant_id, o.price_list_id, o.min_quantity, o.amount, o.valid_from, o.valid_until);
    ELSE
        INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy, rank,
                                         min_quantity, amount, in_force_from, in_force_until, cause, recorded_at)
        SELECT c.id, c.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank,
               c.min_quantity, c.amount, m.moment, m.moment, COALESCE(current_setting('shop.price_cause', true), ''),
               m.moment
        FROM changed c JOIN pricing_pricelist t ON t.id = c.price_list_id, (SELECT price_moment() AS moment) AS m;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION price_lists_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_prices(array_agg(a.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN pricing_price a ON a.price_list_id = n.id
    WHERE (n.policy, n.rank, n.is_active, n.valid_from, n.valid_until) IS DISTINCT FROM
          (o.policy, o.rank, o.is_active, o.valid_from, o.valid_until);
    RETURN NULL;
END $$;

CREATE FUNCTION price_list_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.currency, NEW.basis, NEW.level_id, NEW.organisation_id, NEW.is_for_everyone) IS DISTINCT FROM
       (OLD.currency, OLD.basis, OLD.level_id, OLD.organisation_id, OLD.is_for_everyone)
       AND EXISTS (SELECT 1 FROM pricing_pricerecord WHERE price_list_id = OLD.id) THEN
        RAISE EXCEPTION 'price list % has prices: its currency, basis and audience are fixed', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'price_list_is_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of prices only grows' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_only_grows';
END $$;

CREATE FUNCTION offer_says_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'valid_until' - 'uses') <> (to_jsonb(OLD) - 'valid_until' - 'uses') THEN
        RAISE EXCEPTION 'what an offer said stays; it can only end'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_says_the_same';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION pricing_offer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bump_versions(ARRAY['site', 'catalogue']);
    RETURN NULL;
END $$;
"""
DROP = """
DROP FUNCTION pricing_offer_changed();
DROP FUNCTION offer_says_the_same();
DROP FUNCTION ledger_only_grows();
DROP FUNCTION price_list_is_fixed();
DROP FUNCTION price_lists_recorded();
DROP FUNCTION prices_recorded();
DROP FUNCTION record_prices(bigint[]);
DROP FUNCTION price_audience(pricing_pricelist);
DROP FUNCTION price_moment();
"""
TRIGGERS = [
    "CREATE TRIGGER pricing_price_recorded_insert AFTER INSERT ON pricing_price REFERENCING NEW TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION prices_recorded()",
    "CREATE TRIGGER pricing_price_recorded_delete AFTER DELETE ON pricing_price REFERENCING OLD TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION prices_recorded()",
    "CREATE TRIGGER pricing_price_recorded_update AFTER UPDATE ON pricing_price "
    "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION prices_recorded()",
    "CREATE TRIGGER pricing_pricelist_recorded AFTER UPDATE ON pricing_pricelist "
    "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION price_lists_recorded()",
    "CREATE TRIGGER pricing_pricelist_fixed BEFORE UPDATE ON pricing_pricelist FOR EACH ROW "
    "EXECUTE FUNCTION price_list_is_fixed()",
    "CREATE TRIGGER pricing_pricerecord_only_grows BEFORE UPDATE OR DELETE ON pricing_pricerecord FOR EACH STATEMENT "
    "EXECUTE FUNCTION ledger_only_grows()",
    "CREATE TRIGGER pricing_offer_says_the_same BEFORE UPDATE OR DELETE ON pricing_offer FOR EACH ROW "
    "EXECUTE FUNCTION offer_says_the_same()",
    "CREATE TRIGGER pricing_offer_version AFTER INSERT OR UPDATE OF valid_until ON pricing_offer FOR EACH STATEMENT "
    "EXECUTE FUNCTION pricing_offer_changed()",
]
DROP_TRIGGERS = [
    "DROP TRIGGER pricing_offer_version ON pricing_offer",
    "DROP TRIGGER pricing_offer_says_the_same ON pricing_offer",
    "DROP TRIGGER pricing_pricerecord_only_grows ON pricing_pricerecord",
    "DROP TRIGGER pricing_pricelist_fixed ON pricing_pricelist",
    "DROP TRIGGER pricing_pricelist_recorded ON pricing_pricelist",
    "DROP TRIGGER pricing_price_recorded_update ON pricing_price",
    "DROP TRIGGER pricing_price_recorded_delete ON pricing_price",
    "DROP TRIGGER pricing_price_recorded_insert ON pricing_price",
]
# What stood before there was a ledger is taken to have been in force since it says, or since long ago.
FILL = """
INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy, rank,
                                 min_quantity, amount, in_force_from, in_force_until, cause, recorded_at)
SELECT a.id, a.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank, a.min_quantity,
       a.amount, a.valid_from, a.valid_until, 'before the ledger',
       LEAST(COALESCE(a.valid_from, '2000-01-01 00:00+00'), now())
FROM pricing_price a JOIN pricing_pricelist t ON t.id = a.price_list_id
"""


class Migration(migrations.Migration):
    dependencies = [("pricing", "0005_audiences_offers_change_sets")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
