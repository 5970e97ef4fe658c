"""The last day to claim follows from the day of production: a month for what was built wrongly, three for bugs."""

from django.db import migrations

RULES = """
CREATE FUNCTION acceptance_claim_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    delivered date;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'A claim stands as it was made; its ticket tells what became of it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_stands';
    END IF;
    SELECT (in_production_at AT TIME ZONE 'Europe/Stockholm')::date INTO delivered
        FROM acceptance_handover WHERE id = NEW.handover_id FOR SHARE;
    IF delivered IS NULL OR NEW.claimed_on < delivered
       OR NEW.last_day <> (delivered + CASE NEW.sort WHEN 'bug' THEN interval '3 months' ELSE interval '1 month' END)::date
    THEN
        RAISE EXCEPTION 'The last day to claim follows from the day of production.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_last_day';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acceptance_claim_rules BEFORE INSERT OR UPDATE OR DELETE ON acceptance_claim
    FOR EACH ROW EXECUTE FUNCTION acceptance_claim_rules();
"""
UNDO = """
DROP TRIGGER acceptance_claim_rules ON acceptance_claim;
DROP FUNCTION acceptance_claim_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("acceptance", "0003_claims")]
    operations = [migrations.RunSQL(RULES, UNDO)]
