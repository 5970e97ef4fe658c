"""What a condition on one row cannot say: who approves, that what is approved stands, and that pages are made anew."""

from django.db import migrations

RULES = """
CREATE FUNCTION outage_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.approved_at IS NOT NULL THEN
            RAISE EXCEPTION 'An approved outage is withdrawn, not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> NEW.state
       AND (OLD.state, NEW.state) NOT IN (('proposed', 'approved'), ('proposed', 'withdrawn'), ('approved', 'withdrawn'))
    THEN
        RAISE EXCEPTION 'An outage does not go from % to %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_moves';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.approved_at IS NOT NULL
       AND (OLD.starts_at, OLD.ends_at, OLD.approved_at, OLD.approved_by_id, OLD.reason, OLD.is_in_office_hours)
           IS DISTINCT FROM
           (NEW.starts_at, NEW.ends_at, NEW.approved_at, NEW.approved_by_id, NEW.reason, NEW.is_in_office_hours)
    THEN
        RAISE EXCEPTION 'What is approved stands: withdraw it and propose another.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_stands';
    END IF;
    IF NEW.approved_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.approved_at IS NULL) AND NOT EXISTS (
        SELECT 1 FROM customers_user_groups held JOIN auth_group role ON role.id = held.group_id
        WHERE held.user_id = NEW.approved_by_id AND role.name = 'Systemägare')
    THEN
        RAISE EXCEPTION 'Only Systemägare approves planned outages.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_approved_by_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outage_rules BEFORE INSERT OR UPDATE OR DELETE ON status_plannedoutage
    FOR EACH ROW EXECUTE FUNCTION outage_rules();

CREATE FUNCTION outage_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.approved_at IS NOT NULL THEN
        PERFORM bump_versions(ARRAY['site']);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outage_shown AFTER INSERT OR UPDATE ON status_plannedoutage
    FOR EACH ROW EXECUTE FUNCTION outage_shown();
"""
UNDO = """
DROP TRIGGER outage_shown ON status_plannedoutage;
DROP FUNCTION outage_shown();
DROP TRIGGER outage_rules ON status_plannedoutage;
DROP FUNCTION outage_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("status", "0001_planned_outages"), ("events", "0004_settle_versions_once")]
    operations = [migrations.RunSQL(RULES, UNDO)]
