"""What a condition on one row cannot say: how a handover moves, who signs, and that what is signed never changes."""

from django.db import migrations

RULES = """
CREATE FUNCTION acceptance_is_owner(who bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM customers_user_groups held JOIN auth_group role ON role.id = held.group_id
                   WHERE held.user_id = who AND role.name = 'Systemägare')
$$;

CREATE FUNCTION acceptance_handover_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'drafted' THEN
            RAISE EXCEPTION 'What has been handed over is not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'drafted' THEN
            RAISE EXCEPTION 'A handover begins as a draft.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
       (('drafted', 'handed_over'), ('handed_over', 'accepted'), ('handed_over', 'with_remarks'),
        ('handed_over', 'rejected'))
    THEN
        RAISE EXCEPTION 'A handover does not go from % to %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_moves';
    END IF;
    IF OLD.state <> 'drafted'
       AND (OLD.version, OLD.notes, OLD.tested_at, OLD.tested_on, OLD.tests_passed, OLD.tests_failed,
            OLD.tests_skipped, OLD.test_seconds, OLD.handed_over_by_id, OLD.handed_over_at, OLD.answer_by)
           IS DISTINCT FROM
           (NEW.version, NEW.notes, NEW.tested_at, NEW.tested_on, NEW.tests_passed, NEW.tests_failed,
            NEW.tests_skipped, NEW.test_seconds, NEW.handed_over_by_id, NEW.handed_over_at, NEW.answer_by)
    THEN
        RAISE EXCEPTION 'What has been handed over stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    IF OLD.answered_at IS NOT NULL
       AND (OLD.answered_by_id, OLD.answered_at, OLD.answer)
           IS DISTINCT FROM (NEW.answered_by_id, NEW.answered_at, NEW.answer)
       OR OLD.in_production_at IS NOT NULL AND OLD.in_production_at IS DISTINCT FROM NEW.in_production_at
    THEN
        RAISE EXCEPTION 'What has been answered stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    IF OLD.state = 'drafted' AND NEW.state = 'handed_over'
       AND NOT EXISTS (SELECT 1 FROM acceptance_handedrequirement one WHERE one.handover_id = NEW.id)
    THEN
        RAISE EXCEPTION 'A handover covers some requirement.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_covers_something';
    END IF;
    IF OLD.state = 'handed_over' AND NEW.state <> 'handed_over' THEN
        IF NOT acceptance_is_owner(NEW.answered_by_id) THEN
            RAISE EXCEPTION 'Only Systemägare answers a handover.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_answered_by_owner';
        END IF;
        IF EXISTS (SELECT 1 FROM acceptance_handedrequirement one WHERE one.handover_id = NEW.id
                   AND (one.verdict = ''
                        OR NEW.state = 'accepted' AND one.verdict <> 'approved'
                        OR NEW.state = 'with_remarks' AND one.verdict = 'refused'))
        THEN
            RAISE EXCEPTION 'The answer does not follow from what is signed.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_follows_its_requirements';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acceptance_handover_rules BEFORE INSERT OR UPDATE OR DELETE ON acceptance_handover
    FOR EACH ROW EXECUTE FUNCTION acceptance_handover_rules();

CREATE FUNCTION acceptance_requirement_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.verdict <> '' THEN
        RAISE EXCEPTION 'What is signed stands.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_stands';
    END IF;
    SELECT state INTO stands FROM acceptance_handover
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.handover_id ELSE NEW.handover_id END FOR SHARE;
    IF TG_OP = 'DELETE' THEN
        IF stands <> 'drafted' THEN
            RAISE EXCEPTION 'What has been handed over is not deleted.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND stands = 'handed_over' AND NEW.verdict <> ''
       AND (OLD.handover_id, OLD.position, OLD.number, OLD.wanted, OLD.modules, OLD.documents, OLD.result, OLD.proofs)
           IS NOT DISTINCT FROM
           (NEW.handover_id, NEW.position, NEW.number, NEW.wanted, NEW.modules, NEW.documents, NEW.result, NEW.proofs)
    THEN
        IF NOT acceptance_is_owner(NEW.signed_by_id) THEN
            RAISE EXCEPTION 'Only Systemägare signs.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'handed_requirement_signed_by_owner';
        END IF;
        RETURN NEW;
    END IF;
    IF stands <> 'drafted' OR NEW.verdict <> '' THEN
        RAISE EXCEPTION 'A requirement of a handover that is % does not change so.', stands
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acceptance_requirement_rules BEFORE INSERT OR UPDATE OR DELETE ON acceptance_handedrequirement
    FOR EACH ROW EXECUTE FUNCTION acceptance_requirement_rules();

CREATE FUNCTION acceptance_sprint_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT state INTO stands FROM acceptance_handover
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.handover_id ELSE NEW.handover_id END FOR SHARE;
    IF TG_OP = 'UPDATE' OR stands <> 'drafted' THEN
        RAISE EXCEPTION 'Notes of sprints are only added, before the handover.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sprint_note_stands';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER acceptance_sprint_rules BEFORE INSERT OR UPDATE OR DELETE ON acceptance_sprintnote
    FOR EACH ROW EXECUTE FUNCTION acceptance_sprint_rules();
"""
UNDO = """
DROP TRIGGER acceptance_sprint_rules ON acceptance_sprintnote;
DROP FUNCTION acceptance_sprint_rules();
DROP TRIGGER acceptance_requirement_rules ON acceptance_handedrequirement;
DROP FUNCTION acceptance_requirement_rules();
DROP TRIGGER acceptance_handover_rules ON acceptance_handover;
DROP FUNCTION acceptance_handover_rules();
DROP FUNCTION acceptance_is_owner(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("acceptance", "0001_handovers")]
    operations = [migrations.RunSQL(RULES, UNDO)]
