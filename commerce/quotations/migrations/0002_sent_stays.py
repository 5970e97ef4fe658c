"""Quotations are numbered from 1001. What one says is never changed once it is sent; a new version replaces it."""

from django.db import migrations

CONTENT = (
    "number", "version", "token", "user_id", "organisation_id", "level", "buyer_type", "currency", "locale", "message",
    "requested_at", "terms", "delivery_method", "delivery_name", "delivery_gross", "valid_until", "net", "vat", "gross",
    "parties", "created_at", "sent_at",
)
OLD, NEW = (", ".join(f"{row}.{name}" for name in CONTENT) for row in ("OLD", "NEW"))
REFUSE = f"""
CREATE SEQUENCE quotation_number START 1001;
CREATE FUNCTION quotation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.sent_at IS NOT NULL THEN
            RAISE EXCEPTION 'a sent quotation is not deleted' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.sent_at IS NOT NULL AND (NEW.state = 'draft' OR ROW({OLD}) IS DISTINCT FROM ROW({NEW})) THEN
        RAISE EXCEPTION 'a sent quotation is not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_sent BEFORE UPDATE OR DELETE ON quotations_quotation
    FOR EACH ROW EXECUTE FUNCTION quotation_stays();
CREATE FUNCTION quotation_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM quotations_quotation q
        WHERE q.id IN (OLD.quotation_id, NEW.quotation_id) AND q.sent_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the lines of a sent quotation are not changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stay_as_sent BEFORE INSERT OR UPDATE OR DELETE ON quotations_quotationline
    FOR EACH ROW EXECUTE FUNCTION quotation_lines_stay();
"""
ALLOW = """
DROP TRIGGER stay_as_sent ON quotations_quotationline;
DROP FUNCTION quotation_lines_stay();
DROP TRIGGER stays_as_sent ON quotations_quotation;
DROP FUNCTION quotation_stays();
DROP SEQUENCE quotation_number;
"""


class Migration(migrations.Migration):
    dependencies = [("quotations", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
