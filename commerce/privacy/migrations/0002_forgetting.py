"""Records that only grow let a person go, while a person is being forgotten and then alone.

`shop.forgetting` is set for one transaction by `commerce.privacy.rooms`. An invoice does not know it before the law of
bookkeeping does: seven years after the end of the calendar year, ten for sales with another country's VAT.
"""

from django.db import migrations

# table, trigger, moments, function
KEPT = (
    ("orders_ordernote", "only_added_to", "BEFORE UPDATE OR DELETE", "refuse_to_change"),
    ("orders_orderchange", "keep_order_change", "BEFORE UPDATE OR DELETE", "keep_order_change"),
    ("quotations_quotation", "stays_as_sent", "BEFORE UPDATE OR DELETE", "quotation_stays"),
    ("quotations_quotationline", "stay_as_sent", "BEFORE INSERT OR UPDATE OR DELETE", "quotation_lines_stay"),
)
FORGETTING = """
CREATE FUNCTION forgetting() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('shop.forgetting', true), '') = 'on'
$$;
CREATE FUNCTION invoice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND forgetting() AND to_jsonb(NEW) - 'content' = to_jsonb(OLD) - 'content'
        AND OLD.issued_on < make_date(
            extract(year FROM now())::int - CASE WHEN OLD.content ->> 'vat_zone' LIKE 'oss:%' THEN 10 ELSE 7 END, 1, 1)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'orders_invoice is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER only_added_to ON orders_invoice;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON orders_invoice
    FOR EACH ROW EXECUTE FUNCTION invoice_stays();
"""
NEVER = """
DROP TRIGGER only_added_to ON orders_invoice;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON orders_invoice
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change();
DROP FUNCTION invoice_stays();
DROP FUNCTION forgetting();
"""


def trigger(table, name, moments, function, when):
    return (
        f"DROP TRIGGER {name} ON {table}; "
        f"CREATE TRIGGER {name} {moments} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {function}();"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("orders", "0016_words_of_an_order"),
        ("quotations", "0002_sent_stays"),
    ]
    operations = [
        migrations.RunSQL(FORGETTING, NEVER),
        migrations.RunSQL(
            [trigger(*one, "WHEN (NOT forgetting())") for one in KEPT], [trigger(*one, "") for one in KEPT]
        ),
    ]
