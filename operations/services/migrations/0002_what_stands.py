"""A published version stays; what was ordered stays as it was; a part moves only as `operations.services.ordered` says.

Service orders are numbered from 5001.
"""

from django.db import migrations

MOVES = {
    "held": ("awaiting", "ordered", "cancelled"),
    "awaiting": ("ordered", "refused", "cancelled"),
    "ordered": ("cancelled",),
}
PAIRS = ", ".join(f"('{before}', '{after}')" for before, allowed in MOVES.items() for after in allowed)
REFUSE = f"""
CREATE SEQUENCE service_order_number START 5001;
CREATE FUNCTION services_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published version of a service stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON services_serviceversion
    FOR EACH ROW EXECUTE FUNCTION services_version_stays();
CREATE FUNCTION services_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a part of a service order is not deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM services_serviceversion WHERE id = NEW.version_id AND published_at IS NOT NULL) THEN
            RAISE EXCEPTION 'what is ordered is published' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        RAISE EXCEPTION 'a part that is % does not become %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF ROW(NEW.order_id, NEW.position, NEW.version_id, NEW.unit_net, NEW.quantity, NEW.vat_rate, NEW.net, NEW.gross)
        IS DISTINCT FROM
        ROW(OLD.order_id, OLD.position, OLD.version_id, OLD.unit_net, OLD.quantity, OLD.vat_rate, OLD.net, OLD.gross)
        OR (OLD.ticket_id IS NOT NULL AND NEW.ticket_id IS DISTINCT FROM OLD.ticket_id)
    THEN
        RAISE EXCEPTION 'what was ordered stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ordered_stays BEFORE INSERT OR UPDATE OR DELETE ON services_servicepart
    FOR EACH ROW EXECUTE FUNCTION services_part_stays();
"""
ALLOW = """
DROP TRIGGER ordered_stays ON services_servicepart;
DROP FUNCTION services_part_stays();
DROP TRIGGER published_stays ON services_serviceversion;
DROP FUNCTION services_version_stays();
DROP SEQUENCE service_order_number;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
